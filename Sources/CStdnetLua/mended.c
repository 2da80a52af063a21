#include <limits.h>

#include "interpreter.h"

// Functions that Redis mended in its own copy of Lua and its libraries, and that elsewhere let a
// script write where it should not.

// unpack: the number of results may not wrap around.
static int base_unpack(lua_State *state) {
    luaL_checktype(state, 1, LUA_TTABLE);
    int first = (int)luaL_optinteger(state, 2, 1);
    int last = lua_isnoneornil(state, 3) ? (int)lua_objlen(state, 1)
                                         : (int)luaL_checkinteger(state, 3);
    if (first > last) return 0;
    unsigned steps = (unsigned)last - (unsigned)first;
    if (steps >= INT_MAX || !lua_checkstack(state, (int)steps + 1)) {
        return luaL_error(state, "too many results to unpack");
    }
    for (unsigned step = 0; step <= steps; step++) {
        lua_rawgeti(state, 1, (int)((unsigned)first + step));
    }
    return (int)steps + 1;
}

// An argument as the bit library reads it: the integer modulo 2^32. The library's own function for
// that is the upvalue.
static int32_t checked_bits(lua_State *state, int argument) {
    lua_Number number = luaL_checknumber(state, argument);
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_pushnumber(state, number);
    lua_call(state, 1, 1);
    int32_t bits = (int32_t)lua_tonumber(state, -1);
    lua_pop(state, 1);
    return bits;
}

// bit.tohex: the number of digits, negative for capitals, may not stay negative when it is negated.
static int bit_tohex(lua_State *state) {
    uint32_t bits = (uint32_t)checked_bits(state, 1);
    int64_t count = lua_isnone(state, 2) ? 8 : checked_bits(state, 2);
    const char *digits = count < 0 ? "0123456789ABCDEF" : "0123456789abcdef";
    if (count < 0) count = -count;
    if (count > 8) count = 8;
    char text[8];
    for (int64_t at = count; at-- > 0; bits >>= 4) text[at] = digits[bits & 15];
    lua_pushlstring(state, text, (size_t)count);
    return 1;
}

// The functions that match patterns go one call deeper for each item of a pattern.
#define LONGEST_PATTERN 16384

// Runs a library's function, the upvalue, unless its pattern could take more of C's stack than there
// is.
static int match_pattern(lua_State *state) {
    if (lua_type(state, 2) == LUA_TSTRING && lua_objlen(state, 2) > LONGEST_PATTERN) {
        return luaL_error(state, "pattern too complex");
    }
    // Not called by way of Lua: errors name the function that the script has called.
    return lua_tocfunction(state, lua_upvalueindex(1))(state);
}

static int find_text(lua_State *state) {
    bool is_plain = lua_toboolean(state, 4);
    return is_plain ? lua_tocfunction(state, lua_upvalueindex(1))(state) : match_pattern(state);
}

static void replace_matcher(lua_State *state, const char *name, lua_CFunction function) {
    lua_getfield(state, -1, name);
    lua_pushcclosure(state, function, 1);
    lua_setfield(state, -2, name);
}

void replace_unsafe_functions(lua_State *state) {
    lua_pushcfunction(state, base_unpack);
    lua_setglobal(state, "unpack");
    lua_getglobal(state, "bit");
    lua_getfield(state, -1, "tobit");
    lua_pushcclosure(state, bit_tohex, 1);
    lua_setfield(state, -2, "tohex");
    lua_pop(state, 1);
    lua_getglobal(state, "string");
    replace_matcher(state, "find", find_text);
    replace_matcher(state, "match", match_pattern);
    replace_matcher(state, "gmatch", match_pattern);
    replace_matcher(state, "gfind", match_pattern);
    replace_matcher(state, "gsub", match_pattern);
    lua_pop(state, 1);
}
