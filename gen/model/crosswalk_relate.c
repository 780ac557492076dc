/* What the crosswalks together say about each requirement, and about each two frameworks. */
#include "model/crosswalk.h"

#include "model/known.h"

struct comparison {
    const struct framework *first, *second;     /* in the order of ids */
    struct record *record;
    struct map *mapped;             /* ids of requirements that something of the other one is mapped to */
};

struct relating {
    struct model *model;
    const struct known *known;
    struct arena *scratch;
    struct map *by_frameworks;      /* "first--second" to struct comparison * */
    vec(struct comparison *) comparisons;
};

/* The pair as a row of one of its two requirements. */
static void relate(const struct relating *relating, const struct crosswalk *crosswalk, const struct crosswalk_pair *pair,
                   struct record *here, struct record *other)
{
    const struct known *known = relating->known;
    struct record *row = record_new(relating->model->arena, known->requirement_related->rows, pair->row->pos);
    enum relation relation = here == pair->from ? pair->relation : relation_reverse(pair->relation);
    row->parent = here;
    value_set_text(record_value(row, known->requirement_related_relation), relation_word(relation));
    value_set_record(record_value(row, known->requirement_related_requirement), other);
    value_set_record(record_value(row, known->requirement_related_crosswalk), crosswalk->record);
    *record_value(row, known->requirement_related_carries) = (struct value){ .kind = VALUE_BOOL, .as.truth = pair->carries };
    *record_value(row, known->requirement_related_source) = *record_value(crosswalk->record, known->crosswalk_source);
    *record_value(row, known->requirement_related_status) = *record_value(crosswalk->record, known->crosswalk_status);
    *record_value(row, known->requirement_related_strength) = *record_value(pair->row, known->crosswalk_maps_strength);
    *record_value(row, known->requirement_related_uncertain) = *record_value(pair->row, known->crosswalk_maps_uncertain);
    *record_value(row, known->requirement_related_note) = *record_value(pair->row, known->crosswalk_maps_note);
    value_add_record(relating->model->arena, record_value(here, known->requirement_related), row);
}

static struct str citation(const struct relating *relating, const struct framework *framework)
{
    const struct value *cite = record_find(framework->record, "cite");
    return cite && value_has_text(cite) ? value_text(relating->scratch, cite) : framework->id;
}

static struct comparison *comparison_of(struct relating *relating, const struct crosswalk *crosswalk)
{
    const struct known *known = relating->known;
    struct arena *arena = relating->model->arena;
    bool forward = str_cmp(crosswalk->from->id, crosswalk->to->id) < 0;
    const struct framework *first = forward ? crosswalk->from : crosswalk->to, *second = forward ? crosswalk->to : crosswalk->from;
    struct str id = str_printf(arena, "%.*s--%.*s", STR(first->id), STR(second->id));
    struct comparison *comparison = map_find(relating->by_frameworks, id);
    if (comparison)
        return comparison;
    comparison = arena_new_of(relating->scratch, struct comparison);
    *comparison = (struct comparison){ first, second, record_new(arena, known->comparison, crosswalk->record->pos), map_new(relating->scratch) };
    comparison->record->id = id;
    value_set_text(record_value(comparison->record, type_field(known->comparison, S("id"))), id);
    value_set_text(record_value(comparison->record, known->comparison_title),
                   str_printf(arena, "%.*s – %.*s", STR(citation(relating, first)), STR(citation(relating, second))));
    value_set_record(record_value(comparison->record, known->comparison_first), first->record);
    value_set_record(record_value(comparison->record, known->comparison_second), second->record);
    map_put(relating->by_frameworks, id, comparison);
    *vec_add(relating->scratch, &relating->comparisons) = comparison;
    return comparison;
}

static void relate_crosswalk(struct relating *relating, const struct crosswalk *crosswalk)
{
    const struct known *known = relating->known;
    bool compared = crosswalk->from != crosswalk->to && (crosswalk->from->in_scope || crosswalk->to->in_scope);
    struct comparison *comparison = compared ? comparison_of(relating, crosswalk) : NULL;
    for (size_t i = 0; i < crosswalk->n_pairs; i++) {
        const struct crosswalk_pair *pair = &crosswalk->pairs[i];
        relate(relating, crosswalk, pair, pair->from, pair->to);
        relate(relating, crosswalk, pair, pair->to, pair->from);
        if (!comparison || pair->relation == RELATION_NONE || record_is(crosswalk->record, known->crosswalk_status, "superseded"))
            continue;
        map_put(comparison->mapped, pair->from->id, pair->from);
        map_put(comparison->mapped, pair->to->id, pair->to);
    }
    if (comparison)
        value_add_record(relating->model->arena, record_value(comparison->record, known->comparison_crosswalks), crosswalk->record);
}

/* What the other one does not cover: assessable nodes to which no pair leads. */
static void list_uncovered(const struct relating *relating, const struct comparison *comparison, const struct framework *framework,
                           const struct field *field)
{
    struct value *slot = record_value(comparison->record, field);
    for (size_t i = 0; i < framework->n_requirements; i++) {
        struct record *requirement = framework->requirements[i];
        const struct value *assessable = record_value(requirement, relating->known->requirement_assessable);
        if (assessable->kind == VALUE_BOOL && assessable->as.truth && !map_find(comparison->mapped, requirement->id))
            value_add_record(relating->model->arena, slot, requirement);
    }
    if (slot->kind == VALUE_NONE)
        value_set_list(slot, list_new(relating->model->arena, 0));
}

void crosswalks_relate(struct model *model, struct records *records)
{
    struct arena *scratch = arena_new();
    struct relating relating = { .model = model, .known = model->known, .scratch = scratch, .by_frameworks = map_new(scratch) };
    for (size_t i = 0; i < model->n_crosswalks; i++) {
        if (!model->crosswalks[i].shown)
            continue;
        *vec_add(model->arena, &records->list) = model->crosswalks[i].record;
        relate_crosswalk(&relating, &model->crosswalks[i]);
    }
    for (size_t i = 0; i < relating.comparisons.n; i++) {
        const struct comparison *comparison = relating.comparisons.v[i];
        list_uncovered(&relating, comparison, comparison->first, model->known->comparison_uncovered_first);
        list_uncovered(&relating, comparison, comparison->second, model->known->comparison_uncovered_second);
        *vec_add(model->arena, &records->list) = comparison->record;
    }
    arena_free(scratch);
}
