/* The state of each requirement, by the weakest link of what it rests on: the first rule of `rules` that fits.
 * What it rests on is gathered first: the obligations of the controls that satisfy it, its own needs, documents. */
#include "model/verdict.h"

struct support {
    struct model *model;
    struct record *requirement;
    size_t counts[4];               /* obligations and needs, by enum obligation_state */
    size_t needs_met;
    size_t active_controls, partial_controls, silent_controls;  /* silent: declares no obligation */
    size_t documents;               /* approved policies in force */
    enum strength weakest;
    struct reasons reasons;
    vec(struct record *) evidence;
};

static void weaken(struct support *support, enum strength strength)
{
    if (strength != STRENGTH_NONE && (support->weakest == STRENGTH_NONE || strength < support->weakest))
        support->weakest = strength;
}

static void add_evidence(struct support *support, struct record *evidence)
{
    for (size_t i = 0; i < support->evidence.n; i++)
        if (support->evidence.v[i] == evidence)
            return;
    *vec_add(support->model->arena, &support->evidence) = evidence;
}

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
        add_evidence(support, evidence);
        if (state == OBLIGATION_MET)
            weaken(support, strength_of(record_text(evidence, known->evidence_effective_strength)));
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

static void gather_documents(struct support *support)
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

struct need {
    const struct record *row;
    enum obligation_state state;
    struct record *evidence;
    date_days until;
};

static struct record *document_in_force(const struct support *support)
{
    const struct list *policies = record_list(support->requirement, support->model->known->requirement_policies);
    for (uint32_t i = 0; i < policies->n; i++)
        if (policy_in_force(support->model->known, policies->v[i].as.ref.record))
            return policies->v[i].as.ref.record;
    return NULL;
}

static void judge_document_need(struct support *support, struct need *need)
{
    need->evidence = document_in_force(support);
    need->state = need->evidence ? OBLIGATION_MET : OBLIGATION_MISSING;
    if (!need->evidence)
        reason_add(support->model->arena, &support->reasons, "no approved policy in force satisfies it");
}

/* The newest record of the type that is not in the future. Without `every` any record serves, dated or not. */
static void judge_record_need(struct support *support, const struct record_type *type, struct duration every, struct need *need)
{
    struct model *model = support->model;
    const struct list *records = model_records(model, type);
    date_days newest = DATE_NONE;
    for (uint32_t i = 0; i < records->n; i++) {
        struct record *record = records->v[i].as.ref.record;
        date_days day = type->date ? record_date(record, type->date) : DATE_NONE;
        if ((day != DATE_NONE && day > model->as_of) || (type == model->known->policy && !policy_in_force(model->known, record)))
            continue;
        if (need->evidence && (day == DATE_NONE || (newest != DATE_NONE && day <= newest)))
            continue;
        need->evidence = record;
        newest = day;
    }
    if (!need->evidence) {
        reason_add(model->arena, &support->reasons, "there is no %.*s", STR(type->name));
        return;
    }
    need->until = every.unit && newest != DATE_NONE ? date_add(newest, every) : DATE_NONE;
    bool late = every.unit && (newest == DATE_NONE || need->until < model->as_of);
    need->state = late ? OBLIGATION_STALE : OBLIGATION_MET;
    if (late && newest == DATE_NONE)
        reason_add(model->arena, &support->reasons, "no %.*s has a date, so none is shown to be in time", STR(type->name));
    else if (late)
        reason_add(model->arena, &support->reasons, "the newest %.*s, %.*s, lapsed after %.*s", STR(type->name), STR(need->evidence->id), STR(date_text(model->arena, need->until)));
    else
        reason_add(model->arena, &support->reasons, "%.*s is on file as %.*s", STR(need->evidence->id), STR(type->name));
}

static bool is_true(const struct value *value)
{
    return value->kind == VALUE_BOOL && value->as.truth;
}

/* A row names a type, or asks for a document: framework_load.c sees to that. */
static void judge_need(struct support *support, struct record *row)
{
    struct model *model = support->model;
    const struct known *known = model->known;
    struct need need = { .row = row, .state = OBLIGATION_MISSING, .until = DATE_NONE };
    const struct record_type *type = model_type(model, record_text(row, known->requirement_needs_type));
    const struct value *every = record_value(row, known->requirement_needs_every);
    const struct value *or_document = record_value(row, known->requirement_needs_or_document);
    const struct value *document = record_value(row, known->requirement_needs_document);
    if (type)
        judge_record_need(support, type, every->kind == VALUE_DURATION ? every->as.duration : (struct duration){ 0 }, &need);
    if (is_true(document) || (need.state == OBLIGATION_MISSING && is_true(or_document)))
        judge_document_need(support, &need);
    support->counts[need.state]++;
    support->needs_met += need.state == OBLIGATION_MET;
    if (need.state == OBLIGATION_MET)
        weaken(support, STRENGTH_DOCUMENT);
    value_set_text(record_value(row, known->requirement_needs_state), obligation_word(need.state));
    value_set_record(record_value(row, known->requirement_needs_evidence), need.evidence);
    value_set_date(record_value(row, known->requirement_needs_valid_until), need.until);
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

static void gather(struct support *support)
{
    const struct known *known = support->model->known;
    const struct list *controls = record_list(support->requirement, known->requirement_controls);
    const struct list *needs = record_list(support->requirement, known->requirement_needs);
    for (size_t rank = 0; rank <= RANKS; rank++)    /* what decides is said first */
        for (uint32_t i = 0; i < controls->n; i++)
            if (rank_of(known, controls->v[i].as.ref.record) == rank)
                gather_control(support, controls->v[i].as.ref.record);
    gather_documents(support);
    for (uint32_t i = 0; i < needs->n; i++)
        judge_need(support, needs->v[i].as.ref.record);
}

/* The rules, in the order in which they decide. */

/* Every row about it says "not applicable" and why; one without a justification excludes nothing. The statement of
 * applicability decides about the controls of an annex and about nothing else. */
static bool is_excluded(struct support *support)
{
    const struct known *known = support->model->known;
    if (!record_is(support->requirement, known->requirement_kind, "control"))
        return false;
    const struct list *rows = record_list(support->requirement, known->requirement_soa);
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct record *row = rows->v[i].as.ref.record;
        const struct value *applicable = record_value(row, known->soa_applicable);
        bool excludes = applicable->kind == VALUE_BOOL && !applicable->as.truth && value_has_text(record_value(row, known->soa_justification));
        if (!excludes)
            return false;
        reason_add(support->model->arena, &support->reasons, "%.*s: not applicable, with a justification", STR(row->id));
    }
    return rows->n > 0;
}

static bool is_not_yet_applicable(struct support *support)
{
    date_days from = record_date(support->requirement, support->model->known->requirement_applies_from);
    if (from == DATE_NONE || from <= support->model->as_of)
        return false;
    reason_add(support->model->arena, &support->reasons, "applies from %.*s", STR(date_text(support->model->arena, from)));
    return true;
}

static bool is_contradicted(struct support *support)
{
    return support->counts[OBLIGATION_CONTRADICTED] > 0;
}

static bool is_gap(struct support *support)
{
    if (support->active_controls || support->needs_met || support->documents)
        return false;
    reason_add(support->model->arena, &support->reasons, "no implemented control, no document in force, nothing inherited");
    return true;
}

static bool is_stale(struct support *support)
{
    return support->counts[OBLIGATION_STALE] > 0;
}

static bool is_designed(struct support *support)
{
    if (support->counts[OBLIGATION_MET])
        return false;
    reason_add(support->model->arena, &support->reasons, "nothing shows that it operates");
    return true;
}

static bool is_partial(struct support *support)
{
    return support->counts[OBLIGATION_MISSING] || support->partial_controls || support->silent_controls;
}

static bool is_evidenced(struct support *support)
{
    (void)support;
    return true;
}

/* `early` rules need nothing gathered. Inheritance and crosswalks will add what they bring to `struct support`;
 * a rule for `inherited` then stands before the last. */
static const struct rule {
    const char *state;
    bool early;
    bool (*fits)(struct support *support);
} rules[] = {
    { "excluded", true, is_excluded },
    { "not-yet-applicable", true, is_not_yet_applicable },
    { "contradicted", false, is_contradicted },
    { "gap", false, is_gap },
    { "stale", false, is_stale },
    { "designed", false, is_designed },
    { "partial", false, is_partial },
    { "evidenced", false, is_evidenced },
};

static void store(struct support *support, const char *state)
{
    const struct known *known = support->model->known;
    struct record *requirement = support->requirement;
    struct list *evidence = list_new(support->model->arena, support->evidence.n);
    for (; evidence->n < support->evidence.n; evidence->n++)
        value_set_record(&evidence->v[evidence->n], support->evidence.v[evidence->n]);
    value_set_text(record_value(requirement, known->requirement_state), str_of(state));
    value_set_list(record_value(requirement, known->requirement_evidence), evidence);
    if (support->weakest != STRENGTH_NONE)
        value_set_text(record_value(requirement, known->requirement_strength), strength_word(support->weakest));
    reasons_store(support->model->arena, record_value(requirement, known->requirement_reasons), &support->reasons);
}

static void judge_requirement(struct model *model, struct record *requirement)
{
    struct support support = { .model = model, .requirement = requirement };
    bool gathered = false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (!rules[i].early && !gathered) {
            support.reasons.list.n = 0;     /* what an early rule noted before it did not fit */
            gather(&support);
            gathered = true;
        }
        if (rules[i].fits(&support)) {
            if (!gathered) {                /* what it rests on is still shown, without its reasons */
                struct reasons reasons = support.reasons;
                gather(&support);
                support.reasons = reasons;
            }
            store(&support, rules[i].state);
            return;
        }
    }
}

static void set_bool(struct value *value, bool truth)
{
    *value = (struct value){ .kind = VALUE_BOOL, .as.truth = truth };
}

void judge_requirements(struct model *model)
{
    const struct known *known = model->known;
    for (size_t f = 0; f < model->n_frameworks; f++) {
        struct framework *framework = &model->frameworks[f];
        set_bool(record_value(framework->record, known->framework_in_scope), framework->in_scope);
        for (size_t i = 0; i < framework->n_requirements; i++) {
            struct record *requirement = framework->requirements[i];
            const struct value *assessable = record_value(requirement, known->requirement_assessable);
            set_bool(record_value(requirement, known->requirement_in_scope), framework->in_scope);
            if (framework->in_scope && assessable->kind == VALUE_BOOL && assessable->as.truth)
                judge_requirement(model, requirement);
        }
    }
}
