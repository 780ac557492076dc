/* Writing JSON. */
#include "base/json.h"

#include <string.h>

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return NULL;
    }
}

/* Writes what stands for the odd character at the front of `s`; returns its bytes. */
static size_t put_odd(struct buf *out, struct str s)
{
    unsigned char c = (unsigned char)s.p[0];
    const char *escape = escape_of(c);

    if (escape)
        buf_puts(out, escape);
    else if (c < 0x20)
        buf_printf(out, "\\u%04x", c);
    else
        buf_puts(out, "\uFFFD");
    return 1;
}

#define EACH(byte) ((byte) * UINT64_C(0x0101010101010101))

/* None of eight bytes is a control character, a quote, a backslash or beyond ASCII: so are most texts, and looking at
 * eight at a time writes them twice as fast. */
static bool is_plain8(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    uint64_t quote = w ^ EACH('"'), slash = w ^ EACH('\\');
    return ((w | (w - EACH(0x20)) | (quote - EACH(1)) | (slash - EACH(1))) & EACH(0x80)) == 0;
}

void buf_json_str(struct buf *out, struct str value)
{
    size_t from = 0, i = 0;

    buf_putc(out, '"');
    while (i < value.n) {
        if (value.n - i >= 8 && is_plain8(value.p + i)) {
            i += 8;
            continue;
        }
        unsigned char c = (unsigned char)value.p[i];
        size_t size = c < 0x20 || c == '"' || c == '\\' ? 0 : c < 0x80 ? 1 : str_utf8_size(str_sub(value, i, value.n));
        if (size) {
            i += size;
            continue;
        }
        buf_put(out, str_sub(value, from, i));
        i += put_odd(out, str_sub(value, i, value.n));
        from = i;
    }
    buf_put(out, str_sub(value, from, value.n));
    buf_putc(out, '"');
}

static void new_line(struct json *json)
{
    if (json->compact)
        return;
    buf_putc(json->out, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        buf_puts(json->out, "  ");
}

/* What stands before an item: nothing behind a key, else a comma and a new line. */
static void before_item(struct json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->comma)
        buf_putc(json->out, ',');
    if (json->depth)
        new_line(json);
}

static void open(struct json *json, char bracket)
{
    before_item(json);
    buf_putc(json->out, bracket);
    json->depth++;
    json->comma = false;
}

static void close(struct json *json, char bracket)
{
    json->depth--;
    if (json->comma)        /* not empty */
        new_line(json);
    buf_putc(json->out, bracket);
    json->comma = true;
}

void json_object(struct json *json)
{
    open(json, '{');
}

void json_array(struct json *json)
{
    open(json, '[');
}

void json_end_object(struct json *json)
{
    close(json, '}');
}

void json_end_array(struct json *json)
{
    close(json, ']');
}

void json_key_str(struct json *json, struct str key)
{
    before_item(json);
    buf_json_str(json->out, key);
    buf_puts(json->out, json->compact ? ":" : ": ");
    json->after_key = true;
}

void json_key(struct json *json, const char *key)
{
    json_key_str(json, str_of(key));
}

void json_str(struct json *json, struct str value)
{
    before_item(json);
    buf_json_str(json->out, value);
    json->comma = true;
}

void json_str_or_null(struct json *json, struct str value)
{
    if (value.n)
        json_str(json, value);
    else
        json_null(json);
}

static void put_word(struct json *json, const char *word)
{
    before_item(json);
    buf_puts(json->out, word);
    json->comma = true;
}

void json_int(struct json *json, int64_t value)
{
    before_item(json);
    buf_printf(json->out, "%lld", (long long)value);
    json->comma = true;
}

void json_bool(struct json *json, bool value)
{
    put_word(json, value ? "true" : "false");
}

void json_null(struct json *json)
{
    put_word(json, "null");
}

void json_member(struct json *json, const char *key, struct str value)
{
    json_key(json, key);
    json_str(json, value);
}

void json_member_or_null(struct json *json, const char *key, struct str value)
{
    json_key(json, key);
    json_str_or_null(json, value);
}

void json_member_int(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_int(json, value);
}
