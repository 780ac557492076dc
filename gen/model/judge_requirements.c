/* The state of each requirement, by the weakest link of what it rests on (support.h). */
#include "model/support.h"

/* What it rests on is gathered even where it does not apply: it is still shown, without its reasons. */
static void gather(struct support *support)
{
    support_name(support);
    support_gather_controls(support);
    support_gather_documents(support);
    support_gather_needs(support);
    support_gather_inherited(support);
    support_decide(support);
    support->own_state = support->state;
}

/* The supports that decide about the requirement as a whole: those for systems that it is for; without any, for those
 * that it will be for. */
static enum applicability deciding_kind(const struct verdict *verdict)
{
    enum applicability kind = APPLIES_NOT;
    for (size_t i = 0; i < verdict->n; i++)
        if (verdict->v[i].applies.is < kind)
            kind = verdict->v[i].applies.is;
    return kind;
}

/* The needs of a requirement show what they came to for the systems that decide, so these go first. */
static void gather_all(struct judging *judging, struct record *requirement, struct verdict *verdict)
{
    supports_divide(judging, requirement, verdict);
    size_t n = record_list(requirement, judging->model->known->requirement_controls)->n;
    struct cell *cells = arena_array(judging->scratch, n, struct cell);
    enum applicability deciding = deciding_kind(verdict);
    verdict->cells = arena_array(judging->scratch, n, struct cell);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < verdict->n; i++) {
            struct support *support = &verdict->v[i];
            if ((support->applies.is == deciding) != (pass == 0))
                continue;
            support->is_brief = verdict->n > 1;
            support->decides = pass == 0;
            support->cells = cells;
            support->weakest_cells = verdict->cells;
            gather(support);
        }
}

static void set_bool(struct value *value, bool truth)
{
    *value = (struct value){ .kind = VALUE_BOOL, .as.truth = truth };
}

static bool is_assessable(const struct model *model, const struct record *requirement)
{
    const struct value *assessable = record_value(requirement, model->known->requirement_assessable);
    return assessable->kind == VALUE_BOOL && assessable->as.truth;
}

static void mark_scope(struct model *model)
{
    for (size_t f = 0; f < model->n_frameworks; f++) {
        struct framework *framework = &model->frameworks[f];
        set_bool(record_value(framework->record, model->known->framework_in_scope), framework->in_scope);
        for (size_t i = 0; i < framework->n_requirements; i++)
            set_bool(record_value(framework->requirements[i], model->known->requirement_in_scope), framework->in_scope);
    }
}

/* Controls whose systems are all retired leave the matrix and stay in the archive. */
static void archive_controls(struct judging *judging, struct record *requirement)
{
    const struct known *known = judging->model->known;
    struct value *slot = record_value(requirement, known->requirement_controls);
    const struct list *all = record_list(requirement, known->requirement_controls);
    size_t n = 0;
    for (uint32_t i = 0; i < all->n; i++)
        n += judging->controls[all->v[i].as.ref.record->index].archived;
    if (!n)
        return;
    struct list *current = list_new(judging->model->arena, all->n - n), *archived = list_new(judging->model->arena, n);
    for (uint32_t i = 0; i < all->n; i++) {
        struct list *list = judging->controls[all->v[i].as.ref.record->index].archived ? archived : current;
        list->v[list->n++] = all->v[i];
    }
    value_set_list(slot, current);
    value_set_list(record_value(requirement, known->requirement_archived_controls), archived);
}

void judge_requirements(struct judging *judging)
{
    struct model *model = judging->model;
    const struct list *requirements = model_records(model, model->known->requirement);
    struct supports supports = { judging, arena_array(judging->scratch, requirements->n, struct verdict) };
    mark_scope(model);
    for (uint32_t i = 0; i < requirements->n; i++) {
        archive_controls(judging, requirements->v[i].as.ref.record);
        if (is_assessable(model, requirements->v[i].as.ref.record))
            gather_all(judging, requirements->v[i].as.ref.record, &supports.of[i]);
    }
    support_crosswalks(&supports);
    for (size_t f = 0; f < model->n_frameworks; f++)
        for (size_t i = 0; model->frameworks[f].in_scope && i < model->frameworks[f].n_requirements; i++) {
            struct record *requirement = model->frameworks[f].requirements[i];
            if (supports.of[requirement->index].n)
                verdict_store(judging, &supports.of[requirement->index], requirement);
        }
}
