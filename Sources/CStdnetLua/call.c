#include <math.h>
#include <stdio.h>

#include "interpreter.h"

// After how many commands the host is asked whether to go on.
#define CALLS_BETWEEN_QUESTIONS 16

static bool append_word(stdnet_lua *lua, size_t position, const char *text, size_t length) {
    intptr_t *ends =
        stdnet_lua_grown(lua->ends, &lua->end_capacity, position, 1, sizeof(intptr_t));
    if (!ends) return false;
    lua->ends = ends;
    if (!bytes_append(&lua->words, text, length)) return false;
    ends[position] = (intptr_t)lua->words.count;
    return true;
}

// A number as %.17g writes it, of which whole numbers are the most.
static int write_number(char *text, size_t capacity, lua_Number number) {
    if (number > -1e15 && number < 1e15 && number == floor(number) &&
        !(number == 0 && signbit(number))) {
        return snprintf(text, capacity, "%lld", (long long)number);
    }
    return snprintf(text, capacity, "%.17g", number);
}

// Takes the arguments off the stack as the words of a command. False, with an error pushed, when
// they can't be that.
static bool take_command(lua_State *state, stdnet_lua *lua, stdnet_lua_words *command) {
    int count = lua_gettop(state);
    if (count == 0) {
        push_error(state, "Please specify at least one argument for this redis lib call");
        return false;
    }
    lua->words.count = 0;
    bool are_words = true;
    bool is_out_of_memory = false;
    for (int at = 0; at < count && are_words && !is_out_of_memory; at++) {
        char digits[64];
        const char *text = NULL;
        size_t length = 0;
        switch (lua_type(state, at + 1)) {
        case LUA_TNUMBER:
            length = (size_t)write_number(digits, sizeof digits, lua_tonumber(state, at + 1));
            text = digits;
            break;
        case LUA_TSTRING: text = lua_tolstring(state, at + 1, &length); break;
        default: are_words = false; continue;
        }
        is_out_of_memory = !append_word(lua, (size_t)at, text, length);
    }
    lua_settop(state, 0);
    if (is_out_of_memory) {
        push_error(state, "not enough memory");
        return false;
    }
    if (!are_words) {
        push_error(state, "Lua redis lib command arguments must be strings or integers");
        return false;
    }
    *command = (stdnet_lua_words){lua->words.start, lua->ends, (size_t)count};
    return true;
}

static int run_command(lua_State *state, bool raises) {
    stdnet_lua *lua = interpreter_of(state);
    if (!lua->is_running) {
        return raise_error(state, "redis.call/pcall can only be called inside a script invocation");
    }
    stdnet_lua_words command;
    if (!take_command(state, lua, &command)) return raises ? lua_error(state) : 1;
    tape_clear(&lua->answer);
    lua->lacks_answer = false;
    lua->host.call(lua->context, command, lua->is_resp3);
    if (lua->lacks_answer) {
        push_error(state, "not enough memory");
        return raises ? lua_error(state) : 1;
    }
    // A few commands can take as long as many instructions.
    if (++lua->calls % CALLS_BETWEEN_QUESTIONS == 0) ask_host(state);
    bool is_error = lua->answer.count && lua->answer.nodes[0].kind == STDNET_LUA_ERROR;
    push_reply(state, &lua->answer);
    return is_error && raises ? lua_error(state) : 1;
}

int call_command(lua_State *state) { return run_command(state, true); }

int pcall_command(lua_State *state) { return run_command(state, false); }

int check_command(lua_State *state) {
    stdnet_lua *lua = interpreter_of(state);
    if (!lua->is_running) {
        return raise_error(
            state, "redis.acl_check_cmd can only be called inside a script invocation");
    }
    stdnet_lua_words command;
    if (!take_command(state, lua, &command)) return lua_error(state);
    int may_run = lua->host.may_run(lua->context, command);
    if (may_run < 0) {
        return raise_error(state, "Invalid command passed to redis.acl_check_cmd()");
    }
    lua_pushboolean(state, may_run);
    return 1;
}

stdnet_lua_room stdnet_lua_answer(stdnet_lua *lua, size_t node_count, size_t byte_count) {
    tape *answer = &lua->answer;
    stdnet_lua_node *nodes = stdnet_lua_grown(
        answer->nodes, &answer->capacity, 0, node_count, sizeof(stdnet_lua_node));
    if (nodes) answer->nodes = nodes;
    uint8_t *bytes =
        stdnet_lua_grown(answer->bytes.start, &answer->bytes.capacity, 0, byte_count, 1);
    if (bytes) answer->bytes.start = bytes;
    if (!nodes || !bytes) {
        lua->lacks_answer = true;
        return (stdnet_lua_room){0};
    }
    answer->count = node_count;
    answer->bytes.count = byte_count;
    return (stdnet_lua_room){nodes, bytes};
}
