#include "interpreter.h"

// The table `redis`, but for the functions that run commands.

// The version whose behaviour this is.
#define REDIS_VERSION "7.0.15"
#define REDIS_VERSION_NUM 0x0007000f

enum { LOG_DEBUG, LOG_VERBOSE, LOG_NOTICE, LOG_WARNING };
enum { REPL_NONE = 0, REPL_AOF = 1, REPL_REPLICA = 2, REPL_ALL = REPL_AOF | REPL_REPLICA };

static int as_integer(lua_State *state, int index) { return (int)lua_tonumber(state, index); }

static int redis_log(lua_State *state) {
    int count = lua_gettop(state);
    if (count < 2) return raise_error(state, "redis.log() requires two arguments or more.");
    if (!lua_isnumber(state, 1)) {
        return raise_error(state, "First argument must be a number (log level).");
    }
    int level = as_integer(state, 1);
    if (level < LOG_DEBUG || level > LOG_WARNING) return raise_error(state, "Invalid debug level.");
    luaL_Buffer line;
    luaL_buffinit(state, &line);
    for (int at = 2; at <= count; at++) {
        if (!lua_isstring(state, at)) continue;
        if (at > 2) luaL_addchar(&line, ' ');
        lua_pushvalue(state, at);
        luaL_addvalue(&line);
    }
    luaL_pushresult(&line);
    stdnet_lua *lua = interpreter_of(state);
    if (lua->is_running) {
        stdnet_lua_string text;
        text.bytes = (const uint8_t *)lua_tolstring(state, -1, &text.count);
        lua->host.log(lua->context, level, text);
    }
    return 0;
}

static int redis_setresp(lua_State *state) {
    stdnet_lua *lua = interpreter_of(state);
    if (!lua->is_running) {
        return raise_error(state, "redis.setresp can only be called inside a script invocation");
    }
    if (lua_gettop(state) != 1) {
        return raise_error(state, "redis.setresp() requires one argument.");
    }
    int version = as_integer(state, 1);
    if (version != 2 && version != 3) return raise_error(state, "RESP version must be 2 or 3.");
    lua->is_resp3 = version == 3;
    return 0;
}

static int redis_sha1hex(lua_State *state) {
    if (lua_gettop(state) != 1) return raise_error(state, "wrong number of arguments");
    stdnet_lua *lua = interpreter_of(state);
    stdnet_lua_string message = {NULL, 0};
    message.bytes = (const uint8_t *)lua_tolstring(state, 1, &message.count);
    if (!message.bytes) message.count = 0;
    char digits[40];
    lua->host.sha1(lua->context, message, digits);
    lua_pushlstring(state, digits, sizeof digits);
    return 1;
}

static bool has_one_string(lua_State *state) {
    if (lua_gettop(state) == 1 && lua_type(state, 1) == LUA_TSTRING) return true;
    push_error(state, "wrong number or type of arguments");
    return false;
}

static int redis_error_reply(lua_State *state) {
    if (!has_one_string(state)) return 1;
    size_t length;
    const char *text = lua_tolstring(state, 1, &length);
    size_t skipped = text[0] == '-';
    push_error_reply(state, text + skipped, length - skipped);
    return 1;
}

static int redis_status_reply(lua_State *state) {
    if (!has_one_string(state)) return 1;
    lua_createtable(state, 0, 1);
    lua_pushvalue(state, 1);
    lua_setfield(state, -2, "ok");
    return 1;
}

// There are no replicas and no file: the choice is checked, and means nothing.
static int redis_set_repl(lua_State *state) {
    if (!interpreter_of(state)->is_running) {
        return raise_error(state, "redis.set_repl can only be called inside a script invocation");
    }
    if (lua_gettop(state) != 1) {
        return raise_error(state, "redis.set_repl() requires two arguments.");
    }
    if ((as_integer(state, 1) & ~REPL_ALL) != 0) {
        return raise_error(
            state,
            "Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
    }
    return 0;
}

// No debugger is ever attached.
static int redis_breakpoint(lua_State *state) {
    lua_pushboolean(state, 0);
    return 1;
}

static int redis_debug(lua_State *state) {
    (void)state;
    return 0;
}

static int redis_replicate_commands(lua_State *state) {
    lua_pushboolean(state, 1);
    return 1;
}

static void set_function(lua_State *state, const char *name, lua_CFunction function) {
    lua_pushcfunction(state, function);
    lua_setfield(state, -2, name);
}

static void set_number(lua_State *state, const char *name, int number) {
    lua_pushinteger(state, number);
    lua_setfield(state, -2, name);
}

static void set_log_and_version(lua_State *state) {
    set_function(state, "log", redis_log);
    set_number(state, "LOG_DEBUG", LOG_DEBUG);
    set_number(state, "LOG_VERBOSE", LOG_VERBOSE);
    set_number(state, "LOG_NOTICE", LOG_NOTICE);
    set_number(state, "LOG_WARNING", LOG_WARNING);
    set_number(state, "REDIS_VERSION_NUM", REDIS_VERSION_NUM);
    lua_pushliteral(state, REDIS_VERSION);
    lua_setfield(state, -2, "REDIS_VERSION");
}

// In Redis's order, which decides the order of pairs().
void open_redis_library(lua_State *state) {
    lua_newtable(state);
    set_function(state, "call", call_command);
    set_function(state, "pcall", pcall_command);
    set_log_and_version(state);
    set_function(state, "setresp", redis_setresp);
    set_function(state, "sha1hex", redis_sha1hex);
    set_function(state, "error_reply", redis_error_reply);
    set_function(state, "status_reply", redis_status_reply);
    set_function(state, "set_repl", redis_set_repl);
    set_number(state, "REPL_NONE", REPL_NONE);
    set_number(state, "REPL_AOF", REPL_AOF);
    set_number(state, "REPL_SLAVE", REPL_REPLICA);
    set_number(state, "REPL_REPLICA", REPL_REPLICA);
    set_number(state, "REPL_ALL", REPL_ALL);
    set_function(state, "acl_check_cmd", check_command);
    lua_setglobal(state, "redis");
}

// What scripts have and functions have not.
void add_script_functions(lua_State *state) {
    lua_getglobal(state, "redis");
    set_function(state, "breakpoint", redis_breakpoint);
    set_function(state, "debug", redis_debug);
    set_function(state, "replicate_commands", redis_replicate_commands);
    lua_pop(state, 1);
    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_ERROR_HANDLER);
    lua_setglobal(state, "__redis__err__handler");
}

// Pushes the table `redis` as a library sees it while it is loaded.
void push_loading_library(lua_State *state) {
    lua_newtable(state);
    set_function(state, "register_function", register_function);
    set_log_and_version(state);
}
