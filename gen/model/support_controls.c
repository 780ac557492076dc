/* What the controls that satisfy a requirement and the policies that answer it bring to it. */
#include "model/support.h"

static enum obligation_state state_of_word(struct str word)
{
    for (int i = OBLIGATION_MET; i <= OBLIGATION_CONTRADICTED; i++)
        if (str_eq(word, obligation_word(i)))
            return i;
    return OBLIGATION_MISSING;
}

static void gather_obligation(struct support *support, const struct record *obligation)
{
    const struct known *known = support->model->known;
    const struct list *deciders = record_list(obligation, known->control_requires_deciders);
    enum obligation_state state = state_of_word(record_text(obligation, known->control_requires_state));
    support->counts[state]++;
    for (uint32_t i = 0; i < deciders->n; i++) {
        struct record *evidence = deciders->v[i].as.ref.record;
        support_add_evidence(support, evidence);
        if (state == OBLIGATION_MET)
            support_weaken(support, strength_of(record_text(evidence, known->evidence_effective_strength)));
    }
}

static void gather_reasons(struct support *support, const struct record *control)
{
    const struct list *reasons = record_list(control, support->model->known->control_reasons);
    for (uint32_t i = 0; i < reasons->n; i++)
        reason_add(support->model->arena, &support->reasons, "%.*s", STR(reasons->v[i].as.text));
}

static void gather_control(struct support *support, const struct record *control)
{
    const struct known *known = support->model->known;
    bool partial = record_is(control, known->control_status, "partial");
    if (!partial && !record_is(control, known->control_status, "implemented")) {
        reason_add(support->model->arena, &support->reasons, "%.*s is %.*s", STR(control->id), STR(record_text(control, known->control_status)));
        return;
    }
    const struct list *requires = record_list(control, known->control_requires);
    support->active_controls++;
    support->partial_controls += partial;
    support->silent_controls += !requires->n;
    for (uint32_t i = 0; i < requires->n; i++)
        gather_obligation(support, requires->v[i].as.ref.record);
    gather_reasons(support, control);
}

static const char *const ranks[] = { "contradicted", "stale", "designed", "partial", "evidenced" };
enum { RANKS = sizeof ranks / sizeof *ranks };

/* The worse the state of a control, the earlier it is spoken of. */
static size_t rank_of(const struct known *known, const struct record *control)
{
    size_t rank = 0;
    while (rank < RANKS && !record_is(control, known->control_state, ranks[rank]))
        rank++;
    return rank;
}

void support_gather_controls(struct support *support)
{
    const struct known *known = support->model->known;
    const struct list *controls = record_list(support->requirement, known->requirement_controls);
    for (size_t rank = 0; rank <= RANKS; rank++)    /* what decides is said first */
        for (uint32_t i = 0; i < controls->n; i++)
            if (rank_of(known, controls->v[i].as.ref.record) == rank)
                gather_control(support, controls->v[i].as.ref.record);
}

void support_gather_documents(struct support *support)
{
    const struct known *known = support->model->known;
    const struct list *policies = record_list(support->requirement, known->requirement_policies);
    for (uint32_t i = 0; i < policies->n; i++) {
        const struct record *policy = policies->v[i].as.ref.record;
        if (policy_in_force(known, policy)) {
            support->documents++;
            reason_add(support->model->arena, &support->reasons, "%.*s is in force", STR(policy->id));
        } else {
            reason_add(support->model->arena, &support->reasons, "%.*s is %.*s", STR(policy->id), STR(record_text(policy, known->policy_state)));
        }
    }
}
