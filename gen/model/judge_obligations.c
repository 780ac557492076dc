/* What an obligation of a control has come to. Per AI system where evidence names systems, the newest item that
 * supports or contradicts decides; on the same day the worst; one system's pass never hides another's failure.
 * A file that nobody reads supports as a document, and takes no failure back: it may be the report of the very same one. */
#include "model/judging.h"

#include <stdlib.h>

struct weighing {
    struct judging *judging;
    struct model *model;
    const struct record *control, *row;
    struct duration every;
    enum strength asked;
    vec(struct decision) decisions;
    vec(struct record *) unread;    /* weighed last, when failures are known */
    const struct record *too_weak;
};

static bool speaks_to(const struct known *known, const struct weighing *weighing, const struct record *evidence)
{
    const struct list *supports = record_list(evidence, known->evidence_supports);
    for (uint32_t i = 0; i < supports->n; i++)
        if (supports->v[i].as.ref.record == weighing->control
            && (!supports->v[i].as.ref.part || supports->v[i].as.ref.part == weighing->row))
            return true;
    return false;
}

/* An item without any date cannot show that it is in time. */
static enum obligation_state in_time(const struct weighing *weighing, date_days day, date_days until, bool contradicts)
{
    bool undated = day == DATE_NONE;
    if (undated && contradicts)
        return OBLIGATION_CONTRADICTED;
    if ((undated && weighing->every.unit) || (until != DATE_NONE && until < weighing->model->as_of))
        return OBLIGATION_STALE;
    return contradicts ? OBLIGATION_CONTRADICTED : OBLIGATION_MET;
}

static struct decision *decision_for(struct weighing *weighing, const struct record *system)
{
    uint32_t *slot = &weighing->judging->slots[system ? system->index + 1 : 0];
    if (*slot)
        return &weighing->decisions.v[*slot - 1];
    struct decision *decision = vec_add(weighing->judging->scratch, &weighing->decisions);
    *slot = (uint32_t)weighing->decisions.n;
    *decision = (struct decision){ .system = system, .day = DATE_NONE, .until = DATE_NONE, .state = OBLIGATION_MISSING };
    return decision;
}

/* A record that decides something, the day on which it says so, and how long that holds. */
struct item {
    struct record *record;
    date_days day, until;
    enum obligation_state state;
    bool unread;                    /* nothing here knows what it says */
};

static void weigh_for(struct weighing *weighing, const struct record *system, const struct item *item)
{
    struct decision *decision = decision_for(weighing, system);
    date_days day = item->day;
    enum obligation_state state = item->state;
    bool undated_failure = day == DATE_NONE && state == OBLIGATION_CONTRADICTED;   /* not shown to be older than anything */
    bool kept_failure = decision->decides && decision->state == OBLIGATION_CONTRADICTED && (decision->day == DATE_NONE || item->unread);
    bool newer = !decision->decides || undated_failure || (day > decision->day && !kept_failure);
    bool worse = decision->decides && day == decision->day && state > decision->state;
    if (newer || worse)
        *decision = (struct decision){ .system = system, .decides = item->record, .day = day, .until = item->until, .state = state };
}

/* Only what supports or contradicts can decide; whether it lapsed is judged against this obligation. */
static bool can_decide(const struct weighing *weighing, const struct record *evidence, bool *contradicts)
{
    const struct known *known = weighing->model->known;
    struct str state = record_text(evidence, known->evidence_state);
    const struct evidence_file *file = &weighing->model->evidence[evidence->index];
    *contradicts = file->refuted.n || (file->facts && file->facts->state == FACTS_CONTRADICTS);
    return str_is(state, "supports") || str_is(state, "contradicts") || str_is(state, "stale") || str_is(state, "unread");
}

static void weigh_evidence(struct weighing *weighing, struct record *evidence, bool contradicts, bool unread)
{
    const struct known *known = weighing->model->known;
    struct item item = { .record = evidence, .day = evidence_day(known, evidence), .until = evidence_valid_until(known, evidence, weighing->every),
        .unread = unread };
    item.state = in_time(weighing, item.day, item.until, contradicts);
    const struct list *systems = record_list(evidence, known->evidence_systems);
    if (!systems->n)
        weigh_for(weighing, NULL, &item);
    for (uint32_t i = 0; i < systems->n; i++)       /* what is retired has left the matrix */
        if (!weighing->judging->retired[systems->v[i].as.ref.record->index])
            weigh_for(weighing, systems->v[i].as.ref.record, &item);
}

static void weigh(struct weighing *weighing, struct record *evidence)
{
    const struct known *known = weighing->model->known;
    bool contradicts;
    if (evidence->rejected || !speaks_to(known, weighing, evidence) || !can_decide(weighing, evidence, &contradicts))
        return;                             /* what was written wrong decides nothing */
    const struct facts *facts = weighing->model->evidence[evidence->index].facts;
    if (!contradicts && strength_of(record_text(evidence, known->evidence_effective_strength)) < weighing->asked)
        weighing->too_weak = evidence;
    else if (!contradicts && facts && facts->state == FACTS_UNREAD)
        *vec_add(weighing->judging->scratch, &weighing->unread) = evidence;
    else
        weigh_evidence(weighing, evidence, contradicts, false);
}

/* An evaluation that missed its limits needs no file to speak against a control; to speak for it, it does. */
static void weigh_evaluation(struct weighing *weighing, struct record *evaluation)
{
    const struct record *system = record_ref(evaluation, weighing->model->known->evaluation_system);
    if (!weighing->judging->failed[evaluation->index] || (system && weighing->judging->retired[system->index]))
        return;
    struct item item = { .record = evaluation, .day = record_date(evaluation, weighing->model->known->evaluation_run_at), .until = DATE_NONE };
    if (weighing->every.unit)
        item.until = date_add(item.day, weighing->every);
    item.state = in_time(weighing, item.day, item.until, true);
    weigh_for(weighing, system, &item);
}

/* A system the control is about, of which no evidence speaks, has nothing to show; evidence about no system in
 * particular speaks of all. */
static void add_silent_systems(struct weighing *weighing)
{
    const struct list *systems = record_list(weighing->control, weighing->model->known->control_systems);
    if (!weighing->decisions.n || weighing->judging->slots[0])
        return;
    for (uint32_t i = 0; i < systems->n; i++)
        if (!weighing->judging->retired[systems->v[i].as.ref.record->index])
            decision_for(weighing, systems->v[i].as.ref.record);
}

static struct str explain(const struct weighing *weighing, const struct decision *decision, struct str name)
{
    struct arena *arena = weighing->judging->arena, *scratch = weighing->judging->scratch;
    struct str until = decision->until == DATE_NONE ? S("") : date_text(scratch, decision->until);
    struct str about = decision->system ? str_printf(scratch, " for %.*s", STR(decision->system->id)) : S("");
    struct str id = decision->decides ? decision->decides->id : S("");
    switch (decision->state) {
    case OBLIGATION_MET:
        return str_printf(arena, "%.*s is met%.*s by %.*s (%.*s)%s%.*s", STR(name), STR(about), STR(id),
                          STR(record_text(decision->decides, weighing->model->known->evidence_effective_strength)), until.n ? ", valid until " : "", STR(until));
    case OBLIGATION_CONTRADICTED:
        return str_printf(arena, "%.*s is contradicted%.*s by %.*s", STR(name), STR(about), STR(id));
    case OBLIGATION_STALE:
        return str_printf(arena, "%.*s%.*s rests on %.*s, which %s%.*s", STR(name), STR(about), STR(id), until.n ? "lapsed after " : "has no date", STR(until));
    case OBLIGATION_MISSING:
        break;
    }
    return str_printf(arena, "%.*s has no evidence%.*s", STR(name), STR(about));
}

static struct str explain_nothing(const struct weighing *weighing, struct str name)
{
    const struct record *weak = weighing->too_weak;
    if (!weak)
        return str_printf(weighing->judging->arena, "%.*s has no evidence", STR(name));
    return str_printf(weighing->judging->arena, "%.*s asks for %.*s; %.*s is only %.*s", STR(name), STR(strength_word(weighing->asked)), STR(weak->id),
                      STR(record_text(weak, weighing->model->known->evidence_effective_strength)));
}

static uint32_t order_of(const struct decision *decision)
{
    return decision->system ? decision->system->index + 1 : 0;
}

static int by_system(const void *a, const void *b)
{
    uint32_t x = order_of(a), y = order_of(b);
    return (x > y) - (x < y);
}

void judge_obligation(struct judging *judging, const struct record *control, const struct record *row, struct obligation *obligation)
{
    const struct known *known = judging->model->known;
    const struct value *every = record_value(row, known->control_requires_every);
    enum strength asked = strength_of(record_text(row, known->control_requires_strength));
    struct weighing weighing = { .judging = judging, .model = judging->model, .control = control, .row = row,
        .every = every->kind == VALUE_DURATION ? every->as.duration : (struct duration){ 0 },
        .asked = asked == STRENGTH_NONE ? STRENGTH_DOCUMENT : asked };
    const struct list *evidence = record_list(control, known->control_evidence);
    for (uint32_t i = 0; i < evidence->n && !row->rejected; i++)
        weigh(&weighing, evidence->v[i].as.ref.record);
    const struct list *related = record_list(control, known->control_related);
    for (uint32_t i = 0; i < related->n && !row->rejected; i++)
        if (related->v[i].as.ref.record->type == known->evaluation)
            weigh_evaluation(&weighing, related->v[i].as.ref.record);
    for (size_t i = 0; i < weighing.unread.n; i++)
        weigh_evidence(&weighing, weighing.unread.v[i], false, true);
    add_silent_systems(&weighing);
    obligation->row = row;
    obligation->name = str_printf(judging->scratch, "%.*s/%s", STR(control->id), row->id.n ? row->id.p : "?");
    obligation->nothing = explain_nothing(&weighing, obligation->name);
    obligation->n = weighing.decisions.n;
    obligation->decisions = weighing.decisions.v;
    for (size_t i = 0; i < obligation->n; i++) {
        obligation->decisions[i].reason = explain(&weighing, &obligation->decisions[i], obligation->name);
        judging->slots[order_of(&obligation->decisions[i])] = 0;
    }
    if (obligation->n)
        qsort(obligation->decisions, obligation->n, sizeof *obligation->decisions, by_system);
}

bool decision_is_worse(const struct decision *a, const struct decision *b)
{
    if (a->state != b->state)
        return a->state > b->state;
    return a->until != DATE_NONE && (b->until == DATE_NONE || a->until < b->until);
}

const struct decision *obligation_decision(const struct obligation *obligation, const struct record *system)
{
    const struct decision *general = obligation->n && !obligation->decisions[0].system ? &obligation->decisions[0] : NULL;
    const struct decision key = { .system = system };
    const struct decision *own = system && obligation->n
        ? bsearch(&key, obligation->decisions, obligation->n, sizeof key, by_system) : NULL;
    if (!general || !own)
        return own ? own : general;
    return decision_is_worse(own, general) ? own : general;
}
