/* JSON Schema of record types. */
#include "export/schema_json.h"

#include "model/known.h"

#define DATE_PATTERN "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

static void put(struct json *json, const char *key, const char *value)
{
    json_member(json, key, str_of(value));
}

static void put_help(struct json *json, struct str help)
{
    if (!help.n)
        return;
    json_member(json, "description", help);
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
static void fields_schema(struct json *json, const struct record_type *type);

/* An unquoted 2026 or 1.0 is a text here, and a number to whoever reads YAML without knowing the field. */
static void put_text(struct json *json)
{
    json_key(json, "type");
    json_array(json);
    json_str(json, S("string"));
    json_str(json, S("number"));
    json_end_array(json);
}

/* Empty lists and empty quotes fill no field that must be filled. */
static void put_filled(struct json *json, const struct field *field, const char *key)
{
    if (!field->required)
        return;
    json_member_int(json, key, 1);
}

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
            put_text(json);
        if (many) {
            json_end_object(json);
            put_filled(json, field, "minItems");
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
    case FIELD_DATE: put_pattern(json, DATE_PATTERN "$"); break;
    case FIELD_DATETIME: put_pattern(json, DATE_PATTERN "([Tt ][0-9]{2}:[0-9]{2}.*)?$"); break;
    case FIELD_DURATION: put_pattern(json, "^[0-9]+[dwmy]$"); break;
    case FIELD_NUMBER: put(json, "type", "number"); break;
    case FIELD_BOOL: put(json, "type", "boolean"); break;
    case FIELD_ROWS:
        if (field->single) {
            fields_schema(json, field->rows);
            break;
        }
        json_key(json, "items");
        record_schema(json, field->rows);
        put_filled(json, field, "minItems");
        put(json, "type", "array");
        break;
    default:
        put_filled(json, field, "minLength");
        put_text(json);
        break;
    }
}

/* Records are cited by their ids everywhere, rows only behind the id of their record. */
static void id_schema(struct json *json, bool of_row)
{
    if (!of_row) {
        put_pattern(json, "^[A-Za-z][A-Za-z0-9._-]{0,63}$");
        return;
    }
    put(json, "pattern", "^[A-Za-z0-9._-]{1,64}$");
    put_text(json);
}

static void field_schema(struct json *json, const struct field *field, bool of_row)
{
    json_key_str(json, field->name);
    json_object(json);
    put_help(json, field->help);
    json_member(json, "title", field->title);
    if (str_is(field->name, "id"))
        id_schema(json, of_row);
    else
        kind_schema(json, field);
    json_end_object(json);
}

static void fields_schema(struct json *json, const struct record_type *type)
{
    json_key(json, "additionalProperties");
    json_bool(json, false);
    json_key(json, "properties");
    json_object(json);
    for (size_t i = 0; i < type->n_fields; i++)
        if (!type->fields[i].computed)
            field_schema(json, &type->fields[i], type->is_rows);
    if (type->document)
        field_schema(json, &(struct field){ .name = S("type"), .title = S("Type"), .help = S("Another type of document."), .kind = FIELD_TEXT }, false);
    json_end_object(json);
    json_key(json, "required");
    json_array(json);
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].required && !type->fields[i].computed)
            json_str(json, type->fields[i].name);
    json_end_array(json);
    put(json, "type", "object");
}

static void record_schema(struct json *json, const struct record_type *type)
{
    json_object(json);
    put_help(json, type->help);
    json_member(json, "title", type->title);
    fields_schema(json, type);
    json_end_object(json);
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
        if (!type_is_written(each) || (type && each != type))
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
