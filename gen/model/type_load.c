/* controls/types/NAME.yaml into record types: own fields, then common ones, then back-links. */
#include "model/type_load.h"

#include <stdlib.h>
#include <string.h>

#include "model/shape.h"

struct draft {                      /* a type while it is being read */
    struct record_type *type;
    const struct node *node;
    vec(struct field) fields;
};

struct loader {
    struct arena *arena;
    struct diags *diags;
    size_t n;
    struct draft *drafts;
    struct draft common;
    struct map *by_name;            /* type name to struct draft * */
};

static const char *const type_keys[] = { "type", "plural", "title", "titles", "help", "clauses", "id", "id_from", "date",
    "document", "common", "index", "fields", NULL };
static const char *const field_keys[] = { "kind", "required", "computed", "or_text", "to", "part", "inverse", "words",
    "title", "help", "fields", NULL };

static enum field_kind load_kind(struct loader *loader, const struct node *node)
{
    struct str text = shape_required(loader->diags, node, "kind", "a field");
    struct str names[FIELD_BACKLINKS];
    for (int kind = 0; kind < FIELD_BACKLINKS; kind++) {
        names[kind] = str_of(field_kind_name(kind));
        if (str_eq(text, names[kind]))
            return kind;
    }
    if (text.n) {
        struct diag *diag = diag_report(loader->diags, DIAG_BAD_VALUE, node_find(node, "kind")->pos, "there is no field kind '%.*s'", STR(text));
        shape_suggest(loader->diags, diag, text, FIELD_BACKLINKS, names);
    }
    return FIELD_TEXT;
}

/* "review_due" becomes "Review due". */
static struct str default_title(struct arena *arena, struct str name)
{
    char *p = arena_bytes(arena, name.n + 1);
    for (size_t i = 0; i < name.n; i++)
        p[i] = name.p[i] == '_' ? ' ' : name.p[i];
    if (name.n && p[0] >= 'a' && p[0] <= 'z')
        p[0] = (char)(p[0] - 'a' + 'A');
    p[name.n] = 0;
    return (struct str){ p, name.n };
}

static struct record_type *load_rows(struct loader *loader, const struct record_type *owner, const struct node *node,
                                     struct str name);

static void load_field(struct loader *loader, const struct record_type *owner, const struct node_pair *pair, struct field *field)
{
    const struct node *node = &pair->value;
    *field = (struct field){ .thing = { THING_FIELD }, .name = pair->key, .pos = pair->key_pos };
    if (!shape_is(loader->diags, node, NODE_MAPPING, "a field"))
        return;
    shape_keys(loader->diags, node, "a field", field_keys);
    field->kind = (uint8_t)load_kind(loader, node);
    field->required = shape_bool(loader->diags, node, "required", false);
    field->computed = shape_bool(loader->diags, node, "computed", false);
    field->or_text = shape_bool(loader->diags, node, "or_text", false);
    field->part_name = shape_text(loader->diags, node, "part");
    field->inverse = shape_text(loader->diags, node, "inverse");
    field->help = shape_text(loader->diags, node, "help");
    field->title = shape_text(loader->diags, node, "title");
    if (!field->title.n)
        field->title = default_title(loader->arena, field->name);
    field->n_words = shape_list(loader->arena, loader->diags, node, "words", &field->words, NULL);
    if (field->kind == FIELD_ROWS)
        field->rows = load_rows(loader, owner, node, field->name);
}

static void index_fields(struct loader *loader, struct record_type *type)
{
    type->by_name = map_new(loader->arena);
    for (size_t i = 0; i < type->n_fields; i++) {
        type->fields[i].index = (uint16_t)i;
        map_put(type->by_name, type->fields[i].name, &type->fields[i]);
    }
}

static struct record_type *load_rows(struct loader *loader, const struct record_type *owner, const struct node *node,
                                     struct str name)
{
    struct record_type *rows = arena_new_of(loader->arena, struct record_type);
    *rows = (struct record_type){ .thing = { THING_TYPE }, .is_rows = true, .name = name, .title = default_title(loader->arena, name) };
    rows->titles = rows->title;
    rows->plural = owner->plural;
    const struct node *fields = node_find(node, "fields");
    if (!fields || !shape_is(loader->diags, fields, NODE_MAPPING, "fields")) {
        if (!fields)
            diag_report(loader->diags, DIAG_MISSING_FIELD, node->pos, "a field of kind rows needs 'fields'");
    } else {
        rows->n_fields = fields->n;
        rows->fields = arena_array(loader->arena, fields->n, struct field);
        for (size_t i = 0; i < fields->n; i++)
            load_field(loader, owner, &fields->pairs[i], &rows->fields[i]);
    }
    index_fields(loader, rows);
    return rows;
}

/* A name that is a part of URLs and of names of files. */
static struct str load_name(struct loader *loader, const struct node *node, const char *key)
{
    struct str name = shape_text(loader->diags, node, key);
    bool fine = name.n <= 60;
    for (size_t i = 0; i < name.n; i++)
        fine = fine && (name.p[i] == '-' || (name.p[i] >= 'a' && name.p[i] <= 'z') || (name.p[i] >= '0' && name.p[i] <= '9'));
    if (!fine)
        diag_report(loader->diags, DIAG_BAD_VALUE, node_find(node, key)->pos, "'%s' must be 1 to 60 of a-z, 0-9 and -, not '%.*s'", key, STR(name));
    return name;
}

static void load_draft(struct loader *loader, const struct node *node, struct draft *draft)
{
    struct diags *diags = loader->diags;
    struct record_type *type = arena_new_of(loader->arena, struct record_type);
    *type = (struct record_type){ .thing = { THING_TYPE }, .pos = node->pos };
    draft->type = type;
    draft->node = node;
    shape_keys(diags, node, "a type", type_keys);
    type->name = load_name(loader, node, "type");
    if (!type->name.n)
        shape_required(diags, node, "type", "a type");
    bool common = str_is(type->name, "common");
    type->plural = load_name(loader, node, "plural");
    if (!type->plural.n && !common)
        shape_required(diags, node, "plural", "a type");
    type->title = shape_text(diags, node, "title");
    if (!type->title.n)
        type->title = default_title(loader->arena, type->name);
    type->titles = shape_text(diags, node, "titles");
    if (!type->titles.n)
        type->titles = default_title(loader->arena, type->plural);
    type->help = shape_text(diags, node, "help");
    type->id_prefix = shape_text(diags, node, "id");
    type->document = shape_bool(diags, node, "document", false);
    type->n_clauses = shape_list(loader->arena, diags, node, "clauses", &type->clauses, NULL);
    const struct node *fields = node_find(node, "fields");
    if (!fields || !shape_is(diags, fields, NODE_MAPPING, "fields"))
        return;
    for (size_t i = 0; i < fields->n; i++)
        load_field(loader, type, &fields->pairs[i], vec_add(loader->arena, &draft->fields));
}

static struct field *draft_field(const struct draft *draft, struct str name)
{
    for (size_t i = 0; i < draft->fields.n; i++)
        if (str_eq(draft->fields.v[i].name, name))
            return &draft->fields.v[i];
    return NULL;
}

/* id and title come first and belong to every type; `common: false` leaves the other common fields out. */
static void merge_common(struct loader *loader, struct draft *draft)
{
    bool all = shape_bool(loader->diags, draft->node, "common", true);
    struct draft merged = *draft;
    memset(&merged.fields, 0, sizeof merged.fields);
    static const char *const first[] = { "id", "title" };
    for (size_t i = 0; i < 2; i++) {
        struct field *own = draft_field(draft, str_of(first[i])), *common = draft_field(&loader->common, str_of(first[i]));
        if (own || common)
            *vec_add(loader->arena, &merged.fields) = own ? *own : *common;
    }
    for (size_t i = 0; i < draft->fields.n; i++)
        if (!draft_field(&merged, draft->fields.v[i].name))
            *vec_add(loader->arena, &merged.fields) = draft->fields.v[i];
    for (size_t i = 0; all && i < loader->common.fields.n; i++)
        if (!draft_field(&merged, loader->common.fields.v[i].name))
            *vec_add(loader->arena, &merged.fields) = loader->common.fields.v[i];
    *draft = merged;
}

static bool is_common(const struct loader *loader, const struct field *field)
{
    const struct field *common = draft_field(&loader->common, field->name);
    return common && common->pos.file == field->pos.file && common->pos.line == field->pos.line;
}

static void add_back_link(struct loader *loader, struct draft *target, const struct field *from)
{
    struct field *field = draft_field(target, from->inverse);
    if (field && field->kind == FIELD_BACKLINKS)
        return;
    if (field && !is_common(loader, field)) {
        diag_report(loader->diags, DIAG_BAD_VALUE, from->pos, "the inverse '%.*s' is already a field of %.*s", STR(from->inverse), STR(target->type->name));
        return;
    }
    if (!field)
        field = vec_add(loader->arena, &target->fields);
    *field = (struct field){ .thing = { THING_FIELD }, .kind = FIELD_BACKLINKS, .computed = true, .name = from->inverse,
                             .title = default_title(loader->arena, from->inverse), .pos = from->pos };
}

static bool is_ref(const struct field *field)
{
    return field->kind == FIELD_REF || field->kind == FIELD_REFS;
}

/* Finds the types a ref may lead to. `node` is the field's mapping in the file that declares it. */
static void resolve_to(struct loader *loader, struct draft *owner, struct field *field, const struct node *node)
{
    struct str *names;
    struct pos *places;
    size_t n = shape_list(loader->arena, loader->diags, node, "to", &names, &places);
    if (!n)
        diag_report(loader->diags, DIAG_MISSING_FIELD, field->pos, "a field of kind %s needs 'to'", field_kind_name(field->kind));
    field->to = arena_array(loader->arena, n, const struct record_type *);
    for (size_t i = 0; i < n; i++) {
        if (str_is(names[i], "any")) {
            field->to_any = true;
            continue;
        }
        struct draft *target = str_is(names[i], "self") ? owner : map_find(loader->by_name, names[i]);
        if (target) {
            field->to[field->n_to++] = target->type;
            continue;
        }
        struct diag *diag = diag_report(loader->diags, DIAG_DANGLING_REFERENCE, places[i], "there is no record type '%.*s'", STR(names[i]));
        struct str near = map_nearest(loader->by_name, names[i]);
        if (near.n)
            diag_hint(loader->diags, diag, "did you mean '%.*s'?", STR(near));
    }
}

static const struct node *declaration(const struct loader *loader, const struct draft *draft, const struct field *field)
{
    const struct node *fields = node_find(draft->node, "fields");
    const struct node *node = fields ? node_find(fields, str_c(loader->arena, field->name)) : NULL;
    return node ? node : node_find(node_find(loader->common.node, "fields"), str_c(loader->arena, field->name));
}

static void resolve_rows(struct loader *loader, struct draft *owner, const struct field *field, const struct node *node)
{
    const struct node *fields = node_find(node, "fields");
    for (size_t i = 0; fields && i < field->rows->n_fields; i++)
        if (is_ref(&field->rows->fields[i]))
            resolve_to(loader, owner, &field->rows->fields[i], &fields->pairs[i].value);
}

static void resolve_draft(struct loader *loader, struct draft *draft)
{
    for (size_t i = 0; i < draft->fields.n; i++) {
        struct field *field = &draft->fields.v[i];
        if (is_ref(field))
            resolve_to(loader, draft, field, declaration(loader, draft, field));
        else if (field->kind == FIELD_ROWS)
            resolve_rows(loader, draft, field, declaration(loader, draft, field));
    }
}

static void link_back(struct loader *loader, const struct draft *draft)
{
    for (size_t i = 0; i < draft->fields.n; i++) {
        struct field field = draft->fields.v[i];
        if (!is_ref(&field) || !field.inverse.n)
            continue;
        for (size_t k = 0; k < loader->n; k++)
            if (field.to_any)
                add_back_link(loader, &loader->drafts[k], &field);
        for (size_t k = 0; k < field.n_to; k++)
            add_back_link(loader, map_find(loader->by_name, field.to[k]->name), &field);
    }
}

static const struct field *named_field(struct loader *loader, const struct record_type *type, const struct node *node, const char *key)
{
    struct str name = shape_text(loader->diags, node, key);
    if (!name.n)
        return NULL;
    const struct field *field = type_field(type, name);
    if (!field)
        diag_report(loader->diags, DIAG_BAD_VALUE, node_find(node, key)->pos, "%.*s has no field '%.*s'", STR(type->name), STR(name));
    return field;
}

static void finish_type(struct loader *loader, struct draft *draft)
{
    struct record_type *type = draft->type;
    type->n_fields = draft->fields.n;
    type->fields = draft->fields.v;
    index_fields(loader, type);
    type->date = named_field(loader, type, draft->node, "date");
    type->id_from = named_field(loader, type, draft->node, "id_from");
    struct str *names;
    struct pos *places;
    size_t n = shape_list(loader->arena, loader->diags, draft->node, "index", &names, &places);
    type->columns = arena_array(loader->arena, n + 2, const struct field *);
    for (size_t i = 0; i < n; i++) {
        const struct field *field = type_field(type, names[i]);
        if (field)
            type->columns[type->n_columns++] = field;
        else
            diag_report(loader->diags, DIAG_BAD_VALUE, places[i], "%.*s has no field '%.*s'", STR(type->name), STR(names[i]));
    }
    if (!type->n_columns) {
        type->columns[type->n_columns++] = type_field(type, S("id"));
        type->columns[type->n_columns++] = type_field(type, S("title"));
    }
}

/* Reads every type file; `common` is kept apart. */
static bool read_drafts(struct loader *loader, struct project *project, struct inputs *inputs)
{
    size_t errors = loader->diags->errors;
    loader->drafts = arena_array(loader->arena, inputs->list.n, struct draft);
    for (size_t i = 0; i < inputs->list.n; i++) {
        struct input *input = &inputs->list.v[i];
        if (!input_read(loader->arena, loader->diags, project, input, YAML_FILE_MAX))
            continue;
        const struct node *node = yaml_read(loader->arena, loader->diags, input->file, input->text, 1);
        if (!node || !shape_is(loader->diags, node, NODE_MAPPING, "a type file"))
            continue;
        bool common = str_is(input->name, "common");
        struct draft *draft = common ? &loader->common : &loader->drafts[loader->n++];
        load_draft(loader, node, draft);
        if (!str_eq(draft->type->name, input->name))
            diag_report(loader->diags, DIAG_BAD_VALUE, node->pos, "the type '%.*s' must stand in a file of its own name", STR(draft->type->name));
        if (!common)
            map_put(loader->by_name, draft->type->name, draft);
    }
    return loader->diags->errors == errors && loader->common.node;
}

static int by_name(const void *a, const void *b)
{
    return str_cmp((*(struct record_type *const *)a)->name, (*(struct record_type *const *)b)->name);
}

bool types_load(struct project *project, struct diags *diags, size_t *n_types, struct record_type ***types)
{
    size_t errors = diags->errors;
    struct inputs inputs = { 0 };
    project_overlay(project, "controls/types", "yaml", &inputs);
    struct loader loader = { .arena = project->arena, .diags = diags, .by_name = map_new(project->arena) };
    if (!read_drafts(&loader, project, &inputs))
        return false;
    for (size_t i = 0; i < loader.n; i++)
        merge_common(&loader, &loader.drafts[i]);
    for (size_t i = 0; i < loader.n; i++)
        resolve_draft(&loader, &loader.drafts[i]);
    for (size_t i = 0; i < loader.n; i++)
        link_back(&loader, &loader.drafts[i]);
    *n_types = loader.n;
    *types = arena_array(loader.arena, loader.n, struct record_type *);
    for (size_t i = 0; i < loader.n; i++) {
        finish_type(&loader, &loader.drafts[i]);
        (*types)[i] = loader.drafts[i].type;
    }
    qsort(*types, loader.n, sizeof **types, by_name);
    for (size_t i = 0; i < loader.n; i++)
        (*types)[i]->index = (uint16_t)i;
    return diags->errors == errors;
}
