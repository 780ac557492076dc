/* Findings about crosswalks: states that rest on what nobody has confirmed, and sources that contradict each other. */
#include "check/check.h"
#include "model/crosswalk.h"

/* What no crosswalk changed, or what does not apply, rests on none. */
static bool rests_on_chain(const struct known *known, const struct record *requirement)
{
    return record_is(requirement, known->requirement_state, "partial") || record_is(requirement, known->requirement_state, "evidenced");
}

static bool uses(const struct known *known, const struct record *requirement, const struct record *crosswalk)
{
    const struct list *steps = record_list(requirement, known->requirement_through);
    for (uint32_t i = 0; i < steps->n; i++)
        if (record_ref(steps->v[i].as.ref.record, known->requirement_through_crosswalk) == crosswalk)
            return true;
    return false;
}

static void check_draft(const struct model *model, struct diags *diags, const struct record *crosswalk)
{
    const struct known *known = model->known;
    const struct list *requirements = model_records(model, known->requirement);
    size_t n = 0;
    for (uint32_t i = 0; i < requirements->n; i++) {
        const struct record *requirement = requirements->v[i].as.ref.record;
        n += rests_on_chain(known, requirement) && uses(known, requirement, crosswalk);
    }
    if (!n)
        return;
    struct diag *diag = diag_report(diags, DIAG_CROSSWALK_DRAFT, crosswalk->pos, "%zu requirement%s on the crosswalk %.*s, which is a draft", n,
                                    n == 1 ? " rests" : "s rest", STR(crosswalk->id));
    diag_subject(diag, crosswalk->id);
}

static void check_conflicts(struct diags *diags, const struct crosswalk *crosswalk)
{
    for (size_t i = 0; i < crosswalk->n_pairs; i++) {
        const struct crosswalk_pair *pair = &crosswalk->pairs[i];
        if (!pair->denied_by)
            continue;
        struct diag *diag = diag_report(diags, DIAG_CROSSWALK_CONFLICT, pair->row->pos, "%.*s is %.*s %.*s here, and has no relationship with it elsewhere",
                                        STR(pair->from->id), STR(relation_word(pair->relation)), STR(pair->to->id));
        diag_related(diag_subject(diag, crosswalk->record->id), pair->denied_by->row->pos, S("the other one"));
    }
}

static void run(const struct model *model, struct diags *diags)
{
    for (size_t i = 0; i < model->n_crosswalks; i++) {
        check_conflicts(diags, &model->crosswalks[i]);
        if (record_is(model->crosswalks[i].record, model->known->crosswalk_status, "draft"))
            check_draft(model, diags, model->crosswalks[i].record);
    }
}

const struct rule rule_crosswalks = { "crosswalks", "crosswalks that nobody has confirmed, or that contradict each other", run };
