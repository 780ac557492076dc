/* Strings and numbers of JSON. */
#include <endian.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "read/json_parts.h"

#define EACH(byte) ((byte) * UINT64_C(0x0101010101010101))

/* The high bit of each of eight bytes that is less than `limit`; of others only behind such a one. */
static uint64_t less(uint64_t bytes, uint64_t limit)
{
    return (bytes - EACH(limit)) & ~bytes & EACH(0x80);
}

/* Over bytes that need no look: all but quotes, backslashes, what is below a blank and what is beyond ASCII. Eight at
 * once: the first byte is the lowest of the number, so the lowest bit says which of them needs the look. */
static const char *skip_plain(const char *p, const char *end)
{
    for (; end - p >= 8; p += 8) {
        uint64_t bytes;
        memcpy(&bytes, p, sizeof bytes);
        bytes = le64toh(bytes);
        uint64_t odd = (bytes & EACH(0x80)) | less(bytes, 0x20) | less(bytes ^ EACH('"'), 1) | less(bytes ^ EACH('\\'), 1);
        if (odd)
            return p + __builtin_ctzll(odd) / 8;
    }
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20 && (unsigned char)*p < 0x80)
        p++;
    return p;
}

/* To the closing quote; everything but the escapes is checked. */
static bool scan(struct js_parser *parser, bool *escaped)
{
    const char *p = parser->p, *end = parser->end;
    while ((p = skip_plain(p, end)) < end) {
        unsigned char c = (unsigned char)*p;
        if (c == '"') {
            parser->p = p;
            return true;
        } else if (c == '\\') {
            *escaped = true;
            p += end - p > 1 && (unsigned char)p[1] < 0x80 ? 2 : 1;
        } else if (c < 0x20) {
            return js_fail(parser, JS_MALFORMED, p, "a control character (0x%02x) in a string", c);
        } else {
            size_t size = str_utf8_size((struct str){ p, (size_t)(end - p) });
            if (size == 0)
                return js_fail(parser, JS_REFUSED, p, "byte 0x%02x is no UTF-8 here", c);
            p += size;
        }
    }
    return js_fail(parser, JS_MALFORMED, parser->p - 1, "a string that is not closed");
}

/* Four hexadecimal digits; -1 when they are not. */
static long hex4(const char *p, const char *end)
{
    long code = 0;
    if (end - p < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

static char *put_utf8(char *to, long code)
{
    unsigned long c = (unsigned long)code;
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    if (c < 0x800) {
        *to++ = (char)(0xc0 | c >> 6);
    } else if (c < 0x10000) {
        *to++ = (char)(0xe0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    } else {
        *to++ = (char)(0xf0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 0x3f));
        *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    }
    *to++ = (char)(0x80 | (c & 0x3f));
    return to;
}

/* "\uXXXX", or two of them for what lies beyond U+FFFF; `*p` is at the backslash and goes behind. */
static bool decode_unicode(struct js_parser *parser, const char **p, const char *end, char **to)
{
    const char *at = *p;
    long code = hex4(at + 2, end);
    if (code == 0)
        return js_fail(parser, JS_REFUSED, at, "\\u0000 is a NUL, which no text holds");
    if (code < 0 || (code >= 0xdc00 && code <= 0xdfff))
        return js_fail(parser, JS_MALFORMED, at, "an escape that is no character");
    *p += 6;
    if (code >= 0xd800 && code <= 0xdbff) {
        long low = end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u' ? hex4(*p + 2, end) : -1;
        if (low < 0xdc00 || low > 0xdfff)
            return js_fail(parser, JS_MALFORMED, at, "half of a surrogate pair");
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        *p += 6;
    }
    *to = put_utf8(*to, code);
    return true;
}

static bool decode_escape(struct js_parser *parser, const char **p, const char *end, char **to)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    char c = (*p)[1];       /* the closing quote at least */
    if (c == 'u')
        return decode_unicode(parser, p, end, to);
    const char *letter = c ? strchr(letters, c) : NULL;
    if (!letter)
        return js_fail(parser, JS_MALFORMED, *p, "an escape that JSON does not have");
    *(*to)++ = meanings[letter - letters];
    *p += 2;
    return true;
}

/* An escape is never shorter than what it stands for. */
static bool decode(struct js_parser *parser, const char *from, const char *end, struct js *value)
{
    char *copy = arena_bytes(parser->arena, (size_t)(end - from)), *to = copy;
    while (from < end) {
        const char *escape = memchr(from, '\\', (size_t)(end - from));
        size_t plain = (size_t)((escape ? escape : end) - from);
        memcpy(to, from, plain);
        to += plain;
        from += plain;
        if (escape && !decode_escape(parser, &from, end, &to))
            return false;
    }
    value->as.string = copy;
    value->n = (uint32_t)(to - copy);
    return true;
}

bool js_read_string(struct js_parser *parser, struct js *value)
{
    const char *from = ++parser->p;
    bool escaped = false;
    if (!scan(parser, &escaped))
        return false;
    const char *end = parser->p++;
    value->kind = JS_STRING;
    value->n = (uint32_t)(end - from);
    value->as.string = from;
    return !escaped || decode(parser, from, end, value);
}

static bool skip_digits(struct js_parser *parser)
{
    const char *from = parser->p;
    while (parser->p < parser->end && *parser->p >= '0' && *parser->p <= '9')
        parser->p++;
    return parser->p > from;
}

static bool skip_one(struct js_parser *parser, const char *of)
{
    bool is = parser->p < parser->end && *parser->p && strchr(of, *parser->p);
    parser->p += is;
    return is;
}

/* Over a number as the grammar has it; *whole says that it has neither fraction nor exponent. */
static bool skip_number(struct js_parser *parser, bool *whole)
{
    const char *from = parser->p;
    skip_one(parser, "-");
    bool fine = skip_one(parser, "0") || skip_digits(parser);
    if (fine && skip_one(parser, ".")) {
        *whole = false;
        fine = skip_digits(parser);
    }
    if (fine && skip_one(parser, "eE")) {
        *whole = false;
        skip_one(parser, "+-");
        fine = skip_digits(parser);
    }
    return fine || js_fail(parser, JS_MALFORMED, from, "no value begins like this");
}

/* strtod and strtoll want a NUL behind the number. */
bool js_read_number(struct js_parser *parser, struct js *value)
{
    const char *from = parser->p;
    bool whole = true;
    if (!skip_number(parser, &whole))
        return false;
    size_t size = (size_t)(parser->p - from);
    char small[40], *text = size < sizeof small ? small : arena_bytes(parser->arena, size + 1);
    memcpy(text, from, size);
    text[size] = 0;
    value->kind = whole ? JS_INTEGER : JS_REAL;
    value->n = 0;
    errno = 0;
    if (whole)
        value->as.integer = strtoll(text, NULL, 10);
    else
        value->as.real = strtod(text, NULL);
    /* Too small a number becomes 0 or nearly so, with ERANGE as well. */
    if (whole ? errno == ERANGE : isinf(value->as.real))
        return js_fail(parser, JS_MALFORMED, from, "a number that is too large");
    return true;
}
