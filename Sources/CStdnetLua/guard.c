#include "interpreter.h"

// Redis's own Lua has tables that can't be changed; this one has not. A guard takes their place: an
// empty table that reads from the table behind it and refuses writing. Whatever reads a table
// without its metatable (next, rawget and the like) looks behind the guard instead.

// Its address is the key of the table behind a guard, in the guard's metatable.
static const char behind = 0;

// Pushes the table behind a guard; nothing, and false, when it is none.
bool push_guarded(lua_State *state, int index) {
    if (!lua_getmetatable(state, index)) return false;
    lua_pushlightuserdata(state, (void *)&behind);
    lua_rawget(state, -2);
    lua_remove(state, -2);
    if (lua_istable(state, -1)) return true;
    lua_pop(state, 1);
    return false;
}

static bool is_guard(lua_State *state, int index) {
    if (!push_guarded(state, index)) return false;
    lua_pop(state, 1);
    return true;
}

// Puts the table behind a guard in its place.
static void look_behind(lua_State *state, int index) {
    if (push_guarded(state, index)) lua_replace(state, index);
}

int refuse_assignment(lua_State *state) {
    return luaL_error(state, "Attempt to modify a readonly table");
}

// As if Lua itself had refused: without the line.
static int raise_readonly(lua_State *state) {
    lua_pushliteral(state, "Attempt to modify a readonly table");
    return lua_error(state);
}

static int refuse_missing_global(lua_State *state) {
    if (lua_gettop(state) != 2) {
        return luaL_error(state, "Wrong number of arguments to luaProtectedTableError");
    }
    if (!lua_isstring(state, 2)) {
        return luaL_error(
            state, "Second argument to luaProtectedTableError must be a string or number");
    }
    return luaL_error(
        state, "Script attempted to access nonexistent global variable '%s'",
        lua_tostring(state, 2));
}

static int base_next(lua_State *state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    lua_settop(state, 2);
    look_behind(state, 1);
    if (lua_next(state, 1)) return 2;
    lua_pushnil(state);
    return 1;
}

static int base_pairs(lua_State *state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_pushvalue(state, 1);
    lua_pushnil(state);
    return 3;
}

static int base_rawget(lua_State *state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    luaL_checkany(state, 2);
    lua_settop(state, 2);
    look_behind(state, 1);
    lua_rawget(state, 1);
    return 1;
}

static int base_rawset(lua_State *state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    luaL_checkany(state, 2);
    luaL_checkany(state, 3);
    lua_settop(state, 3);
    if (is_guard(state, 1)) return raise_readonly(state);
    lua_rawset(state, 1);
    return 1;
}

// A metatable that can't be changed shows as its guard.
static int base_getmetatable(lua_State *state) {
    luaL_checkany(state, 1);
    lua_settop(state, 1);
    look_behind(state, 1);
    if (!lua_getmetatable(state, 1)) {
        lua_pushnil(state);
        return 1;
    }
    if (luaL_getmetafield(state, 1, "__metatable")) return 1;
    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_GUARDS);
    lua_pushvalue(state, 2);
    lua_rawget(state, -2);
    if (lua_isnil(state, -1)) lua_settop(state, 2);
    return 1;
}

static int base_setmetatable(lua_State *state) {
    int type = lua_type(state, 2);
    luaL_checktype(state, 1, LUA_TTABLE);
    luaL_argcheck(state, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table expected");
    if (is_guard(state, 1)) return raise_readonly(state);
    if (luaL_getmetafield(state, 1, "__metatable")) {
        return luaL_error(state, "cannot change a protected metatable");
    }
    lua_settop(state, 2);
    look_behind(state, 2);
    lua_setmetatable(state, 1);
    return 1;
}

static int table_foreach(lua_State *state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    luaL_checktype(state, 2, LUA_TFUNCTION);
    look_behind(state, 1);
    lua_pushnil(state);
    while (lua_next(state, 1)) {
        lua_pushvalue(state, 2);
        lua_pushvalue(state, -3);
        lua_pushvalue(state, -3);
        lua_call(state, 2, 1);
        if (!lua_isnil(state, -1)) return 1;
        lua_pop(state, 2);
    }
    return 0;
}

static int table_insert(lua_State *state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    int end = (int)lua_objlen(state, 1) + 1;
    int position = end;
    switch (lua_gettop(state)) {
    case 2: break;
    case 3:
        position = (int)luaL_checkinteger(state, 2);
        if (is_guard(state, 1)) break;
        for (int at = end; at > position; at--) {
            lua_rawgeti(state, 1, at - 1);
            lua_rawseti(state, 1, at);
        }
        break;
    default: return luaL_error(state, "wrong number of arguments to 'insert'");
    }
    if (is_guard(state, 1)) return raise_readonly(state);
    lua_rawseti(state, 1, position);
    return 0;
}

// Replaces the functions of the base and table libraries that would see a guard, or that Redis has
// of its own.
void replace_base_functions(lua_State *state) {
    static const luaL_Reg functions[] = {
        {"next", base_next},
        {"rawget", base_rawget},
        {"rawset", base_rawset},
        {"getmetatable", base_getmetatable},
        {"setmetatable", base_setmetatable},
        {"pcall", protected_call},
        {"xpcall", protected_call_with_handler},
        {"load", load_pieces},
        {"loadstring", load_string},
    };
    for (size_t at = 0; at < sizeof functions / sizeof *functions; at++) {
        lua_pushcfunction(state, functions[at].func);
        lua_setglobal(state, functions[at].name);
    }
    lua_getglobal(state, "next");
    lua_pushcclosure(state, base_pairs, 1);
    lua_setglobal(state, "pairs");

    lua_getglobal(state, "table");
    lua_pushcfunction(state, table_foreach);
    lua_setfield(state, -2, "foreach");
    lua_pushcfunction(state, table_insert);
    lua_setfield(state, -2, "insert");
    lua_pop(state, 1);

    lua_getglobal(state, "tostring");
    lua_pushcclosure(state, handle_error, 1);
    lua_rawseti(state, LUA_REGISTRYINDEX, SLOT_ERROR_HANDLER);
}

// Puts a guard in the place of the table on top of the stack.
void guard(lua_State *state) {
    int table = lua_gettop(state);
    lua_newtable(state);
    lua_createtable(state, 0, 3);
    lua_pushvalue(state, table);
    lua_setfield(state, -2, "__index");
    lua_pushcfunction(state, refuse_assignment);
    lua_setfield(state, -2, "__newindex");
    lua_pushlightuserdata(state, (void *)&behind);
    lua_pushvalue(state, table);
    lua_rawset(state, -3);
    lua_setmetatable(state, -2);

    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_GUARDS);
    lua_pushvalue(state, table);
    lua_pushvalue(state, table + 1);
    lua_rawset(state, -3);
    lua_pop(state, 1);
    lua_replace(state, table);
}

// Makes it an error to read what is not in the table on top of the stack.
void refuse_missing(lua_State *state) {
    lua_createtable(state, 0, 1);
    lua_pushcfunction(state, refuse_missing_global);
    lua_setfield(state, -2, "__index");
    lua_pushvalue(state, -1);
    guard(state);
    lua_pop(state, 1);
    lua_setmetatable(state, -2);
}
