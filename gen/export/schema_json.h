/* JSON Schema (draft 2020-12) of record types, for editors that check YAML as it is typed. */
#ifndef EXPORT_SCHEMA_JSON_H
#define EXPORT_SCHEMA_JSON_H

#include "base/json.h"
#include "model/model.h"

/* A file of records of one type, or of all types when `type` is NULL. */
void schema_json(struct json *json, const struct model *model, const struct record_type *type);

#endif
