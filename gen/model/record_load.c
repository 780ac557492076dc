/* Positioned YAML into typed records. */
#include "model/record_load.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "model/shape.h"

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool node_id_is_valid(struct str id)
{
    for (size_t i = 0; i < id.n; i++)
        if (!is_letter(id.p[i]) && !(id.p[i] >= '0' && id.p[i] <= '9') && !strchr("._-", id.p[i]))
            return false;
    return id.n >= 1 && id.n <= 64;
}

bool record_id_is_valid(struct str id)
{
    return node_id_is_valid(id) && is_letter(id.p[0]);
}

struct record *record_new(struct arena *arena, const struct record_type *type, struct pos pos)
{
    struct record *record = arena_new_of(arena, struct record);
    record->thing.kind = THING_RECORD;
    record->type = type;
    record->pos = pos;
    record->values = arena_array(arena, type->n_fields, struct value);
    return record;
}

static struct value value_at(const struct node *node, enum value_kind kind)
{
    uint32_t col = node->pos.col;
    return (struct value){ .kind = (uint8_t)kind, .line = node->pos.line, .col = (uint16_t)(col > UINT16_MAX ? UINT16_MAX : col),
        .quoted = node->kind == NODE_SCALAR && !node->plain && !node->block };
}

static void bad_value(struct record_loader *loader, const struct field *field, const struct node *node, const char *expected)
{
    struct diag *diag = diag_report(loader->diags, DIAG_BAD_VALUE, node->pos, "'%.*s' must be %s, not '%.*s'",
                                    STR(field->name), expected, STR(node->text));
    if (field->help.n)
        diag_hint(loader->diags, diag, "%.*s", STR(field->help));
}

static bool load_word(struct record_loader *loader, const struct field *field, const struct node *node, struct value *value)
{
    for (size_t i = 0; i < field->n_words; i++)
        if (str_eq(field->words[i], node->text)) {
            value->as.text = field->words[i];
            return true;
        }
    struct buf buf = { 0 };
    for (size_t i = 0; i < field->n_words; i++)
        buf_printf(&buf, "%s%.*s", i ? ", " : "", STR(field->words[i]));
    struct diag *diag = diag_report(loader->diags, DIAG_BAD_VALUE, node->pos, "'%.*s' is no %.*s; allowed: %.*s",
                                    STR(node->text), STR(field->name), STR(buf_str(&buf)));
    buf_free(&buf);
    shape_suggest(loader->diags, diag, node->text, field->n_words, field->words);
    return false;
}

static bool load_number(struct record_loader *loader, const struct node *node, struct value *value)
{
    char *end;
    struct str text = node->text;
    if (!text.n || !strchr("0123456789-.", text.p[0]) || text.n > 40 || strspn(text.p, "0123456789-+.eE") != text.n)
        return false;
    value->as.number.text = str_c(loader->arena, text);
    value->as.number.number = strtod(text.p, &end);     /* the C locale always: this program never sets another */
    return end == text.p + text.n && isfinite(value->as.number.number);     /* 1e999 is beyond every limit, and no measurement */
}

static bool load_bool(const struct node *node, struct value *value)
{
    value->as.truth = str_is(node->text, "true");
    return node->plain && (value->as.truth || str_is(node->text, "false"));
}

static bool load_rich(struct record_loader *loader, const struct node *node, struct value *value)
{
    struct rich *rich = arena_new_of(loader->arena, struct rich);
    rich->thing.kind = THING_RICH;
    rich->source = str_copy(loader->arena, node->text);
    rich->document = document_read_text(loader->arena, loader->diags, node);
    value->as.rich = rich;
    return rich->document;
}

static void load_url(struct record_loader *loader, const struct node *node, struct value *value)
{
    value->as.text = str_copy(loader->arena, node->text);
    if (url_is_allowed(node->text))
        return;
    value->kind = VALUE_NONE;
    diag_report(loader->diags, DIAG_UNSAFE_URL, node->pos, "this address is not allowed: '%.*s'", STR(node->text));
}

/* One scalar by its kind. What is kept of it is copied: the tree is gone when its file has been read. */
static struct value load_scalar(struct record_loader *loader, const struct field *field, enum field_kind kind, const struct node *node)
{
    struct value value = value_at(node, VALUE_TEXT);
    const char *expected = NULL;
    switch (kind) {
    case FIELD_WORD: case FIELD_WORDS:
        if (!load_word(loader, field, node, &value))
            value.kind = VALUE_NONE;
        break;
    case FIELD_DATE:
        value.kind = VALUE_DATE;
        expected = date_parse(node->text, &value.as.date) ? NULL : "a date such as 2026-11-30";
        break;
    case FIELD_DATETIME:
        value.kind = VALUE_DATETIME;
        expected = datetime_parse(node->text, &value.as.datetime) ? NULL : "a time such as 2026-11-30T09:00:00Z";
        if (!expected && value.as.datetime.has_time && !value.as.datetime.has_zone)
            diag_hint(loader->diags, diag_report(loader->diags, DIAG_TIME_WITHOUT_ZONE, node->pos, "'%.*s' does not say in which time zone", STR(node->text)),
                      "write Z behind it for UTC, or an offset such as +02:00");
        break;
    case FIELD_DURATION:
        value.kind = VALUE_DURATION;
        expected = duration_parse(node->text, &value.as.duration) ? NULL : "a duration such as 90d, 12w, 6m or 2y";
        break;
    case FIELD_NUMBER:
        value.kind = VALUE_NUMBER;
        expected = load_number(loader, node, &value) ? NULL : "a number";
        break;
    case FIELD_BOOL:
        value.kind = VALUE_BOOL;
        expected = load_bool(node, &value) ? NULL : "true or false";
        break;
    case FIELD_MARKDOWN:
        value.kind = load_rich(loader, node, &value) ? VALUE_RICH : VALUE_NONE;
        break;
    case FIELD_URL:
        load_url(loader, node, &value);
        break;
    default:
        value.as.text = str_copy(loader->arena, node->text);
        break;
    }
    if (expected) {
        bad_value(loader, field, node, expected);
        value.kind = VALUE_NONE;
    }
    return value;
}

static enum field_kind item_kind(const struct field *field)
{
    switch ((enum field_kind)field->kind) {
    case FIELD_WORDS: return FIELD_WORD;
    case FIELD_REFS: return FIELD_REF;
    default: return FIELD_TEXT;
    }
}

static struct list *load_list(struct record_loader *loader, const struct field *field, const struct node *node)
{
    bool single = node->kind == NODE_SCALAR;
    size_t n = single ? 1 : node->n;
    struct list *list = list_new(loader->arena, n);
    for (size_t i = 0; i < n; i++) {
        const struct node *item = single ? node : &node->items[i];
        if (!shape_is(loader->diags, item, NODE_SCALAR, "an item"))
            continue;
        struct value value = load_scalar(loader, field, item_kind(field), item);
        if (value.kind != VALUE_NONE)
            list->v[list->n++] = value;
    }
    return list;
}

/* Rows are cited by their ids, so each has its own within the record. */
static void check_rows(struct record_loader *loader, const struct record *record, const struct field *field, const struct list *rows)
{
    if (rows->n < 2 || !type_field(field->rows, S("id")))
        return;
    struct map *seen = map_new_fold(loader->arena);
    for (uint32_t i = 0; i < rows->n; i++) {
        struct record *row = rows->v[i].as.ref.record;
        if (!row->id.n || map_put(seen, row->id, row))
            continue;
        struct diag *diag = diag_report(loader->diags, DIAG_DUPLICATE_ID, row->pos, "the id '%.*s' stands twice in %.*s", STR(row->id), STR(record->id));
        const struct record *first = map_find(seen, row->id);
        diag_related(diag_subject(diag, record->id), first->pos, S("first here"));
    }
}

static void load_rows(struct record_loader *loader, struct record *record, const struct field *field, const struct node *node)
{
    struct value *slot = record_value(record, field);
    if (!shape_is(loader->diags, node, field->single ? NODE_MAPPING : NODE_SEQUENCE, field->name.p))
        return;
    size_t n = field->single ? 1 : node->n;
    struct list *list = list_new(loader->arena, n);
    for (size_t i = 0; i < n; i++) {
        const struct node *item = field->single ? node : &node->items[i];
        struct record *row = record_load(loader, field->rows, item, NULL);
        if (!row)
            continue;
        row->parent = record;
        list->v[list->n] = value_at(item, VALUE_RECORD);
        list->v[list->n++].as.ref.record = row;
    }
    check_rows(loader, record, field, list);
    *slot = value_at(node, VALUE_LIST);
    slot->as.list = list;
}

void value_load(struct record_loader *loader, struct record *record, const struct field *field, const struct node *node)
{
    struct value *slot = record_value(record, field);
    if (node_is_null(node))
        return;
    switch ((enum field_kind)field->kind) {
    case FIELD_ROWS:
        load_rows(loader, record, field, node);
        return;
    case FIELD_WORDS: case FIELD_REFS: case FIELD_LIST:
        if (node->kind == NODE_MAPPING) {
            shape_is(loader->diags, node, NODE_SEQUENCE, field->name.p);
            return;
        }
        *slot = value_at(node, VALUE_LIST);
        slot->as.list = load_list(loader, field, node);
        return;
    default:
        if (shape_is(loader->diags, node, NODE_SCALAR, field->name.p))
            *slot = load_scalar(loader, field, field->kind, node);
    }
}

/* "a control", "a row of 'requires'" */
static struct str one_of(const struct record_loader *loader, const struct record_type *type)
{
    if (type->is_rows)
        return str_printf(loader->arena, "a row of '%.*s'", STR(type->name));
    return str_printf(loader->arena, "%s %.*s", strchr("aeiou", type->name.p[0]) ? "an" : "a", STR(type->name));
}

static void unknown_key(struct record_loader *loader, const struct record_type *type, const struct node_pair *pair)
{
    const struct field *field = type_field(type, pair->key);
    if (field) {
        diag_report(loader->diags, DIAG_UNKNOWN_KEY, pair->key_pos, "'%.*s' is worked out by the compiler and cannot be written", STR(pair->key));
        return;
    }
    struct diag *diag = diag_report(loader->diags, DIAG_UNKNOWN_KEY, pair->key_pos, "%.*s has no field '%.*s'",
                                    STR(one_of(loader, type)), STR(pair->key));
    struct str near = map_nearest(type->by_name, pair->key);
    if (near.n && !type_field(type, near)->computed)
        diag_hint(loader->diags, diag, "did you mean '%.*s'?", STR(near));
}

/* Empty quotes and empty lists fill no field that must be filled. */
static bool says_something(const struct node *node)
{
    return node && !node_is_null(node) && (node->kind == NODE_SCALAR ? str_trim(node->text).n : node->n);
}

static void check_required(struct record_loader *loader, const struct record *record, const struct node *node)
{
    for (size_t i = 0; i < record->type->n_fields; i++) {
        const struct field *field = &record->type->fields[i];
        const struct node *given = field->required ? node_find(node, field->name.p) : NULL;
        if (!field->required || says_something(given))
            continue;                       /* what it says was judged already */
        struct str what = record->id.n && !record->type->is_rows
            ? str_printf(loader->arena, "%.*s %.*s", STR(record->type->name), STR(record->id)) : one_of(loader, record->type);
        struct diag *diag = diag_report(loader->diags, DIAG_MISSING_FIELD, given ? given->pos : record->pos, "%.*s needs '%.*s'",
                                        STR(what), STR(field->name));
        if (field->help.n)
            diag_hint(loader->diags, diag, "%.*s", STR(field->help));
        diag_subject(diag, record->id);
    }
}

/* Of a pair of dates NAME_from and NAME_to the second is not before the first. */
static void check_periods(struct record_loader *loader, struct record *record)
{
    for (size_t i = 0; i < record->type->n_fields; i++) {
        const struct field *from = &record->type->fields[i];
        if (from->kind != FIELD_DATE || record_date(record, from) == DATE_NONE || !str_ends(from->name, S("_from")))
            continue;
        struct str name = str_printf(loader->arena, "%.*sto", STR(str_sub(from->name, 0, from->name.n - 4)));
        const struct field *to = type_field(record->type, name);
        if (!to || to->kind != FIELD_DATE || record_date(record, to) == DATE_NONE || record_date(record, to) >= record_date(record, from))
            continue;
        struct diag *diag = diag_report(loader->diags, DIAG_BAD_VALUE, value_pos(record, record_value(record, to)), "'%.*s' is before '%.*s', %.*s",
                                        STR(to->name), STR(from->name), STR(date_text(loader->arena, record_date(record, from))));
        diag_subject(diag, record->id);
        record->rejected = true;
    }
}

static void take_id(struct record_loader *loader, struct record *record, const struct node *node)
{
    const struct node *id = node_find(node, "id");
    if (!id || id->kind != NODE_SCALAR || !says_something(id))
        return;
    record->id = str_copy(loader->arena, id->text);
    record->pos = id->pos;
    if (record->type->is_rows ? !node_id_is_valid(id->text) : !record_id_is_valid(id->text)) {
        struct diag *diag = diag_report(loader->diags, DIAG_BAD_VALUE, id->pos, "'%.*s' cannot be an id", STR(id->text));
        diag_hint(loader->diags, diag, "a letter, then up to 63 letters, digits, dots, underscores or hyphens");
    }
}

struct record *record_load(struct record_loader *loader, const struct record_type *type, const struct node *node, const char *skip)
{
    if (!shape_is(loader->diags, node, NODE_MAPPING, type->title.p))
        return NULL;
    struct record *record = record_new(loader->arena, type, node->pos);
    take_id(loader, record, node);
    for (size_t i = 0; i < node->n; i++) {
        const struct node_pair *pair = &node->pairs[i];
        const struct field *field = type_field(type, pair->key);
        if (skip && str_is(pair->key, skip))
            continue;
        size_t errors = loader->diags->errors;
        if (!field || field->computed)
            unknown_key(loader, type, pair);
        else
            value_load(loader, record, field, &pair->value);
        record->rejected = record->rejected || loader->diags->errors > errors;
    }
    check_periods(loader, record);
    check_required(loader, record, node);
    return record;
}

static const struct record_type *type_of_key(struct record_loader *loader, const struct node_pair *pair)
{
    struct str plurals[128];
    size_t n = 0;
    for (size_t i = 0; i < loader->n_types; i++) {
        const struct record_type *type = loader->types[i];
        if (str_eq(type->plural, pair->key) && type_is_written(type))
            return type;
        if (type_is_written(type) && n < 128)
            plurals[n++] = type->plural;
    }
    struct diag *diag = diag_report(loader->diags, DIAG_UNKNOWN_KEY, pair->key_pos, "no record type is written under '%.*s'", STR(pair->key));
    shape_suggest(loader->diags, diag, pair->key, n, plurals);
    return NULL;
}

void records_load(struct record_loader *loader, const struct node *node, struct records *records)
{
    if (!shape_is(loader->diags, node, NODE_MAPPING, "a file of records"))
        return;
    for (size_t i = 0; i < node->n; i++) {
        const struct node_pair *pair = &node->pairs[i];
        const struct record_type *type = type_of_key(loader, pair);
        if (!type || node_is_null(&pair->value) || !shape_is(loader->diags, &pair->value, NODE_SEQUENCE, "the list of records"))
            continue;
        for (size_t k = 0; k < pair->value.n; k++) {
            struct record *record = record_load(loader, type, &pair->value.items[k], NULL);
            if (record)
                *vec_add(loader->arena, &records->list) = record;
        }
    }
}
