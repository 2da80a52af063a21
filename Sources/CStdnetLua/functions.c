#include "interpreter.h"

// Libraries of functions. They have a state of their own, which lasts: the code of a library runs
// once and registers its functions, which are called later, with their keys and arguments.

size_t stdnet_lua_function_memory(const stdnet_lua *lua) {
    if (!lua->functions) return 0;
    return (size_t)lua_gc(lua->functions, LUA_GCCOUNT, 0) * 1024;
}

// Reads the code of a library and runs it; when that fails, the message says why.
static bool load(stdnet_lua *lua, lua_State *state, stdnet_lua_string code) {
    lua->is_limited = true;
    bool is_read = load_text(state, (const char *)code.bytes, code.count, LIBRARY_NAME) == 0;
    lua->is_limited = false;
    if (!is_read) {
        const char *text = lua_tostring(state, -1);
        return fail(lua, "Error compiling function: ", text ? text : "not enough memory");
    }
    start_asking(state);
    lua->is_loading = true;
    bool is_loaded = call_limited(lua, state, 0, 0, 0) == 0;
    lua->is_loading = false;
    lua_sethook(state, NULL, 0, 0);
    if (is_loaded) return true;
    const char *text = NULL;
    if (lua_istable(state, -1)) {
        lua_pushliteral(state, "err");
        lua_rawget(state, -2);
        text = lua_tostring(state, -1);
        return fail(lua, "Error registering functions: ", text ? text : "ERR unknown error");
    }
    text = lua_tostring(state, -1);
    return fail(lua, "Error registering functions: ERR ", text ? text : "unknown error");
}

static int choose_globals(lua_State *state) {
    use_globals(state, interpreter_of(state)->is_loading ? SLOT_LOADING_GLOBALS : SLOT_GLOBALS);
    return 0;
}

bool stdnet_lua_load_library(stdnet_lua *lua, stdnet_lua_string code, void *context) {
    if (lua->is_running || lua->is_loading) return fail(lua, "", "Redis is running a script");
    if (!lua->functions) lua->functions = open_function_state(lua);
    lua_State *state = lua->functions;
    if (!state) return fail(lua, "", "not enough memory");
    lua->context = context;
    lua->active = state;
    lua->reason[0] = 0;
    lua_settop(state, 0);
    lua->is_loading = true;
    bool is_loaded = lua_cpcall(state, choose_globals, NULL) == 0;
    lua->is_loading = false;
    is_loaded = is_loaded ? load(lua, state, code) : fail(lua, "", "not enough memory");
    lua_settop(state, 0);
    lua_cpcall(state, choose_globals, NULL);
    lua_settop(state, 0);
    collect_after_refusal(lua, state);
    lua->context = NULL;
    return is_loaded;
}

static int release(lua_State *state) {
    const int *reference = lua_touserdata(state, 1);
    luaL_unref(state, LUA_REGISTRYINDEX, *reference);
    return 0;
}

void stdnet_lua_release_function(stdnet_lua *lua, int reference) {
    lua_State *state = lua->functions;
    if (!state) return;
    if (lua_cpcall(state, release, &reference) != 0) lua_pop(state, 1);
}

void stdnet_lua_collect_functions(stdnet_lua *lua) {
    if (lua->functions && !lua->is_running) lua_gc(lua->functions, LUA_GCCOLLECT, 0);
}

// Answers the function with its keys and arguments.
int prepare_function(lua_State *state) {
    const run *run = lua_touserdata(state, 1);
    lua_rawgeti(state, LUA_REGISTRYINDEX, run->reference);
    push_strings(state, run->keys, run->key_count);
    push_strings(state, run->arguments, run->argument_count);
    return 3;
}

stdnet_lua_reply stdnet_lua_call(
    stdnet_lua *lua, int reference, const char *name, const stdnet_lua_string *keys,
    size_t key_count, const stdnet_lua_string *arguments, size_t argument_count, bool is_resp3,
    void *context) {
    run run = {
        .name = name,
        .reference = reference,
        .keys = keys,
        .arguments = arguments,
        .key_count = key_count,
        .argument_count = argument_count,
        .is_resp3 = is_resp3,
    };
    return run_in(lua, lua->functions, &run, context);
}
