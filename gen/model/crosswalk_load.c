/* controls/crosswalks/NAME.yaml into crosswalk records and pairs of requirements. */
#include "model/crosswalk.h"

#include <string.h>

#include "model/known.h"
#include "model/link.h"
#include "model/shape.h"

struct side {                       /* one of the two frameworks */
    const struct framework *framework;
    struct str name;                /* as written: id or alias */
};

struct loader {
    struct record_loader records;
    struct arena *arena;
    struct diags *diags;
    const struct model *model;
    const struct known *known;
    struct crosswalk *crosswalk;    /* the one that is being read */
    bool library;                   /* it comes from the library, and a project may have replaced what it names */
    struct side from, to;
    struct map *seen;               /* "node node" to the row where the pair stands first */
    vec(struct crosswalk_pair) pairs;
};

static const char *const file_keys[] = { "crosswalk", "maps", NULL };

static const struct { enum relation reverse; const char *word; } relations[] = {
    [RELATION_NONE] = { RELATION_NONE, "no-relationship" },
    [RELATION_INTERSECTS] = { RELATION_INTERSECTS, "intersects-with" },
    [RELATION_SUBSET] = { RELATION_SUPERSET, "subset-of" },
    [RELATION_SUPERSET] = { RELATION_SUBSET, "superset-of" },
    [RELATION_EQUIVALENT] = { RELATION_EQUIVALENT, "equivalent-to" },
    [RELATION_EQUAL] = { RELATION_EQUAL, "equal-to" },
};

struct str relation_word(enum relation relation)
{
    return str_of(relations[relation].word);
}

enum relation relation_reverse(enum relation relation)
{
    return relations[relation].reverse;
}

bool relation_of(struct str word, enum relation *relation)
{
    for (int i = RELATION_NONE; i <= RELATION_EQUAL; i++) {
        if (!str_is(word, relations[i].word))
            continue;
        *relation = i;
        return true;
    }
    return false;
}

static struct pos name_pos(const struct record *record, const struct value *value)
{
    struct pos pos = value_pos(record, value);
    pos.len = (uint32_t)str_code_points(value->as.text);
    return pos;
}

/* What a crosswalk of the library names and the project's own frameworks do not have is left out without a word: nobody
 * here wrote it. */
static void dangling(struct loader *loader, struct pos pos, struct str near, struct str problem)
{
    if (loader->library)
        return;
    struct diag *diag = diag_report(loader->diags, DIAG_DANGLING_REFERENCE, pos, "%.*s", STR(problem));
    if (near.n)
        diag_hint(loader->diags, diag, "did you mean '%.*s'?", STR(near));
}

/* A crosswalk of the library that names an alias is about the newest version in scope; one of the project must say. */
static void check_clear(struct loader *loader, const struct side *side, struct pos pos)
{
    const struct framework *rival = model_framework_rival(loader->model, side->framework, side->name);
    if (!rival || loader->library)
        return;
    struct diag *diag = diag_report(loader->diags, DIAG_AMBIGUOUS_REFERENCE, pos, "'%.*s' is %.*s and %.*s, and both are in scope",
                                    STR(side->name), STR(side->framework->id), STR(rival->id));
    diag_hint(loader->diags, diag, "write %.*s or %.*s", STR(side->framework->id), STR(rival->id));
}

/* An alias is replaced by the id of the version it means, so that the data say which version that was. */
static bool load_side(struct loader *loader, const struct field *field, struct side *side)
{
    struct record *record = loader->crosswalk->record;
    struct value *value = record_value(record, field);
    *side = (struct side){ 0 };
    if (value->kind != VALUE_TEXT)
        return false;                       /* missing: reported */
    side->name = value->as.text;
    side->framework = model_framework(loader->model, side->name);
    if (side->framework) {
        check_clear(loader, side, name_pos(record, value));
        value->as.text = side->framework->id;
        return true;
    }
    dangling(loader, name_pos(record, value), model_framework_near(loader->model, side->name),
             str_printf(loader->arena, "no framework '%.*s'", STR(side->name)));
    *value = (struct value){ 0 };
    return false;
}

/* The node in another version that shares the alias. The crosswalk of an alias may know nodes that the version in scope
 * does not have yet; such a pair leads out of scope and is no mistake. */
static struct record *find_in_versions(struct loader *loader, const struct side *side, struct str node, struct pos pos)
{
    for (size_t i = 0; i < loader->model->n_frameworks; i++) {
        const struct framework *version = &loader->model->frameworks[i];
        struct record *found = str_eq(side->name, version->alias) ? map_find(version->nodes, node) : NULL;
        if (found && !loader->library)
            diag_report(loader->diags, DIAG_FRAMEWORK_NOT_IN_SCOPE, pos, "%.*s is in %.*s, and not in %.*s, which '%.*s' means here", STR(node),
                        STR(version->id), STR(side->framework->id), STR(side->name));
        if (found)
            return found;
    }
    return NULL;
}

/* The node that a value names, or NULL: reported, or moved or removed in the framework, which is reported as well. A pair
 * that was made for a node says nothing about the one that took its place. */
static struct record *find_node(struct loader *loader, const struct side *side, const struct record *row, const struct value *value)
{
    struct str node = value->as.text;
    struct pos pos = name_pos(row, value);
    struct record *found = map_find(side->framework->nodes, node);
    if (found)
        return found;
    if (reference_moved(loader->diags, side->framework, S(""), node, pos, &found))
        return NULL;
    found = find_in_versions(loader, side, node, pos);
    if (!found)
        dangling(loader, pos, map_nearest(side->framework->nodes, node),
                 str_printf(loader->arena, "%.*s has no node '%.*s'", STR(side->framework->id), STR(node)));
    return found;
}

/* One key for two nodes, in whichever order they are paired. */
static struct str pair_key(struct arena *arena, const struct record *from, const struct record *to)
{
    const struct record *low = str_cmp(from->id, to->id) < 0 ? from : to, *high = low == from ? to : from;
    return str_printf(arena, "%.*s %.*s", STR(low->id), STR(high->id));
}

/* True the first time that two nodes are paired. */
static bool is_first(struct loader *loader, struct record *from, struct record *to, const struct record *row, struct pos pos)
{
    struct str key = pair_key(loader->arena, from, to);
    if (map_put(loader->seen, key, (void *)row))
        return true;
    const struct record *first = map_find(loader->seen, key);
    struct diag *diag = diag_report(loader->diags, DIAG_DUPLICATE_PAIR, pos, "%.*s and %.*s are paired twice", STR(from->id), STR(to->id));
    diag_related(diag, first->pos, S("first here"));
    return false;
}

/* False: the source may not say so, or the crosswalk is out of use. */
static bool is_said(const struct known *known, const struct record *crosswalk, const struct record *row)
{
    const struct value *uncertain = record_value(row, known->crosswalk_maps_uncertain);
    return !(uncertain->kind == VALUE_BOOL && uncertain->as.truth) && !crosswalk->rejected && !record_is(crosswalk, known->crosswalk_status, "superseded");
}

/* Support flows where somebody compared two nodes and found something; what is only named together was not compared. */
static bool carries(const struct loader *loader, const struct record *row, enum relation relation)
{
    const struct record *crosswalk = loader->crosswalk->record;
    return relation != RELATION_NONE && is_said(loader->known, crosswalk, row) && !record_is(crosswalk, loader->known->crosswalk_method, "co-citation");
}

static void add_pair(struct loader *loader, struct record *row, struct record *from, struct record *to, struct pos pos)
{
    enum relation relation;
    bool known = relation_of(record_text(row, loader->known->crosswalk_maps_relation), &relation);
    if (from == to)
        diag_report(loader->diags, DIAG_BAD_VALUE, pos, "%.*s cannot be paired with itself", STR(from->id));
    else if (is_first(loader, from, to, row, pos) && known && !row->rejected)
        *vec_add(loader->arena, &loader->pairs) = (struct crosswalk_pair){ from, to, row, relation, carries(loader, row, relation), NULL };
}

/* What is only named together was not compared, so it can be no more than related. */
static void check_cocitation(struct loader *loader, const struct record *row)
{
    const struct known *known = loader->known;
    const struct value *word = record_value(row, known->crosswalk_maps_relation), *strength = record_value(row, known->crosswalk_maps_strength);
    enum relation relation;
    if (!record_is(loader->crosswalk->record, known->crosswalk_method, "co-citation"))
        return;
    if (relation_of(record_text(row, known->crosswalk_maps_relation), &relation) && relation > RELATION_INTERSECTS)
        diag_report(loader->diags, DIAG_BAD_VALUE, name_pos(row, word), "nodes that are named together are no more than intersects-with");
    if (strength->kind == VALUE_TEXT && !str_is(strength->as.text, "related"))
        diag_report(loader->diags, DIAG_BAD_VALUE, name_pos(row, strength), "nodes that are named together are no more than related");
}

static void load_row(struct loader *loader, struct record *row)
{
    struct value *from = record_value(row, loader->known->crosswalk_maps_from);
    struct value *to = record_value(row, loader->known->crosswalk_maps_to);
    struct record *node = from->kind == VALUE_TEXT ? find_node(loader, &loader->from, row, from) : NULL;
    struct list *list = to->kind == VALUE_LIST ? to->as.list : list_new(loader->arena, 0);
    uint32_t kept = 0;
    check_cocitation(loader, row);
    for (uint32_t i = 0; i < list->n; i++) {
        struct pos pos = name_pos(row, &list->v[i]);
        struct record *other = find_node(loader, &loader->to, row, &list->v[i]);
        if (node && other)
            add_pair(loader, row, node, other, pos);
        if (other)
            value_set_record(&list->v[kept++], other);
    }
    list->n = kept;
    value_set_record(from, node);
}

static void load_rows(struct loader *loader, const struct node *file)
{
    const struct field *maps = loader->known->crosswalk_maps;
    struct record *record = loader->crosswalk->record;
    const struct node *node = node_find(file, "maps");
    loader->seen = map_new(loader->arena);
    memset(&loader->pairs, 0, sizeof loader->pairs);
    if (!node || !node->n) {
        diag_report(loader->diags, DIAG_MISSING_FIELD, node ? node->pos : file->pos, "a crosswalk file needs 'maps'");
        return;
    }
    value_load(&loader->records, record, maps, node);
    const struct list *rows = record_list(record, maps);
    for (uint32_t i = 0; i < rows->n; i++)
        load_row(loader, rows->v[i].as.ref.record);
    loader->crosswalk->pairs = loader->pairs.v;
    loader->crosswalk->n_pairs = loader->pairs.n;
}

/* False: there are not two frameworks between which it could map. */
static bool load_head(struct loader *loader, const struct node *file)
{
    const struct known *known = loader->known;
    struct crosswalk *crosswalk = loader->crosswalk;
    const struct node *head = node_find(file, "crosswalk");
    shape_keys(loader->diags, file, "a crosswalk file", file_keys);
    if (!head)
        diag_report(loader->diags, DIAG_MISSING_FIELD, file->pos, "a crosswalk file needs 'crosswalk'");
    crosswalk->record = head ? record_load(&loader->records, known->crosswalk, head, "maps") : NULL;
    if (!crosswalk->record)
        return false;
    for (size_t i = 0; i < head->n; i++)
        if (str_is(head->pairs[i].key, "maps"))
            diag_report(loader->diags, DIAG_UNKNOWN_KEY, head->pairs[i].key_pos, "'maps' stands beside 'crosswalk', not in it");
    if (!record_text(crosswalk->record, known->crosswalk_status).n)
        value_set_text(record_value(crosswalk->record, known->crosswalk_status), S("draft"));
    if (!crosswalk->record->id.n)
        diag_report(loader->diags, DIAG_MISSING_FIELD, head->pos, "a crosswalk needs 'id'");
    bool from = load_side(loader, known->crosswalk_from, &loader->from), to = load_side(loader, known->crosswalk_to, &loader->to);
    crosswalk->from = loader->from.framework;
    crosswalk->to = loader->to.framework;
    crosswalk->shown = !loader->library || (from && crosswalk->from->in_scope) || (to && crosswalk->to->in_scope);
    return from && to;
}

/* Where one crosswalk finds no relationship, nothing flows through what others say of the same pair. */
static void deny_pairs(struct model *model)
{
    struct arena *scratch = arena_new();
    struct map *denied = map_new(scratch);
    for (size_t c = 0; c < model->n_crosswalks; c++)
        for (size_t i = 0; i < model->crosswalks[c].n_pairs; i++) {
            struct crosswalk_pair *pair = &model->crosswalks[c].pairs[i];
            if (pair->relation == RELATION_NONE && is_said(model->known, model->crosswalks[c].record, pair->row))
                map_put(denied, pair_key(scratch, pair->from, pair->to), pair);
        }
    for (size_t c = 0; c < model->n_crosswalks && map_count(denied); c++)
        for (size_t i = 0; i < model->crosswalks[c].n_pairs; i++) {
            struct crosswalk_pair *pair = &model->crosswalks[c].pairs[i];
            if (pair->carries)
                pair->denied_by = map_find(denied, pair_key(scratch, pair->from, pair->to));
            pair->carries = pair->carries && !pair->denied_by;
        }
    arena_free(scratch);
}

void crosswalks_load(struct project *project, struct diags *diags, struct model *model)
{
    struct inputs inputs = { 0 };
    project_overlay(project, "controls/crosswalks", "yaml", &inputs);
    struct loader loader = { .records = { project->arena, diags, model->n_types, model->types }, .arena = project->arena,
        .diags = diags, .model = model, .known = model->known };
    model->crosswalks = arena_array(loader.arena, inputs.list.n, struct crosswalk);
    for (size_t i = 0; i < inputs.list.n; i++) {
        struct input *input = &inputs.list.v[i];
        if (!input_read(loader.arena, diags, project, input, YAML_FILE_MAX))
            continue;
        const struct node *file = yaml_read(loader.arena, diags, input->file, input->text, 1);
        if (!file || !shape_is(diags, file, NODE_MAPPING, "a crosswalk file"))
            continue;
        loader.crosswalk = &model->crosswalks[model->n_crosswalks];
        *loader.crosswalk = (struct crosswalk){ 0 };
        loader.library = input->library;
        if (load_head(&loader, file)) {
            load_rows(&loader, file);
            model->n_crosswalks++;
        }
    }
    deny_pairs(model);
}
