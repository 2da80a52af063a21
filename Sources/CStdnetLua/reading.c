#include <string.h>

#include "interpreter.h"

static size_t push_value(lua_State *state, const tape *tape, size_t at);

static void push_field(lua_State *state, const char *name, const char *text, size_t length) {
    lua_createtable(state, 0, 1);
    lua_pushlstring(state, text, length);
    lua_setfield(state, -2, name);
}

static void push_verbatim(lua_State *state, const char *text, size_t length) {
    lua_createtable(state, 0, 1);
    lua_createtable(state, 0, 2);
    size_t format = length < 3 ? length : 3;
    size_t start = length < 4 ? length : 4;
    lua_pushlstring(state, text + start, length - start);
    lua_setfield(state, -2, "string");
    lua_pushlstring(state, text, format);
    lua_setfield(state, -2, "format");
    lua_setfield(state, -2, "verbatim_string");
}

static size_t push_array(lua_State *state, const tape *tape, size_t at, uint32_t count) {
    lua_newtable(state);
    for (uint32_t position = 1; position <= count; position++) {
        at = push_value(state, tape, at);
        lua_rawseti(state, -2, (int)position);
    }
    return at;
}

static size_t push_map(lua_State *state, const tape *tape, size_t at, uint32_t count) {
    lua_createtable(state, 0, 1);
    lua_newtable(state);
    for (uint32_t pair = 0; pair < count / 2; pair++) {
        at = push_value(state, tape, at);
        at = push_value(state, tape, at);
        lua_rawset(state, -3);
    }
    lua_setfield(state, -2, "map");
    return at;
}

static size_t push_set(lua_State *state, const tape *tape, size_t at, uint32_t count) {
    lua_createtable(state, 0, 1);
    lua_newtable(state);
    for (uint32_t member = 0; member < count; member++) {
        at = push_value(state, tape, at);
        lua_pushboolean(state, 1);
        lua_rawset(state, -3);
    }
    lua_setfield(state, -2, "set");
    return at;
}

// Pushes the value at a place of the tape, and says where the next one is. A tape that ends too
// early has nil there.
static size_t push_value(lua_State *state, const tape *tape, size_t at) {
    luaL_checkstack(state, 6, "reached lua stack limit");
    if (at >= tape->count) {
        lua_pushnil(state);
        return at;
    }
    const stdnet_lua_node *node = &tape->nodes[at++];
    const char *text = (const char *)tape->bytes.start + node->value;
    switch (node->kind) {
    case STDNET_LUA_BULK: lua_pushlstring(state, text, node->count); break;
    case STDNET_LUA_INTEGER: lua_pushnumber(state, (lua_Number)node->value); break;
    case STDNET_LUA_STATUS: push_field(state, "ok", text, node->count); break;
    case STDNET_LUA_BIG_NUMBER: push_field(state, "big_number", text, node->count); break;
    case STDNET_LUA_VERBATIM: push_verbatim(state, text, node->count); break;
    case STDNET_LUA_BOOLEAN: lua_pushboolean(state, node->value != 0); break;
    case STDNET_LUA_ARRAY:
    case STDNET_LUA_PUSH: return push_array(state, tape, at, node->count);
    case STDNET_LUA_MAP: return push_map(state, tape, at, node->count);
    case STDNET_LUA_SET: return push_set(state, tape, at, node->count);
    case STDNET_LUA_ERROR:
        push_error_reply(state, text, node->count);
        // The error was counted when the command failed.
        lua_pushboolean(state, 1);
        lua_setfield(state, -2, "ignore_error_stats_update");
        break;
    case STDNET_LUA_DOUBLE: {
        double number;
        memcpy(&number, &node->value, sizeof number);
        lua_createtable(state, 0, 1);
        lua_pushnumber(state, number);
        lua_setfield(state, -2, "double");
        break;
    }
    default:
        // Null: RESP2 has it as false.
        if (interpreter_of(state)->is_resp3) {
            lua_pushnil(state);
        } else {
            lua_pushboolean(state, 0);
        }
    }
    return at;
}

void push_reply(lua_State *state, const tape *tape) { push_value(state, tape, 0); }
