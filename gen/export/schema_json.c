/* JSON Schema of record types. */
#include "export/schema_json.h"

#include "model/known.h"

static void put(struct json *json, const char *key, const char *value)
{
    json_key(json, key);
    json_str(json, str_of(value));
}

static void put_pattern(struct json *json, const char *pattern)
{
    put(json, "pattern", pattern);
    put(json, "type", "string");
}

static void put_words(struct json *json, const struct field *field)
{
    json_key(json, "enum");
    json_array(json);
    for (size_t i = 0; i < field->n_words; i++)
        json_str(json, field->words[i]);
    json_end_array(json);
}

static void record_schema(struct json *json, const struct record_type *type);

/* Lists may also be written as a single value, as everywhere in the format. */
static void list_schema(struct json *json, const struct field *field)
{
    json_key(json, "anyOf");
    json_array(json);
    for (int many = 0; many < 2; many++) {
        json_object(json);
        if (many) {
            json_key(json, "items");
            json_object(json);
        }
        if (field->n_words)
            put_words(json, field);
        else
            put(json, "type", "string");
        if (many) {
            json_end_object(json);
            put(json, "type", "array");
        }
        json_end_object(json);
    }
    json_end_array(json);
}

static void kind_schema(struct json *json, const struct field *field)
{
    switch ((enum field_kind)field->kind) {
    case FIELD_WORD: put_words(json, field); break;
    case FIELD_WORDS: case FIELD_REFS: case FIELD_LIST: list_schema(json, field); break;
    case FIELD_DATE: put_pattern(json, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"); break;
    case FIELD_DATETIME: put_pattern(json, "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].*)?$"); break;
    case FIELD_DURATION: put_pattern(json, "^[0-9]+[dwmy]$"); break;
    case FIELD_NUMBER: put(json, "type", "number"); break;
    case FIELD_BOOL: put(json, "type", "boolean"); break;
    case FIELD_ROWS:
        json_key(json, "items");
        record_schema(json, field->rows);
        put(json, "type", "array");
        break;
    default:
        json_key(json, "type");
        json_array(json);
        json_str(json, S("string"));
        json_str(json, S("number"));
        json_end_array(json);
        break;
    }
}

static void field_schema(struct json *json, const struct field *field)
{
    json_key_str(json, field->name);
    json_object(json);
    json_key(json, "description");
    json_str(json, field->help);
    json_key(json, "title");
    json_str(json, field->title);
    kind_schema(json, field);
    json_end_object(json);
}

static void record_schema(struct json *json, const struct record_type *type)
{
    json_object(json);
    json_key(json, "additionalProperties");
    json_bool(json, false);
    json_key(json, "description");
    json_str(json, type->help);
    json_key(json, "properties");
    json_object(json);
    for (size_t i = 0; i < type->n_fields; i++)
        if (!type->fields[i].computed)
            field_schema(json, &type->fields[i]);
    if (type->document)
        field_schema(json, &(struct field){ .name = S("type"), .title = S("Type"), .help = S("Another type of document."), .kind = FIELD_TEXT });
    json_end_object(json);
    json_key(json, "required");
    json_array(json);
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].required && !type->fields[i].computed)
            json_str(json, type->fields[i].name);
    json_end_array(json);
    json_key(json, "title");
    json_str(json, type->title);
    put(json, "type", "object");
    json_end_object(json);
}

static bool is_written(const struct model *model, const struct record_type *type)
{
    return type != model->known->requirement && type != model->known->framework;
}

void schema_json(struct json *json, const struct model *model, const struct record_type *type)
{
    json_object(json);
    put(json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    json_key(json, "additionalProperties");
    json_bool(json, false);
    json_key(json, "properties");
    json_object(json);
    for (size_t i = 0; i < model->n_types; i++) {
        const struct record_type *each = model->types[i];
        if (!is_written(model, each) || (type && each != type))
            continue;
        json_key_str(json, each->plural);
        json_object(json);
        json_key(json, "items");
        record_schema(json, each);
        put(json, "type", "array");
        json_end_object(json);
    }
    json_end_object(json);
    put(json, "type", "object");
    json_end_object(json);
}
