#include "interpreter.h"

// What scripts and functions find among their globals, behind guards.

// Pushes a table of the globals that scripts get. What is not named here stays out: what reads
// files or prints, and what could get behind a guard.
static void push_allowed_globals(lua_State *state) {
    static const char *const allowed[] = {
        "_VERSION",   "__redis__err__handler",
        "assert",     "bit",       "cjson",        "cmsgpack", "collectgarbage",
        "coroutine",  "error",     "gcinfo",       "getmetatable",
        "ipairs",     "load",      "loadstring",   "math",     "next",
        "pairs",      "pcall",     "rawequal",     "rawget",   "rawset",
        "redis",      "select",    "setmetatable", "string",   "struct",
        "table",      "tonumber",  "tostring",     "type",     "unpack",
        "xpcall",
    };
    lua_createtable(state, 0, 64);
    for (size_t at = 0; at < sizeof allowed / sizeof *allowed; at++) {
        lua_getglobal(state, allowed[at]);
        lua_setfield(state, -2, allowed[at]);
    }
}

void guard_globals(lua_State *state) {
    lua_newtable(state);
    lua_rawseti(state, LUA_REGISTRYINDEX, SLOT_GUARDS);

    static const char *const libraries[] = {"string", "table", "math",     "coroutine", "cjson",
                                            "struct", "bit",   "cmsgpack", "redis"};
    for (size_t at = 0; at < sizeof libraries / sizeof *libraries; at++) {
        lua_getglobal(state, libraries[at]);
        guard(state);
        lua_setglobal(state, libraries[at]);
    }
    // The methods of strings are those of the library.
    lua_pushliteral(state, "");
    lua_getmetatable(state, -1);
    lua_getglobal(state, "string");
    lua_setfield(state, -2, "__index");
    guard(state);
    lua_pop(state, 2);

    push_allowed_globals(state);
    refuse_missing(state);
    lua_pushvalue(state, -1);
    lua_rawseti(state, LUA_REGISTRYINDEX, SLOT_GLOBALS);

    guard(state);
    lua_pushvalue(state, -1);
    push_guarded(state, -1);
    lua_insert(state, -2);
    lua_setfield(state, -2, "_G");
    lua_pop(state, 1);
    lua_replace(state, LUA_GLOBALSINDEX);
}

// Gives functions an empty table in place of the globals, which reads from one of two others: from
// that with the functions of a library's loading, or from the globals. Thus what was defined while
// loading sees the globals when it is called.
void guard_loading(lua_State *state) {
    lua_createtable(state, 0, 1);
    push_loading_library(state);
    refuse_missing(state);
    guard(state);
    lua_setfield(state, -2, "redis");
    refuse_missing(state);
    lua_rawseti(state, LUA_REGISTRYINDEX, SLOT_LOADING_GLOBALS);

    lua_newtable(state);
    lua_createtable(state, 0, 2);
    lua_pushcfunction(state, refuse_assignment);
    lua_setfield(state, -2, "__newindex");
    lua_pushvalue(state, -1);
    lua_rawseti(state, LUA_REGISTRYINDEX, SLOT_ENVIRONMENT);
    lua_setmetatable(state, -2);
    lua_replace(state, LUA_GLOBALSINDEX);
    use_globals(state, SLOT_GLOBALS);
}

// Chooses the table that functions have for globals.
void use_globals(lua_State *state, int slot) {
    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_ENVIRONMENT);
    lua_rawgeti(state, LUA_REGISTRYINDEX, slot);
    lua_setfield(state, -2, "__index");
    lua_pop(state, 1);
}
