/* JSON evidence: whole files, and what is wanted of them by path. */
#include "read/evidence_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

static void tell(struct facts *facts, const struct js_error *error)
{
    static const char *const formats[] = { [JS_MALFORMED] = "json-malformed", [JS_REFUSED] = "rejected" };
    if (error->fault == JS_TOO_LARGE)       /* nothing is wrong with the file itself */
        facts_state(facts, FACTS_NO_RESULT, "not read: %s", error->text);
    else
        facts_reject(facts, formats[error->fault], "line %" PRIu64 ", column %" PRIu64 ": %s", error->line, error->column, error->text);
}

const struct js *js_read(struct evidence_input *input, struct facts *facts)
{
    return js_read_after(input, facts, 0);
}

const struct js *js_read_after(struct evidence_input *input, struct facts *facts, char mark)
{
    struct str text;
    struct js_error error;
    if (!evidence_rest(input->scratch, input, JSON_FILE_MAX, &text)) {
        facts_state(facts, FACTS_NO_RESULT, "not read: JSON of more than 64 MiB");
        return NULL;
    }
    if (str_starts(text, S("\xef\xbb\xbf")))
        text = str_sub(text, 3, text.n);
    if (mark)
        text = str_sub(text, str_find(text, mark) + 1, text.n);
    const struct js *root = js_parse(input->scratch, text, &error);
    if (!root)
        tell(facts, &error);
    return root;
}

/* One step of a path: a key, or an index into a list. */
static const struct js *step(const struct js *value, struct str name)
{
    uint64_t index;
    if (js_is_list(value))
        return str_u64(name, &index) ? js_item(value, (size_t)index) : NULL;
    return js_member(value, name);
}

const struct js *js_get(const struct js *value, const char *path)
{
    struct str rest = str_of(path), name;
    while (value && str_split(&rest, '.', &name))
        value = step(value, name);
    return value;
}

struct str js_str(const struct js *value, const char *path)
{
    return js_string(js_get(value, path));
}

struct str js_number_text(struct arena *arena, const struct js *number)
{
    if (js_is_integer(number))
        return str_printf(arena, "%" PRId64, number->as.integer);
    double value = js_real(number);
    char text[40];
    int digits = 15;
    do
        snprintf(text, sizeof text, "%.*g", digits, value);
    while (strtod(text, NULL) != value && ++digits <= 17);
    return str_copy(arena, str_of(text));
}

struct str js_text(struct arena *arena, const struct js *value, const char *path)
{
    const struct js *at = js_get(value, path);
    if (js_is_number(at))
        return js_number_text(arena, at);
    if (js_is_kind(at, JS_TRUE) || js_is_kind(at, JS_FALSE))
        return at->kind == JS_TRUE ? S("true") : S("false");
    return js_string(at);
}

bool js_number(const struct js *value, const char *path, double *number)
{
    const struct js *at = js_get(value, path);
    if (js_is_number(at))
        *number = js_real(at);
    return js_is_number(at);
}

uint64_t js_count(const struct js *value, const char *path)
{
    const struct js *at = js_get(value, path);
    return js_is_list(at) || js_is_object(at) ? at->n : 0;
}

bool js_is(const struct js *value, const char *path, const char *text)
{
    return str_is(js_str(value, path), text);
}

bool js_true(const struct js *value, const char *path)
{
    return js_is_kind(js_get(value, path), JS_TRUE);
}

void js_fact(struct facts *facts, const char *name, const struct js *value, const char *path)
{
    facts_add(facts, name, js_text(facts->arena, value, path));
}

void js_metric(struct facts *facts, struct str name, struct str group, const struct js *number)
{
    if (js_is_number(number))
        facts_metric(facts, name, group, js_number_text(facts->arena, number), js_real(number));
}

void js_unknown(struct facts *facts, const struct js *root)
{
    facts->format = S("json-unknown");
    if (root->n == 0) {
        facts_state(facts, FACTS_NO_RESULT, "there is nothing in the file");
        return;
    }
    if (js_is_list(root))
        facts_add_number(facts, "items", root->n);
    struct str keys = { 0 };
    size_t n = 0;
    js_each(js_is_list(root) ? js_item(root, 0) : root, member) {
        struct str key = str_sub(member->key, 0, 60);
        if (n++ < 12)
            keys = keys.n ? str_printf(facts->arena, "%.*s, %.*s", STR(keys), STR(key)) : str_copy(facts->arena, key);
    }
    facts_add(facts, "keys", keys);
    facts_state(facts, FACTS_UNREAD, "JSON of a kind that is not known");
}
