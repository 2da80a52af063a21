#include <ctype.h>
#include <limits.h>
#include <string.h>

#include "interpreter.h"

// The library `struct`: values packed as the fields of a C structure, described by a format.
//
//   > < ![n]          byte order, alignment        x          a byte of padding
//   b B h H l L T     integers of C's sizes        i[n] I[n]  integers of n bytes
//   f d               numbers                      s          a string and a zero byte
//   c[n]              n bytes; c0: all of them, or as many as the number before said

#define LARGEST_INTEGER 32
#define LARGEST_ALIGNMENT 8

typedef struct format {
    const char *rest;
    bool is_big_endian;
    size_t alignment;
} format;

// One field: what it is and how many bytes it has.
typedef struct field {
    char option;
    size_t size;
} field;

static bool machine_is_big_endian(void) {
    const uint16_t one = 1;
    uint8_t first;
    memcpy(&first, &one, 1);
    return first == 0;
}

static format format_of(const char *text) {
    return (format){text, machine_is_big_endian(), 1};
}

static int read_number(lua_State *state, format *format, int otherwise) {
    if (!isdigit((unsigned char)*format->rest)) return otherwise;
    int number = 0;
    do {
        int digit = *format->rest++ - '0';
        if (number > INT_MAX / 10 || number * 10 > INT_MAX - digit) {
            luaL_error(state, "integral size overflow");
        }
        number = number * 10 + digit;
    } while (isdigit((unsigned char)*format->rest));
    return number;
}

static size_t size_of(lua_State *state, format *format, char option) {
    switch (option) {
    case 'b': case 'B': case 'x': return 1;
    case 'h': case 'H': return sizeof(short);
    case 'l': case 'L': return sizeof(long);
    case 'T': return sizeof(size_t);
    case 'f': return sizeof(float);
    case 'd': return sizeof(double);
    case 'c': return (size_t)read_number(state, format, 1);
    case 'i': case 'I': {
        int size = read_number(state, format, sizeof(int));
        if (size > LARGEST_INTEGER) {
            luaL_error(
                state, "integral size %d is larger than limit of %d", size, LARGEST_INTEGER);
        }
        return (size_t)size;
    }
    default: return 0;
    }
}

static field next_field(lua_State *state, format *format) {
    char option = *format->rest++;
    return (field){option, size_of(state, format, option)};
}

static size_t padding(const format *format, field field, size_t position) {
    if (field.size == 0 || field.option == 'c') return 0;
    size_t unit = field.size > format->alignment ? format->alignment : field.size;
    return (unit - (position & (unit - 1))) & (unit - 1);
}

// What is not a field: byte order, alignment, space.
static void read_control(lua_State *state, format *format, char option) {
    switch (option) {
    case ' ': return;
    case '>': format->is_big_endian = true; return;
    case '<': format->is_big_endian = false; return;
    case '!': {
        int alignment = read_number(state, format, LARGEST_ALIGNMENT);
        if (alignment <= 0 || (alignment & (alignment - 1)) != 0) {
            luaL_error(state, "alignment %d is not a power of 2", alignment);
        }
        format->alignment = (size_t)alignment;
        return;
    }
    default:
        luaL_argerror(
            state, 1, lua_pushfstring(state, "invalid format option '%c'", option));
    }
}

static uint64_t integer_bits(lua_Number number) {
    if (number < 0) return (uint64_t)(number >= -0x1p63 ? (int64_t)number : INT64_MIN);
    if (number < 0x1p64) return (uint64_t)number;
    // As x86 converts what is too large, and what is no number.
    return number >= 0x1p64 ? 0 : (uint64_t)INT64_MIN;
}

static void pack_integer(
    luaL_Buffer *buffer, const format *format, size_t size, lua_Number number) {
    uint64_t bits = integer_bits(number);
    char packed[LARGEST_INTEGER];
    for (size_t at = 0; at < size; at++) {
        packed[format->is_big_endian ? size - 1 - at : at] = (char)(bits & 0xff);
        bits >>= 8;
    }
    luaL_addlstring(buffer, packed, size);
}

static lua_Number unpack_integer(
    const char *data, const format *format, size_t size, bool is_signed) {
    uint64_t bits = 0;
    for (size_t at = 0; at < size; at++) {
        bits = bits << 8 | (uint8_t)data[format->is_big_endian ? at : size - 1 - at];
    }
    if (!is_signed) return (lua_Number)bits;
    // A shift takes six bits of its count only, which shows with sizes other than C's.
    uint64_t sign_and_above = UINT64_MAX << ((size * 8 - 1) & 63);
    if (bits & sign_and_above) bits |= sign_and_above;
    return (lua_Number)(int64_t)bits;
}

static void order_bytes(char *bytes, size_t size, const format *format) {
    if (format->is_big_endian == machine_is_big_endian()) return;
    for (size_t at = 0; at < size / 2; at++) {
        char byte = bytes[at];
        bytes[at] = bytes[size - 1 - at];
        bytes[size - 1 - at] = byte;
    }
}

static void pack_float(
    lua_State *state, luaL_Buffer *buffer, const format *format, field field, int argument) {
    char packed[sizeof(double)];
    double number = luaL_checknumber(state, argument);
    if (field.option == 'f') {
        float shorter = (float)number;
        memcpy(packed, &shorter, sizeof shorter);
    } else {
        memcpy(packed, &number, sizeof number);
    }
    order_bytes(packed, field.size, format);
    luaL_addlstring(buffer, packed, field.size);
}

static lua_Number unpack_float(const char *data, const format *format, field field) {
    char packed[sizeof(double)];
    memcpy(packed, data, field.size);
    order_bytes(packed, field.size, format);
    if (field.option == 'f') {
        float shorter;
        memcpy(&shorter, packed, sizeof shorter);
        return shorter;
    }
    double number;
    memcpy(&number, packed, sizeof number);
    return number;
}

// Says how many bytes it packed.
static size_t pack_string(lua_State *state, luaL_Buffer *buffer, field field, int argument) {
    size_t length;
    const char *text = luaL_checklstring(state, argument, &length);
    size_t size = field.size ? field.size : length;
    luaL_argcheck(state, length >= size, argument + 1, "string too short");
    luaL_addlstring(buffer, text, size);
    if (field.option != 's') return size;
    luaL_addchar(buffer, '\0');
    return size + 1;
}

static int struct_pack(lua_State *state) {
    format format = format_of(luaL_checkstring(state, 1));
    size_t total = 0;
    int argument = 2;
    // Separates the arguments from the pieces of the buffer.
    lua_pushnil(state);
    luaL_Buffer buffer;
    luaL_buffinit(state, &buffer);
    while (*format.rest) {
        field field = next_field(state, &format);
        size_t added = padding(&format, field, total);
        total += added + field.size;
        while (added-- > 0) luaL_addchar(&buffer, '\0');
        switch (field.option) {
        case 'b': case 'B': case 'h': case 'H': case 'l': case 'L': case 'T': case 'i': case 'I':
            pack_integer(&buffer, &format, field.size, luaL_checknumber(state, argument++));
            break;
        case 'x': luaL_addchar(&buffer, '\0'); break;
        case 'f': case 'd': pack_float(state, &buffer, &format, field, argument++); break;
        case 'c': case 's':
            total += pack_string(state, &buffer, field, argument++) - field.size;
            break;
        default: read_control(state, &format, field.option);
        }
    }
    luaL_pushresult(&buffer);
    return 1;
}

static void check_data(lua_State *state, size_t size, size_t position, size_t length) {
    luaL_argcheck(
        state, size <= length && position <= length - size, 2, "data string too short");
}

static int struct_unpack(lua_State *state) {
    format format = format_of(luaL_checkstring(state, 1));
    size_t length;
    const char *data = luaL_checklstring(state, 2, &length);
    size_t position = (size_t)luaL_optinteger(state, 3, 1);
    luaL_argcheck(state, position > 0, 3, "offset must be 1 or greater");
    position--;
    int results = 0;
    while (*format.rest) {
        field field = next_field(state, &format);
        position += padding(&format, field, position);
        check_data(state, field.size, position, length);
        luaL_checkstack(state, 2, "too many results");
        const char *start = data + position;
        switch (field.option) {
        case 'b': case 'B': case 'h': case 'H': case 'l': case 'L': case 'T': case 'i': case 'I': {
            bool is_signed = islower((unsigned char)field.option);
            lua_pushnumber(state, unpack_integer(start, &format, field.size, is_signed));
            results++;
            break;
        }
        case 'x': break;
        case 'f': case 'd':
            lua_pushnumber(state, unpack_float(start, &format, field));
            results++;
            break;
        case 'c':
            if (field.size == 0) {
                if (results == 0 || !lua_isnumber(state, -1)) {
                    luaL_error(state, "format 'c0' needs a previous size");
                }
                field.size = (size_t)integer_bits(lua_tonumber(state, -1));
                lua_pop(state, 1);
                results--;
                check_data(state, field.size, position, length);
            }
            lua_pushlstring(state, start, field.size);
            results++;
            break;
        case 's': {
            const char *end = memchr(start, '\0', length - position);
            if (!end) luaL_error(state, "unfinished string in data");
            field.size = (size_t)(end - start) + 1;
            lua_pushlstring(state, start, field.size - 1);
            results++;
            break;
        }
        default: read_control(state, &format, field.option);
        }
        position += field.size;
    }
    lua_pushinteger(state, (lua_Integer)position + 1);
    return results + 1;
}

static int struct_size(lua_State *state) {
    format format = format_of(luaL_checkstring(state, 1));
    size_t position = 0;
    while (*format.rest) {
        field field = next_field(state, &format);
        position += padding(&format, field, position);
        if (field.option == 's') luaL_argerror(state, 1, "option 's' has no fixed size");
        if (field.option == 'c' && field.size == 0) {
            luaL_argerror(state, 1, "option 'c0' has no fixed size");
        }
        if (!isalnum((unsigned char)field.option)) {
            read_control(state, &format, field.option);
        }
        position += field.size;
    }
    lua_pushinteger(state, (lua_Integer)position);
    return 1;
}

void open_struct(lua_State *state) {
    static const luaL_Reg functions[] = {
        {"pack", struct_pack}, {"unpack", struct_unpack}, {"size", struct_size}, {NULL, NULL}};
    luaL_register(state, "struct", functions);
    lua_pop(state, 1);
}
