#include <math.h>
#include <string.h>

#include "interpreter.h"

// MessagePack: what cmsgpack.pack writes.

// Tables deeper than this are written as nil, so that a table that holds itself has an end.
#define DEEPEST_TABLE 16

static void append(lua_State *state, bytes *buffer, const void *source, size_t count) {
    if (!bytes_append(buffer, source, count)) luaL_error(state, "not enough memory");
}

// A type, and a number behind it with its most significant byte first.
static void append_head(
    lua_State *state, bytes *buffer, uint8_t type, uint64_t number, size_t width) {
    uint8_t head[9] = {type};
    for (size_t at = 0; at < width; at++) {
        head[1 + at] = (uint8_t)(number >> (8 * (width - 1 - at)));
    }
    append(state, buffer, head, 1 + width);
}

static void pack_string(lua_State *state, bytes *buffer) {
    size_t length;
    const char *text = lua_tolstring(state, -1, &length);
    if (length < 32) {
        append_head(state, buffer, (uint8_t)(0xa0 | length), 0, 0);
    } else if (length <= 0xff) {
        append_head(state, buffer, 0xd9, length, 1);
    } else if (length <= 0xffff) {
        append_head(state, buffer, 0xda, length, 2);
    } else {
        append_head(state, buffer, 0xdb, length, 4);
    }
    append(state, buffer, text, length);
}

static void pack_integer(lua_State *state, bytes *buffer, int64_t number) {
    uint64_t bits = (uint64_t)number;
    if (number >= -32 && number <= 127) {
        append_head(state, buffer, (uint8_t)bits, 0, 0);
    } else if (number >= 0) {
        if (number <= UINT8_MAX) append_head(state, buffer, 0xcc, bits, 1);
        else if (number <= UINT16_MAX) append_head(state, buffer, 0xcd, bits, 2);
        else if (number <= UINT32_MAX) append_head(state, buffer, 0xce, bits, 4);
        else append_head(state, buffer, 0xcf, bits, 8);
    } else {
        if (number >= INT8_MIN) append_head(state, buffer, 0xd0, bits, 1);
        else if (number >= INT16_MIN) append_head(state, buffer, 0xd1, bits, 2);
        else if (number >= INT32_MIN) append_head(state, buffer, 0xd2, bits, 4);
        else append_head(state, buffer, 0xd3, bits, 8);
    }
}

// Whole numbers as integers, the others in four bytes when that loses nothing.
static void pack_number(lua_State *state, bytes *buffer) {
    lua_Number number = lua_tonumber(state, -1);
    if (number >= -0x1p63 && number < 0x1p63 && number == trunc(number)) {
        pack_integer(state, buffer, (int64_t)number);
        return;
    }
    float shorter = (float)number;
    if ((double)shorter == number) {
        uint32_t bits;
        memcpy(&bits, &shorter, sizeof bits);
        append_head(state, buffer, 0xca, bits, 4);
    } else {
        uint64_t bits;
        memcpy(&bits, &number, sizeof bits);
        append_head(state, buffer, 0xcb, bits, 8);
    }
}

static void pack_value(lua_State *state, bytes *buffer, int depth);

static void pack_collection_head(
    lua_State *state, bytes *buffer, uint8_t small, uint8_t large, size_t count) {
    if (count <= 15) {
        append_head(state, buffer, (uint8_t)(small | count), 0, 0);
    } else if (count <= 0xffff) {
        append_head(state, buffer, large, count, 2);
    } else {
        append_head(state, buffer, large + 1, count, 4);
    }
}

// Counts the pairs of the table on top of the stack; `is_array` when its keys are 1 to that count.
static size_t count_pairs(lua_State *state, bool *is_array) {
    size_t count = 0;
    lua_Number highest = 0;
    *is_array = true;
    lua_pushnil(state);
    while (lua_next(state, -2)) {
        lua_pop(state, 1);
        count++;
        lua_Number key = lua_type(state, -1) == LUA_TNUMBER ? lua_tonumber(state, -1) : 0;
        if (!(key > 0 && key <= INT32_MAX && key == trunc(key))) *is_array = false;
        if (key > highest) highest = key;
    }
    if (highest != (lua_Number)count) *is_array = false;
    return count;
}

// Packs the table on top of the stack, which may be put behind a guard's.
static void pack_table(lua_State *state, bytes *buffer, int depth) {
    luaL_checkstack(state, 4, "in function mp_encode_lua_table_as_map");
    if (push_guarded(state, -1)) lua_replace(state, -2);
    bool is_array;
    size_t count = count_pairs(state, &is_array);
    if (is_array) {
        pack_collection_head(state, buffer, 0x90, 0xdc, count);
        for (size_t at = 1; at <= count; at++) {
            lua_rawgeti(state, -1, (int)at);
            pack_value(state, buffer, depth + 1);
        }
        return;
    }
    pack_collection_head(state, buffer, 0x80, 0xde, count);
    lua_pushnil(state);
    while (lua_next(state, -2)) {
        lua_pushvalue(state, -2);
        pack_value(state, buffer, depth + 1);
        pack_value(state, buffer, depth + 1);
    }
}

// Packs the value on top of the stack and pops it; nil stands for what can't be packed.
static void pack_value(lua_State *state, bytes *buffer, int depth) {
    int type = lua_type(state, -1);
    if (type == LUA_TTABLE && depth == DEEPEST_TABLE) type = LUA_TNIL;
    switch (type) {
    case LUA_TSTRING: pack_string(state, buffer); break;
    case LUA_TNUMBER: pack_number(state, buffer); break;
    case LUA_TBOOLEAN:
        append_head(state, buffer, lua_toboolean(state, -1) ? 0xc3 : 0xc2, 0, 0);
        break;
    case LUA_TTABLE: pack_table(state, buffer, depth); break;
    default: append_head(state, buffer, 0xc0, 0, 0);
    }
    lua_pop(state, 1);
}

int pack_messages(lua_State *state) {
    int count = lua_gettop(state);
    if (count == 0) return luaL_argerror(state, 0, "MessagePack pack needs input.");
    if (!lua_checkstack(state, count)) {
        return luaL_argerror(state, 0, "Too many arguments for MessagePack pack.");
    }
    bytes *buffer = &interpreter_of(state)->words;
    buffer->count = 0;
    for (int at = 1; at <= count; at++) {
        lua_pushvalue(state, at);
        pack_value(state, buffer, 0);
    }
    lua_pushlstring(state, (const char *)buffer->start, buffer->count);
    return 1;
}
