/* controls/frameworks/NAME.yaml into framework and requirement records. */
#include "model/framework_load.h"

#include <string.h>

#include "base/path.h"
#include "model/shape.h"

struct draft {                      /* a framework while it is being read */
    struct framework *framework;
    const struct node *node, *head; /* the file, and its `framework:` mapping */
    bool loaded;
    vec(struct record *) requirements;
};

struct loader {
    struct record_loader records;
    struct arena *arena;
    struct diags *diags;
    const struct record_type *framework_type, *requirement_type;
    size_t n;
    struct draft *drafts;
    struct map *by_id;              /* framework id to struct draft * */
};

static const char *const file_keys[] = { "framework", "nodes", "moved", "removed", NULL };

static const struct field *field_of(const struct loader *loader, const char *name)
{
    return type_field(loader->requirement_type, str_of(name));
}

static void set_text(struct loader *loader, struct record *record, const char *name, struct str text)
{
    value_set_text(record_value(record, field_of(loader, name)), text);
}

/* A node names others of its own framework: "A.9" becomes "iso-42001-2023:A.9". */
static struct str qualify(struct loader *loader, const struct draft *draft, struct str node)
{
    return str_printf(loader->arena, "%.*s:%.*s", STR(draft->framework->id), STR(node));
}

static void load_sibling(struct loader *loader, const struct draft *draft, struct record *record, const struct node_pair *pair)
{
    if (!shape_is(loader->diags, &pair->value, NODE_SCALAR, str_c(loader->arena, pair->key)))
        return;
    value_load(&loader->records, record, type_field(loader->requirement_type, pair->key), &pair->value);
    record_value(record, type_field(loader->requirement_type, pair->key))->as.text = qualify(loader, draft, pair->value.text);
}

/* applies_from: {annex-iii: DATE, annex-i: DATE}: each class is a row, the earliest date is the requirement's. */
static void load_applies_from(struct loader *loader, struct record *record, const struct node *node)
{
    const struct field *from = field_of(loader, "applies_from"), *by_class = field_of(loader, "applies_by_class");
    if (node->kind != NODE_MAPPING) {
        value_load(&loader->records, record, from, node);
        *record_value(record, by_class) = (struct value){ 0 };
        return;
    }
    struct list *list = list_new(loader->arena, node->n);
    date_days earliest = DATE_NONE;
    for (size_t i = 0; i < node->n; i++) {
        struct record *row = record_new(loader->arena, by_class->rows, node->pairs[i].key_pos);
        const struct field *date = type_field(by_class->rows, S("from"));
        value_set_text(record_value(row, type_field(by_class->rows, S("class"))), node->pairs[i].key);
        value_load(&loader->records, row, date, &node->pairs[i].value);
        date_days day = record_date(row, date);
        if (day != DATE_NONE && (earliest == DATE_NONE || day < earliest))
            earliest = day;
        row->parent = record;
        value_set_record(&list->v[list->n++], row);
    }
    value_set_list(record_value(record, by_class), list);
    value_set_date(record_value(record, from), earliest);
}

/* applies_to: {role: [provider], risk_class: [high]} */
static void load_applies_to(struct loader *loader, struct record *record, const struct node *node)
{
    const struct field *field = field_of(loader, "applies_to");
    if (!shape_is(loader->diags, node, NODE_MAPPING, "applies_to"))
        return;
    struct list *list = list_new(loader->arena, node->n);
    for (size_t i = 0; i < node->n; i++) {
        struct record *row = record_new(loader->arena, field->rows, node->pairs[i].key_pos);
        struct node key = { .kind = NODE_SCALAR, .pos = node->pairs[i].key_pos, .text = node->pairs[i].key };
        value_load(&loader->records, row, type_field(field->rows, S("key")), &key);
        value_load(&loader->records, row, type_field(field->rows, S("values")), &node->pairs[i].value);
        row->parent = record;
        value_set_record(&list->v[list->n++], row);
    }
    value_set_list(record_value(record, field), list);
}

/* needs: [{document: true}] or [{type: NAME, every: 12m, or_document: true}]; anything else would ask for nothing. */
static void check_needs(struct loader *loader, const struct record *record)
{
    const struct field *needs = field_of(loader, "needs");
    const struct list *rows = record_list(record, needs);
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct record *row = rows->v[i].as.ref.record;
        struct str type = record_text(row, type_field(needs->rows, S("type")));
        const struct value *document = record_value(row, type_field(needs->rows, S("document")));
        bool known = false;
        for (size_t t = 0; t < loader->records.n_types; t++)
            known = known || str_eq(loader->records.types[t]->name, type);
        if (type.n && !known)
            diag_report(loader->diags, DIAG_DANGLING_REFERENCE, row->pos, "there is no record type '%.*s'", STR(type));
        else if ((type.n > 0) == (document->kind == VALUE_BOOL && document->as.truth))
            diag_report(loader->diags, DIAG_BAD_VALUE, row->pos, "a need says either 'document: true' or 'type: NAME'");
    }
}

static void load_key(struct loader *loader, const struct draft *draft, struct record *record, const struct node_pair *pair)
{
    const struct field *field = type_field(loader->requirement_type, pair->key);
    if (str_is(pair->key, "id"))
        return;
    if (!field || field->computed || str_is(pair->key, "node") || str_is(pair->key, "framework")) {
        struct diag *diag = diag_report(loader->diags, DIAG_UNKNOWN_KEY, pair->key_pos, "a framework node has no key '%.*s'", STR(pair->key));
        struct str near = map_nearest(loader->requirement_type->by_name, pair->key);
        if (near.n)
            diag_hint(loader->diags, diag, "did you mean '%.*s'?", STR(near));
    } else if (str_is(pair->key, "parent") || str_is(pair->key, "guidance")) {
        load_sibling(loader, draft, record, pair);
    } else if (str_is(pair->key, "applies_from")) {
        load_applies_from(loader, record, &pair->value);
    } else if (str_is(pair->key, "applies_to")) {
        load_applies_to(loader, record, &pair->value);
    } else {
        value_load(&loader->records, record, field, &pair->value);
    }
}

static void name_requirement(struct loader *loader, const struct draft *draft, struct record *record, struct str id)
{
    record->id = qualify(loader, draft, id);
    set_text(loader, record, "id", record->id);
    set_text(loader, record, "node", id);
    set_text(loader, record, "framework", draft->framework->id);
}

static struct record *find_node(const struct draft *draft, struct str id)
{
    return map_find(draft->framework->nodes, id);
}

/* Behind the last sibling whose id is smaller, with everything below that sibling; at the end otherwise. */
static size_t insertion_place(struct loader *loader, const struct draft *draft, const struct record *record)
{
    const struct field *parent = field_of(loader, "parent"), *node = field_of(loader, "node"), *kind = field_of(loader, "kind");
    size_t place = draft->requirements.n;
    for (size_t i = 0; i < draft->requirements.n; i++) {
        const struct record *other = draft->requirements.v[i];
        bool sibling = str_eq(record_text(other, parent), record_text(record, parent))
            && str_eq(record_text(other, kind), record_text(record, kind));
        if (sibling && str_cmp_natural(record_text(other, node), record_text(record, node)) < 0)
            place = i + 1;
        else if (place == i && record_text(other, parent).n && !sibling)
            place = i + 1;                  /* still below that sibling */
    }
    return place;
}

static void add_requirement(struct loader *loader, struct draft *draft, struct record *record, bool amended)
{
    size_t place = amended ? insertion_place(loader, draft, record) : draft->requirements.n;
    vec_add(loader->arena, &draft->requirements);
    struct record **v = draft->requirements.v;
    memmove(v + place + 1, v + place, (draft->requirements.n - 1 - place) * sizeof *v);
    v[place] = record;
}

static void load_node(struct loader *loader, struct draft *draft, const struct node *node, bool amended)
{
    if (!shape_is(loader->diags, node, NODE_MAPPING, "a framework node"))
        return;
    struct str id = shape_required(loader->diags, node, "id", "a framework node");
    struct pos pos = id.n ? node_find(node, "id")->pos : node->pos;
    if (id.n && !node_id_is_valid(id)) {
        diag_report(loader->diags, DIAG_BAD_VALUE, pos, "'%.*s' cannot be a node id; use letters, digits, dots, underscores and hyphens", STR(id));
        return;
    }
    struct record *record = find_node(draft, id);
    bool fresh = !record;
    if (record && !amended) {
        diag_report(loader->diags, DIAG_DUPLICATE_ID, pos, "the node '%.*s' stands twice in this framework", STR(id));
        return;
    }
    if (fresh) {
        record = record_new(loader->arena, loader->requirement_type, pos);
        name_requirement(loader, draft, record, id);
        map_put(draft->framework->nodes, id, record);
    }
    for (size_t i = 0; i < node->n; i++)
        load_key(loader, draft, record, &node->pairs[i]);
    check_needs(loader, record);
    if (!record_text(record, field_of(loader, "label")).n)
        set_text(loader, record, "label", id);
    if (!record_text(record, field_of(loader, "title")).n)
        diag_report(loader->diags, DIAG_MISSING_FIELD, pos, "the node '%.*s' needs 'title'", STR(id));
    if (fresh)
        add_requirement(loader, draft, record, amended);
}

/* Rows carry a state of their own requirement, so they are not shared. */
static void copy_rows(struct loader *loader, struct record *record, struct value *value)
{
    const struct list *old = value->as.list;
    struct list *list = list_new(loader->arena, old->n);
    for (; list->n < old->n; list->n++) {
        const struct record *row = old->v[list->n].as.ref.record;
        struct record *copy = record_new(loader->arena, row->type, row->pos);
        memcpy(copy->values, row->values, row->type->n_fields * sizeof *row->values);
        copy->id = row->id;
        copy->parent = record;
        value_set_record(&list->v[list->n], copy);
    }
    value->as.list = list;
}

/* A node of the amended framework as a node of this one. */
static void carry_over(struct loader *loader, struct draft *draft, const struct draft *from, const struct record *old)
{
    struct str id = record_text(old, field_of(loader, "node"));
    struct record *record = record_new(loader->arena, loader->requirement_type, old->pos);
    memcpy(record->values, old->values, loader->requirement_type->n_fields * sizeof *record->values);
    for (size_t i = 0; i < loader->requirement_type->n_fields; i++)
        if (loader->requirement_type->fields[i].kind == FIELD_ROWS && record->values[i].kind == VALUE_LIST)
            copy_rows(loader, record, &record->values[i]);
    name_requirement(loader, draft, record, id);
    static const char *const siblings[] = { "parent", "guidance" };
    for (size_t i = 0; i < 2; i++) {
        struct str text = record_text(old, field_of(loader, siblings[i]));
        if (text.n)
            set_text(loader, record, siblings[i], qualify(loader, draft, str_sub(text, from->framework->id.n + 1, text.n)));
    }
    map_put(draft->framework->nodes, id, record);
    *vec_add(loader->arena, &draft->requirements) = record;
}

static void load_moves(struct loader *loader, struct draft *draft)
{
    static const char *const keys[] = { "from", "to", NULL };
    const struct node *moved = shape_sequence(loader->diags, draft->node, "moved");
    vec(struct requirement_move) moves = { 0 };
    for (size_t i = 0; moved && i < moved->n; i++) {
        if (!shape_is(loader->diags, &moved->items[i], NODE_MAPPING, "a move"))
            continue;
        shape_keys(loader->diags, &moved->items[i], "a move", keys);
        struct requirement_move *move = vec_add(loader->arena, &moves);
        move->pos = moved->items[i].pos;
        move->from = shape_required(loader->diags, &moved->items[i], "from", "a move");
        move->to = shape_required(loader->diags, &moved->items[i], "to", "a move");
    }
    struct str *removed;
    struct pos *places;
    size_t n = shape_list(loader->arena, loader->diags, draft->node, "removed", &removed, &places);
    for (size_t i = 0; i < n; i++)
        *vec_add(loader->arena, &moves) = (struct requirement_move){ .from = removed[i], .pos = places[i] };
    draft->framework->moves = moves.v;
    draft->framework->n_moves = moves.n;
}

static void load_nodes(struct loader *loader, struct draft *draft);

static bool load_amended(struct loader *loader, struct draft *draft, struct str amends)
{
    struct draft *from = map_find(loader->by_id, amends);
    if (!from || from == draft) {
        diag_report(loader->diags, DIAG_DANGLING_REFERENCE, node_find(draft->head, "amends")->pos, "there is no framework '%.*s' to amend", STR(amends));
        return false;
    }
    load_nodes(loader, from);
    for (size_t i = 0; i < from->requirements.n; i++)
        if (!framework_move(draft->framework, record_text(from->requirements.v[i], field_of(loader, "node"))))
            carry_over(loader, draft, from, from->requirements.v[i]);
    return true;
}

static void load_nodes(struct loader *loader, struct draft *draft)
{
    if (draft->loaded)
        return;
    draft->loaded = true;                   /* also ends a circle of amendments */
    load_moves(loader, draft);
    struct str amends = shape_text(loader->diags, draft->head, "amends");
    bool amended = amends.n && load_amended(loader, draft, amends);
    const struct node *nodes = shape_sequence(loader->diags, draft->node, "nodes");
    if (!nodes && !amended)
        diag_report(loader->diags, DIAG_MISSING_FIELD, draft->node->pos, "a framework needs 'nodes'");
    for (size_t i = 0; nodes && i < nodes->n; i++)
        load_node(loader, draft, &nodes->items[i], amended);
    draft->framework->requirements = draft->requirements.v;
    draft->framework->n_requirements = draft->requirements.n;
}

/* Whoever walks up from a node comes to an end. */
static void check_parents(struct loader *loader, const struct draft *draft)
{
    const struct field *parent = field_of(loader, "parent");
    size_t skip = draft->framework->id.n + 1;
    for (size_t i = 0; i < draft->requirements.n; i++) {
        const struct record *record = draft->requirements.v[i], *above = record;
        size_t steps = 0;
        while (above && steps <= draft->requirements.n && (!steps || above != record)) {
            struct str id = record_text(above, parent);
            above = id.n > skip ? find_node(draft, str_sub(id, skip, id.n)) : NULL;
            steps++;
        }
        if (above == record)
            diag_report(loader->diags, DIAG_BAD_VALUE, value_pos(record, record_value(record, parent)), "the node is above itself");
    }
}

static bool in_scope(const struct settings *settings, struct str id)
{
    for (size_t i = 0; i < settings->n_frameworks; i++)
        if (str_eq(settings->frameworks[i], id))
            return true;
    return false;
}

static void load_head(struct loader *loader, const struct model *model, struct draft *draft, struct framework *framework)
{
    const struct node *head = node_find(draft->node, "framework");
    shape_keys(loader->diags, draft->node, "a framework file", file_keys);
    if (!head || !shape_is(loader->diags, head, NODE_MAPPING, "framework")) {
        if (!head)
            diag_report(loader->diags, DIAG_MISSING_FIELD, draft->node->pos, "a framework file needs 'framework'");
        return;
    }
    draft->head = head;
    draft->framework = framework;
    framework->record = record_load(&loader->records, loader->framework_type, head, NULL);
    framework->id = framework->record->id;
    framework->alias = shape_text(loader->diags, head, "alias");
    framework->in_scope = in_scope(&model->settings, framework->id);
    framework->nodes = map_new_fold(loader->arena);
    if (!map_put(loader->by_id, framework->id, draft))
        diag_report(loader->diags, DIAG_DUPLICATE_ID, head->pos, "the framework '%.*s' stands in two files", STR(framework->id));
}

static void mark_replaced(struct loader *loader, const struct draft *draft)
{
    struct str replaces = record_text(draft->framework->record, type_field(loader->framework_type, S("replaces")));
    struct draft *old = map_find(loader->by_id, replaces);
    if (old)
        old->framework->replaced = true;
}

bool frameworks_load(struct project *project, struct diags *diags, struct model *model)
{
    size_t errors = diags->errors;
    struct inputs inputs = { 0 };
    project_overlay(project, "controls/frameworks", "yaml", &inputs);
    struct loader loader = { .records = { project->arena, diags, model->n_types, model->types }, .arena = project->arena,
        .diags = diags, .by_id = map_new(project->arena) };
    loader.framework_type = model_type(model, S("framework"));
    loader.requirement_type = model_type(model, S("requirement"));
    loader.drafts = arena_array(loader.arena, inputs.list.n, struct draft);
    model->frameworks = arena_array(loader.arena, inputs.list.n, struct framework);
    for (size_t i = 0; i < inputs.list.n; i++) {
        struct draft *draft = &loader.drafts[loader.n];
        if (!input_read(loader.arena, diags, project, &inputs.list.v[i], YAML_FILE_MAX))
            continue;
        draft->node = yaml_read(loader.arena, diags, inputs.list.v[i].file, inputs.list.v[i].text, 1);
        if (!draft->node || !shape_is(diags, draft->node, NODE_MAPPING, "a framework file"))
            continue;
        load_head(&loader, model, draft, &model->frameworks[loader.n]);
        if (draft->framework)
            loader.n++;
    }
    model->n_frameworks = loader.n;
    scope_check(model, diags);
    for (size_t i = 0; i < loader.n; i++) {
        mark_replaced(&loader, &loader.drafts[i]);
        load_nodes(&loader, &loader.drafts[i]);
    }
    for (size_t i = 0; i < loader.n; i++)
        check_parents(&loader, &loader.drafts[i]);
    return diags->errors == errors;
}
