/* Drafts of type files into record types: own fields, then common ones, then back-links. */
#include "model/type_load.h"

#include <stdlib.h>
#include <string.h>

#include "model/shape.h"
#include "model/type_draft.h"

/* id and title come first and belong to every type; `common: false` leaves the other common fields out. */
static void merge_common(struct drafts *drafts, struct draft *draft)
{
    bool all = shape_bool(drafts->diags, draft->node, "common", true);
    struct draft merged = *draft;
    memset(&merged.fields, 0, sizeof merged.fields);
    static const char *const first[] = { "id", "title" };
    for (size_t i = 0; i < 2; i++) {
        const struct draft_field *own = draft_field(draft, str_of(first[i])), *common = draft_field(&drafts->common, str_of(first[i]));
        if (own || common)
            *vec_add(drafts->arena, &merged.fields) = own ? *own : *common;
    }
    for (size_t i = 0; i < draft->fields.n; i++)
        if (!draft_field(&merged, draft->fields.v[i].field.name))
            *vec_add(drafts->arena, &merged.fields) = draft->fields.v[i];
    for (size_t i = 0; all && i < drafts->common.fields.n; i++)
        if (!draft_field(&merged, drafts->common.fields.v[i].field.name))
            *vec_add(drafts->arena, &merged.fields) = drafts->common.fields.v[i];
    *draft = merged;
}

static void add_back_link(struct drafts *drafts, struct draft *target, const struct field *from)
{
    struct draft_field *field = draft_field(target, from->inverse);
    if (field && !field->node)
        return;
    const struct draft_field *common = field ? draft_field(&drafts->common, from->inverse) : NULL;
    if (field && !(common && common->node == field->node)) {
        struct diag *diag = diag_report(drafts->diags, DIAG_BAD_VALUE, from->pos, "the inverse '%.*s' is already a field of %.*s", STR(from->inverse), STR(target->type->name));
        diag_related(diag, field->field.pos, S("that field"));
        return;
    }
    if (!field)
        field = vec_add(drafts->arena, &target->fields);
    field->node = NULL;
    field->field = (struct field){ .thing = { THING_FIELD }, .kind = FIELD_BACKLINKS, .computed = true, .name = from->inverse,
                                   .title = title_of_name(drafts->arena, from->inverse), .pos = from->pos };
}

static bool is_ref(const struct field *field)
{
    return field->kind == FIELD_REF || field->kind == FIELD_REFS;
}

/* Finds the types a ref may lead to. `node` is the field's mapping in the file that declares it. */
static void resolve_to(struct drafts *drafts, struct draft *owner, struct field *field, const struct node *node)
{
    struct str *names;
    struct pos *places;
    size_t n = shape_list(drafts->arena, drafts->diags, node, "to", &names, &places);
    if (!n)
        diag_report(drafts->diags, DIAG_MISSING_FIELD, field->pos, "a field of kind %s needs 'to'", field_kind_name(field->kind));
    field->n_to = 0;                        /* the columns of common rows are resolved once for each type */
    field->to = arena_array(drafts->arena, n, const struct record_type *);
    for (size_t i = 0; i < n; i++) {
        if (str_is(names[i], "any")) {
            field->to_any = true;
            continue;
        }
        struct draft *target = str_is(names[i], "self") ? owner : map_find(drafts->by_name, names[i]);
        if (target) {
            field->to[field->n_to++] = target->type;
            continue;
        }
        struct diag *diag = diag_report(drafts->diags, DIAG_DANGLING_REFERENCE, places[i], "there is no record type '%.*s'", STR(names[i]));
        struct str near = map_nearest(drafts->by_name, names[i]);
        if (near.n)
            diag_hint(drafts->diags, diag, "did you mean '%.*s'?", STR(near));
    }
}

static void resolve_rows(struct drafts *drafts, struct draft *owner, const struct field *field, const struct node *node)
{
    const struct node *fields = node_find(node, "fields");
    for (size_t i = 0; fields && i < field->rows->n_fields; i++)
        if (is_ref(&field->rows->fields[i]))
            resolve_to(drafts, owner, &field->rows->fields[i], &fields->pairs[i].value);
}

static void resolve_draft(struct drafts *drafts, struct draft *draft)
{
    for (size_t i = 0; i < draft->fields.n; i++) {
        struct draft_field *field = &draft->fields.v[i];
        if (is_ref(&field->field))
            resolve_to(drafts, draft, &field->field, field->node);
        else if (field->field.kind == FIELD_ROWS)
            resolve_rows(drafts, draft, &field->field, field->node);
    }
}

static void link_back(struct drafts *drafts, const struct draft *draft)
{
    for (size_t i = 0; i < draft->fields.n; i++) {
        struct field field = draft->fields.v[i].field;
        if (!is_ref(&field) || !field.inverse.n)
            continue;
        for (size_t k = 0; k < drafts->n; k++)
            if (field.to_any)
                add_back_link(drafts, &drafts->v[k], &field);
        for (size_t k = 0; k < field.n_to; k++)
            add_back_link(drafts, map_find(drafts->by_name, field.to[k]->name), &field);
    }
}

static const struct field *named_field(struct drafts *drafts, const struct record_type *type, const struct node *node, const char *key)
{
    struct str name = shape_text(drafts->diags, node, key);
    if (!name.n)
        return NULL;
    const struct field *field = type_field(type, name);
    if (!field)
        diag_report(drafts->diags, DIAG_BAD_VALUE, node_find(node, key)->pos, "%.*s has no field '%.*s'", STR(type->name), STR(name));
    return field;
}

static void load_over(struct drafts *drafts, struct record_type *type, const struct node *node)
{
    struct str *conditions;
    struct pos *places;
    size_t n = shape_list(drafts->arena, drafts->diags, node, "over", &conditions, &places);
    type->over = arena_array(drafts->arena, n, struct type_over);
    for (size_t i = 0; i < n; i++) {
        struct str name = str_sub(conditions[i], 0, str_find(conditions[i], '=')), word = str_sub(conditions[i], name.n + 1, conditions[i].n);
        const struct field *field = type_field(type, name);
        bool known = field && (!word.n || !field->n_words);
        for (size_t k = 0; field && k < field->n_words; k++)
            known = known || str_eq(field->words[k], word);
        if (known)
            type->over[type->n_over++] = (struct type_over){ field, word };
        else
            diag_report(drafts->diags, DIAG_BAD_VALUE, places[i], "%.*s has no field or word '%.*s'", STR(type->name), STR(conditions[i]));
    }
}

static void finish_type(struct drafts *drafts, struct draft *draft)
{
    struct record_type *type = draft->type;
    type->n_fields = draft->fields.n;
    type->fields = arena_array(drafts->arena, type->n_fields, struct field);
    for (size_t i = 0; i < type->n_fields; i++)
        type->fields[i] = draft->fields.v[i].field;
    type_number_fields(drafts->arena, type);
    type->date = named_field(drafts, type, draft->node, "date");
    type->id_from = named_field(drafts, type, draft->node, "id_from");
    load_over(drafts, type, draft->node);
    struct str *names;
    struct pos *places;
    size_t n = shape_list(drafts->arena, drafts->diags, draft->index, "index", &names, &places);
    type->columns = arena_array(drafts->arena, n + 2, const struct field *);
    for (size_t i = 0; i < n; i++) {
        const struct field *field = type_field(type, names[i]);
        if (field)
            type->columns[type->n_columns++] = field;
        else
            diag_report(drafts->diags, DIAG_BAD_VALUE, places[i], "%.*s has no field '%.*s'", STR(type->name), STR(names[i]));
    }
    if (!type->n_columns) {
        type->columns[type->n_columns++] = type_field(type, S("id"));
        type->columns[type->n_columns++] = type_field(type, S("title"));
    }
}

static int by_name(const void *a, const void *b)
{
    return str_cmp((*(struct record_type *const *)a)->name, (*(struct record_type *const *)b)->name);
}

bool types_load(struct project *project, struct diags *diags, size_t *n_types, struct record_type ***types)
{
    size_t errors = diags->errors;
    struct drafts drafts = { .arena = project->arena, .diags = diags };
    if (!drafts_read(&drafts, project))
        return false;
    for (size_t i = 0; i < drafts.n; i++)
        merge_common(&drafts, &drafts.v[i]);
    for (size_t i = 0; i < drafts.n; i++)
        resolve_draft(&drafts, &drafts.v[i]);
    for (size_t i = 0; i < drafts.n; i++)
        link_back(&drafts, &drafts.v[i]);
    *n_types = drafts.n;
    *types = arena_array(drafts.arena, drafts.n, struct record_type *);
    for (size_t i = 0; i < drafts.n; i++) {
        finish_type(&drafts, &drafts.v[i]);
        (*types)[i] = drafts.v[i].type;
    }
    qsort(*types, drafts.n, sizeof **types, by_name);
    for (size_t i = 0; i < drafts.n; i++)
        (*types)[i]->index = (uint16_t)i;
    return diags->errors == errors;
}
