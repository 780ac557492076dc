/* The state of policies (draft, coming, in-force, superseded, retired) at `as_of`, and whether their approval is proven.
 * In force is what was approved, has begun, and was not replaced: by a text that has begun itself, directly or through
 * versions between. A replacement that was retired later does not bring back what it replaced. */
#include "model/judging.h"

bool policy_in_force(const struct known *known, const struct record *policy)
{
    return !policy->rejected && record_is(policy, known->policy_state, "in-force") && !record_is(policy, known->policy_approval, "contradicted");
}

/* Neither before it was approved nor before it takes effect. */
static bool has_begun(const struct model *model, const struct record *policy)
{
    date_days from = record_date(policy, model->known->policy_effective_from);
    date_days approved = record_date(policy, model->known->policy_approved_on);
    return (from == DATE_NONE || from <= model->as_of) && (approved == DATE_NONE || approved <= model->as_of);
}

static bool binds_or_bound(const struct model *model, const struct record *policy)
{
    const struct field *status = model->known->policy_status;
    return (record_is(policy, status, "approved") || record_is(policy, status, "retired")) && has_begun(model, policy);
}

/* Marks everything that a text which has begun replaces, and what that replaced before it; each policy once, so that a
 * circle comes to an end. */
static void mark_superseded(struct judging *judging, struct marks *superseded)
{
    const struct model *model = judging->model;
    const struct list *policies = model_records(model, model->known->policy);
    vec(const struct record *) queue = { 0 };
    marks_new(judging->scratch, superseded, policies->n);
    for (uint32_t i = 0; i < policies->n; i++)
        if (binds_or_bound(model, policies->v[i].as.ref.record))
            *vec_add(judging->scratch, &queue) = policies->v[i].as.ref.record;
    for (size_t q = 0; q < queue.n; q++) {
        const struct list *older = record_list(queue.v[q], model->known->policy_supersedes);
        for (uint32_t i = 0; i < older->n; i++)
            if (marks_add(superseded, older->v[i].as.ref.record->index))
                *vec_add(judging->scratch, &queue) = older->v[i].as.ref.record;
    }
}

static const char *policy_state(const struct model *model, const struct record *policy, bool superseded)
{
    if (!record_is(policy, model->known->policy_status, "approved"))
        return record_is(policy, model->known->policy_status, "retired") ? "retired" : "draft";
    if (superseded)
        return "superseded";
    return has_begun(model, policy) ? "in-force" : "coming";
}

/* The day on which the version that the policy has was issued, as its history says. */
static date_days version_day(const struct known *known, const struct record *policy)
{
    const struct list *history = record_list(policy, known->policy_history);
    for (uint32_t i = 0; i < history->n; i++) {
        const struct record *row = history->v[i].as.ref.record;
        if (str_eq(record_text(row, known->policy_history_version), record_text(policy, known->policy_version)))
            return record_date(row, known->policy_history_date);
    }
    return DATE_NONE;
}

/* Why a proof proves nothing; empty: it is sound. An approval does not lapse, so a proof may be as old as the approval;
 * one from before the version, or from before the day of approval, speaks of something else. */
static struct str unsound(const struct model *model, const struct record *policy, const struct record *proof)
{
    const struct known *known = model->known;
    struct str state = record_text(proof, known->evidence_state);
    date_days day = evidence_day(known, proof), issued = version_day(known, policy), approved = record_date(policy, known->policy_approved_on);
    if (proof->rejected)
        return S("has errors");
    if (strength_of(record_text(proof, known->evidence_effective_strength)) <= STRENGTH_ASSERTED && !str_is(state, "missing"))
        return S("is a statement without a file");
    if (!str_is(state, "supports") && !str_is(state, "unread") && !str_is(state, "stale"))
        return str_printf(model->arena, "is %.*s", STR(state));
    if (day == DATE_NONE)
        return S("has no date");
    if (issued != DATE_NONE && day < issued)
        return str_printf(model->arena, "is of %.*s, before version %.*s was issued on %.*s", STR(date_text(model->arena, day)),
                          STR(record_text(policy, known->policy_version)), STR(date_text(model->arena, issued)));
    if (approved != DATE_NONE && day < approved)
        return str_printf(model->arena, "is of %.*s, before the approval on %.*s", STR(date_text(model->arena, day)), STR(date_text(model->arena, approved)));
    return S("");
}

static bool contradicts(const struct model *model, const struct record *proof)
{
    const struct facts *facts = model->evidence[proof->index].facts;
    struct str state = record_text(proof, model->known->evidence_state);
    return str_is(state, "contradicts") || (str_is(state, "stale") && facts && facts->state == FACTS_CONTRADICTS);
}

/* What is not approved has no approval to prove. */
static void judge_approval(struct model *model, struct record *policy)
{
    const struct known *known = model->known;
    const struct record *proof = record_ref(policy, known->policy_approval_evidence);
    struct value *slot = record_value(policy, known->policy_approval);
    struct reasons reasons = { 0 };
    struct str fault = proof ? unsound(model, policy, proof) : S("");
    if (record_is(policy, known->policy_status, "draft"))
        return;
    if (!proof)
        reason_add(model->arena, &reasons, "no proof of the approval is named");
    else if (contradicts(model, proof))
        reason_add(model->arena, &reasons, "%.*s contradicts the approval", STR(proof->id));
    else if (fault.n)
        reason_add(model->arena, &reasons, "%.*s proves nothing: it %.*s", STR(proof->id), STR(fault));
    else
        reason_add(model->arena, &reasons, "%.*s proves it (%.*s)", STR(proof->id), STR(record_text(proof, known->evidence_effective_strength)));
    value_set_text(slot, proof && contradicts(model, proof) ? S("contradicted") : proof && !fault.n ? S("proven") : S("asserted"));
    reasons_store(model->arena, record_value(policy, known->policy_approval_reasons), &reasons);
}

void judge_policies(struct judging *judging)
{
    struct model *model = judging->model;
    const struct list *policies = model_records(model, model->known->policy);
    struct marks superseded;
    mark_superseded(judging, &superseded);
    for (uint32_t i = 0; i < policies->n; i++) {
        struct record *policy = policies->v[i].as.ref.record;
        value_set_text(record_value(policy, model->known->policy_state), str_of(policy_state(model, policy, marks_has(&superseded, i))));
        judge_approval(model, policy);
    }
}
