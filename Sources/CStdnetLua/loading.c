#include "interpreter.h"

// Redis's Lua reads source text only: compiled Lua could do what no source can. Lua takes for
// compiled what starts with an escape character; a space before it makes source of it, which is
// then refused with the same words.
static const char space[] = " ";

typedef struct source {
    const char *text;
    size_t length;
    bool is_compiled;
} source;

static const char *read_text(lua_State *state, void *context, size_t *length) {
    (void)state;
    source *source = context;
    if (source->is_compiled) {
        source->is_compiled = false;
        *length = 1;
        return space;
    }
    *length = source->length;
    source->length = 0;
    return *length ? source->text : NULL;
}

// The parser of Lua 5.1 does not keep the name of what it reads from being collected meanwhile:
// whoever loads text keeps it.
int load_text(lua_State *state, const char *text, size_t length, const char *name) {
    source source = {text, length, length && text[0] == LUA_SIGNATURE[0]};
    return lua_load(state, read_text, &source, name);
}

// What load and loadstring return. The name that was kept lies below.
static int loaded(lua_State *state, int status) {
    if (status == 0) return 1;
    lua_pushnil(state);
    lua_insert(state, -2);
    return 2;
}

int load_string(lua_State *state) {
    size_t length;
    const char *text = luaL_checklstring(state, 1, &length);
    const char *name = luaL_optstring(state, 2, text);
    lua_pushstring(state, name);
    return loaded(state, load_text(state, text, length, name));
}

// Calls the function at 1 for each piece; the last one is kept at 3. `context` is whether there
// was one already.
static const char *read_piece(lua_State *state, void *context, size_t *length) {
    bool *has_started = context;
    if (lua_toboolean(state, 4)) {
        // The piece that waits behind the space.
        lua_pushboolean(state, 0);
        lua_replace(state, 4);
        return lua_tolstring(state, 3, length);
    }
    luaL_checkstack(state, 2, "too many nested functions");
    lua_pushvalue(state, 1);
    lua_call(state, 0, 1);
    *length = 0;
    if (lua_isnil(state, -1)) {
        lua_pop(state, 1);
        return NULL;
    }
    if (!lua_isstring(state, -1)) {
        luaL_error(state, "reader function must return a string");
    }
    lua_replace(state, 3);
    const char *piece = lua_tolstring(state, 3, length);
    if (!*has_started && *length) {
        *has_started = true;
        if (piece[0] == LUA_SIGNATURE[0]) {
            lua_pushboolean(state, 1);
            lua_replace(state, 4);
            *length = 1;
            return space;
        }
    }
    return piece;
}

int load_pieces(lua_State *state) {
    const char *name = luaL_optstring(state, 2, "=(load)");
    luaL_checktype(state, 1, LUA_TFUNCTION);
    lua_settop(state, 4);
    lua_pushstring(state, name);
    bool has_started = false;
    return loaded(state, lua_load(state, read_piece, &has_started, name));
}
