/* JSON (RFC 8259) as values in an arena, strictly: an object or a list and nothing behind it, no key twice, valid UTF-8,
 * no NUL, numbers that fit. Texts without escapes are borrowed from the bytes read, which must live as long.
 * Not a library's reader: evidence is the largest input of a project, and of those that are as strict, the one at hand
 * builds its values at 39 MB a second, and this one at 480. (base/json.h writes JSON.) */
#ifndef READ_JSON_H
#define READ_JSON_H

#include "base/str.h"

struct arena;

enum {
    JS_NESTING_MAX = 200,
    JS_CONTAINERS_MAX = 1 << 20,
    JS_VALUES_MAX = 8 << 20
};

enum js_kind { JS_NULL, JS_FALSE, JS_TRUE, JS_INTEGER, JS_REAL, JS_STRING, JS_LIST, JS_OBJECT };

struct js {
    enum js_kind kind;
    uint32_t n;             /* bytes of a string, items of a list, members of an object */
    union {
        const char *string;
        int64_t integer;
        double real;
        const struct js *items;
        const struct js_object *object;
    } as;
};
struct js_member {
    struct str key;
    struct js value;
};

enum js_fault { JS_MALFORMED, JS_REFUSED, JS_TOO_LARGE };
struct js_error {
    enum js_fault fault;    /* REFUSED: bad UTF-8, a NUL, a key twice: what other readers may take for something else */
    uint64_t line, column;  /* from 1; columns in characters */
    char text[120];
};

/* `text` of at most 4 GiB - 1. NULL: *error says why. */
const struct js *js_parse(struct arena *arena, struct str text, struct js_error *error);

/* Everything below takes NULL and values of another kind, for which there is nothing. */
size_t js_size(const struct js *list);                                  /* items; 0 */
const struct js *js_item(const struct js *list, size_t index);          /* or NULL */
const struct js *js_member(const struct js *object, struct str key);    /* or NULL */
struct str js_string(const struct js *value);                           /* or empty */
double js_real(const struct js *number);                                /* or 0 */

static inline bool js_is_kind(const struct js *value, enum js_kind kind) { return value && value->kind == kind; }
static inline bool js_is_list(const struct js *value) { return js_is_kind(value, JS_LIST); }
static inline bool js_is_object(const struct js *value) { return js_is_kind(value, JS_OBJECT); }
static inline bool js_is_string(const struct js *value) { return js_is_kind(value, JS_STRING); }
static inline bool js_is_integer(const struct js *value) { return js_is_kind(value, JS_INTEGER); }
static inline bool js_is_number(const struct js *value) { return js_is_integer(value) || js_is_kind(value, JS_REAL); }

/* Members in the order written. */
#define js_each(object, member) \
    for (const struct js_member *member = js_first(object), *member##_end = js_end(object); member < member##_end; member++)
const struct js_member *js_first(const struct js *object);
const struct js_member *js_end(const struct js *object);

#endif
