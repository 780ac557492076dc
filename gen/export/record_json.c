/* Records and values as JSON. */
#include "export/record_json.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { FIELDS_MAX = 256 };

static void number_json(struct json *json, const struct value *value)
{
    struct str text = str_of(value->as.number.text);
    struct str digits = str_starts(text, S("-")) ? str_sub(text, 1, text.n) : text;
    uint64_t number;
    bool whole = str_u64(digits, &number) && number <= ((uint64_t)1 << 53) && (digits.n == 1 || digits.p[0] != '0');
    if (whole)
        json_int(json, digits.n == text.n ? (int64_t)number : -(int64_t)number);
    else
        json_str(json, text);
}

static void list_json(struct json *json, struct arena *scratch, const struct list *list)
{
    json_array(json);
    for (uint32_t i = 0; i < list->n; i++)
        value_json(json, scratch, &list->v[i]);
    json_end_array(json);
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* References and words are sets: they stand in the order of their texts. Rows and lists mean their own order. */
static bool is_set(const struct field *field)
{
    return field->kind == FIELD_REFS || field->kind == FIELD_WORDS || field->kind == FIELD_BACKLINKS;
}

static void set_json(struct json *json, struct arena *scratch, const struct list *list)
{
    struct str *texts = arena_array(scratch, list->n, struct str);
    for (uint32_t i = 0; i < list->n; i++)
        texts[i] = value_text(scratch, &list->v[i]);
    if (list->n)
        qsort(texts, list->n, sizeof *texts, by_text);
    json_array(json);
    for (uint32_t i = 0; i < list->n; i++)
        json_str(json, texts[i]);
    json_end_array(json);
}

static void field_json(struct json *json, struct arena *scratch, const struct field *field, const struct value *value)
{
    if (value->kind == VALUE_LIST && is_set(field))
        set_json(json, scratch, value->as.list);
    else
        value_json(json, scratch, value);
}

void value_json(struct json *json, struct arena *scratch, const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_NONE:
        json_null(json);
        return;
    case VALUE_BOOL:
        json_bool(json, value->as.truth);
        return;
    case VALUE_NUMBER:
        number_json(json, value);
        return;
    case VALUE_LIST:
        list_json(json, scratch, value->as.list);
        return;
    case VALUE_RECORD:
        if (value->as.ref.record->type->is_rows) {
            record_json(json, scratch, value->as.ref.record);
            return;
        }
        break;
    default:
        break;
    }
    json_str(json, value_text(scratch, value));
}

static int by_name(const void *a, const void *b)
{
    return str_cmp((*(const struct field *const *)a)->name, (*(const struct field *const *)b)->name);
}

void record_json(struct json *json, struct arena *scratch, const struct record *record)
{
    const struct field *fields[FIELDS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < record->type->n_fields && n < FIELDS_MAX; i++)
        if (record->values[i].kind != VALUE_NONE)
            fields[n++] = &record->type->fields[i];
    qsort(fields, n, sizeof *fields, by_name);
    json_object(json);
    for (size_t i = 0; i < n; i++) {
        json_key_str(json, fields[i]->name);
        field_json(json, scratch, fields[i], record_value(record, fields[i]));
    }
    json_end_object(json);
}

void strings_json(struct json *json, struct arena *scratch, const char *key, const struct record *record, const char *field)
{
    const struct value *value = record_find(record, field);
    json_key(json, key);
    if (value && value->kind == VALUE_LIST) {
        field_json(json, scratch, type_field(record->type, str_of(field)), value);
        return;
    }
    json_array(json);
    json_end_array(json);
}
