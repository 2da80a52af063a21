// A reply that grows, and bytes that grow.
#ifndef STDNET_LUA_TAPE_H
#define STDNET_LUA_TAPE_H

#include "stdnet_lua.h"

typedef struct bytes {
    uint8_t *start;
    size_t count, capacity;
} bytes;

typedef struct tape {
    stdnet_lua_node *nodes;
    size_t count, capacity;
    bytes bytes;
} tape;

// Memory with room for `more` elements behind `count`; NULL when there is none, and then the old
// memory stays as it was.
void *stdnet_lua_grown(
    void *memory, size_t *capacity, size_t count, size_t more, size_t element);

bool bytes_append(bytes *bytes, const void *source, size_t count);
void bytes_free(bytes *bytes);
// Gives the memory back when it is much.
void bytes_trim(bytes *bytes);

// Appends a node that has no bytes.
bool tape_append(tape *tape, uint8_t kind, size_t count, int64_t value);
// Appends a node with bytes; line ends in it become spaces when `is_line`.
bool tape_append_string(
    tape *tape, uint8_t kind, const void *source, size_t count, bool is_line);
void tape_clear(tape *tape);
void tape_free(tape *tape);

#endif
