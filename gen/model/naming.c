/* Ids, order and serial numbers. */
#include "model/naming.h"

#include <stdlib.h>

#include "base/path.h"

static void set_id(struct record *record, struct str id)
{
    record->id = id;
    const struct field *field = type_field(record->type, S("id"));
    if (field)
        value_set_text(record_value(record, field), id);
}

/* A page is called after its file. */
static void name_after_file(const struct model *model, struct diags *diags, struct record *record)
{
    struct str stem = path_stem(sources_shown(model->sources, record->pos.file));
    if (!record_id_is_valid(stem))
        diag_report(diags, DIAG_BAD_VALUE, (struct pos){ .file = record->pos.file }, "the page needs an 'id': '%.*s' cannot be one", STR(stem));
    set_id(record, stem);
}

/* True where another framework in scope has a node of the same id. */
static bool is_shared(const struct model *model, const struct framework *framework, struct str node)
{
    for (size_t i = 0; i < model->n_frameworks; i++)
        if (&model->frameworks[i] != framework && model->frameworks[i].in_scope && map_find(model->frameworks[i].nodes, node))
            return true;
    return false;
}

/* "iso-42001:A.2.2" gives SOA-A.2.2; where two frameworks in scope have such a node, SOA-iso-42001-A.2.2, so that no id
 * depends on which row is read first. A second row about the same node gives SOA-A.2.2-2, and so on. */
static void name_after_ref(struct model *model, struct record *record)
{
    struct str text = record_text(record, record->type->id_from);
    size_t colon = str_find(text, ':');
    struct str node = colon < text.n ? str_sub(text, colon + 1, text.n) : text;
    const struct framework *framework = colon < text.n ? model_framework(model, str_sub(text, 0, colon)) : NULL;
    struct str base = str_printf(model->arena, "%.*s%.*s", STR(record->type->id_prefix), STR(node));
    if (framework && is_shared(model, framework, node))
        base = str_printf(model->arena, "%.*s%.*s-%.*s", STR(record->type->id_prefix), STR(framework_name(model, framework)), STR(node));
    struct str id = base;
    for (unsigned k = 2; map_find(model->by_id, id); k++)
        id = str_printf(model->arena, "%.*s-%u", STR(base), k);
    set_id(record, id);
}

static void claim(struct model *model, struct diags *diags, struct record *record)
{
    if (!record->id.n || map_put(model->by_id, record->id, record))
        return;
    struct record *first = map_find(model->by_id, record->id);
    struct diag *diag = diag_report(diags, DIAG_DUPLICATE_ID, record->pos, "the id '%.*s' stands twice", STR(record->id));
    diag_related(diag_subject(diag, record->id), first->pos, S("first here"));
}

static bool is_requirement(const struct model *model, const struct record *record)
{
    return record->type == model->known->requirement;
}

/* qsort has no context, so the type that is not sorted is handled by its callers. */
static int by_id(const void *a, const void *b)
{
    const struct record *x = ((const struct value *)a)->as.ref.record, *y = ((const struct value *)b)->as.ref.record;
    int order = str_cmp_natural(x->id, y->id);
    if (!order)
        order = str_cmp(x->id, y->id);
    if (!order)
        order = (x->pos.line > y->pos.line) - (x->pos.line < y->pos.line);
    return order;
}

static void sort_and_number(struct model *model)
{
    uint32_t serial = 1;
    for (size_t t = 0; t < model->n_types; t++) {
        struct list *list = model->records[t];
        if (list->n && model->types[t] != model->known->requirement)
            qsort(list->v, list->n, sizeof *list->v, by_id);
        for (uint32_t i = 0; i < list->n; i++) {
            list->v[i].as.ref.record->index = i;
            list->v[i].as.ref.record->serial = serial++;
        }
    }
    model->n_serials = serial;
}

static void group_by_type(struct model *model, const struct records *records)
{
    uint32_t *counts = arena_array(model->arena, model->n_types, uint32_t);
    for (size_t i = 0; i < records->list.n; i++)
        counts[records->list.v[i]->type->index]++;
    model->records = arena_array(model->arena, model->n_types, struct list *);
    for (size_t t = 0; t < model->n_types; t++)
        model->records[t] = list_new(model->arena, counts[t]);
    for (size_t i = 0; i < records->list.n; i++) {
        struct list *list = model->records[records->list.v[i]->type->index];
        value_set_record(&list->v[list->n++], records->list.v[i]);
    }
}

void model_name(struct model *model, struct diags *diags, const struct records *records)
{
    model->by_id = map_new_fold(model->arena);
    for (size_t i = 0; i < records->list.n; i++) {
        struct record *record = records->list.v[i];
        if (!record->id.n && record->type->document && !type_field(record->type, S("id"))->required)
            name_after_file(model, diags, record);
        if (!is_requirement(model, record))
            claim(model, diags, record);
    }
    for (size_t i = 0; i < records->list.n; i++) {
        struct record *record = records->list.v[i];
        if (record->id.n || !record->type->id_from)
            continue;
        name_after_ref(model, record);
        claim(model, diags, record);
    }
    group_by_type(model, records);
    sort_and_number(model);
}
