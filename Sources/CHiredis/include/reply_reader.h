// hiredis's incremental parser, writing what it reads onto a flat tape instead of into objects.
#ifndef STDNET_REPLY_READER_H
#define STDNET_REPLY_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What a node is; the numbers are those of Reply.Kind.
enum {
    STDNET_NULL = 0,
    STDNET_NULL_ARRAY = 1,
    STDNET_STATUS = 2,
    STDNET_ERROR = 3,
    STDNET_INTEGER = 4,
    STDNET_BULK = 5,
    STDNET_DOUBLE = 6,
    STDNET_BOOLEAN = 7,
    STDNET_BIG_NUMBER = 8,
    STDNET_ARRAY = 9,
    STDNET_MAP = 10,
    STDNET_SET = 11,
    STDNET_PUSH = 12
};

// One value; the elements of a collection follow it.
typedef struct stdnet_node {
    uint8_t kind;
    // Bytes of a string, elements of a collection.
    uint32_t count;
    // Where the bytes of a string start; the value of an integer or a boolean; a double's bits.
    int64_t value;
} stdnet_node;

// Complete replies, lent until the reader is used again.
typedef struct stdnet_replies {
    const stdnet_node *nodes;
    size_t node_count;
    const uint8_t *bytes;
    size_t byte_count;
    // The position of each reply's first node.
    const size_t *roots;
    size_t root_count;
} stdnet_replies;

typedef struct stdnet_reader stdnet_reader;

// Makes a reader; NULL when there is no memory.
stdnet_reader *stdnet_reader_create(void);

void stdnet_reader_free(stdnet_reader *reader);

// Reads bytes. False when they are not RESP or memory is short: then the reader is of no further
// use, but the replies that were complete before can still be taken.
bool stdnet_reader_feed(stdnet_reader *reader, const void *bytes, size_t count);

// The replies that are complete and were not dropped.
stdnet_replies stdnet_reader_replies(const stdnet_reader *reader);

// Drops the complete replies; a reply that is not complete stays.
void stdnet_reader_drop_replies(stdnet_reader *reader);

// Why feeding failed; an empty text when it did not.
const char *stdnet_reader_error(const stdnet_reader *reader);

#endif
