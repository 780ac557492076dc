/* The state of policies (draft, coming, in-force, superseded, retired) and exceptions (coming, in-force, expired) at `as_of`. */
#include "model/judging.h"

bool policy_in_force(const struct known *known, const struct record *policy)
{
    return record_is(policy, known->policy_state, "in-force");
}

/* Neither before it was approved nor before it takes effect. */
static bool has_begun(const struct model *model, const struct record *policy)
{
    date_days from = record_date(policy, model->known->policy_effective_from);
    date_days approved = record_date(policy, model->known->policy_approved_on);
    return (from == DATE_NONE || from <= model->as_of) && (approved == DATE_NONE || approved <= model->as_of);
}

static bool is_superseded(const struct model *model, const struct record *policy)
{
    const struct list *newer = record_list(policy, model->known->policy_superseded_by);
    for (uint32_t i = 0; i < newer->n; i++) {
        const struct record *record = newer->v[i].as.ref.record;
        if (record_is(record, model->known->policy_status, "approved") && has_begun(model, record))
            return true;
    }
    return false;
}

static const char *policy_state(const struct model *model, const struct record *policy)
{
    if (!record_is(policy, model->known->policy_status, "approved"))
        return record_is(policy, model->known->policy_status, "retired") ? "retired" : "draft";
    if (!has_begun(model, policy))
        return "coming";
    return is_superseded(model, policy) ? "superseded" : "in-force";
}

/* Neither before it was approved nor behind its last day. */
static struct str exception_state(const struct model *model, const struct record *exception, date_days expires)
{
    date_days approved = record_date(exception, model->known->exception_approved_on);
    if (expires < model->as_of)
        return S("expired");
    return approved != DATE_NONE && approved > model->as_of ? S("coming") : S("in-force");
}

void judge_documents(struct model *model)
{
    const struct known *known = model->known;
    const struct list *policies = model_records(model, known->policy), *exceptions = model_records(model, known->exception);
    for (uint32_t i = 0; i < policies->n; i++) {
        struct record *policy = policies->v[i].as.ref.record;
        value_set_text(record_value(policy, known->policy_state), str_of(policy_state(model, policy)));
    }
    for (uint32_t i = 0; i < exceptions->n; i++) {
        struct record *exception = exceptions->v[i].as.ref.record;
        date_days expires = record_date(exception, known->exception_expires);
        if (expires != DATE_NONE)           /* without a date, which is reported, it has no state */
            value_set_text(record_value(exception, known->exception_state), exception_state(model, exception, expires));
    }
}
