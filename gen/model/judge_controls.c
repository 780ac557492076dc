/* The state of each control, by the weakest of its obligations. */
#include "model/judging.h"

#include <stdlib.h>

static void store_obligation(struct judging *judging, const struct obligation *obligation, const struct decision *worst)
{
    const struct known *known = judging->model->known;
    const struct record *row = obligation->row;
    struct list *deciders = list_new(judging->arena, obligation->n);
    for (size_t i = 0; i < obligation->n; i++)
        if (obligation->decisions[i].decides)
            value_set_record(&deciders->v[deciders->n++], obligation->decisions[i].decides);
    value_set_text(record_value(row, known->control_requires_state), obligation_word(worst ? worst->state : OBLIGATION_MISSING));
    value_set_record(record_value(row, known->control_requires_evidence), worst ? worst->decides : NULL);
    value_set_date(record_value(row, known->control_requires_valid_until), worst ? worst->until : DATE_NONE);
    value_set_list(record_value(row, known->control_requires_deciders), deciders);
}

static const struct decision *worst_decision(const struct obligation *obligation)
{
    const struct decision *worst = NULL;
    for (size_t i = 0; i < obligation->n; i++)
        if (!worst || decision_is_worse(&obligation->decisions[i], worst))
            worst = &obligation->decisions[i];
    return worst;
}

static void explain(struct judging *judging, const struct obligation *obligation, struct reasons *reasons)
{
    if (!obligation->n)
        reason_keep(judging->arena, reasons, obligation->nothing);
    for (int state = OBLIGATION_CONTRADICTED; state >= OBLIGATION_MET; state--)     /* what decides is said first */
        for (size_t i = 0; i < obligation->n; i++)
            if (obligation->decisions[i].state == (enum obligation_state)state)
                reason_keep(judging->arena, reasons, obligation->decisions[i].reason);
}

enum requirement_state control_state(const size_t counts[4], bool partial)
{
    if (counts[OBLIGATION_CONTRADICTED])
        return STATE_CONTRADICTED;
    if (counts[OBLIGATION_STALE])
        return STATE_STALE;
    if (!counts[OBLIGATION_MET])
        return STATE_DESIGNED;
    return counts[OBLIGATION_MISSING] || partial ? STATE_PARTIAL : STATE_EVIDENCED;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void note_systems(struct judging *judging, const struct record *control, struct judged_control *judged)
{
    const struct list *systems = record_list(control, judging->model->known->control_systems);
    judged->n_systems = systems->n;
    judged->archived = systems->n > 0;
    if (!systems->n)
        return;
    judged->systems = arena_array(judging->scratch, systems->n, uint32_t);
    for (uint32_t i = 0; i < systems->n; i++) {
        judged->systems[i] = systems->v[i].as.ref.record->index;
        judged->archived = judged->archived && judging->retired[judged->systems[i]];
    }
    qsort(judged->systems, judged->n_systems, sizeof *judged->systems, by_number);
}

bool control_is_about(const struct judged_control *control, const struct record *system)
{
    return !control->n_systems || (system && bsearch(&system->index, control->systems, control->n_systems, sizeof *control->systems, by_number));
}

static struct str find_state(struct judging *judging, const struct record *control, const struct judged_control *judged,
                             const size_t counts[4], struct reasons *reasons)
{
    struct str status = record_text(control, judging->model->known->control_status);
    bool partial = str_is(status, "partial");
    if (judged->archived) {
        *reasons = (struct reasons){ 0 };
        reason_add(judging->arena, reasons, "every AI system that %.*s is about is retired", STR(control->id));
        return S("retired");
    }
    if (!partial && !str_is(status, "implemented"))
        return status;                      /* none: reported, and nothing is said about it */
    enum requirement_state state = control_state(counts, partial);
    if (!judged->n)
        reason_add(judging->arena, reasons, "%.*s declares no evidence that it owes", STR(control->id));
    else if (state == STATE_PARTIAL && partial)
        reason_add(judging->arena, reasons, "%.*s is only partly implemented", STR(control->id));
    return requirement_state_word(state);
}

static void judge_control(struct judging *judging, size_t i)
{
    const struct model *model = judging->model;
    struct record *control = model_records(model, model->known->control)->v[i].as.ref.record;
    struct judged_control *judged = &judging->controls[i];
    const struct list *requires = record_list(control, model->known->control_requires);
    struct reasons reasons = { 0 };
    size_t counts[4] = { 0 };
    note_systems(judging, control, judged);
    judged->n = requires->n;
    judged->obligations = arena_array(judging->scratch, requires->n, struct obligation);
    for (uint32_t k = 0; k < requires->n; k++) {
        struct obligation *obligation = &judged->obligations[k];
        judge_obligation(judging, control, requires->v[k].as.ref.record, obligation);
        const struct decision *worst = worst_decision(obligation);
        counts[worst ? worst->state : OBLIGATION_MISSING]++;
        store_obligation(judging, obligation, worst);
        explain(judging, obligation, &reasons);
    }
    struct str state = find_state(judging, control, judged, counts, &reasons);
    if (state.n)
        value_set_text(record_value(control, model->known->control_state), state);
    reasons_store(judging->arena, record_value(control, model->known->control_reasons), &reasons);
}

void judge_controls(struct judging *judging)
{
    const struct list *controls = model_records(judging->model, judging->model->known->control);
    judging->controls = arena_array(judging->scratch, controls->n, struct judged_control);
    judge_each(judging, controls->n, judge_control);
}
