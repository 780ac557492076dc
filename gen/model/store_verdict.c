/* What a requirement has come to, into its fields: overall, for each AI system, and for each of its controls. Whether it
 * is excluded is asked first; of the AI systems that it is for, the one in the weakest state decides. */
#include "model/support.h"

#include <stdlib.h>

#include "model/record_load.h"

/* Every row about it says "not applicable" and why; one without a justification excludes nothing. The statement of
 * applicability decides about the controls of an annex and about nothing else. */
static bool is_excluded(const struct model *model, const struct record *requirement, struct reasons *because)
{
    const struct known *known = model->known;
    if (!record_is(requirement, known->requirement_kind, "control"))
        return false;
    const struct list *rows = record_list(requirement, known->requirement_soa);
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct record *row = rows->v[i].as.ref.record;
        const struct value *applicable = record_value(row, known->soa_applicable);
        bool excludes = applicable->kind == VALUE_BOOL && !applicable->as.truth && value_has_text(record_value(row, known->soa_justification));
        if (!excludes)
            return false;
        reason_add(model->arena, because, "%.*s: not applicable, with a justification", STR(row->id));
    }
    return rows->n > 0;
}

static struct str word_of(const struct support *support)
{
    static const char *const words[] = { [APPLIES_LATER] = "not-yet-applicable", [APPLIES_NOT] = "not-applicable" };
    return support->applies.is == APPLIES ? requirement_state_word(support->state) : str_of(words[support->applies.is]);
}

/* Why a support has its state. Where others decide beside it, what holds in general is said to be about its systems. */
static struct list *reasons_of(const struct support *support, bool alone)
{
    bool applies = support->applies.is == APPLIES;
    size_t n = applies ? support->reasons.list.n : 0;
    struct str because = applies ? support->because : support->applies.because;
    struct list *list = list_new(support->model->arena, n + 2);
    for (; list->n < n; list->n++)
        value_set_text(&list->v[list->n], support->reasons.list.v[list->n]);
    if (applies && support->unsaid)
        value_set_text(&list->v[list->n++], str_printf(support->model->arena, "and %zu more for %.*s", support->unsaid, STR(support->names)));
    if (because.n && applies && !alone)
        because = str_printf(support->model->arena, "%.*s for %.*s", STR(because), STR(support->names));
    if (because.n)
        value_set_text(&list->v[list->n++], because);
    return list;
}

/* Those that it is for come first, the weakest of them before all; then those that it will be for. */
static int by_weight(const void *a, const void *b)
{
    const struct support *x = *(const struct support *const *)a, *y = *(const struct support *const *)b;
    if (x->applies.is != y->applies.is)
        return (int)x->applies.is - (int)y->applies.is;
    if (x->state != y->state && x->applies.is == APPLIES)
        return (int)x->state - (int)y->state;
    return (x > y) - (x < y);
}

/* The supports that decide about the requirement as a whole: all those of the kind of the first by weight. */
struct deciding {
    struct arena *arena, *scratch;
    size_t n;
    const struct support **v;
    struct list **reasons;
};

static void choose(struct judging *judging, const struct verdict *verdict, struct deciding *deciding)
{
    *deciding = (struct deciding){ .arena = judging->model->arena, .scratch = judging->scratch,
        .v = arena_array(judging->scratch, verdict->n, const struct support *), .reasons = arena_array(judging->scratch, verdict->n, struct list *) };
    for (size_t i = 0; i < verdict->n; i++)
        deciding->v[i] = &verdict->v[i];
    qsort(deciding->v, verdict->n, sizeof *deciding->v, by_weight);
    while (deciding->n < verdict->n && deciding->v[deciding->n]->applies.is == deciding->v[0]->applies.is)
        deciding->n++;
    for (size_t i = 0; i < verdict->n; i++)
        deciding->reasons[i] = reasons_of(deciding->v[i], deciding->n == 1);
}

static struct list *merge_reasons(const struct deciding *deciding)
{
    if (deciding->n == 1)
        return deciding->reasons[0];
    size_t total = 0;
    for (size_t i = 0; i < deciding->n; i++)
        total += deciding->reasons[i]->n;
    struct map *seen = map_new(deciding->scratch);
    struct list *list = list_new(deciding->arena, total);
    for (size_t i = 0; i < deciding->n; i++)
        for (uint32_t k = 0; k < deciding->reasons[i]->n; k++)
            if (map_put(seen, deciding->reasons[i]->v[k].as.text, list))
                list->v[list->n++] = deciding->reasons[i]->v[k];
    return list;
}

static void store_strength(struct value *slot, enum strength strength)
{
    if (strength != STRENGTH_NONE)
        value_set_text(slot, strength_word(strength));
}

static void store_evidence(struct judging *judging, const struct verdict *verdict, struct record *requirement)
{
    size_t total = 0;
    for (size_t i = 0; i < verdict->n; i++)
        total += verdict->v[i].evidence.n;
    struct list *list = list_new(judging->model->arena, total);
    marks_clear(&judging->evidence);
    for (size_t i = 0; i < verdict->n; i++)
        for (size_t k = 0; k < verdict->v[i].evidence.n; k++)
            if (marks_add(&judging->evidence, verdict->v[i].evidence.v[k]->index))
                value_set_record(&list->v[list->n++], verdict->v[i].evidence.v[k]);
    value_set_list(record_value(requirement, judging->model->known->requirement_evidence), list);
}

static struct record *add_row(struct arena *arena, struct list *rows, const struct field *field, struct record *parent)
{
    struct record *row = record_new(arena, field->rows, parent->pos);
    row->parent = parent;
    value_set_record(&rows->v[rows->n++], row);
    return row;
}

static void store_cells(struct judging *judging, const struct verdict *verdict, struct record *requirement)
{
    const struct known *known = judging->model->known;
    const struct list *controls = record_list(requirement, known->requirement_controls);
    struct list *rows = list_new(judging->model->arena, controls->n);
    for (uint32_t i = 0; i < controls->n; i++) {
        struct record *control = controls->v[i].as.ref.record;
        struct record *row = add_row(judging->model->arena, rows, known->requirement_cells, requirement);
        struct cell cell = verdict->cells[i];
        struct str state = cell.about ? requirement_state_word(cell.state) : record_text(control, known->control_state);
        value_set_record(record_value(row, known->requirement_cells_control), control);
        if (state.n)
            value_set_text(record_value(row, known->requirement_cells_state), state);
        store_strength(record_value(row, known->requirement_cells_strength), cell.strength);
    }
    value_set_list(record_value(requirement, known->requirement_cells), rows);
}

/* The systems of one support are alike, so they share a row. */
static void store_systems(struct judging *judging, const struct deciding *deciding, size_t n, struct record *requirement,
                          struct str excluded, struct list *because)
{
    const struct known *known = judging->model->known;
    struct list *rows = list_new(judging->model->arena, n);
    for (size_t i = 0; i < n; i++) {
        const struct support *support = deciding->v[i];
        if (!support->n_systems)
            continue;
        struct record *row = add_row(judging->model->arena, rows, known->requirement_by_system, requirement);
        struct list *systems = list_new(judging->model->arena, support->n_systems);
        for (; systems->n < support->n_systems; systems->n++)
            value_set_record(&systems->v[systems->n], support->systems[systems->n]);
        value_set_list(record_value(row, known->requirement_by_system_systems), systems);
        value_set_text(record_value(row, known->requirement_by_system_state), excluded.n ? excluded : word_of(support));
        value_set_list(record_value(row, known->requirement_by_system_reasons), excluded.n ? because : deciding->reasons[i]);
        if (support->applies.is == APPLIES && !excluded.n)
            store_strength(record_value(row, known->requirement_by_system_strength), support->weakest);
    }
    value_set_list(record_value(requirement, known->requirement_by_system), rows);
}

static enum strength weakest_strength(const struct deciding *deciding)
{
    enum strength weakest = STRENGTH_NONE;
    for (size_t i = 0; i < deciding->n; i++)
        if (weakest == STRENGTH_NONE || (deciding->v[i]->weakest != STRENGTH_NONE && deciding->v[i]->weakest < weakest))
            weakest = deciding->v[i]->weakest;
    return weakest;
}

/* "SUP-A; SUP-B" */
static void store_suppliers(const struct deciding *deciding, struct value *slot)
{
    struct map *seen = map_new(deciding->scratch);
    struct str names = S("");
    for (size_t i = 0; i < deciding->n; i++)
        for (size_t k = 0; k < deciding->v[i]->inherited_from.n; k++) {
            struct str id = deciding->v[i]->inherited_from.v[k]->id;
            if (map_put(seen, id, seen))
                names = str_printf(deciding->arena, "%.*s%s%.*s", STR(names), names.n ? "; " : "", STR(id));
        }
    if (names.n)
        value_set_text(slot, names);
}

void verdict_store(struct judging *judging, const struct verdict *verdict, struct record *requirement)
{
    struct model *model = judging->model;
    const struct known *known = model->known;
    struct deciding deciding;
    struct reasons because = { 0 };
    bool excluded = is_excluded(model, requirement, &because);
    choose(judging, verdict, &deciding);
    bool for_none = deciding.v[0]->applies.is == APPLIES_NOT;       /* left out by its own terms */
    struct str word = excluded || for_none ? S("excluded") : word_of(deciding.v[0]);
    value_set_text(record_value(requirement, known->requirement_state), word);
    if (excluded)
        reasons_store(model->arena, record_value(requirement, known->requirement_reasons), &because);
    else
        value_set_list(record_value(requirement, known->requirement_reasons), merge_reasons(&deciding));
    store_strength(record_value(requirement, known->requirement_strength), weakest_strength(&deciding));
    store_suppliers(&deciding, record_value(requirement, known->requirement_inherited_from));
    store_evidence(judging, verdict, requirement);
    store_cells(judging, verdict, requirement);
    store_systems(judging, &deciding, verdict->n, requirement, excluded ? word : S(""), record_value(requirement, known->requirement_reasons)->as.list);
}
