/* Records and their values: slots, and their plain-text form. */
#include "model/record.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"

struct value *record_value(const struct record *record, const struct field *field)
{
    return &record->values[field->index];
}

const struct value *record_find(const struct record *record, const char *name)
{
    const struct field *field = type_field(record->type, str_of(name));
    return field ? &record->values[field->index] : NULL;
}

struct str record_text(const struct record *record, const struct field *field)
{
    const struct value *value = record_value(record, field);
    return value->kind == VALUE_TEXT ? value->as.text : S("");
}

date_days record_date(const struct record *record, const struct field *field)
{
    const struct value *value = record_value(record, field);
    if (value->kind == VALUE_DATE)
        return value->as.date;
    return value->kind == VALUE_DATETIME ? value->as.datetime.day : DATE_NONE;
}

const struct list *record_list(const struct record *record, const struct field *field)
{
    static const struct list empty = { .thing = { THING_LIST } };
    const struct value *value = record_value(record, field);
    return value->kind == VALUE_LIST ? value->as.list : &empty;
}

struct record *record_ref(const struct record *record, const struct field *field)
{
    const struct value *value = record_value(record, field);
    return value->kind == VALUE_RECORD ? value->as.ref.record : NULL;
}

bool record_is(const struct record *record, const struct field *field, const char *word)
{
    return str_is(record_text(record, field), word);
}

struct pos value_pos(const struct record *record, const struct value *value)
{
    if (!value->line)
        return record->pos;
    return (struct pos){ .file = record->pos.file, .line = value->line, .col = value->col };
}

struct str record_title(const struct record *record)
{
    const struct field *field = type_field(record->type, S("title"));
    struct str title = field ? record_text(record, field) : S("");
    return title.n ? title : record->id;
}

void value_set_text(struct value *value, struct str text)
{
    *value = (struct value){ .kind = VALUE_TEXT, .as.text = text };
}

void value_set_date(struct value *value, date_days date)
{
    *value = (struct value){ .kind = date == DATE_NONE ? VALUE_NONE : VALUE_DATE, .as.date = date };
}

void value_set_number(struct arena *arena, struct value *value, uint64_t number)
{
    value->kind = VALUE_NUMBER;
    value->as.number.text = str_printf(arena, "%" PRIu64, number).p;
    value->as.number.number = (double)number;
}

void value_set_record(struct value *value, struct record *record)
{
    *value = (struct value){ .kind = record ? VALUE_RECORD : VALUE_NONE, .as.ref.record = record };
}

struct list *list_new(struct arena *arena, size_t n)
{
    struct list *list = arena_new_of(arena, struct list);
    list->thing.kind = THING_LIST;
    list->v = n ? arena_array(arena, n, struct value) : NULL;
    return list;
}

void value_set_list(struct value *value, struct list *list)
{
    *value = (struct value){ .kind = VALUE_LIST, .as.list = list };
}

/* Lists grow by doubling: a list is full when its length is a power of two. */
void value_add_record(struct arena *arena, struct value *slot, struct record *record)
{
    if (slot->kind != VALUE_LIST)
        value_set_list(slot, list_new(arena, 1));
    struct list *list = slot->as.list;
    if (list->n && list->v[list->n - 1].as.ref.record == record)
        return;
    if (list->n && !(list->n & (list->n - 1))) {
        struct value *old = list->v;
        list->v = arena_array(arena, 2 * (size_t)list->n, struct value);
        for (uint32_t i = 0; i < list->n; i++)
            list->v[i] = old[i];
    }
    value_set_record(&list->v[list->n++], record);
}

static struct str list_text(struct arena *arena, const struct list *list)
{
    struct buf buf = { 0 };
    for (uint32_t i = 0; i < list->n; i++) {
        if (i)
            buf_puts(&buf, "; ");
        buf_put(&buf, value_text(arena, &list->v[i]));
    }
    struct str text = buf_copy(arena, &buf);
    buf_free(&buf);
    return text;
}

/* A row is its filled columns: "id=stop-drill, every=90d". */
static struct str row_text(struct arena *arena, const struct record *row)
{
    struct buf buf = { 0 };
    for (size_t i = 0; i < row->type->n_fields; i++) {
        if (row->values[i].kind == VALUE_NONE)
            continue;
        if (buf.n)
            buf_puts(&buf, ", ");
        buf_put(&buf, row->type->fields[i].name);
        buf_putc(&buf, '=');
        buf_put(&buf, value_text(arena, &row->values[i]));
    }
    struct str text = buf_copy(arena, &buf);
    buf_free(&buf);
    return text;
}

static struct str ref_text(struct arena *arena, const struct value *value)
{
    const struct record *record = value->as.ref.record, *part = value->as.ref.part;
    if (record->type->is_rows)
        return row_text(arena, record);
    return part ? str_printf(arena, "%.*s/%.*s", STR(record->id), STR(part->id)) : record->id;
}

bool value_has_text(const struct value *value)
{
    if (value->kind == VALUE_RICH)
        return str_trim(value->as.rich->source).n > 0;
    return value->kind == VALUE_TEXT && str_trim(value->as.text).n > 0;
}

struct str value_text(struct arena *arena, const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_NONE: return S("");
    case VALUE_TEXT: return value->as.text;
    case VALUE_NUMBER: return str_of(value->as.number.text);
    case VALUE_BOOL: return value->as.truth ? S("true") : S("false");
    case VALUE_DATE: return date_text(arena, value->as.date);
    case VALUE_DATETIME: return datetime_text(arena, value->as.datetime);
    case VALUE_DURATION: return str_printf(arena, "%u%c", value->as.duration.count, value->as.duration.unit);
    case VALUE_RECORD: return ref_text(arena, value);
    case VALUE_LIST: return list_text(arena, value->as.list);
    case VALUE_RICH: return value->as.rich->source;
    }
    return S("");
}
