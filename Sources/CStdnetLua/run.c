#include <stdlib.h>
#include <string.h>

#include "interpreter.h"

// After how many instructions of Lua the host is asked whether to go on.
#define INSTRUCTIONS_BETWEEN_QUESTIONS 100000
// After how many scripts garbage is collected a little, and how much.
#define RUNS_BETWEEN_COLLECTIONS 50

// The name of a script in the registry.
#define NAME_SIZE 64

stdnet_lua *stdnet_lua_create(stdnet_lua_host host, size_t memory_limit) {
    stdnet_lua *lua = calloc(1, sizeof(stdnet_lua));
    if (!lua) return NULL;
    lua->host = host;
    lua->memory_limit = memory_limit;
    // As lrand48 starts without a seed.
    lua->random.state = 0x1234abcd330e;
    return lua;
}

void stdnet_lua_free(stdnet_lua *lua) {
    stdnet_lua_reset(lua);
    if (lua->functions) lua_close(lua->functions);
    bytes_free(&lua->words);
    bytes_free(&lua->message);
    tape_free(&lua->answer);
    tape_free(&lua->result);
    free(lua->ends);
    free(lua->open);
    free(lua);
}

void stdnet_lua_reset(stdnet_lua *lua) {
    // A script that forgets all scripts itself still needs the state.
    if (lua->is_running) return;
    if (lua->state) lua_close(lua->state);
    lua->state = NULL;
}

size_t stdnet_lua_memory(const stdnet_lua *lua) {
    size_t functions = stdnet_lua_function_memory(lua);
    return lua->memory > functions ? lua->memory - functions : 0;
}

// Calls a function of Lua under the limit of memory. What is garbage then goes at once: Lua itself
// collects none because an allocation has failed.
int call_limited(
    stdnet_lua *lua, lua_State *state, int argument_count, int result_count, int handler) {
    lua->is_limited = true;
    int status = lua_pcall(state, argument_count, result_count, handler);
    lua->is_limited = false;
    return status;
}

void collect_after_refusal(stdnet_lua *lua, lua_State *state) {
    if (lua->was_refused) lua_gc(state, LUA_GCCOLLECT, 0);
    lua->was_refused = false;
}

// Before every run: by hand, because a format takes as long as a short script.
static void name_script(char *name, const char *sha1) {
    size_t length = strnlen(sha1, NAME_SIZE - 3);
    memcpy(name, "f_", 2);
    memcpy(name + 2, sha1, length);
    name[length + 2] = 0;
}

bool fail(stdnet_lua *lua, const char *prefix, const char *message) {
    lua->message.count = 0;
    bytes_append(&lua->message, prefix, strlen(prefix));
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
    if (lua->is_running || lua->is_loading) return fail(lua, "", "Redis is running a script");
    if (!lua->state) lua->state = open_script_state(lua);
    if (!lua->state) return fail(lua, "", "not enough memory");
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
    lua->is_limited = true;
    bool is_loaded = load_text(state, text, length, SCRIPT_NAME) == 0;
    lua->is_limited = false;
    if (is_loaded) {
        lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_KEEPING);
        lua_insert(state, 1);
        lua_pushlightuserdata(state, name);
        lua_insert(state, 2);
        is_loaded = call_limited(lua, state, 2, 0, 0) == 0;
    }
    if (!is_loaded) {
        const char *message = lua_type(state, -1) == LUA_TSTRING ? lua_tostring(state, -1) : NULL;
        fail(lua, "", message ? message : "not enough memory");
    }
    lua_settop(state, 0);
    collect_after_refusal(lua, state);
    return is_loaded;
}

void push_strings(lua_State *state, const stdnet_lua_string *strings, size_t count) {
    lua_createtable(state, (int)count, 0);
    for (size_t at = 0; at < count; at++) {
        lua_pushlstring(state, (const char *)strings[at].bytes, strings[at].count);
        lua_rawseti(state, -2, (int)at + 1);
    }
}

// Sets KEYS and ARGV, and answers the script's function.
int prepare_script(lua_State *state) {
    const run *run = lua_touserdata(state, 1);
    lua_getfield(state, LUA_REGISTRYINDEX, run->key);
    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_GLOBALS);
    push_strings(state, run->keys, run->key_count);
    lua_setfield(state, -2, "KEYS");
    push_strings(state, run->arguments, run->argument_count);
    lua_setfield(state, -2, "ARGV");
    lua_pop(state, 1);
    return 1;
}

static void ask_after_instructions(lua_State *state, lua_Debug *place) {
    (void)place;
    ask_host(state);
}

// Ends the script when the host wants it. From then on the hook is there at every line, so that a
// script that catches the error can't go on.
void ask_host(lua_State *state) {
    stdnet_lua *lua = interpreter_of(state);
    if (!lua->reason[0]) {
        size_t length =
            lua->host.interruption(lua->context, lua->reason, STDNET_LUA_LONGEST_REASON);
        lua->reason[length < STDNET_LUA_LONGEST_REASON ? length : STDNET_LUA_LONGEST_REASON] = 0;
    }
    if (!lua->reason[0]) return;
    // The coroutine that runs and the script that made it: each has a hook of its own.
    lua_sethook(lua->active, ask_after_instructions, LUA_MASKLINE, 0);
    lua_sethook(state, ask_after_instructions, LUA_MASKLINE, 0);
    raise_error(state, lua->reason);
}

void start_asking(lua_State *state) {
    lua_sethook(state, ask_after_instructions, LUA_MASKCOUNT, INSTRUCTIONS_BETWEEN_QUESTIONS);
}

static void answer_error(stdnet_lua *lua, const char *text) {
    tape_clear(&lua->result);
    tape_append_string(&lua->result, STDNET_LUA_ERROR, text, strlen(text), true);
}

// Runs the function on the stack with the arguments above it and writes its reply. The stack is as
// Redis has it: the error handler and the function, no other function below.
static void run_function(stdnet_lua *lua, lua_State *state) {
    int argument_count = lua_gettop(state) - 1;
    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_ERROR_HANDLER);
    lua_insert(state, 1);
    lua->has_failed = call_limited(lua, state, argument_count, 1, 1) != 0;
    if (++lua->runs % RUNS_BETWEEN_COLLECTIONS == 0) {
        lua_gc(state, LUA_GCSTEP, RUNS_BETWEEN_COLLECTIONS);
    }
    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_CONVERSION);
    lua_insert(state, 1);
    // Nothing else can fail there.
    if (call_limited(lua, state, 2, 0, 0) != 0) answer_error(lua, "ERR not enough memory");
}

// Runs what a state prepares for a run; false when it does not have it.
static bool run_prepared(stdnet_lua *lua, lua_State *state, const run *run, void *context) {
    lua->context = context;
    lua->name = run->name;
    lua->is_running = true;
    lua->is_resp3 = false;
    lua->replies_resp3 = run->is_resp3;
    lua->reason[0] = 0;
    lua->active = state;
    lua_settop(state, 0);
    start_asking(state);
    lua_rawgeti(state, LUA_REGISTRYINDEX, SLOT_PREPARATION);
    lua_pushlightuserdata(state, (void *)run);
    bool is_prepared = call_limited(lua, state, 1, LUA_MULTRET, 0) == 0;
    bool is_known = !is_prepared || lua_isfunction(state, 1);
    if (!is_prepared) {
        answer_error(lua, "ERR not enough memory");
    } else if (is_known) {
        run_function(lua, state);
    }
    lua_sethook(state, NULL, 0, 0);
    lua_settop(state, 0);
    collect_after_refusal(lua, state);
    bytes_trim(&lua->words);
    tape_clear(&lua->answer);
    lua->is_running = false;
    lua->context = NULL;
    return is_known;
}

stdnet_lua_reply run_in(stdnet_lua *lua, lua_State *state, const run *run, void *context) {
    if (lua->is_running || lua->is_loading) {
        answer_error(lua, "ERR Redis is running a script");
    } else if (!state || !run_prepared(lua, state, run, context)) {
        answer_error(lua, run->key ? "NOSCRIPT No matching script. Please use EVAL."
                                   : "ERR Function not found");
    }
    return (stdnet_lua_reply){
        lua->result.nodes, lua->result.count, lua->result.bytes.start, lua->result.bytes.count};
}

stdnet_lua_reply stdnet_lua_run(
    stdnet_lua *lua, const char *sha1, const stdnet_lua_string *keys, size_t key_count,
    const stdnet_lua_string *arguments, size_t argument_count, bool is_resp3, void *context) {
    char key[NAME_SIZE];
    name_script(key, sha1);
    run run = {
        .name = sha1,
        .key = key,
        .keys = keys,
        .arguments = arguments,
        .key_count = key_count,
        .argument_count = argument_count,
        .is_resp3 = is_resp3,
    };
    return run_in(lua, lua->state, &run, context);
}
