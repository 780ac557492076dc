/* JSON evidence through jansson. The hashes are jansson's, the order is the file's. */
#include "read/evidence_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/die.h"
#include "read/evidence_json_guard.h"

struct source {
    struct evidence_input *input;
    struct json_guard guard;
    bool marked;                /* the byte order mark has been looked for */
    char mark;                  /* what has to be passed over first, or 0 */
};

/* Bytes of `n` up to and with the mark. */
static size_t before_mark(struct source *source, const char *bytes, size_t n)
{
    const char *found = source->mark ? memchr(bytes, source->mark, n) : NULL;
    if (found)
        source->mark = 0;
    return found ? (size_t)(found - bytes) + 1 : source->mark ? n : 0;
}

static size_t next_bytes(void *bytes, size_t size, void *context)
{
    struct source *source = context;
    size_t n, skipped;
    do {
        n = evidence_next(source->input, bytes, size);
        skipped = before_mark(source, bytes, n);
        n -= skipped;
        memmove(bytes, (char *)bytes + skipped, n);
    } while (n == 0 && skipped > 0);
    if (!source->marked && n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        n -= 3;
        memmove(bytes, (char *)bytes + 3, n);
    }
    source->marked = true;
    return json_guard_run(&source->guard, bytes, n) ? n : (size_t)-1;
}

static bool is_refused(enum json_error_code code)
{
    return code == json_error_duplicate_key || code == json_error_invalid_utf8
           || code == json_error_null_character || code == json_error_null_byte_in_key;
}

static void tell(struct facts *facts, const struct json_guard *guard, const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    if (guard->problem && guard->too_large)
        facts_state(facts, FACTS_NO_RESULT, "not read: %s", guard->problem);
    else if (guard->problem)
        facts_reject(facts, "rejected", "line %" PRIu64 ": refused, %s", guard->problem_line, guard->problem);
    else if (code == json_error_out_of_memory)
        die(EXIT_MACHINE, "no memory for JSON");
    else
        facts_reject(facts, is_refused(code) ? "rejected" : "json-malformed", "line %d, column %d: %s", error->line,
                     error->column, error->text);
}

json_t *js_read(struct evidence_input *input, struct facts *facts)
{
    return js_read_after(input, facts, 0);
}

json_t *js_read_after(struct evidence_input *input, struct facts *facts, char mark)
{
    struct source source = { .input = input, .mark = mark };
    json_error_t error;
    json_t *root = json_load_callback(next_bytes, &source, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        tell(facts, &source.guard, &error);
    return root;
}

json_t *js_parse(struct str text, char *problem, size_t size)
{
    struct json_guard guard = { 0 };
    json_error_t error;
    problem[0] = 0;
    json_t *root = NULL;
    if (json_guard_run(&guard, text.p, text.n)) {
        root = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &error);
        if (!root && json_error_code(&error) == json_error_out_of_memory)
            die(EXIT_MACHINE, "no memory for JSON");
        if (!root)
            snprintf(problem, size, "column %d: %s", error.column, error.text);
    } else {
        snprintf(problem, size, "%s", guard.problem);
    }
    return root;
}

/* One step of a path: a key, or an index into a list. */
static json_t *step(const json_t *value, struct str name)
{
    if (json_is_object(value))
        return json_object_getn(value, name.p, name.n);
    uint64_t index;
    if (json_is_array(value) && str_u64(name, &index))
        return json_array_get(value, (size_t)index);
    return NULL;
}

json_t *js_get(const json_t *value, const char *path)
{
    struct str rest = str_of(path), name;
    const json_t *at = value;
    while (at && str_split(&rest, '.', &name))
        at = step(at, name);
    return (json_t *)(uintptr_t)at;
}

static struct str string_of(const json_t *value)
{
    if (!json_is_string(value))
        return (struct str){ 0 };
    return (struct str){ json_string_value(value), json_string_length(value) };
}

struct str js_str(const json_t *value, const char *path)
{
    return string_of(js_get(value, path));
}

struct str js_number_text(struct arena *arena, const json_t *number)
{
    if (json_is_integer(number))
        return str_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(number));
    double value = json_number_value(number);
    char text[40];
    int digits = 15;
    do
        snprintf(text, sizeof text, "%.*g", digits, value);
    while (strtod(text, NULL) != value && ++digits <= 17);
    return str_copy(arena, str_of(text));
}

struct str js_text(struct arena *arena, const json_t *value, const char *path)
{
    const json_t *at = js_get(value, path);
    if (json_is_number(at))
        return js_number_text(arena, at);
    if (json_is_boolean(at))
        return json_is_true(at) ? S("true") : S("false");
    return string_of(at);
}

bool js_number(const json_t *value, const char *path, double *number)
{
    const json_t *at = js_get(value, path);
    if (!json_is_number(at))
        return false;
    *number = json_number_value(at);
    return true;
}

uint64_t js_count(const json_t *value, const char *path)
{
    const json_t *at = js_get(value, path);
    return json_is_array(at) ? json_array_size(at) : json_object_size(at);
}

bool js_is(const json_t *value, const char *path, const char *text)
{
    return str_is(js_str(value, path), text);
}

bool js_true(const json_t *value, const char *path)
{
    return json_is_true(js_get(value, path));
}

struct str js_key(void *iter)
{
    return (struct str){ json_object_iter_key(iter), json_object_iter_key_len(iter) };
}

void js_fact(struct facts *facts, const char *name, const json_t *value, const char *path)
{
    facts_add(facts, name, js_text(facts->arena, value, path));
}

void js_metric(struct facts *facts, struct str name, struct str group, const json_t *number)
{
    if (json_is_number(number))
        facts_metric(facts, name, group, js_number_text(facts->arena, number), json_number_value(number));
}

void js_unknown(struct facts *facts, const json_t *root)
{
    facts->format = S("json-unknown");
    bool empty = json_is_object(root) ? json_object_size(root) == 0 : json_is_array(root) ? json_array_size(root) == 0
                 : json_is_null(root) || (json_is_string(root) && json_string_length(root) == 0);
    if (empty) {
        facts_state(facts, FACTS_NO_RESULT, "there is nothing in the file");
        return;
    }
    if (json_is_array(root))
        facts_add_number(facts, "items", json_array_size(root));
    const json_t *object = json_is_array(root) ? json_array_get(root, 0) : root, *item;
    struct str key, keys = { 0 };
    size_t n = 0;
    js_each((json_t *)(uintptr_t)object, iter, key, item) {
        if (n++ < 12)
            keys = keys.n ? str_printf(facts->arena, "%.*s, %.*s", STR(keys), (int)(key.n < 60 ? key.n : 60), key.p)
                          : str_copy(facts->arena, str_sub(key, 0, 60));
        (void)item;
    }
    facts_add(facts, "keys", keys);
    facts_state(facts, FACTS_UNREAD, "JSON of a kind that is not known");
}
