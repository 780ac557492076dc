/* What falls due. */
#include "model/due.h"

#include <stdlib.h>

#include "base/arena.h"
#include "model/known.h"

struct gathering {
    struct arena *arena;
    const struct model *model;
    struct due_list due;
};

/* Requirements out of scope, and those that nobody assesses, ask for nothing. */
static bool is_over(const struct model *model, const struct record *record)
{
    const struct record_type *type = record->type;
    for (size_t i = 0; i < type->n_over; i++) {
        const struct value *value = record_value(record, type->over[i].field);
        if (type->over[i].word.n ? value->kind == VALUE_TEXT && str_eq(value->as.text, type->over[i].word) : value->kind != VALUE_NONE)
            return true;
    }
    const struct value *newer = record_find(record, "superseded_by");
    if (newer && newer->kind == VALUE_LIST && newer->as.list->n)
        return true;
    return type == model->known->requirement && record_value(record, model->known->requirement_state)->kind == VALUE_NONE;
}

static void gather_date(struct gathering *gathering, const struct record *record, const struct record *row, const struct field *field)
{
    date_days date = record_date(row ? row : record, field);
    bool counts = date != DATE_NONE && (field->due == DUE_DEADLINE || date >= gathering->model->as_of);
    if (counts && !is_over(gathering->model, record))
        *vec_add(gathering->arena, &gathering->due.list) = (struct due){ record, row, field, date };
}

/* The dates of a record, or of one of its rows. */
static void gather(struct gathering *gathering, const struct record *record, const struct record *row, const struct record_type *type)
{
    for (size_t i = 0; i < type->n_fields; i++) {
        const struct field *field = &type->fields[i];
        if (field->due)
            gather_date(gathering, record, row, field);
        if (field->kind != FIELD_ROWS)
            continue;
        const struct list *rows = record_list(row ? row : record, field);
        for (uint32_t k = 0; k < rows->n; k++)
            gather(gathering, record, rows->v[k].as.ref.record, field->rows);
    }
}

static bool has_dates(const struct record_type *type)
{
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].due || (type->fields[i].rows && has_dates(type->fields[i].rows)))
            return true;
    return false;
}

static int by_date(const void *a, const void *b)
{
    const struct due *x = a, *y = b;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    int order = str_cmp(x->record->id, y->record->id);
    if (!order)
        order = str_cmp(x->field->name, y->field->name);
    if (!order && x->row && y->row)
        order = str_cmp(x->row->id, y->row->id);
    return order;
}

struct due_list due_list(struct arena *arena, const struct model *model)
{
    struct gathering gathering = { .arena = arena, .model = model };
    for (size_t t = 0; t < model->n_types; t++) {
        uint32_t n = has_dates(model->types[t]) ? model->records[t]->n : 0;
        for (uint32_t i = 0; i < n; i++)
            gather(&gathering, model->records[t]->v[i].as.ref.record, NULL, model->types[t]);
    }
    if (gathering.due.list.n)
        qsort(gathering.due.list.v, gathering.due.list.n, sizeof *gathering.due.list.v, by_date);
    return gathering.due;
}

bool due_shares_line(const struct model *model, const struct due *due)
{
    return due->record->type == model->known->requirement && !due->row;
}

static bool is_one_line(const struct model *model, const struct due *a, const struct due *b)
{
    return due_shares_line(model, a) && due_shares_line(model, b) && b->date == a->date && b->field == a->field
        && model_framework_of(model, b->record) == model_framework_of(model, a->record);
}

bool due_next_line(const struct model *model, const struct due_list *due, struct due_line *line)
{
    line->first += line->n;
    line->n = 0;
    while (line->first + line->n < due->list.n
           && (!line->n || is_one_line(model, &due->list.v[line->first], &due->list.v[line->first + line->n])))
        line->n++;
    return line->n > 0;
}

struct str due_when(const struct model *model, date_days date)
{
    if (date < model->as_of)
        return S("overdue");
    return date - model->as_of <= DUE_SOON_DAYS ? S("soon") : S("later");
}
