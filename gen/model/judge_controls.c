/* The state of each obligation of a control, and of the control.
 * Per obligation, and per AI system where evidence names systems, the newest item that supports or contradicts
 * decides; on the same day the worst; one system's pass never hides another's failure. */
#include "model/verdict.h"

struct group {                      /* the evidence about one AI system, or about none in particular */
    const struct record *system;
    const struct record *decides;
    date_days day, until;
    enum obligation_state state;
};

struct weighing {
    struct model *model;
    const struct record *control, *obligation;
    struct duration every;
    enum strength asked;
    vec(struct group) groups;
    struct reasons *reasons;
    const struct record *too_weak;
};

static bool speaks_to(const struct known *known, const struct weighing *weighing, const struct record *evidence)
{
    const struct list *supports = record_list(evidence, known->evidence_supports);
    for (uint32_t i = 0; i < supports->n; i++)
        if (supports->v[i].as.ref.record == weighing->control
            && (!supports->v[i].as.ref.part || supports->v[i].as.ref.part == weighing->obligation))
            return true;
    return false;
}

/* An item without any date cannot show that it is in time. */
static enum obligation_state in_time(const struct weighing *weighing, const struct record *evidence, date_days *until, bool contradicts)
{
    *until = evidence_valid_until(weighing->model->known, evidence, weighing->every);
    bool undated = evidence_day(weighing->model->known, evidence) == DATE_NONE;
    if (undated && contradicts)
        return OBLIGATION_CONTRADICTED;
    if ((undated && weighing->every.unit) || (*until != DATE_NONE && *until < weighing->model->as_of))
        return OBLIGATION_STALE;
    return contradicts ? OBLIGATION_CONTRADICTED : OBLIGATION_MET;
}

static struct group *group_of(struct weighing *weighing, const struct record *system)
{
    for (size_t i = 0; i < weighing->groups.n; i++)
        if (weighing->groups.v[i].system == system)
            return &weighing->groups.v[i];
    struct group *group = vec_add(weighing->model->arena, &weighing->groups);
    group->system = system;
    group->day = DATE_NONE;
    return group;
}

static void weigh_for(struct weighing *weighing, const struct record *system, const struct record *evidence,
                      enum obligation_state state, date_days until)
{
    struct group *group = group_of(weighing, system);
    date_days day = evidence_day(weighing->model->known, evidence);
    bool undated_failure = day == DATE_NONE && state == OBLIGATION_CONTRADICTED;   /* not shown to be older than anything */
    bool kept_failure = group->decides && group->day == DATE_NONE && group->state == OBLIGATION_CONTRADICTED;
    bool newer = !group->decides || undated_failure || (day > group->day && !kept_failure);
    bool worse = group->decides && day == group->day && state > group->state;
    if (newer || worse)
        *group = (struct group){ system, evidence, day, until, state };
}

/* Only what supports or contradicts can decide; whether it lapsed is judged against this obligation. */
static bool can_decide(const struct weighing *weighing, const struct record *evidence, bool *contradicts)
{
    const struct known *known = weighing->model->known;
    struct str state = record_text(evidence, known->evidence_state);
    const struct facts *facts = weighing->model->evidence[evidence->index].facts;
    *contradicts = facts && facts->state == FACTS_CONTRADICTS;
    return str_is(state, "supports") || str_is(state, "contradicts") || str_is(state, "stale") || str_is(state, "unread");
}

static void weigh(struct weighing *weighing, const struct record *evidence)
{
    const struct known *known = weighing->model->known;
    bool contradicts;
    if (evidence->rejected || !speaks_to(known, weighing, evidence) || !can_decide(weighing, evidence, &contradicts))
        return;                             /* what was written wrong decides nothing */
    if (!contradicts && strength_of(record_text(evidence, known->evidence_effective_strength)) < weighing->asked) {
        weighing->too_weak = evidence;
        return;
    }
    date_days until;
    enum obligation_state state = in_time(weighing, evidence, &until, contradicts);
    const struct list *systems = record_list(evidence, known->evidence_systems);
    if (!systems->n)
        weigh_for(weighing, NULL, evidence, state, until);
    for (uint32_t i = 0; i < systems->n; i++)
        weigh_for(weighing, systems->v[i].as.ref.record, evidence, state, until);
}

static const char *obligation_name(const struct weighing *weighing)
{
    return weighing->obligation->id.n ? weighing->obligation->id.p : "?";
}

static void explain_group(struct weighing *weighing, const struct group *group)
{
    struct arena *arena = weighing->model->arena;
    struct str control = weighing->control->id, until = group->until == DATE_NONE ? S("") : date_text(arena, group->until);
    struct str about = group->system ? str_printf(arena, " for %.*s", STR(group->system->id)) : S("");
    struct str id = group->decides ? group->decides->id : S("");
    switch (group->state) {
    case OBLIGATION_MET:
        reason_add(arena, weighing->reasons, "%.*s/%s is met%.*s by %.*s (%.*s)%s%.*s", STR(control), obligation_name(weighing), STR(about), STR(id),
                   STR(record_text(group->decides, weighing->model->known->evidence_effective_strength)), until.n ? ", valid until " : "", STR(until));
        break;
    case OBLIGATION_CONTRADICTED:
        reason_add(arena, weighing->reasons, "%.*s/%s is contradicted%.*s by %.*s", STR(control), obligation_name(weighing), STR(about), STR(id));
        break;
    case OBLIGATION_STALE:
        reason_add(arena, weighing->reasons, "%.*s/%s%.*s rests on %.*s, which %s%.*s", STR(control), obligation_name(weighing), STR(about), STR(id), until.n ? "lapsed after " : "has no date", STR(until));
        break;
    case OBLIGATION_MISSING:
        reason_add(arena, weighing->reasons, "%.*s/%s has no evidence%.*s", STR(control), obligation_name(weighing), STR(about));
        break;
    }
}

static void explain_nothing(struct weighing *weighing)
{
    if (weighing->too_weak)
        reason_add(weighing->model->arena, weighing->reasons, "%.*s/%s asks for %.*s; %.*s is only %.*s", STR(weighing->control->id), obligation_name(weighing),
                   STR(strength_word(weighing->asked)), STR(weighing->too_weak->id), STR(record_text(weighing->too_weak, weighing->model->known->evidence_effective_strength)));
    else
        reason_add(weighing->model->arena, weighing->reasons, "%.*s/%s has no evidence", STR(weighing->control->id), obligation_name(weighing));
}

/* A system the control is about, of which no evidence speaks, has nothing to show; evidence about no system in
 * particular speaks of all. */
static void add_silent_systems(struct weighing *weighing)
{
    const struct list *systems = record_list(weighing->control, weighing->model->known->control_systems);
    for (size_t i = 0; i < weighing->groups.n; i++)
        if (!weighing->groups.v[i].system)
            return;
    for (uint32_t i = 0; i < systems->n; i++) {
        struct group *group = group_of(weighing, systems->v[i].as.ref.record);
        if (!group->decides) {
            group->state = OBLIGATION_MISSING;
            group->until = DATE_NONE;
        }
    }
}

static void store_obligation(struct weighing *weighing, enum obligation_state state, const struct group *worst)
{
    const struct known *known = weighing->model->known;
    struct record *row = (struct record *)weighing->obligation;
    value_set_text(record_value(row, known->control_requires_state), obligation_word(state));
    value_set_record(record_value(row, known->control_requires_evidence), worst ? (struct record *)worst->decides : NULL);
    value_set_date(record_value(row, known->control_requires_valid_until), worst ? worst->until : DATE_NONE);
}

static void store_deciders(struct weighing *weighing)
{
    struct list *list = list_new(weighing->model->arena, weighing->groups.n);
    for (size_t i = 0; i < weighing->groups.n; i++)
        if (weighing->groups.v[i].decides)
            value_set_record(&list->v[list->n++], (struct record *)weighing->groups.v[i].decides);
    value_set_list(record_value(weighing->obligation, weighing->model->known->control_requires_deciders), list);
}

/* Of equally bad groups the one that lapses first stands for the obligation. */
static bool is_worse(const struct group *a, const struct group *b)
{
    if (a->state != b->state)
        return a->state > b->state;
    return a->until != DATE_NONE && (b->until == DATE_NONE || a->until < b->until);
}

static enum obligation_state judge_obligation(struct model *model, const struct record *control, struct record *obligation, struct reasons *reasons)
{
    const struct known *known = model->known;
    const struct value *every = record_value(obligation, known->control_requires_every);
    enum strength asked = strength_of(record_text(obligation, known->control_requires_strength));
    struct weighing weighing = { .model = model, .control = control, .obligation = obligation, .reasons = reasons,
        .every = every->kind == VALUE_DURATION ? every->as.duration : (struct duration){ 0 },
        .asked = asked == STRENGTH_NONE ? STRENGTH_DOCUMENT : asked };
    const struct list *evidence = record_list(control, known->control_evidence);
    for (uint32_t i = 0; i < evidence->n && !obligation->rejected; i++)
        weigh(&weighing, evidence->v[i].as.ref.record);
    if (weighing.groups.n)
        add_silent_systems(&weighing);
    else
        explain_nothing(&weighing);
    const struct group *worst = NULL;
    for (size_t i = 0; i < weighing.groups.n; i++)
        if (!worst || is_worse(&weighing.groups.v[i], worst))
            worst = &weighing.groups.v[i];
    for (int state = OBLIGATION_CONTRADICTED; state >= OBLIGATION_MET; state--)     /* what decides is said first */
        for (size_t i = 0; i < weighing.groups.n; i++)
            if (weighing.groups.v[i].state == (enum obligation_state)state)
                explain_group(&weighing, &weighing.groups.v[i]);
    enum obligation_state state = worst ? worst->state : OBLIGATION_MISSING;
    store_obligation(&weighing, state, worst);
    store_deciders(&weighing);
    return state;
}

static const char *control_state(const struct model *model, const struct record *control, const size_t counts[4], struct reasons *reasons)
{
    struct str status = record_text(control, model->known->control_status);
    if (!str_is(status, "implemented") && !str_is(status, "partial"))
        return status.n ? status.p : "";        /* none: reported, and nothing is said about it */
    if (counts[OBLIGATION_CONTRADICTED])
        return "contradicted";
    if (counts[OBLIGATION_STALE])
        return "stale";
    if (!counts[OBLIGATION_MET]) {
        if (!counts[OBLIGATION_MISSING])
            reason_add(model->arena, reasons, "%.*s declares no evidence that it owes", STR(control->id));
        return "designed";
    }
    if (str_is(status, "partial"))
        reason_add(model->arena, reasons, "%.*s is only partly implemented", STR(control->id));
    return counts[OBLIGATION_MISSING] || str_is(status, "partial") ? "partial" : "evidenced";
}

void judge_controls(struct model *model)
{
    const struct known *known = model->known;
    const struct list *controls = model_records(model, known->control);
    for (uint32_t i = 0; i < controls->n; i++) {
        struct record *control = controls->v[i].as.ref.record;
        const struct list *requires = record_list(control, known->control_requires);
        struct reasons reasons = { 0 };
        size_t counts[4] = { 0 };
        for (uint32_t k = 0; k < requires->n; k++)
            counts[judge_obligation(model, control, requires->v[k].as.ref.record, &reasons)]++;
        struct str state = str_of(control_state(model, control, counts, &reasons));
        if (state.n)
            value_set_text(record_value(control, known->control_state), state);
        reasons_store(model->arena, record_value(control, known->control_reasons), &reasons);
    }
}
