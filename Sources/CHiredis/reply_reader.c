#include "reply_reader.h"

#include <hiredis/hiredis.h>
#include <hiredis/read.h>
#include <stdlib.h>
#include <string.h>

// hiredis moves what it has not read to the front of its buffer for every reply that ends beyond
// the first kilobyte: with small pieces that stays cheap, and the buffer stays small.
#define FEED_SIZE (16 * 1024)

// Memory above this is given back once it is empty, so that one huge reply is not paid for ever.
#define KEPT_SIZE (1024 * 1024)

// Redis's own limit for a string. hiredis has none: it would wait for whatever length is announced,
// and keep all that comes.
#define LONGEST_STRING ((size_t)512 * 1024 * 1024)

// What comes around a string: its length in front of it, line breaks.
#define STRING_FRAME 32

struct stdnet_reader {
    redisReader *parser;
    stdnet_node *nodes;
    size_t node_count, node_capacity;
    uint8_t *bytes;
    size_t byte_count, byte_capacity;
    size_t *roots;
    size_t root_count, root_capacity;
    // How much of nodes and bytes belongs to complete replies.
    size_t complete_nodes, complete_bytes;
    bool is_out_of_memory;
    bool is_too_long;
    bool is_broken_line;
};

// Memory with room for `more` elements behind `count`; NULL when there is none, and then the old
// memory stays as it was.
static void *grown(void *memory, size_t *capacity, size_t count, size_t more, size_t element) {
    if (more > SIZE_MAX / 2 / element - count) return NULL;
    size_t wanted = count + more;
    if (memory && wanted <= *capacity) return memory;
    size_t larger = *capacity ? *capacity * 2 : 64;
    if (larger < wanted) larger = wanted;
    void *moved = realloc(memory, larger * element);
    if (moved) *capacity = larger;
    return moved;
}

static void *run_out(stdnet_reader *reader) {
    reader->is_out_of_memory = true;
    return NULL;
}

// hiredis takes what a callback returns for an object and NULL for no memory. Nothing ever looks
// into the object, so any other pointer will do: the reader itself.
static void *append(stdnet_reader *reader, uint8_t kind, size_t count, int64_t value) {
    if (count > UINT32_MAX) return run_out(reader);
    stdnet_node *nodes = grown(
        reader->nodes, &reader->node_capacity, reader->node_count, 1, sizeof(stdnet_node));
    if (!nodes) return run_out(reader);
    reader->nodes = nodes;
    stdnet_node *node = &reader->nodes[reader->node_count++];
    node->kind = kind;
    node->count = (uint32_t)count;
    node->value = value;
    return reader;
}

// hiredis 0.14 takes a line for whole that has a CR or LF alone in it. The reply behind it would be
// part of it, and every later reply answer the call before its own.
static bool has_line_break(const char *text, size_t length) {
    return length && (memchr(text, '\r', length) || memchr(text, '\n', length));
}

static void *append_string(const redisReadTask *task, char *text, size_t length) {
    stdnet_reader *reader = task->privdata;
    uint8_t kind = STDNET_BULK;
    switch (task->type) {
    case REDIS_REPLY_STATUS: kind = STDNET_STATUS; break;
    case REDIS_REPLY_ERROR: kind = STDNET_ERROR; break;
#if HIREDIS_MAJOR >= 1
    case REDIS_REPLY_BIGNUM: kind = STDNET_BIG_NUMBER; break;
    case REDIS_REPLY_VERB:
        // Three letters of format and a colon come before the text.
        text += 4;
        length -= 4;
        break;
#endif
    default: break;
    }
    if (kind != STDNET_BULK && has_line_break(text, length)) {
        reader->is_broken_line = true;
        return NULL;
    }
    uint8_t *bytes = grown(reader->bytes, &reader->byte_capacity, reader->byte_count, length, 1);
    if (!bytes) return run_out(reader);
    reader->bytes = bytes;
    void *object = append(reader, kind, length, (int64_t)reader->byte_count);
    if (!object) return NULL;
    if (length) memcpy(reader->bytes + reader->byte_count, text, length);
    reader->byte_count += length;
    return object;
}

static uint8_t collection_kind(int type) {
    switch (type) {
#if HIREDIS_MAJOR >= 1
    case REDIS_REPLY_MAP: return STDNET_MAP;
    case REDIS_REPLY_SET: return STDNET_SET;
    case REDIS_REPLY_PUSH: return STDNET_PUSH;
#endif
    default: return STDNET_ARRAY;
    }
}

#if HIREDIS_MAJOR >= 1
static void *append_collection(const redisReadTask *task, size_t count) {
#else
static void *append_collection(const redisReadTask *task, int count) {
#endif
    return append(task->privdata, collection_kind(task->type), (size_t)count, 0);
}

static void *append_integer(const redisReadTask *task, long long value) {
    return append(task->privdata, STDNET_INTEGER, 0, value);
}

static void *append_null(const redisReadTask *task) {
    bool is_array = task->type == REDIS_REPLY_ARRAY;
    return append(task->privdata, is_array ? STDNET_NULL_ARRAY : STDNET_NULL, 0, 0);
}

#if HIREDIS_MAJOR >= 1
static void *append_double(
    const redisReadTask *task, double value, char *text, size_t length) {
    (void)text;
    (void)length;
    int64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return append(task->privdata, STDNET_DOUBLE, 0, bits);
}

static void *append_boolean(const redisReadTask *task, int value) {
    return append(task->privdata, STDNET_BOOLEAN, 0, value != 0);
}
#endif

static void free_nothing(void *object) { (void)object; }

static redisReplyObjectFunctions callbacks = {
    .createString = append_string,
    .createArray = append_collection,
    .createInteger = append_integer,
#if HIREDIS_MAJOR >= 1
    .createDouble = append_double,
    .createBool = append_boolean,
#endif
    .createNil = append_null,
    .freeObject = free_nothing,
};

stdnet_reader *stdnet_reader_create(void) {
    stdnet_reader *reader = calloc(1, sizeof *reader);
    if (!reader) return NULL;
    reader->parser = redisReaderCreateWithFunctions(&callbacks);
    if (!reader->parser) {
        free(reader);
        return NULL;
    }
    reader->parser->privdata = reader;
    reader->parser->maxbuf = KEPT_SIZE;
    return reader;
}

void stdnet_reader_free(stdnet_reader *reader) {
    if (!reader) return;
    redisReaderFree(reader->parser);
    free(reader->nodes);
    free(reader->bytes);
    free(reader->roots);
    free(reader);
}

// Notes where every reply starts that became complete.
static bool parse(stdnet_reader *reader) {
    for (;;) {
        void *object = NULL;
        if (redisReaderGetReply(reader->parser, &object) != REDIS_OK) return false;
        if (!object) return true;
        size_t *roots = grown(
            reader->roots, &reader->root_capacity, reader->root_count, 1, sizeof(size_t));
        if (!roots) return run_out(reader) != NULL;
        reader->roots = roots;
        reader->roots[reader->root_count++] = reader->complete_nodes;
        reader->complete_nodes = reader->node_count;
        reader->complete_bytes = reader->byte_count;
    }
}

// The type of the value that is not complete; -1 when there is none.
static int type_in_progress(const redisReader *parser) {
    if (parser->ridx < 0) return -1;
#if HIREDIS_MAJOR >= 1
    return parser->task[parser->ridx]->type;
#else
    return parser->rstack[parser->ridx].type;
#endif
}

// Whether the string or the line that is not complete is longer than any, or says that it will be.
static bool is_too_long(const redisReader *parser) {
    size_t unread = parser->len - parser->pos;
    if (unread > LONGEST_STRING + STRING_FRAME) return true;
    switch (type_in_progress(parser)) {
    case REDIS_REPLY_STRING:
#if HIREDIS_MAJOR >= 1
    case REDIS_REPLY_VERB:
#endif
        break;
    default: return false;
    }
    // hiredis stops behind the mark of a string until all of it is there, and ends its buffer with 0.
    const char *length = parser->buf + parser->pos;
    if (unread == 0 || *length < '0' || *length > '9') return false;
    char *end;
    bool is_longer = strtoull(length, &end, 10) > LONGEST_STRING;
    return is_longer && end[0] == '\r' && end[1] == '\n';
}

bool stdnet_reader_feed(stdnet_reader *reader, const void *bytes, size_t count) {
    const char *rest = bytes;
    while (count > 0) {
        size_t piece = count < FEED_SIZE ? count : FEED_SIZE;
        if (reader->is_out_of_memory || reader->is_too_long || reader->is_broken_line) return false;
        if (redisReaderFeed(reader->parser, rest, piece) != REDIS_OK) return false;
        if (!parse(reader)) return false;
        reader->is_too_long = is_too_long(reader->parser);
        if (reader->is_too_long) return false;
        rest += piece;
        count -= piece;
    }
    return true;
}

stdnet_replies stdnet_reader_replies(const stdnet_reader *reader) {
    return (stdnet_replies){
        .nodes = reader->nodes,
        .node_count = reader->complete_nodes,
        .bytes = reader->bytes,
        .byte_count = reader->complete_bytes,
        .roots = reader->roots,
        .root_count = reader->root_count,
    };
}

// Gives memory back when there is much of it and nothing in it.
static void *trimmed(void *memory, size_t *capacity, size_t count, size_t element) {
    if (count > 0 || *capacity <= KEPT_SIZE / element) return memory;
    free(memory);
    *capacity = 0;
    return NULL;
}

void stdnet_reader_drop_replies(stdnet_reader *reader) {
    size_t kept_nodes = reader->node_count - reader->complete_nodes;
    size_t kept_bytes = reader->byte_count - reader->complete_bytes;
    for (size_t i = 0; i < kept_nodes; i++) {
        stdnet_node node = reader->nodes[reader->complete_nodes + i];
        switch (node.kind) {
        case STDNET_STATUS:
        case STDNET_ERROR:
        case STDNET_BULK:
        case STDNET_BIG_NUMBER: node.value -= (int64_t)reader->complete_bytes; break;
        default: break;
        }
        reader->nodes[i] = node;
    }
    if (kept_bytes) memmove(reader->bytes, reader->bytes + reader->complete_bytes, kept_bytes);
    reader->node_count = kept_nodes;
    reader->byte_count = kept_bytes;
    reader->complete_nodes = 0;
    reader->complete_bytes = 0;
    reader->root_count = 0;
    reader->nodes = trimmed(
        reader->nodes, &reader->node_capacity, kept_nodes, sizeof(stdnet_node));
    reader->bytes = trimmed(reader->bytes, &reader->byte_capacity, kept_bytes, 1);
    reader->roots = trimmed(reader->roots, &reader->root_capacity, 0, sizeof(size_t));
}

const char *stdnet_reader_error(const stdnet_reader *reader) {
    if (reader->is_out_of_memory) return "out of memory";
    if (reader->is_broken_line) return "a line with a line break in it";
    if (reader->is_too_long) return "a string of more than 536870912 bytes";
    return reader->parser->errstr;
}
