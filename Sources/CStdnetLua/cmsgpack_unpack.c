#include <limits.h>
#include <string.h>

#include "interpreter.h"

// MessagePack: what cmsgpack.unpack reads.

typedef struct input {
    const uint8_t *at;
    size_t left;
} input;

static void need(lua_State *state, const input *input, size_t count) {
    if (input->left < count) luaL_error(state, "Missing bytes in input.");
}

// Takes a number of some bytes, the most significant first.
static uint64_t take_number(lua_State *state, input *input, size_t width) {
    need(state, input, width);
    uint64_t number = 0;
    for (size_t at = 0; at < width; at++) number = number << 8 | input->at[at];
    input->at += width;
    input->left -= width;
    return number;
}

static void unpack_string(lua_State *state, input *input, size_t length) {
    need(state, input, length);
    lua_pushlstring(state, (const char *)input->at, length);
    input->at += length;
    input->left -= length;
}

static void unpack_value(lua_State *state, input *input);

static void unpack_array(lua_State *state, input *input, size_t count) {
    lua_newtable(state);
    luaL_checkstack(state, 1, "in function mp_decode_to_lua_array");
    for (size_t at = 1; at <= count; at++) {
        lua_pushnumber(state, (lua_Number)at);
        unpack_value(state, input);
        lua_settable(state, -3);
    }
}

static void unpack_map(lua_State *state, input *input, size_t count) {
    lua_newtable(state);
    for (size_t at = 0; at < count; at++) {
        unpack_value(state, input);
        unpack_value(state, input);
        lua_settable(state, -3);
    }
}

static void unpack_float(lua_State *state, input *input) {
    uint32_t bits = (uint32_t)take_number(state, input, sizeof bits);
    float number;
    memcpy(&number, &bits, sizeof number);
    lua_pushnumber(state, number);
}

static void unpack_double(lua_State *state, input *input) {
    uint64_t bits = take_number(state, input, sizeof bits);
    double number;
    memcpy(&number, &bits, sizeof number);
    lua_pushnumber(state, number);
}

// Pushes one value. The depth of what is nested is bounded by Lua's stack.
static void unpack_value(lua_State *state, input *input) {
    luaL_checkstack(
        state, 1,
        "too many return values at once; use unpack_one or unpack_limit instead.");
    uint8_t type = (uint8_t)take_number(state, input, 1);
    switch (type) {
    case 0xc0: lua_pushnil(state); return;
    case 0xc2: lua_pushboolean(state, 0); return;
    case 0xc3: lua_pushboolean(state, 1); return;
    case 0xca: unpack_float(state, input); return;
    case 0xcb: unpack_double(state, input); return;
    case 0xcc: lua_pushinteger(state, (lua_Integer)take_number(state, input, 1)); return;
    case 0xcd: lua_pushinteger(state, (lua_Integer)take_number(state, input, 2)); return;
    case 0xce: lua_pushinteger(state, (lua_Integer)take_number(state, input, 4)); return;
    case 0xcf: lua_pushinteger(state, (lua_Integer)take_number(state, input, 8)); return;
    case 0xd0: lua_pushinteger(state, (int8_t)take_number(state, input, 1)); return;
    case 0xd1: lua_pushinteger(state, (int16_t)take_number(state, input, 2)); return;
    case 0xd2: lua_pushinteger(state, (int32_t)take_number(state, input, 4)); return;
    case 0xd3: lua_pushnumber(state, (lua_Number)(int64_t)take_number(state, input, 8)); return;
    case 0xd9: unpack_string(state, input, take_number(state, input, 1)); return;
    case 0xda: unpack_string(state, input, take_number(state, input, 2)); return;
    case 0xdb: unpack_string(state, input, take_number(state, input, 4)); return;
    case 0xdc: unpack_array(state, input, take_number(state, input, 2)); return;
    case 0xdd: unpack_array(state, input, take_number(state, input, 4)); return;
    case 0xde: unpack_map(state, input, take_number(state, input, 2)); return;
    case 0xdf: unpack_map(state, input, take_number(state, input, 4)); return;
    default: break;
    }
    if (type <= 0x7f || type >= 0xe0) {
        lua_pushinteger(state, (int8_t)type);
    } else if (type >= 0xa0 && type <= 0xbf) {
        unpack_string(state, input, type & 0x1f);
    } else if (type <= 0x8f) {
        unpack_map(state, input, type & 0xf);
    } else if (type <= 0x9f) {
        unpack_array(state, input, type & 0xf);
    } else {
        luaL_error(state, "Bad data format in input.");
    }
}

// Unpacks at most `limit` values from an offset, and where the next one is; both 0: all of them,
// and nothing else.
static int unpack_some(lua_State *state, lua_Integer limit, lua_Integer offset) {
    size_t length;
    const uint8_t *text = (const uint8_t *)luaL_checklstring(state, 1, &length);
    if (offset < 0 || limit < 0) {
        return luaL_error(
            state, "Invalid request to unpack with offset of %d and limit of %d.", (int)offset,
            (int)length);
    }
    if ((size_t)offset > length) {
        return luaL_error(
            state, "Start offset %d greater than input length %d.", (int)offset, (int)length);
    }
    bool is_all = limit == 0 && offset == 0;
    if (is_all) limit = INT_MAX;
    input input = {text + offset, length - (size_t)offset};
    int count = 0;
    for (; input.left > 0 && count < limit; count++) unpack_value(state, &input);
    if (is_all) return count;
    luaL_checkstack(state, 1, "in function mp_unpack_full");
    lua_pushinteger(state, input.left ? (lua_Integer)(length - input.left) : -1);
    lua_insert(state, 2);
    return count + 1;
}

static void keep_first_argument(lua_State *state) {
    if (lua_gettop(state) > 1) lua_settop(state, 1);
}

int unpack_messages(lua_State *state) { return unpack_some(state, 0, 0); }

int unpack_one_message(lua_State *state) {
    lua_Integer offset = luaL_optinteger(state, 2, 0);
    keep_first_argument(state);
    return unpack_some(state, 1, offset);
}

int unpack_messages_up_to(lua_State *state) {
    lua_Integer limit = luaL_checkinteger(state, 2);
    lua_Integer offset = luaL_optinteger(state, 3, 0);
    keep_first_argument(state);
    return unpack_some(state, limit, offset);
}

void open_cmsgpack(lua_State *state) {
    static const luaL_Reg functions[] = {
        {"pack", pack_messages},
        {"unpack", unpack_messages},
        {"unpack_one", unpack_one_message},
        {"unpack_limit", unpack_messages_up_to},
    };
    static const char *const about[][2] = {
        {"_NAME", "cmsgpack"},
        {"_VERSION", "lua-cmsgpack 0.4.0"},
        {"_COPYRIGHT", "Copyright (C) 2012, Salvatore Sanfilippo"},
        {"_DESCRIPTION", "MessagePack C implementation for Lua"},
    };
    lua_newtable(state);
    for (size_t at = 0; at < sizeof functions / sizeof *functions; at++) {
        lua_pushcfunction(state, functions[at].func);
        lua_setfield(state, -2, functions[at].name);
    }
    for (size_t at = 0; at < sizeof about / sizeof *about; at++) {
        lua_pushstring(state, about[at][1]);
        lua_setfield(state, -2, about[at][0]);
    }
    lua_setglobal(state, "cmsgpack");
}
