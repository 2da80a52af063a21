#include "interpreter.h"

#include <stdlib.h>

// Libraries in C that Debian has as packages of their own.
int luaopen_bit(lua_State *state);
int luaopen_cjson(lua_State *state);

// Counts what Lua uses. Scripts get no more than there may be: to them it is an error, which outside
// of a script nothing would catch.
static void *allocate(void *interpreter, void *memory, size_t old_size, size_t new_size) {
    stdnet_lua *lua = interpreter;
    if (new_size == 0) {
        free(memory);
        lua->memory -= old_size;
        return NULL;
    }
    if (lua->is_limited && new_size > old_size) {
        size_t more = new_size - old_size;
        if (more > lua->memory_limit || lua->memory > lua->memory_limit - more) {
            lua->was_refused = true;
            return NULL;
        }
    }
    void *moved = realloc(memory, new_size);
    if (moved) lua->memory = lua->memory - old_size + new_size;
    return moved;
}

static void open_library(lua_State *state, const char *name, lua_CFunction open) {
    lua_pushcfunction(state, open);
    lua_pushstring(state, name);
    lua_call(state, 1, 1);
}

static void open_standard_libraries(lua_State *state) {
    static const luaL_Reg libraries[] = {
        {"", luaopen_base},
        {LUA_TABLIBNAME, luaopen_table},
        {LUA_STRLIBNAME, luaopen_string},
        {LUA_MATHLIBNAME, luaopen_math},
    };
    for (size_t at = 0; at < sizeof libraries / sizeof *libraries; at++) {
        open_library(state, libraries[at].name, libraries[at].func);
        lua_pop(state, 1);
    }
}

static void keep_function(lua_State *state, int slot, lua_CFunction function) {
    lua_pushcfunction(state, function);
    lua_rawseti(state, LUA_REGISTRYINDEX, slot);
}

static void keep_name(lua_State *state, const char *name) {
    lua_pushstring(state, name);
    lua_rawseti(state, LUA_REGISTRYINDEX, SLOT_SCRIPT_NAME);
}

// What scripts and functions have in common.
static void open_all(lua_State *state) {
    // Fills the places that are found without a search before others can take them.
    for (int slot = SLOT_GLOBALS; slot < SLOT_END; slot++) {
        lua_pushboolean(state, 0);
        lua_rawseti(state, LUA_REGISTRYINDEX, slot);
    }
    open_standard_libraries(state);
    open_library(state, "cjson", luaopen_cjson);
    lua_setglobal(state, "cjson");
    open_struct(state);
    open_cmsgpack(state);
    open_library(state, "bit", luaopen_bit);
    lua_pop(state, 1);
    replace_base_functions(state);
    replace_unsafe_functions(state);
    open_redis_library(state);
    replace_random_functions(state);
    keep_function(state, SLOT_CONVERSION, write_result);
}

static int open_for_scripts(lua_State *state) {
    open_all(state);
    add_script_functions(state);
    keep_function(state, SLOT_PREPARATION, prepare_script);
    keep_function(state, SLOT_KEEPING, keep_script);
    keep_name(state, SCRIPT_NAME);
    guard_globals(state);
    return 0;
}

static int open_for_functions(lua_State *state) {
    open_all(state);
    keep_function(state, SLOT_PREPARATION, prepare_function);
    keep_name(state, LIBRARY_NAME);
    guard_globals(state);
    guard_loading(state);
    return 0;
}

static lua_State *open_state(stdnet_lua *lua, lua_CFunction open) {
    lua_State *state = lua_newstate(allocate, lua);
    if (!state) return NULL;
    if (lua_cpcall(state, open, NULL) != 0) {
        lua_close(state);
        return NULL;
    }
    return state;
}

lua_State *open_script_state(stdnet_lua *lua) { return open_state(lua, open_for_scripts); }

lua_State *open_function_state(stdnet_lua *lua) { return open_state(lua, open_for_functions); }
