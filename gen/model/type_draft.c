/* Type files as they are written: each into a draft of its own, before types know of each other. */
#include "model/type_draft.h"

#include "model/shape.h"

static const char *const type_keys[] = { "type", "plural", "title", "titles", "help", "clauses", "id", "id_from", "date",
    "document", "common", "over", "index", "fields", NULL };
static const char *const extension_keys[] = { "extends", "index", "fields", NULL };
static const char *const field_keys[] = { "kind", "required", "computed", "single", "or_text", "to", "part", "inverse", "words",
    "due", "title", "help", "fields", NULL };

static enum field_kind load_kind(struct drafts *drafts, const struct node *node)
{
    struct str text = shape_required(drafts->diags, node, "kind", "a field");
    struct str names[FIELD_BACKLINKS];
    for (int kind = 0; kind < FIELD_BACKLINKS; kind++) {
        names[kind] = str_of(field_kind_name(kind));
        if (str_eq(text, names[kind]))
            return kind;
    }
    if (text.n) {
        struct diag *diag = diag_report(drafts->diags, DIAG_BAD_VALUE, node_find(node, "kind")->pos, "there is no field kind '%.*s'", STR(text));
        shape_suggest(drafts->diags, diag, text, FIELD_BACKLINKS, names);
    }
    return FIELD_TEXT;
}

struct str title_of_name(struct arena *arena, struct str name)
{
    char *p = arena_bytes(arena, name.n + 1);
    for (size_t i = 0; i < name.n; i++)
        p[i] = name.p[i] == '_' ? ' ' : name.p[i];
    if (name.n && p[0] >= 'a' && p[0] <= 'z')
        p[0] = (char)(p[0] - 'a' + 'A');
    p[name.n] = 0;
    return (struct str){ p, name.n };
}

static enum field_due load_due(struct drafts *drafts, const struct field *field, const struct node *node)
{
    struct str words[] = { S("deadline"), S("event") }, text = shape_text(drafts->diags, node, "due");
    if (!text.n)
        return DUE_NEVER;
    if (field->kind != FIELD_DATE && field->kind != FIELD_DATETIME)
        diag_report(drafts->diags, DIAG_BAD_VALUE, node_find(node, "due")->pos, "only a date or a time falls due");
    else if (str_eq(text, words[0]))
        return DUE_DEADLINE;
    else if (!str_eq(text, words[1]))
        shape_suggest(drafts->diags, diag_report(drafts->diags, DIAG_BAD_VALUE, node_find(node, "due")->pos, "'due' must be deadline or event"), text, 2, words);
    return DUE_EVENT;
}

static struct record_type *load_rows(struct drafts *drafts, const struct record_type *owner, const struct node *node,
                                     const struct field *field);

static void load_field(struct drafts *drafts, const struct record_type *owner, const struct node_pair *pair, struct field *field)
{
    const struct node *node = &pair->value;
    *field = (struct field){ .thing = { THING_FIELD }, .name = pair->key, .pos = pair->key_pos };
    if (!shape_is(drafts->diags, node, NODE_MAPPING, "a field"))
        return;
    shape_keys(drafts->diags, node, "a field", field_keys);
    field->kind = (uint8_t)load_kind(drafts, node);
    field->due = (uint8_t)load_due(drafts, field, node);
    field->required = shape_bool(drafts->diags, node, "required", false);
    field->computed = shape_bool(drafts->diags, node, "computed", false);
    field->single = shape_bool(drafts->diags, node, "single", false);
    field->or_text = shape_bool(drafts->diags, node, "or_text", false);
    field->part_name = shape_text(drafts->diags, node, "part");
    field->inverse = shape_text(drafts->diags, node, "inverse");
    field->help = shape_text(drafts->diags, node, "help");
    field->title = shape_text(drafts->diags, node, "title");
    if (!field->title.n)
        field->title = title_of_name(drafts->arena, field->name);
    field->n_words = shape_list(drafts->arena, drafts->diags, node, "words", &field->words, NULL);
    if (field->kind == FIELD_ROWS)
        field->rows = load_rows(drafts, owner, node, field);
}

void type_number_fields(struct arena *arena, struct record_type *type)
{
    type->by_name = map_new(arena);
    for (size_t i = 0; i < type->n_fields; i++) {
        type->fields[i].index = (uint16_t)i;
        map_put(type->by_name, type->fields[i].name, &type->fields[i]);
    }
}

static struct record_type *load_rows(struct drafts *drafts, const struct record_type *owner, const struct node *node,
                                     const struct field *field)
{
    struct record_type *rows = arena_new_of(drafts->arena, struct record_type);
    *rows = (struct record_type){ .thing = { THING_TYPE }, .is_rows = true, .name = field->name, .title = field->title };
    rows->titles = rows->title;
    rows->plural = owner->plural;
    const struct node *fields = node_find(node, "fields");
    if (!fields || !shape_is(drafts->diags, fields, NODE_MAPPING, "fields")) {
        if (!fields)
            diag_report(drafts->diags, DIAG_MISSING_FIELD, node->pos, "a field of kind rows needs 'fields'");
    } else {
        rows->n_fields = fields->n;
        rows->fields = arena_array(drafts->arena, fields->n, struct field);
        for (size_t i = 0; i < fields->n; i++)
            load_field(drafts, owner, &fields->pairs[i], &rows->fields[i]);
    }
    type_number_fields(drafts->arena, rows);
    return rows;
}

/* A name that is a part of URLs and of names of files. */
static struct str load_name(struct drafts *drafts, const struct node *node, const char *key)
{
    struct str name = shape_text(drafts->diags, node, key);
    bool fine = name.n <= 60;
    for (size_t i = 0; i < name.n; i++)
        fine = fine && (name.p[i] == '-' || (name.p[i] >= 'a' && name.p[i] <= 'z') || (name.p[i] >= '0' && name.p[i] <= '9'));
    if (!fine)
        diag_report(drafts->diags, DIAG_BAD_VALUE, node_find(node, key)->pos, "'%s' must be 1 to 60 of a-z, 0-9 and -, not '%.*s'", key, STR(name));
    return name;
}

/* What a type says of itself, but for its fields. */
static void load_type(struct drafts *drafts, const struct node *node, struct record_type *type)
{
    struct diags *diags = drafts->diags;
    shape_keys(diags, node, "a type", type_keys);
    type->name = load_name(drafts, node, "type");
    if (!type->name.n)
        shape_required(diags, node, "type", "a type");
    type->plural = load_name(drafts, node, "plural");
    if (!type->plural.n && !str_is(type->name, "common"))
        shape_required(diags, node, "plural", "a type");
    type->title = shape_text(diags, node, "title");
    if (!type->title.n)
        type->title = title_of_name(drafts->arena, type->name);
    type->titles = shape_text(diags, node, "titles");
    if (!type->titles.n)
        type->titles = title_of_name(drafts->arena, type->plural);
    type->help = shape_text(diags, node, "help");
    type->id_prefix = shape_text(diags, node, "id");
    type->document = shape_bool(diags, node, "document", false);
    type->n_clauses = shape_list(drafts->arena, diags, node, "clauses", &type->clauses, NULL);
}

static struct draft_field *add_field(struct drafts *drafts, struct draft *draft, struct str name)
{
    struct draft_field *field = draft_field(draft, name);
    return field ? field : vec_add(drafts->arena, &draft->fields);
}

static void load_fields(struct drafts *drafts, const struct node *node, struct draft *draft)
{
    const struct node *fields = node_find(node, "fields");
    if (!fields || !shape_is(drafts->diags, fields, NODE_MAPPING, "fields"))
        return;
    for (size_t i = 0; i < fields->n; i++) {
        struct draft_field *field = add_field(drafts, draft, fields->pairs[i].key);
        field->node = &fields->pairs[i].value;
        load_field(drafts, draft->type, &fields->pairs[i], &field->field);
    }
}

static void load_draft(struct drafts *drafts, const struct node *node, struct draft *draft)
{
    struct record_type *type = arena_new_of(drafts->arena, struct record_type);
    *type = (struct record_type){ .thing = { THING_TYPE }, .pos = node->pos };
    *draft = (struct draft){ .type = type, .node = node, .index = node };
    load_type(drafts, node, type);
    load_fields(drafts, node, draft);
}

static struct draft *find_extended(struct drafts *drafts, const struct input *input, const struct node *node)
{
    struct str name = shape_required(drafts->diags, node, "extends", "a file that extends a type");
    struct draft *draft = str_is(name, "common") ? &drafts->common : map_find(drafts->by_name, name);
    if (draft || !name.n)
        return draft;
    struct diag *diag = diag_report(drafts->diags, DIAG_DANGLING_REFERENCE, node_find(node, "extends")->pos, "there is no record type '%.*s'", STR(name));
    struct str near = map_nearest(drafts->by_name, name);
    if (str_eq(name, input->name))
        diag_hint(drafts->diags, diag, "this file stands in the place of the type: give it another name, such as %.*s-own.yaml", STR(name));
    else if (near.n)
        diag_hint(drafts->diags, diag, "did you mean '%.*s'?", STR(near));
    return NULL;
}

/* Two files that bring the same thing would leave it to their names which one counts. */
static void added_twice(struct drafts *drafts, struct pos pos, const char *what, struct pos first)
{
    struct diag *diag = diag_report(drafts->diags, DIAG_DUPLICATE_KEY, pos, "another file brings %s already", what);
    diag_related(diag, first, S("first here"));
}

static bool is_added_twice(struct drafts *drafts, const struct draft *draft, const struct node *node)
{
    size_t errors = drafts->diags->errors;
    const struct node *fields = node_find(node, "fields"), *index = node_find(node, "index");
    for (size_t i = 0; fields && fields->kind == NODE_MAPPING && i < fields->n; i++) {
        const struct draft_field *field = draft_field(draft, fields->pairs[i].key);
        if (field && field->field.pos.file != draft->node->pos.file)
            added_twice(drafts, fields->pairs[i].key_pos, "this field", field->field.pos);
    }
    if (index && draft->index != draft->node)
        added_twice(drafts, index->pos, "columns", node_find(draft->index, "index")->pos);
    return drafts->diags->errors > errors;
}

/* `extends: risk`: more fields for a type, or other ones, without a copy of its file. */
static void extend(struct drafts *drafts, const struct input *input, const struct node *node)
{
    shape_keys(drafts->diags, node, "a file that extends a type", extension_keys);
    struct draft *draft = find_extended(drafts, input, node);
    if (!draft || is_added_twice(drafts, draft, node))
        return;
    load_fields(drafts, node, draft);
    if (node_find(node, "index"))
        draft->index = node;
}

static void read_draft(struct drafts *drafts, const struct input *input, const struct node *node)
{
    bool common = str_is(input->name, "common");
    struct draft *draft = common ? &drafts->common : &drafts->v[drafts->n++];
    load_draft(drafts, node, draft);
    if (!str_eq(draft->type->name, input->name))
        diag_report(drafts->diags, DIAG_BAD_VALUE, node->pos, "the type '%.*s' must stand in a file of its own name", STR(draft->type->name));
    if (!common)
        map_put(drafts->by_name, draft->type->name, draft);
}

bool drafts_read(struct drafts *drafts, struct project *project)
{
    size_t errors = drafts->diags->errors;
    struct inputs inputs = { 0 };
    project_overlay(project, "controls/types", "yaml", &inputs);
    const struct node **extensions = arena_array(drafts->arena, inputs.list.n, const struct node *);
    drafts->v = arena_array(drafts->arena, inputs.list.n, struct draft);
    drafts->by_name = map_new(drafts->arena);
    for (size_t i = 0; i < inputs.list.n; i++) {
        struct input *input = &inputs.list.v[i];
        if (!input_read(drafts->arena, drafts->diags, project, input, YAML_FILE_MAX))
            continue;
        const struct node *node = yaml_read(drafts->arena, drafts->diags, input->file, input->text, 1);
        if (!node || !shape_is(drafts->diags, node, NODE_MAPPING, "a type file"))
            continue;
        if (node_find(node, "extends"))
            extensions[i] = node;
        else
            read_draft(drafts, input, node);
    }
    for (size_t i = 0; i < inputs.list.n && drafts->common.node; i++)
        if (extensions[i])
            extend(drafts, &inputs.list.v[i], extensions[i]);
    return drafts->diags->errors == errors && drafts->common.node;
}

struct draft_field *draft_field(const struct draft *draft, struct str name)
{
    for (size_t i = 0; i < draft->fields.n; i++)
        if (str_eq(draft->fields.v[i].field.name, name))
            return &draft->fields.v[i];
    return NULL;
}
