/* The state of each requirement, by the weakest link of what it rests on (support.h). Whether it applies at all is
 * asked first. */
#include "model/support.h"

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

static bool is_not_yet_applicable(const struct model *model, const struct record *requirement, struct reasons *because)
{
    date_days from = record_date(requirement, model->known->requirement_applies_from);
    if (from == DATE_NONE || from <= model->as_of)
        return false;
    reason_add(model->arena, because, "applies from %.*s", STR(date_text(model->arena, from)));
    return true;
}

/* What it rests on is gathered even where it does not apply: it is still shown, without its reasons. */
static struct support *gather(struct model *model, struct record *requirement)
{
    struct support *support = arena_new_of(model->arena, struct support);
    support->model = model;
    support->requirement = requirement;
    support_gather_controls(support);
    support_gather_documents(support);
    support_gather_needs(support);
    support->own_state = support->state = support_decide(support, &support->because);
    return support;
}

static void store(const struct support *support, struct str state, const struct reasons *reasons)
{
    const struct known *known = support->model->known;
    struct record *requirement = support->requirement;
    struct list *evidence = list_new(support->model->arena, support->evidence.n);
    for (; evidence->n < support->evidence.n; evidence->n++)
        value_set_record(&evidence->v[evidence->n], support->evidence.v[evidence->n]);
    value_set_text(record_value(requirement, known->requirement_state), state);
    value_set_list(record_value(requirement, known->requirement_evidence), evidence);
    if (support->weakest != STRENGTH_NONE)
        value_set_text(record_value(requirement, known->requirement_strength), strength_word(support->weakest));
    reasons_store(support->model->arena, record_value(requirement, known->requirement_reasons), reasons);
}

static void judge_requirement(struct support *support)
{
    struct model *model = support->model;
    struct reasons because = { 0 };
    if (is_excluded(model, support->requirement, &because)) {
        store(support, S("excluded"), &because);
        return;
    }
    because = (struct reasons){ 0 };            /* what a row said that did not exclude it */
    if (is_not_yet_applicable(model, support->requirement, &because)) {
        store(support, S("not-yet-applicable"), &because);
        return;
    }
    for (size_t i = 0; i < support->because.list.n; i++)
        reason_add(model->arena, &support->reasons, "%.*s", STR(support->because.list.v[i]));
    store(support, requirement_state_word(support->state), &support->reasons);
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

void judge_requirements(struct model *model)
{
    const struct list *requirements = model_records(model, model->known->requirement);
    struct supports supports = { model, arena_array(model->arena, requirements->n, struct support *) };
    mark_scope(model);
    for (uint32_t i = 0; i < requirements->n; i++)
        if (is_assessable(model, requirements->v[i].as.ref.record))
            supports.of[i] = gather(model, requirements->v[i].as.ref.record);
    support_crosswalks(&supports);
    for (uint32_t i = 0; i < requirements->n; i++)
        if (supports.of[i] && model_framework_of(model, requirements->v[i].as.ref.record)->in_scope)
            judge_requirement(supports.of[i]);
}
