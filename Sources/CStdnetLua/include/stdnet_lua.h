// Lua 5.1 as Redis 7.0 lends it to scripts and functions: one interpreter, its libraries and its
// limits.
//
// Nothing here jumps out of a call: Lua's errors end in it, as error replies. A host's functions
// are called from within Lua and must return.
#ifndef STDNET_LUA_H
#define STDNET_LUA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What a node is; the numbers are those of Reply.Kind.
enum {
    STDNET_LUA_NULL = 0,
    STDNET_LUA_NULL_ARRAY = 1,
    STDNET_LUA_STATUS = 2,
    STDNET_LUA_ERROR = 3,
    STDNET_LUA_INTEGER = 4,
    STDNET_LUA_BULK = 5,
    STDNET_LUA_DOUBLE = 6,
    STDNET_LUA_BOOLEAN = 7,
    STDNET_LUA_BIG_NUMBER = 8,
    STDNET_LUA_ARRAY = 9,
    STDNET_LUA_MAP = 10,
    STDNET_LUA_SET = 11,
    STDNET_LUA_PUSH = 12,
    STDNET_LUA_VERBATIM = 13
};

// One value of a reply; the elements of a collection follow it.
typedef struct stdnet_lua_node {
    uint8_t kind;
    // Bytes of a string, elements of a collection.
    uint32_t count;
    // Where the bytes of a string start; the value of an integer or a boolean; a double's bits.
    int64_t value;
} stdnet_lua_node;

// A reply, lent.
typedef struct stdnet_lua_reply {
    const stdnet_lua_node *nodes;
    size_t node_count;
    const uint8_t *bytes;
    size_t byte_count;
} stdnet_lua_reply;

// Room for a reply, to be filled.
typedef struct stdnet_lua_room {
    stdnet_lua_node *nodes;
    uint8_t *bytes;
} stdnet_lua_room;

// A byte string, lent.
typedef struct stdnet_lua_string {
    const uint8_t *bytes;
    size_t count;
} stdnet_lua_string;

// Byte strings one behind another, lent; `ends` says where each of them ends.
typedef struct stdnet_lua_words {
    const uint8_t *bytes;
    const intptr_t *ends;
    size_t count;
} stdnet_lua_words;

// Room for the reason why a script has to end.
enum { STDNET_LUA_LONGEST_REASON = 255 };

// A function that a library registers.
typedef struct stdnet_lua_function {
    stdnet_lua_string name;
    // No bytes when there is none.
    stdnet_lua_string description;
    // The numbers are those of ScriptFlags.
    uint32_t flags;
    int reference;
} stdnet_lua_function;

// What a script, a function or a library may ask for. Each function gets the context given to
// whatever runs it.
typedef struct stdnet_lua_host {
    // Runs a command and puts its reply into the room of stdnet_lua_answer.
    void (*call)(void *context, stdnet_lua_words command, bool is_resp3);
    // Writes a line into the server's log.
    void (*log)(void *context, int level, stdnet_lua_string line);
    // Writes why the script has to end, and says how long that text is; 0: it may go on.
    size_t (*interruption)(void *context, char *reason, size_t capacity);
    // 1 when the user may run a command, 0 when not, -1 when there is no such command.
    int (*may_run)(void *context, stdnet_lua_words command);
    // Writes the 40 hexadecimal digits of a SHA-1.
    void (*sha1)(void *context, stdnet_lua_string message, char *digits);
    // Takes a function of the library that is being loaded; answers why it can't, NULL when it can.
    const char *(*register_function)(void *context, stdnet_lua_function function);
} stdnet_lua_host;

typedef struct stdnet_lua stdnet_lua;

// Makes an interpreter without a state; NULL when there is no memory.
//
// memory_limit: how many bytes a running script and what is left of others may use.
stdnet_lua *stdnet_lua_create(stdnet_lua_host host, size_t memory_limit);

void stdnet_lua_free(stdnet_lua *lua);

// Drops the state with all scripts; the next script gets a new one. Functions stay.
void stdnet_lua_reset(stdnet_lua *lua);

// Bytes in use by the state of scripts.
size_t stdnet_lua_memory(const stdnet_lua *lua);

// Compiles a script under the name of its digest. False when that fails: then stdnet_lua_message
// says why.
bool stdnet_lua_load(stdnet_lua *lua, const char *sha1, stdnet_lua_string script);

// Why a script or library could not be loaded, lent until the next one is.
stdnet_lua_string stdnet_lua_message(const stdnet_lua *lua);

// Runs a script that was loaded and lends its reply until the next script or function runs.
//
// is_resp3: the protocol that the reply is for.
stdnet_lua_reply stdnet_lua_run(
    stdnet_lua *lua, const char *sha1, const stdnet_lua_string *keys, size_t key_count,
    const stdnet_lua_string *arguments, size_t argument_count, bool is_resp3, void *context);

// Runs the code of a library, which registers its functions with the host. False when that fails:
// then stdnet_lua_message says why, and whatever was registered is to be released.
//
// code: what comes after the first line, from the end of that line on.
bool stdnet_lua_load_library(stdnet_lua *lua, stdnet_lua_string code, void *context);

// Calls a function by its reference and lends its reply until the next script or function runs.
//
// name: what errors call it.
stdnet_lua_reply stdnet_lua_call(
    stdnet_lua *lua, int reference, const char *name, const stdnet_lua_string *keys,
    size_t key_count, const stdnet_lua_string *arguments, size_t argument_count, bool is_resp3,
    void *context);

// Drops a function; its reference may be that of another one later.
void stdnet_lua_release_function(stdnet_lua *lua, int reference);

// Frees at once what functions that were dropped have left.
void stdnet_lua_collect_functions(stdnet_lua *lua);

// Bytes in use by the state of functions.
size_t stdnet_lua_function_memory(const stdnet_lua *lua);

// Room for the reply of the command that the host runs right now; no pointers when there is no
// memory. It is read when the host's function has returned.
stdnet_lua_room stdnet_lua_answer(stdnet_lua *lua, size_t node_count, size_t byte_count);

#endif
