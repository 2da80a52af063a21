#include <strings.h>

#include "interpreter.h"

// redis.register_function: only while a library is loaded, with a name and a function or with a
// table of named arguments.

// Where they are on the stack, once they were read.
enum { ARGUMENTS = 1, NAME = 3, DESCRIPTION, CALLBACK };

// A name's place is the number of its bit.
static const char *const flag_names[] = {
    "no-writes", "allow-oom", "allow-stale", "no-cluster", "allow-cross-slot-keys",
};

// Adds the flags that the table on top of the stack lists; false when one of them is not known.
static bool read_flags(lua_State *state, uint32_t *flags) {
    for (int position = 1;; position++) {
        lua_pushnumber(state, position);
        lua_gettable(state, -2);
        if (lua_isnil(state, -1)) break;
        const char *name = lua_isstring(state, -1) ? lua_tostring(state, -1) : "";
        size_t flag = 0;
        const size_t count = sizeof flag_names / sizeof *flag_names;
        while (flag < count && strcasecmp(flag_names[flag], name) != 0) flag++;
        if (flag == count) return false;
        *flags |= (uint32_t)1 << flag;
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
    return true;
}

// Takes the named argument whose key and value are on top of the stack, and pops the value. Answers
// why it can't.
static const char *take_named(lua_State *state, uint32_t *flags) {
    if (!lua_isstring(state, -2)) {
        return "named argument key given to redis.register_function is not a string";
    }
    // A number among the keys would be turned into text where lua_next looks for it.
    const char *key = lua_type(state, -2) == LUA_TSTRING ? lua_tostring(state, -2) : "";
    if (strcasecmp(key, "function_name") == 0) {
        if (!lua_isstring(state, -1)) {
            return "function_name argument given to redis.register_function must be a string";
        }
        lua_replace(state, NAME);
    } else if (strcasecmp(key, "description") == 0) {
        if (!lua_isstring(state, -1)) {
            return "description argument given to redis.register_function must be a string";
        }
        lua_replace(state, DESCRIPTION);
    } else if (strcasecmp(key, "callback") == 0) {
        if (!lua_isfunction(state, -1)) {
            return "callback argument given to redis.register_function must be a function";
        }
        lua_replace(state, CALLBACK);
    } else if (strcasecmp(key, "flags") == 0) {
        if (!lua_istable(state, -1)) {
            return "flags argument to redis.register_function must be a table representing "
                   "function flags";
        }
        *flags = 0;
        if (!read_flags(state, flags)) return "unknown flag given";
        lua_pop(state, 1);
    } else {
        return "unknown argument given to redis.register_function";
    }
    return NULL;
}

static const char *read_named(lua_State *state, uint32_t *flags) {
    if (!lua_istable(state, ARGUMENTS)) {
        return "calling redis.register_function with a single argument is only applicable to Lua "
               "table (representing named arguments).";
    }
    if (push_guarded(state, ARGUMENTS)) lua_replace(state, ARGUMENTS);
    lua_settop(state, CALLBACK);
    lua_pushnil(state);
    while (lua_next(state, ARGUMENTS)) {
        const char *error = take_named(state, flags);
        if (error) return error;
    }
    if (lua_isnil(state, NAME)) {
        return "redis.register_function must get a function name argument";
    }
    if (lua_isnil(state, CALLBACK)) {
        return "redis.register_function must get a callback argument";
    }
    return NULL;
}

static const char *read_positional(lua_State *state) {
    if (!lua_isstring(state, 1)) {
        return "first argument to redis.register_function must be a string";
    }
    if (!lua_isfunction(state, 2)) {
        return "second argument to redis.register_function must be a function";
    }
    lua_pushvalue(state, 1);
    lua_pushnil(state);
    lua_pushvalue(state, 2);
    return NULL;
}

static stdnet_lua_string string_at(lua_State *state, int index) {
    stdnet_lua_string string = {0};
    string.bytes = (const uint8_t *)lua_tolstring(state, index, &string.count);
    return string;
}

int register_function(lua_State *state) {
    stdnet_lua *lua = interpreter_of(state);
    if (!lua->is_loading) {
        return raise_error(
            state, "redis.register_function can only be called on FUNCTION LOAD command");
    }
    int count = lua_gettop(state);
    if (count < 1 || count > 2) {
        return raise_error(state, "wrong number of arguments to redis.register_function");
    }
    stdnet_lua_function function = {.flags = 0};
    const char *error =
        count == 1 ? read_named(state, &function.flags) : read_positional(state);
    if (error) return raise_error(state, error);
    function.name = string_at(state, NAME);
    function.description = string_at(state, DESCRIPTION);
    lua_pushvalue(state, CALLBACK);
    function.reference = luaL_ref(state, LUA_REGISTRYINDEX);
    error = lua->host.register_function(lua->context, function);
    if (!error) return 0;
    luaL_unref(state, LUA_REGISTRYINDEX, function.reference);
    return raise_error(state, error);
}
