// What the files of this target share: the interpreter, and what each file has for the others.
#ifndef STDNET_LUA_INTERPRETER_H
#define STDNET_LUA_INTERPRETER_H

#include "lua51.h"
#include "stdnet_lua.h"
#include "tape.h"

// The name of every script, and that of every library of functions.
#define SCRIPT_NAME "@user_script"
#define LIBRARY_NAME "@user_function"

// Places in Lua's registry, found without a search.
enum {
    SLOT_GLOBALS = 1,     // The table behind the globals.
    SLOT_GUARDS,          // From each table behind a guard to the guard.
    SLOT_ERROR_HANDLER,   // Runs where an error is raised.
    SLOT_PREPARATION,     // Answers what is to be called, with its arguments.
    SLOT_CONVERSION,      // Makes a reply of a script's result.
    SLOT_KEEPING,         // Keeps a compiled script.
    SLOT_SCRIPT_NAME,     // What scripts are called in errors.
    SLOT_ENVIRONMENT,     // Of functions: the metatable of what they have for globals.
    SLOT_LOADING_GLOBALS, // Of functions: the globals while a library is loaded.
    SLOT_END,
};

// A table that is being made into a collection of a reply.
typedef struct open_collection {
    // The node that has to get its count.
    size_t node;
    uint32_t count;
    uint8_t kind;
    // Of a map: whether the value of the key that was written comes next.
    bool has_value;
} open_collection;

// Redis's own random numbers: those of lrand48, the same on every machine.
typedef struct random_numbers {
    uint64_t state;
} random_numbers;

// A script or function to be run.
typedef struct run {
    // What errors call it: a digest, or the name of the function.
    const char *name;
    // Where a script is in the registry.
    const char *key;
    // Where a function is in the registry.
    int reference;
    const stdnet_lua_string *keys, *arguments;
    size_t key_count, argument_count;
    // The protocol that the reply is for.
    bool is_resp3;
} run;

struct stdnet_lua {
    // The state of scripts, and that of functions.
    lua_State *state, *functions;
    // That of what runs or is loaded, or of what was last.
    lua_State *active;
    stdnet_lua_host host;
    void *context;
    // The digest of the running script, or the name of the running function.
    const char *name;
    // A script or function runs: what it may ask for is there.
    bool is_running;
    // The bytes that Lua uses, and how many a script may make of them.
    size_t memory, memory_limit;
    // Whether the limit is kept right now, and whether it has been met.
    bool is_limited, was_refused;
    // A library is loaded: it may register functions.
    bool is_loading;
    // What redis.setresp chose.
    bool is_resp3;
    // The script ended with an error.
    bool has_failed;
    // The protocol of the script's reply.
    bool replies_resp3;
    // Why the script must end, once that was said.
    char reason[STDNET_LUA_LONGEST_REASON + 1];
    random_numbers random;
    unsigned runs, calls;
    // The command of redis.call, or what cmsgpack.pack writes: neither runs Lua meanwhile.
    bytes words;
    intptr_t *ends;
    size_t end_capacity;
    // The reply to it, and whether there was no memory for that.
    tape answer;
    bool lacks_answer;
    // The reply of the script.
    tape result;
    open_collection *open;
    size_t open_count, open_capacity;
    bytes message;
};

// The interpreter of a state or of one of its coroutines.
static inline stdnet_lua *interpreter_of(lua_State *state) {
    void *interpreter;
    (void)lua_getallocf(state, &interpreter);
    return interpreter;
}

// errors.c: errors as Redis has them, tables with a field `err`.
void push_error(lua_State *state, const char *text);
void push_error_reply(lua_State *state, const char *text, size_t length);
int raise_error(lua_State *state, const char *text);
int handle_error(lua_State *state);
int protected_call(lua_State *state);
int protected_call_with_handler(lua_State *state);
void write_raised_error(lua_State *state, stdnet_lua *lua);

// guard.c: tables that scripts can't change.
void replace_base_functions(lua_State *state);
void guard(lua_State *state);
void refuse_missing(lua_State *state);
int refuse_assignment(lua_State *state);
bool push_guarded(lua_State *state, int index);

// globals.c: what is behind the guards.
void guard_globals(lua_State *state);
void guard_loading(lua_State *state);
void use_globals(lua_State *state, int slot);

// loading.c: source text only, no compiled Lua.
int load_text(lua_State *state, const char *text, size_t length, const char *name);
int load_string(lua_State *state);
int load_pieces(lua_State *state);

// mended.c: functions that are safe in Redis only.
void replace_unsafe_functions(lua_State *state);

// run.c: raises an error when the script has to end.
void ask_host(lua_State *state);

// call.c, library.c, random.c: the functions of Redis.
int call_command(lua_State *state);
int pcall_command(lua_State *state);
int check_command(lua_State *state);
void open_redis_library(lua_State *state);
void add_script_functions(lua_State *state);
void push_loading_library(lua_State *state);
void replace_random_functions(lua_State *state);
void seed_random(random_numbers *random, int32_t seed);

// reading.c, writing.c: between Lua's values and replies.
void push_reply(lua_State *state, const tape *tape);
int write_result(lua_State *state);

// cmsgpack_*.c, struct.c: libraries that Redis brings along.
int pack_messages(lua_State *state);
int unpack_messages(lua_State *state);
int unpack_one_message(lua_State *state);
int unpack_messages_up_to(lua_State *state);
void open_cmsgpack(lua_State *state);
void open_struct(lua_State *state);

// registration.c: how a library registers its functions.
int register_function(lua_State *state);

// state.c: a state, NULL when there is no memory.
lua_State *open_script_state(stdnet_lua *lua);
lua_State *open_function_state(stdnet_lua *lua);

// run.c, functions.c: what a run does around the script; these may raise errors.
int prepare_script(lua_State *state);
int prepare_function(lua_State *state);
int keep_script(lua_State *state);

// run.c: what scripts and functions have in common.
void push_strings(lua_State *state, const stdnet_lua_string *strings, size_t count);
stdnet_lua_reply run_in(stdnet_lua *lua, lua_State *state, const run *run, void *context);
bool fail(stdnet_lua *lua, const char *prefix, const char *message);
int call_limited(
    stdnet_lua *lua, lua_State *state, int argument_count, int result_count, int handler);
void collect_after_refusal(stdnet_lua *lua, lua_State *state);
void start_asking(lua_State *state);

#endif
