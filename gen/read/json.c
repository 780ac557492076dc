/* The JSON reader: lists and objects. A value waits on a stack until its list or object is closed; then they move into
 * the arena together, so that items lie side by side. */
#include "read/json.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "read/json_parts.h"

enum { OPEN_FIRST = 64 };

struct js_open {
    struct js value;
    const char *at;             /* where it is written */
};

bool js_fail(struct js_parser *parser, enum js_fault fault, const char *at, const char *format, ...)
{
    struct js_error *error = parser->error;
    const char *line = parser->begin;
    error->fault = fault;
    error->line = 1;
    for (const char *p = line; p < at && (p = memchr(p, '\n', (size_t)(at - p)));) {
        line = ++p;
        error->line++;
    }
    error->column = str_code_points((struct str){ line, (size_t)(at - line) }) + 1;
    va_list list;
    va_start(list, format);
    vsnprintf(error->text, sizeof error->text, format, list);
    va_end(list);
    return false;
}

/* What stands here is not what should. */
static bool expected(struct js_parser *parser, const char *what)
{
    struct str rest = { parser->p, (size_t)(parser->end - parser->p) };
    if (rest.n == 0)
        return js_fail(parser, JS_MALFORMED, parser->p, "the text ends where %s should be", what);
    if (str_utf8_size(rest) == 0)
        return js_fail(parser, JS_REFUSED, parser->p, "byte 0x%02x is no UTF-8 here", (unsigned char)*rest.p);
    return js_fail(parser, JS_MALFORMED, parser->p, "here should be %s", what);
}

static bool next(struct js_parser *parser, char c)
{
    bool is = parser->p < parser->end && *parser->p == c;
    parser->p += is;
    return is;
}

static void skip_blanks(struct js_parser *parser)
{
    while (parser->p < parser->end && (*parser->p == ' ' || *parser->p == '\n' || *parser->p == '\r' || *parser->p == '\t'))
        parser->p++;
}

static void push(struct js_parser *parser, const struct js *value, const char *at)
{
    if (parser->n_open == parser->cap_open) {
        struct js_open *wider = arena_array(parser->arena, parser->cap_open * 2, struct js_open);
        memcpy(wider, parser->open, parser->n_open * sizeof *wider);
        parser->open = wider;
        parser->cap_open *= 2;
    }
    parser->open[parser->n_open++] = (struct js_open){ *value, at };
}

static bool read_value(struct js_parser *parser, struct js *value);

static bool read_and_push(struct js_parser *parser)
{
    struct js value;
    const char *at = parser->p;
    if (++parser->values > JS_VALUES_MAX)
        return js_fail(parser, JS_TOO_LARGE, at, "more than %d values", JS_VALUES_MAX);
    if (!read_value(parser, &value))
        return false;
    push(parser, &value, at);
    return true;
}

static bool open_container(struct js_parser *parser)
{
    if (++parser->depth > JS_NESTING_MAX)
        return js_fail(parser, JS_REFUSED, parser->p, "values are nested deeper than %d", JS_NESTING_MAX);
    if (++parser->containers > JS_CONTAINERS_MAX)
        return js_fail(parser, JS_TOO_LARGE, parser->p, "more than %d objects and lists", JS_CONTAINERS_MAX);
    parser->p++;
    skip_blanks(parser);
    return true;
}

static bool read_list(struct js_parser *parser, struct js *value)
{
    size_t from = parser->n_open;
    if (!open_container(parser))
        return false;
    while (!next(parser, ']')) {
        if (parser->n_open > from) {
            if (!next(parser, ','))
                return expected(parser, "',' or ']'");
            skip_blanks(parser);
        }
        if (!read_and_push(parser))
            return false;
        skip_blanks(parser);
    }
    size_t n = parser->n_open - from;
    struct js *items = arena_array(parser->arena, n, struct js);
    for (size_t i = 0; i < n; i++)
        items[i] = parser->open[from + i].value;
    *value = (struct js){ .kind = JS_LIST, .n = (uint32_t)n, .as.items = items };
    parser->n_open = from;
    parser->depth--;
    return true;
}

/* Of equal keys, the one written first comes first. */
static int cmp_members(const void *a, const void *b)
{
    const struct js_member *one = *(const struct js_member *const *)a, *other = *(const struct js_member *const *)b;
    int order = str_cmp(one->key, other->key);
    return order ? order : one < other ? -1 : one > other;
}

/* The second member of two with the same key, or NULL. */
static const struct js_member *find_duplicate(const struct js_object *object, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (object->sorted && str_eq(object->sorted[i - 1]->key, object->sorted[i]->key))
            return object->sorted[i];
        for (size_t k = 0; k < i && !object->sorted; k++)
            if (str_eq(object->members[k].key, object->members[i].key))
                return &object->members[i];
    }
    return NULL;
}

static struct js_object *make_object(struct arena *arena, const struct js_open *open, size_t n)
{
    struct js_object *object = arena_alloc(arena, sizeof *object + n * sizeof *object->members);
    for (size_t i = 0; i < n; i++)
        object->members[i] = (struct js_member){ js_string(&open[2 * i].value), open[2 * i + 1].value };
    if (n <= MEMBERS_FEW)
        return object;
    object->sorted = arena_array(arena, n, const struct js_member *);
    for (size_t i = 0; i < n; i++)
        object->sorted[i] = &object->members[i];
    qsort(object->sorted, n, sizeof *object->sorted, cmp_members);
    return object;
}

static bool read_member(struct js_parser *parser)
{
    struct js key;
    const char *at = parser->p;
    if (at == parser->end || *at != '"')
        return expected(parser, "a key in quotes");
    if (!js_read_string(parser, &key))
        return false;
    push(parser, &key, at);
    skip_blanks(parser);
    if (!next(parser, ':'))
        return expected(parser, "':'");
    skip_blanks(parser);
    return read_and_push(parser);
}

static bool read_object(struct js_parser *parser, struct js *value)
{
    size_t from = parser->n_open;
    if (!open_container(parser))
        return false;
    while (!next(parser, '}')) {
        if (parser->n_open > from) {
            if (!next(parser, ','))
                return expected(parser, "',' or '}'");
            skip_blanks(parser);
        }
        if (!read_member(parser))
            return false;
        skip_blanks(parser);
    }
    size_t n = (parser->n_open - from) / 2;
    struct js_object *object = make_object(parser->arena, parser->open + from, n);
    const struct js_member *again = find_duplicate(object, n);
    if (again)
        return js_fail(parser, JS_REFUSED, parser->open[from + 2 * (size_t)(again - object->members)].at,
                       "the key \"%.*s\" stands in this object twice", STR(str_sub(again->key, 0, 40)));
    *value = (struct js){ .kind = JS_OBJECT, .n = (uint32_t)n, .as.object = object };
    parser->n_open = from;
    parser->depth--;
    return true;
}

static bool read_word(struct js_parser *parser, struct js *value)
{
    static const struct { struct str text; enum js_kind kind; } words[] = {
        { S_INIT("true"), JS_TRUE }, { S_INIT("false"), JS_FALSE }, { S_INIT("null"), JS_NULL },
    };
    struct str rest = { parser->p, (size_t)(parser->end - parser->p) };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(rest, words[i].text)) {
            *value = (struct js){ .kind = words[i].kind };
            parser->p += words[i].text.n;
            return true;
        }
    return expected(parser, "a value");
}

static bool read_value(struct js_parser *parser, struct js *value)
{
    switch (parser->p < parser->end ? *parser->p : 0) {
    case '"':
        return js_read_string(parser, value);
    case '{':
        return read_object(parser, value);
    case '[':
        return read_list(parser, value);
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
        return js_read_number(parser, value);
    default:
        return read_word(parser, value);
    }
}

const struct js *js_parse(struct arena *arena, struct str text, struct js_error *error)
{
    struct js_open first[OPEN_FIRST];
    const char *begin = text.n ? text.p : "";
    struct js_parser parser = { .arena = arena, .begin = begin, .p = begin, .end = begin + text.n, .open = first,
                                .cap_open = OPEN_FIRST, .error = error };
    struct js *root = arena_new_of(arena, struct js);
    skip_blanks(&parser);
    if (parser.p == parser.end || (*parser.p != '{' && *parser.p != '['))
        return expected(&parser, "an object or a list"), NULL;
    if (!read_value(&parser, root))
        return NULL;
    skip_blanks(&parser);
    return parser.p == parser.end || expected(&parser, "the end") ? root : NULL;
}
