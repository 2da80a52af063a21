#include <math.h>

#include "interpreter.h"

// math.random as Lua has it, on Redis's generator: the same numbers on every machine.

void seed_random(random_numbers *random, int32_t seed) {
    random->state = (uint64_t)(uint32_t)seed << 16 | 0x330e;
}

static int32_t next_random(random_numbers *random) {
    random->state = (random->state * 0x5deece66d + 0xb) & 0xffffffffffff;
    return (int32_t)(random->state >> 17);
}

static random_numbers *random_of(lua_State *state, const char *function) {
    stdnet_lua *lua = interpreter_of(state);
    if (!lua->is_running) {
        luaL_error(state, "math.%s can only be called inside a script invocation", function);
    }
    return &lua->random;
}

static int math_random(lua_State *state) {
    lua_Number number =
        (lua_Number)(next_random(random_of(state, "random")) % INT32_MAX) / (lua_Number)INT32_MAX;
    switch (lua_gettop(state)) {
    case 0: lua_pushnumber(state, number); break;
    case 1: {
        int upper = (int)luaL_checkinteger(state, 1);
        luaL_argcheck(state, 1 <= upper, 1, "interval is empty");
        lua_pushnumber(state, floor(number * upper) + 1);
        break;
    }
    case 2: {
        int lower = (int)luaL_checkinteger(state, 1);
        int upper = (int)luaL_checkinteger(state, 2);
        luaL_argcheck(state, lower <= upper, 2, "interval is empty");
        // The width wraps around, as it does in Redis.
        int width = (int)((unsigned)upper - (unsigned)lower + 1u);
        lua_pushnumber(state, floor(number * width) + lower);
        break;
    }
    default: return luaL_error(state, "wrong number of arguments");
    }
    return 1;
}

static int math_randomseed(lua_State *state) {
    random_numbers *random = random_of(state, "randomseed");
    seed_random(random, (int32_t)luaL_checkinteger(state, 1));
    return 0;
}

void replace_random_functions(lua_State *state) {
    lua_getglobal(state, "math");
    lua_pushcfunction(state, math_random);
    lua_setfield(state, -2, "random");
    lua_pushcfunction(state, math_randomseed);
    lua_setfield(state, -2, "randomseed");
    lua_pop(state, 1);
}
