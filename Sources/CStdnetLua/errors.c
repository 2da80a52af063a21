#include <string.h>

#include "interpreter.h"

// Pushes {err = "CODE text"}, without line ends around the text.
static void push_error_table(
    lua_State *state, const char *code, size_t code_length, const char *text, size_t length) {
    while (length && (text[0] == '\r' || text[0] == '\n')) text++, length--;
    while (length && (text[length - 1] == '\r' || text[length - 1] == '\n')) length--;
    luaL_checkstack(state, 6, "reached lua stack limit");
    lua_createtable(state, 0, 2);
    lua_pushlstring(state, code, code_length);
    lua_pushliteral(state, " ");
    lua_pushlstring(state, text, length);
    lua_concat(state, 3);
    lua_setfield(state, -2, "err");
}

void push_error(lua_State *state, const char *text) {
    push_error_table(state, "ERR", 3, text, strlen(text));
}

// The text of an error reply starts with its code, unless it is one word only.
void push_error_reply(lua_State *state, const char *text, size_t length) {
    length = strnlen(text, length);
    const char *space = length ? memchr(text, ' ', length) : NULL;
    if (space) {
        size_t code_length = (size_t)(space - text);
        push_error_table(state, text, code_length, space + 1, length - code_length - 1);
    } else {
        push_error_table(state, "ERR", 3, text, length);
    }
}

int raise_error(lua_State *state, const char *text) {
    push_error(state, text);
    return lua_error(state);
}

// Runs where an error is raised: makes a table of it, with the line that did it. When that was a C
// function, it is the line that called it.
int handle_error(lua_State *state) {
    lua_Debug place;
    bool has_place = lua_getstack(state, 1, &place) && lua_getinfo(state, "Sl", &place);
    if (has_place && strcmp(place.what, "C") == 0) {
        has_place = lua_getstack(state, 2, &place) && lua_getinfo(state, "Sl", &place);
    }
    lua_settop(state, 1);
    if (!lua_istable(state, 1)) {
        lua_createtable(state, 0, 3);
        lua_pushliteral(state, "ERR ");
        lua_pushvalue(state, lua_upvalueindex(1));
        lua_pushvalue(state, 1);
        lua_call(state, 1, 1);
        lua_concat(state, 2);
        lua_setfield(state, -2, "err");
        lua_replace(state, 1);
    }
    if (has_place) {
        lua_pushstring(state, place.source);
        lua_setfield(state, 1, "source");
        lua_pushinteger(state, place.currentline);
        lua_setfield(state, 1, "line");
    }
    return 1;
}

// Lua's pcall, but an error that is a table of Redis comes back as its text.
int protected_call(lua_State *state) {
    luaL_checkany(state, 1);
    lua_pushboolean(state, 1);
    lua_insert(state, 1);
    if (lua_pcall(state, lua_gettop(state) - 2, LUA_MULTRET, 0) != 0) {
        lua_remove(state, 1);
        if (lua_istable(state, -1)) {
            lua_getfield(state, -1, "err");
            if (lua_isstring(state, -1)) lua_replace(state, -2);
        }
        lua_pushboolean(state, 0);
        lua_insert(state, 1);
    }
    return lua_gettop(state);
}

// Calls the handler of xpcall, but not for the error that ends the script: hooks rest while one of
// them raises an error, so a handler that did not return could not be ended.
static int handle_unless_ended(lua_State *state) {
    if (interpreter_of(state)->reason[0]) return 1;
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, 1, 1);
    return 1;
}

// Lua's xpcall. Handlers in C always return.
int protected_call_with_handler(lua_State *state) {
    luaL_checkany(state, 2);
    lua_settop(state, 2);
    if (!lua_iscfunction(state, 2)) lua_pushcclosure(state, handle_unless_ended, 1);
    lua_insert(state, 1);
    int status = lua_pcall(state, 0, LUA_MULTRET, 1);
    lua_pushboolean(state, status == 0);
    lua_replace(state, 1);
    return lua_gettop(state);
}

// The field of an error as text, left on the stack; NULL when it has none.
static const char *error_field(lua_State *state, const char *name) {
    lua_getfield(state, 2, name);
    return lua_tostring(state, -1);
}

// Writes the error reply with which a script ends: the error value is at 2.
void write_raised_error(lua_State *state, stdnet_lua *lua) {
    const char *text;
    if (lua_istable(state, 2)) {
        const char *error = error_field(state, "err");
        const char *source = error_field(state, "source");
        const char *line = error_field(state, "line");
        if (!error) error = "ERR unknown error";
        text = line && source ? lua_pushfstring(
                   state, "%s script: %s, on %s:%s.", error, lua->name, source, line)
                              : error;
    } else {
        const char *error = lua_tostring(state, 2);
        text = lua_pushfstring(
            state, "ERR Error running script %s, %s", lua->name,
            error ? error : "execution failure");
    }
    if (!tape_append_string(&lua->result, STDNET_LUA_ERROR, text, strlen(text), true)) {
        luaL_error(state, "not enough memory");
    }
}
