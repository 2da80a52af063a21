#include "tape.h"

#include <stdlib.h>
#include <string.h>

// Memory above this is given back after a script, so that one huge reply is not paid for ever.
#define KEPT_SIZE (1024 * 1024)
// A reply, or a command, has no more than this: a script can name one string a million times.
#define LARGEST_SIZE ((size_t)1024 * 1024 * 1024)

void *stdnet_lua_grown(
    void *memory, size_t *capacity, size_t count, size_t more, size_t element) {
    if (more > LARGEST_SIZE / element || count > LARGEST_SIZE / element - more) return NULL;
    size_t wanted = count + more;
    if (memory && wanted <= *capacity) return memory;
    size_t larger = *capacity ? *capacity * 2 : 64;
    if (larger < wanted) larger = wanted;
    void *moved = realloc(memory, larger * element);
    if (moved) *capacity = larger;
    return moved;
}

bool bytes_append(bytes *bytes, const void *source, size_t count) {
    uint8_t *start = stdnet_lua_grown(bytes->start, &bytes->capacity, bytes->count, count, 1);
    if (!start) return false;
    bytes->start = start;
    if (count) memcpy(start + bytes->count, source, count);
    bytes->count += count;
    return true;
}

void bytes_trim(bytes *bytes) {
    if (bytes->capacity > KEPT_SIZE) bytes_free(bytes);
}

void bytes_free(bytes *bytes) {
    free(bytes->start);
    *bytes = (struct bytes){0};
}

bool tape_append(tape *tape, uint8_t kind, size_t count, int64_t value) {
    if (count > UINT32_MAX) return false;
    stdnet_lua_node *nodes = stdnet_lua_grown(
        tape->nodes, &tape->capacity, tape->count, 1, sizeof(stdnet_lua_node));
    if (!nodes) return false;
    tape->nodes = nodes;
    nodes[tape->count++] =
        (stdnet_lua_node){.kind = kind, .count = (uint32_t)count, .value = value};
    return true;
}

bool tape_append_string(
    tape *tape, uint8_t kind, const void *source, size_t count, bool is_line) {
    size_t start = tape->bytes.count;
    if (!bytes_append(&tape->bytes, source, count)) return false;
    if (is_line) {
        for (uint8_t *byte = tape->bytes.start + start; byte < tape->bytes.start + start + count;
             byte++) {
            if (*byte == '\r' || *byte == '\n') *byte = ' ';
        }
    }
    return tape_append(tape, kind, count, (int64_t)start);
}

void tape_clear(tape *tape) {
    if (tape->capacity * sizeof(stdnet_lua_node) + tape->bytes.capacity > KEPT_SIZE) {
        tape_free(tape);
    }
    tape->count = 0;
    tape->bytes.count = 0;
}

void tape_free(tape *tape) {
    free(tape->nodes);
    bytes_free(&tape->bytes);
    tape->nodes = NULL;
    tape->count = tape->capacity = 0;
}
