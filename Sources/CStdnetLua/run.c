#include <stdlib.h>
#include <string.h>

#include "interpreter.h"

// After how many instructions of Lua the host is asked whether to go on.
#define INSTRUCTIONS_BETWEEN_QUESTIONS 100000
// After how many scripts garbage is collected a little, and how much.
#define RUNS_BETWEEN_COLLECTIONS 50

// The name of a script in the registry.
#define NAME_SIZE 64

typedef struct run {
    const char *name;
    const stdnet_lua_string *keys, *arguments;
    size_t key_count, argument_count;
} run;

stdnet_lua *stdnet_lua_create(stdnet_lua_host host) {
    stdnet_lua *lua = calloc(1, sizeof(stdnet_lua));
    if (!lua) return NULL;
    lua->host = host;
    // As lrand48 starts without a seed.
    lua->random.state = 0x1234abcd330e;
    return lua;
}

void stdnet_lua_free(stdnet_lua *lua) {
    stdnet_lua_reset(lua);
    bytes_free(&lua->words);
    bytes_free(&lua->message);
    tape_free(&lua->answer);
    tape_free(&lua->result);
    free(lua->ends);
    free(lua->open);
    free(lua);
}

void stdnet_lua_reset(stdnet_lua *lua) {
    if (lua->state) lua_close(lua->state);
    lua->state = NULL;
}

size_t stdnet_lua_memory(const stdnet_lua *lua) {
    if (!lua->state) return 0;
    return (size_t)lua_gc(lua->state, LUA_GCCOUNT, 0) * 1024;
}

// Before every run: by hand, because a format takes as long as a short script.
static void name_script(char *name, const char *sha1) {
    size_t length = strnlen(sha1, NAME_SIZE - 3);
    memcpy(name, "f_", 2);
    memcpy(name + 2, sha1, length);
    name[length + 2] = 0;
}

static bool fail(stdnet_lua *lua, const char *message) {
    lua->message.count = 0;
    bytes_append(&lua->message, message, strlen(message));
    return false;
}

stdnet_lua_string stdnet_lua_message(const stdnet_lua *lua) {
    return (stdnet_lua_string){lua->message.start, lua->message.count};
}

// Keeps the function at 2 under the name at 1.
int keep_script(lua_State *state) {
    lua_pushstring(state, lua_touserdata(state, 1));
    lua_pushvalue(state, 2);
    lua_rawset(state, LUA_REGISTRYINDEX);
    return 0;
}

bool stdnet_lua_load(stdnet_lua *lua, const char *sha1, stdnet_lua_string script) {
    if (!lua->state) lua->state = open_state(lua);
    if (!lua->state) return fail(lua, "not enough memory");
    lua_State *state = lua->state;
    const char *text = (const char *)script.bytes;
    size_t length = script.count;
    // The line with the engine and the flags is none of Lua's, but it counts as a line.
    if (length >= 2 && text[0] == '#' && text[1] == '!') {
        const char *end = memchr(text, '\n', length);
        size_t skipped = end ? (size_t)(end - text) : length;
        text += skipped;
        length -= skipped;
    }
    char name[NAME_SIZE];
    name_script(name, sha1);
    lua_settop(state, 0);
    bool is_loaded = load_text(state, text, length, SCRIPT_NAME) == 0;
    if (is_loaded) {
        lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_KEEPING);
        lua_insert(state, 1);
        lua_pushlightuserdata(state, name);
        lua_insert(state, 2);
        is_loaded = lua_pcall(state, 2, 0, 0) == 0;
    }
    if (!is_loaded) {
        const char *message = lua_type(state, -1) == LUA_TSTRING ? lua_tostring(state, -1) : NULL;
        fail(lua, message ? message : "not enough memory");
    }
    lua_settop(state, 0);
    return is_loaded;
}

static void set_strings(
    lua_State *state, const char *name, const stdnet_lua_string *strings, size_t count) {
    lua_createtable(state, (int)count, 0);
    for (size_t at = 0; at < count; at++) {
        lua_pushlstring(state, (const char *)strings[at].bytes, strings[at].count);
        lua_rawseti(state, -2, (int)at + 1);
    }
    lua_setfield(state, -2, name);
}

// Sets KEYS and ARGV, and answers the script's function.
int prepare_run(lua_State *state) {
    const run *run = lua_touserdata(state, 1);
    lua_getfield(state, LUA_REGISTRYINDEX, run->name);
    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_GLOBALS);
    set_strings(state, "KEYS", run->keys, run->key_count);
    set_strings(state, "ARGV", run->arguments, run->argument_count);
    lua_pop(state, 1);
    return 1;
}

// Ends the script when the host wants it. From then on the hook is there at every line, so that a
// script that catches the error can't go on.
static void ask_host(lua_State *state, lua_Debug *place) {
    (void)place;
    stdnet_lua *lua = interpreter_of(state);
    if (!lua->reason[0]) {
        size_t length =
            lua->host.interruption(lua->context, lua->reason, STDNET_LUA_LONGEST_REASON);
        lua->reason[length < STDNET_LUA_LONGEST_REASON ? length : STDNET_LUA_LONGEST_REASON] = 0;
    }
    if (!lua->reason[0]) return;
    lua_sethook(state, ask_host, LUA_MASKLINE, 0);
    raise_error(state, lua->reason);
}

static void answer_error(stdnet_lua *lua, const char *text) {
    tape_clear(&lua->result);
    tape_append_string(&lua->result, STDNET_LUA_ERROR, text, strlen(text), true);
}

// Runs the function on top of the stack and writes its reply. The stack is as Redis has it: the
// error handler and the function, no other function below.
static void run_function(stdnet_lua *lua) {
    lua_State *state = lua->state;
    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_ERROR_HANDLER);
    lua_insert(state, 1);
    lua->has_failed = lua_pcall(state, 0, 1, 1) != 0;
    if (++lua->runs % RUNS_BETWEEN_COLLECTIONS == 0) {
        lua_gc(state, LUA_GCSTEP, RUNS_BETWEEN_COLLECTIONS);
    }
    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_CONVERSION);
    lua_insert(state, 1);
    if (lua_pcall(state, 2, 0, 0) != 0) {
        const char *text = lua_type(state, -1) == LUA_TSTRING ? lua_tostring(state, -1) : NULL;
        answer_error(lua, text ? text : "ERR execution failure");
    }
}

stdnet_lua_reply stdnet_lua_run(
    stdnet_lua *lua, const char *sha1, const stdnet_lua_string *keys, size_t key_count,
    const stdnet_lua_string *arguments, size_t argument_count, bool is_resp3, void *context) {
    lua_State *state = lua->state;
    lua->context = context;
    lua->sha1 = sha1;
    lua->is_running = true;
    lua->is_resp3 = false;
    lua->replies_resp3 = is_resp3;
    lua->reason[0] = 0;
    bool is_known = false;
    if (state) {
        char name[NAME_SIZE];
        name_script(name, sha1);
        run run = {name, keys, arguments, key_count, argument_count};
        lua_settop(state, 0);
        lua_sethook(state, ask_host, LUA_MASKCOUNT, INSTRUCTIONS_BETWEEN_QUESTIONS);
        lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_PREPARATION);
        lua_pushlightuserdata(state, &run);
        bool is_prepared = lua_pcall(state, 1, 1, 0) == 0;
        is_known = !is_prepared || lua_isfunction(state, 1);
        if (!is_prepared) {
            answer_error(lua, "ERR not enough memory");
        } else if (is_known) {
            run_function(lua);
        }
        lua_sethook(state, NULL, 0, 0);
        lua_settop(state, 0);
    }
    if (!is_known) answer_error(lua, "NOSCRIPT No matching script. Please use EVAL.");
    lua->is_running = false;
    lua->context = NULL;
    return (stdnet_lua_reply){
        lua->result.nodes, lua->result.count, lua->result.bytes.start, lua->result.bytes.count};
}
