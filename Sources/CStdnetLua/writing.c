#include <math.h>
#include <stdio.h>
#include <string.h>

#include "interpreter.h"

static void check(lua_State *state, bool is_written) {
    if (!is_written) luaL_error(state, "not enough memory");
}

static void write_plain(lua_State *state, tape *result, uint8_t kind, int64_t value) {
    check(state, tape_append(result, kind, 0, value));
}

static void write_text(lua_State *state, tape *result, uint8_t kind, const char *text) {
    check(state, tape_append_string(result, kind, text, strlen(text), true));
}

// Numbers lose their fraction; those that don't fit become the smallest integer, as on x86.
static int64_t whole(lua_Number number) {
    return number >= -0x1p63 && number < 0x1p63 ? (int64_t)number : INT64_MIN;
}

static void write_boolean(lua_State *state, stdnet_lua *lua) {
    bool value = lua_toboolean(state, -1);
    if (lua->is_resp3 && lua->replies_resp3) {
        write_plain(state, &lua->result, STDNET_LUA_BOOLEAN, value);
    } else if (lua->is_resp3 || value) {
        write_plain(state, &lua->result, STDNET_LUA_INTEGER, value);
    } else {
        write_plain(state, &lua->result, STDNET_LUA_NULL, 0);
    }
}

static void write_double(lua_State *state, stdnet_lua *lua, double number) {
    if (lua->replies_resp3) {
        int64_t bits;
        memcpy(&bits, &number, sizeof bits);
        write_plain(state, &lua->result, STDNET_LUA_DOUBLE, bits);
        return;
    }
    char text[64];
    if (isinf(number)) {
        snprintf(text, sizeof text, number > 0 ? "inf" : "-inf");
    } else {
        snprintf(text, sizeof text, "%.17g", number);
    }
    write_text(state, &lua->result, STDNET_LUA_BULK, text);
}

static void write_error(lua_State *state, tape *result, const char *text) {
    size_t length = strlen(text);
    while (length && (text[length - 1] == '\r' || text[length - 1] == '\n')) length--;
    check(state, tape_append_string(result, STDNET_LUA_ERROR, text, length, true));
}

// Writes the verbatim string whose text is on top of the stack and its format below it.
static void write_verbatim(lua_State *state, stdnet_lua *lua) {
    size_t length;
    const char *text = lua_tolstring(state, -1, &length);
    tape *result = &lua->result;
    if (!lua->replies_resp3) {
        check(state, tape_append_string(result, STDNET_LUA_BULK, text, length, false));
        return;
    }
    // Three letters, and a colon.
    char format[5];
    snprintf(format, sizeof format, "%-3.3s:", lua_tostring(state, -2));
    size_t start = result->bytes.count;
    check(state, bytes_append(&result->bytes, format, 4));
    check(state, bytes_append(&result->bytes, text, length));
    check(state, tape_append(result, STDNET_LUA_VERBATIM, length + 4, (int64_t)start));
}

static void open_collection_of(lua_State *state, stdnet_lua *lua, uint8_t kind) {
    open_collection *open = stdnet_lua_grown(
        lua->open, &lua->open_capacity, lua->open_count, 1, sizeof(open_collection));
    check(state, open != NULL);
    lua->open = open;
    open[lua->open_count++] = (open_collection){.node = lua->result.count, .kind = kind};
    uint8_t shape = lua->replies_resp3 ? kind : STDNET_LUA_ARRAY;
    write_plain(state, &lua->result, shape, 0);
}

// Opens the map or set on top of the stack.
static void open_keyed(lua_State *state, stdnet_lua *lua, uint8_t kind) {
    if (push_guarded(state, -1)) lua_replace(state, -2);
    open_collection_of(state, lua, kind);
    lua_pushnil(state);
}

// Pushes a field of the table on top of the stack, and says whether it is of a type; else pops it.
static bool push_field_of(lua_State *state, const char *name, int type) {
    lua_pushstring(state, name);
    lua_rawget(state, -2);
    if (lua_type(state, -1) == type) return true;
    lua_pop(state, 1);
    return false;
}

// Pushes the format and the text of a verbatim string.
static bool push_verbatim_fields(lua_State *state) {
    if (!push_field_of(state, "verbatim_string", LUA_TTABLE)) return false;
    if (!push_field_of(state, "format", LUA_TSTRING)) return false;
    lua_insert(state, -2);
    if (!push_field_of(state, "string", LUA_TSTRING)) return false;
    lua_remove(state, -2);
    return true;
}

// Writes the table on top of the stack when it stands for something else than a collection.
static bool write_single(lua_State *state, stdnet_lua *lua) {
    tape *result = &lua->result;
    if (push_field_of(state, "err", LUA_TSTRING)) {
        write_error(state, result, lua_tostring(state, -1));
    } else if (push_field_of(state, "ok", LUA_TSTRING)) {
        write_text(state, result, STDNET_LUA_STATUS, lua_tostring(state, -1));
    } else if (push_field_of(state, "double", LUA_TNUMBER)) {
        write_double(state, lua, lua_tonumber(state, -1));
    } else if (push_field_of(state, "big_number", LUA_TSTRING)) {
        size_t length;
        const char *digits = lua_tolstring(state, -1, &length);
        uint8_t kind = lua->replies_resp3 ? STDNET_LUA_BIG_NUMBER : STDNET_LUA_BULK;
        check(state, tape_append_string(result, kind, digits, length, true));
    } else if (push_verbatim_fields(state)) {
        write_verbatim(state, lua);
    } else {
        return false;
    }
    return true;
}

// Writes the table on top of the stack and pops it; a collection is opened only, and stays.
static void write_table(lua_State *state, stdnet_lua *lua) {
    int table = lua_gettop(state);
    if (write_single(state, lua)) {
        lua_settop(state, table - 1);
        return;
    }
    lua_settop(state, table);
    if (push_field_of(state, "map", LUA_TTABLE)) {
        open_keyed(state, lua, STDNET_LUA_MAP);
    } else if (push_field_of(state, "set", LUA_TTABLE)) {
        open_keyed(state, lua, STDNET_LUA_SET);
    } else {
        open_collection_of(state, lua, STDNET_LUA_ARRAY);
    }
}

// Writes the value on top of the stack and pops it, unless it is a collection that is now open.
static void write_value(lua_State *state, stdnet_lua *lua) {
    tape *result = &lua->result;
    if (!lua_checkstack(state, 4)) {
        write_text(state, result, STDNET_LUA_ERROR, "ERR reached lua stack limit");
        lua_pop(state, 1);
        return;
    }
    switch (lua_type(state, -1)) {
    case LUA_TSTRING: {
        size_t length;
        const char *text = lua_tolstring(state, -1, &length);
        check(state, tape_append_string(result, STDNET_LUA_BULK, text, length, false));
        break;
    }
    case LUA_TNUMBER:
        write_plain(state, result, STDNET_LUA_INTEGER, whole(lua_tonumber(state, -1)));
        break;
    case LUA_TBOOLEAN: write_boolean(state, lua); break;
    case LUA_TTABLE: write_table(state, lua); return;
    default: write_plain(state, result, STDNET_LUA_NULL, 0);
    }
    lua_pop(state, 1);
}

// Pushes what comes next in the collection that was opened last; at its end closes it, pops it, and
// says false. An array lies on top of the stack; the keys of a map or set lie over it and the table
// that names it.
static bool push_next(lua_State *state, stdnet_lua *lua) {
    open_collection *open = &lua->open[lua->open_count - 1];
    if (open->has_value) {
        open->has_value = false;
        return true;
    }
    bool has_more;
    if (open->kind == STDNET_LUA_ARRAY) {
        lua_rawgeti(state, -1, (int)open->count + 1);
        has_more = !lua_isnil(state, -1);
    } else {
        has_more = lua_next(state, -2);
    }
    if (!has_more) {
        lua_pop(state, 2);
        uint32_t width = open->kind == STDNET_LUA_MAP ? 2 : 1;
        lua->result.nodes[open->node].count = open->count * width;
        lua->open_count--;
        return false;
    }
    open->count++;
    if (open->kind == STDNET_LUA_MAP) {
        lua_pushvalue(state, -2);
        open->has_value = true;
    } else if (open->kind == STDNET_LUA_SET) {
        lua_pop(state, 1);
        lua_pushvalue(state, -1);
    }
    return true;
}

// Writes the reply of a script: its result, or its error, is at 2.
//
// Nested tables are kept open in a list, not on C's stack: their depth is bounded by Lua's alone.
int write_result(lua_State *state) {
    stdnet_lua *lua = interpreter_of(state);
    tape_clear(&lua->result);
    lua->open_count = 0;
    if (lua->has_failed) {
        write_raised_error(state, lua);
        return 0;
    }
    write_value(state, lua);
    while (lua->open_count) {
        if (push_next(state, lua)) write_value(state, lua);
    }
    return 0;
}
