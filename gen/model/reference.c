/* What one written reference means: ID, ID/part, framework:node, or a bare node. */
#include "model/link.h"

static bool allowed(const struct field *field, const struct record_type *type)
{
    if (!field || field->to_any)
        return true;
    for (size_t i = 0; i < field->n_to; i++)
        if (field->to[i] == type)
            return true;
    return false;
}

static struct diag *dangling(struct diags *diags, struct pos pos, struct str text, struct str near)
{
    pos.len = (uint32_t)str_code_points(text);
    struct diag *diag = diag_report(diags, DIAG_DANGLING_REFERENCE, pos, "no record or requirement '%.*s'", STR(text));
    if (near.n)
        diag_hint(diags, diag, "did you mean '%.*s'?", STR(near));
    return diag;
}

bool reference_moved(struct diags *diags, const struct framework *framework, struct str prefix, struct str node,
                     struct pos pos, struct record **record)
{
    const struct requirement_move *move = framework_move(framework, node);
    if (!move)
        return false;
    struct str version = framework->id;
    *record = move->to.n ? map_find(framework->nodes, move->to) : NULL;
    if (*record) {
        struct diag *diag = diag_report(diags, DIAG_MOVED_NODE, pos, "%.*s moved to %.*s in %.*s", STR(node), STR(move->to), STR(version));
        diag_hint(diags, diag, "confirm that it still fits, then write %.*s%.*s", STR(prefix), STR(move->to));
    } else {
        diag_report(diags, DIAG_REMOVED_NODE, pos, "%.*s was removed in %.*s", STR(node), STR(version));
    }
    return true;
}

/* False: two versions in scope share the alias, which is reported. */
static bool is_clear(const struct model *model, struct diags *diags, const struct framework *framework, struct str name, struct str node,
                     struct pos pos)
{
    const struct framework *rival = model_framework_rival(model, framework, name);
    if (!rival)
        return true;
    pos.len = (uint32_t)name.n;
    struct diag *diag = diag_report(diags, DIAG_AMBIGUOUS_REFERENCE, pos, "'%.*s' is %.*s and %.*s, and both are in scope", STR(name),
                                    STR(framework->id), STR(rival->id));
    diag_hint(diags, diag, "write %.*s:%.*s or %.*s:%.*s", STR(framework->id), STR(node), STR(rival->id), STR(node));
    return false;
}

/* framework:node. True when found, or when a move, a removal or two meanings were reported. */
static bool resolve_qualified(const struct model *model, struct diags *diags, struct str text, size_t colon, struct pos pos,
                              bool quiet, struct record **record)
{
    struct str name = str_sub(text, 0, colon), node = str_sub(text, colon + 1, text.n);
    const struct framework *framework = model_framework(model, name);
    if (!framework) {
        if (!quiet) {
            struct str near = model_framework_near(model, name);
            pos.len = (uint32_t)name.n;
            struct diag *diag = diag_report(diags, DIAG_DANGLING_REFERENCE, pos, "no framework '%.*s'", STR(name));
            if (near.n)
                diag_hint(diags, diag, "did you mean '%.*s:%.*s'?", STR(near), STR(node));
        }
        return false;
    }
    if (!is_clear(model, diags, framework, name, node, pos))
        return true;
    *record = map_find(framework->nodes, node);
    pos.len = (uint32_t)text.n;
    if (*record)
        return true;
    struct str prefix = str_printf(diags->arena, "%.*s:", STR(framework_name(model, framework)));
    if (reference_moved(diags, framework, prefix, node, pos, record))
        return true;
    if (!quiet) {
        struct str near = map_nearest(framework->nodes, node);
        struct str suggestion = near.n ? str_printf(diags->arena, "%.*s:%.*s", STR(name), STR(near)) : S("");
        dangling(diags, pos, text, suggestion);
    }
    return false;
}

/* A node without its framework: an error when several frameworks in scope have it. */
static bool resolve_bare(const struct model *model, struct diags *diags, struct str text, struct pos pos, struct record **record)
{
    const struct framework *found[2] = { NULL, NULL };
    size_t n = 0;
    for (size_t i = 0; i < model->n_frameworks; i++) {
        const struct framework *framework = &model->frameworks[i];
        if (framework->in_scope && map_find(framework->nodes, text) && n < 2)
            found[n++] = framework;
    }
    if (!n)
        return false;
    pos.len = (uint32_t)text.n;
    if (n == 2) {
        struct diag *diag = diag_report(diags, DIAG_AMBIGUOUS_REFERENCE, pos, "'%.*s' is a node of %.*s and of %.*s", STR(text), STR(found[0]->id), STR(found[1]->id));
        diag_hint(diags, diag, "write %.*s:%.*s or %.*s:%.*s", STR(framework_name(model, found[0])), STR(text),
                  STR(framework_name(model, found[1])), STR(text));
        *record = NULL;
        return true;
    }
    struct diag *diag = diag_report(diags, DIAG_BARE_REQUIREMENT, pos, "'%.*s' is named without its framework", STR(text));
    diag_hint(diags, diag, "write %.*s:%.*s", STR(framework_name(model, found[0])), STR(text));
    *record = map_find(found[0]->nodes, text);
    return true;
}

static bool resolve_part(struct diags *diags, const struct field *field, struct str name, struct pos pos, struct resolved *resolved)
{
    const struct field *rows = field && field->part_name.n ? type_field(resolved->record->type, field->part_name) : NULL;
    const struct list *list = rows ? record_list(resolved->record, rows) : NULL;
    struct str names[64];
    size_t n = 0;
    for (uint32_t i = 0; list && i < list->n; i++) {
        struct record *row = list->v[i].as.ref.record;
        if (str_eq_fold(row->id, name)) {
            resolved->part = row;
            return true;
        }
        if (n < 64)
            names[n++] = row->id;
    }
    pos.col += (uint32_t)resolved->record->id.n + 1;
    pos.len = (uint32_t)str_code_points(name);
    struct diag *diag = diag_report(diags, DIAG_DANGLING_REFERENCE, pos, "%.*s has no '%.*s' under '%.*s'", STR(resolved->record->id), STR(name),
                                    STR(rows ? rows->name : S("requires")));
    for (size_t i = 0; i < n; i++)
        if (str_distance(name, names[i], 3) <= name.n / 3)
            return diag_hint(diags, diag, "did you mean '%.*s'?", STR(names[i])), false;
    if (n)
        diag_hint(diags, diag, "it has '%.*s'%s", STR(names[0]), n > 1 ? " and others" : "");
    return false;
}

static void wrong_type(struct diags *diags, const struct field *field, const struct record *record, struct pos pos)
{
    pos.len = (uint32_t)record->id.n;
    diag_report(diags, DIAG_BAD_VALUE, pos, "'%.*s' is of type %.*s; '%.*s' takes %.*s%s", STR(record->id), STR(record->type->name), STR(field->name),
                STR(field->n_to ? field->to[0]->name : S("another type")), field->n_to > 1 ? " and others" : "");
}

/* The requirement does not bear the node id that was written. */
static bool is_moved(const struct model *model, struct str id, const struct record *record)
{
    size_t colon = str_find(id, ':');
    return record->type == model->known->requirement && colon < id.n
        && !str_eq_fold(record_text(record, model->known->requirement_node), str_sub(id, colon + 1, id.n));
}

static bool takes_requirements(const struct field *field)
{
    if (!field || field->to_any)
        return true;
    for (size_t i = 0; i < field->n_to; i++)
        if (str_is(field->to[i]->name, "requirement"))
            return true;
    return false;
}

bool reference_resolve(const struct model *model, struct diags *diags, const struct field *field, struct str text,
                       struct pos pos, bool quiet, struct resolved *resolved)
{
    *resolved = (struct resolved){ 0 };
    size_t slash = field && field->part_name.n ? str_find(text, '/') : text.n;
    struct str id = str_sub(text, 0, slash);
    size_t colon = str_find(id, ':');
    if (colon < id.n) {
        if (!resolve_qualified(model, diags, id, colon, pos, quiet, &resolved->record))
            return false;
    } else {
        resolved->record = model_find(model, id);
        if (!resolved->record && !(takes_requirements(field) && resolve_bare(model, diags, id, pos, &resolved->record))) {
            if (!quiet)
                dangling(diags, pos, id, map_nearest(model->by_id, id));
            return false;
        }
    }
    if (field && resolved->record && is_moved(model, id, resolved->record))
        resolved->record = NULL;            /* a document may follow it; what a record rests on is confirmed first */
    if (!resolved->record)
        return false;                       /* moved, removed or ambiguous: reported */
    if (!allowed(field, resolved->record->type)) {
        wrong_type(diags, field, resolved->record, pos);
        return false;
    }
    pos.col += pos.len > str_code_points(text);     /* behind the quote */
    return slash == text.n || resolve_part(diags, field, str_sub(text, slash + 1, text.n), pos, resolved);
}
