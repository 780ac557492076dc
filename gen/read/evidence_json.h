/* JSON evidence: jansson behind a guard, and getters that never fail. Values belong to the root that
 * js_read gave; texts are borrowed from it. (base/json.h writes JSON; the two may not meet in one file, both
 * define json_object.) */
#ifndef READ_EVIDENCE_JSON_H
#define READ_EVIDENCE_JSON_H

#include <jansson.h>

#include "read/evidence.h"

enum {
    JSON_FILE_MAX = 64 << 20,
    JSON_NESTING_MAX = 200,
    JSON_CONTAINERS_MAX = 1 << 20,      /* an empty object takes 250 bytes: two bytes of file must not cost that */
    JSON_VALUES_MAX = 8 << 20
};

/* The whole file as one value; the caller gives it back with json_decref. NULL: the facts say why. */
json_t *js_read(struct evidence_input *input, struct facts *facts);
/* The same for JSON that stands after the first `mark` of the file: "name = {…}". */
json_t *js_read_after(struct evidence_input *input, struct facts *facts, char mark);
/* One text, as a line of JSON Lines; NULL and a reason in `problem` (at least 200 bytes) when it is not fit. */
json_t *js_parse(struct str text, char *problem, size_t size);

/* A member by path, "run.info.status"; NULL when a step is absent or no object. A number is an index: "a.0.b". */
json_t *js_get(const json_t *value, const char *path);
struct str js_str(const json_t *value, const char *path);       /* empty unless a string */
/* Any scalar as text: strings as they are, numbers in their shortest form, true, false; else empty. */
struct str js_text(struct arena *arena, const json_t *value, const char *path);
bool js_number(const json_t *value, const char *path, double *number);
uint64_t js_count(const json_t *value, const char *path);       /* items or members; 0 when absent */
bool js_is(const json_t *value, const char *path, const char *text);
bool js_true(const json_t *value, const char *path);
/* The shortest text that reads back as this number. */
struct str js_number_text(struct arena *arena, const json_t *number);

/* Adds the scalar at `path` as a fact, if there is one. */
void js_fact(struct facts *facts, const char *name, const json_t *value, const char *path);
void js_metric(struct facts *facts, struct str name, struct str group, const json_t *number);
/* The value is JSON but not of the kind it seemed: facts of "json-unknown". */
void js_unknown(struct facts *facts, const json_t *root);

/* For an object in the order written: `key` is a struct str, `item` a json_t *. */
#define js_each(object, iter, key, item) \
    for (void *iter = json_object_iter(object); \
         iter && (key = js_key(iter), item = json_object_iter_value(iter), true); \
         iter = json_object_iter_next(object, iter))
struct str js_key(void *iter);

#endif
