/* What the controls that satisfy a requirement and the policies that answer it bring to it. */
#include "model/support.h"

static bool is_in_place(const struct known *known, const struct record *control)
{
    return record_is(control, known->control_status, "implemented") || record_is(control, known->control_status, "partial");
}

/* What an obligation has come to for the systems of the support; of several alike, evidence about none in particular. */
static enum obligation_state state_of(const struct support *support, const struct obligation *obligation, const struct decision **decision)
{
    *decision = obligation_decision(obligation, support_system(support));
    return *decision ? (*decision)->state : OBLIGATION_MISSING;
}

static void gather_obligation(struct support *support, const struct obligation *obligation, struct cell *cell, size_t counts[4])
{
    const struct decision *decision;
    enum obligation_state state = state_of(support, obligation, &decision);
    counts[state]++;
    support->counts[state]++;
    if (!decision || !decision->decides || decision->decides->type != support->model->known->evidence)
        return;                             /* an evaluation without a file adds no evidence */
    support_add_evidence(support, decision->decides);
    if (state != OBLIGATION_MET)
        return;
    enum strength strength = strength_of(record_text(decision->decides, support->model->known->evidence_effective_strength));
    support_weaken(support, strength);
    if (cell->strength == STRENGTH_NONE || strength < cell->strength)
        cell->strength = strength;
}

/* A failure that evidence shows for a system counts for it, even where the control does not name the system. */
static bool fails_for(const struct judged_control *judged, const struct record *system)
{
    for (size_t i = 0; system && i < judged->n; i++) {
        const struct decision *decision = obligation_decision(&judged->obligations[i], system);
        if (decision && decision->system == system && decision->state == OBLIGATION_CONTRADICTED)
            return true;
    }
    return false;
}

static void gather_control(struct support *support, const struct record *control, struct cell *cell)
{
    const struct known *known = support->model->known;
    const struct judged_control *judged = &support->judging->controls[control->index];
    bool partial = record_is(control, known->control_status, "partial");
    size_t counts[4] = { 0 };
    const struct record *system = support_system(support);
    cell->about = is_in_place(known, control) && (control_is_about(judged, system) || fails_for(judged, system));
    if (!cell->about)
        return;
    support->active_controls++;
    support->partial_controls += partial;
    support->silent_controls += !judged->n;
    for (size_t i = 0; i < judged->n; i++)
        gather_obligation(support, &judged->obligations[i], cell, counts);
    cell->state = control_state(counts, partial);
}

/* A control counts with the weakest state that it has for any of the systems. */
static void take_weaker(struct cell *weakest, const struct cell *cell)
{
    if (!cell->about)
        return;
    if (!weakest->about || cell->state < weakest->state)
        weakest->state = cell->state;
    if (weakest->strength == STRENGTH_NONE || (cell->strength != STRENGTH_NONE && cell->strength < weakest->strength))
        weakest->strength = cell->strength;
    weakest->about = true;
}

static void explain_obligation(struct support *support, const struct obligation *obligation)
{
    const struct decision *decision;
    state_of(support, obligation, &decision);
    if (decision)
        support_keep(support, decision->reason);
    else if (obligation->n)                 /* there is evidence, about other systems */
        support_say(support, "%.*s has no evidence for %.*s", STR(obligation->name), STR(support->names));
    else
        support_keep(support, obligation->nothing);
}

static void explain_control(struct support *support, const struct record *control)
{
    const struct judged_control *judged = &support->judging->controls[control->index];
    for (size_t i = 0; i < judged->n; i++)
        explain_obligation(support, &judged->obligations[i]);
    if (!judged->n)
        support_say(support, "%.*s declares no evidence that it owes", STR(control->id));
    else if (record_is(control, support->model->known->control_status, "partial"))
        support_say(support, "%.*s is only partly implemented", STR(control->id));
}

/* Controls that are planned are named each; those in place for other systems only in passing. */
static void explain_inactive(struct support *support, const struct list *controls)
{
    const struct known *known = support->model->known;
    size_t elsewhere = 0;
    for (uint32_t i = 0; i < controls->n; i++) {
        const struct record *control = controls->v[i].as.ref.record;
        if (is_in_place(known, control))
            elsewhere += !support->cells[i].about;
        else
            support_say(support, "%.*s is %.*s", STR(control->id), STR(record_text(control, known->control_status)));
    }
    if (elsewhere && !support->active_controls)
        support_say(support, "no control in place is about %.*s", STR(support->names));
}

void support_gather_controls(struct support *support)
{
    const struct list *controls = record_list(support->requirement, support->model->known->requirement_controls);
    for (uint32_t i = 0; i < controls->n; i++) {
        support->cells[i] = (struct cell){ 0 };
        gather_control(support, controls->v[i].as.ref.record, &support->cells[i]);
        if (support->decides)
            take_weaker(&support->weakest_cells[i], &support->cells[i]);
    }
    for (int state = STATE_CONTRADICTED; state <= STATE_EVIDENCED; state++)     /* what decides is said first */
        for (uint32_t i = 0; i < controls->n; i++)
            if (support->cells[i].about && support->cells[i].state == (enum requirement_state)state)
                explain_control(support, controls->v[i].as.ref.record);
    explain_inactive(support, controls);
}

void support_gather_documents(struct support *support)
{
    const struct known *known = support->model->known;
    const struct list *policies = record_list(support->requirement, known->requirement_policies);
    for (uint32_t i = 0; i < policies->n; i++) {
        const struct record *policy = policies->v[i].as.ref.record;
        bool in_force = policy_in_force(known, policy);
        struct str state = in_force ? S("in force") : record_text(policy, known->policy_state);
        support->documents += in_force;
        support_say(support, "%.*s is %.*s", STR(policy->id), STR(state));
    }
}
