/* Records and values as JSON: one spelling everywhere, keys sorted, numbers integers or strings. */
#ifndef EXPORT_RECORD_JSON_H
#define EXPORT_RECORD_JSON_H

#include "base/json.h"
#include "model/record.h"

/* `scratch` is left dirty. */
void value_json(struct json *json, struct arena *scratch, const struct value *value);
/* All fields that are not empty, sorted by name; a requirement also says its framework and node. */
void record_json(struct json *json, struct arena *scratch, const struct record *record);
/* The list of strings a field holds: ids of refs, words, texts. An absent field is an empty array. */
void strings_json(struct json *json, struct arena *scratch, const char *key, const struct record *record, const char *field);

#endif
