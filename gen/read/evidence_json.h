/* JSON evidence: a file read as one value, and getters by path. Values lie in the file's scratch memory. */
#ifndef READ_EVIDENCE_JSON_H
#define READ_EVIDENCE_JSON_H

#include "read/evidence.h"
#include "read/json.h"

enum { JSON_FILE_MAX = 64 << 20 };

/* The whole file as one value. NULL: the facts say why. */
const struct js *js_read(struct evidence_input *input, struct facts *facts);
/* The same for JSON that stands after the first `mark` of the file: "name = {…}". */
const struct js *js_read_after(struct evidence_input *input, struct facts *facts, char mark);

/* A member by path, "run.info.status"; NULL when a step is absent or no object. A number is an index: "a.0.b". */
const struct js *js_get(const struct js *value, const char *path);
struct str js_str(const struct js *value, const char *path);       /* empty unless a string */
/* Any scalar as text: strings as they are, numbers in their shortest form, true, false; else empty. */
struct str js_text(struct arena *arena, const struct js *value, const char *path);
bool js_number(const struct js *value, const char *path, double *number);
uint64_t js_count(const struct js *value, const char *path);       /* items or members; 0 when absent */
bool js_is(const struct js *value, const char *path, const char *text);
bool js_true(const struct js *value, const char *path);
/* The shortest text that reads back as this number. */
struct str js_number_text(struct arena *arena, const struct js *number);

/* Adds the scalar at `path` as a fact, if there is one. */
void js_fact(struct facts *facts, const char *name, const struct js *value, const char *path);
void js_metric(struct facts *facts, struct str name, struct str group, const struct js *number);
/* The value is JSON but not of the kind it seemed: facts of "json-unknown". */
void js_unknown(struct facts *facts, const struct js *root);

#endif
