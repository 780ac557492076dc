/* The state of exceptions (coming, in-force, expired) at `as_of`. */
#include "model/judging.h"

/* Neither before it was approved nor behind its last day. */
static struct str exception_state(const struct model *model, const struct record *exception, date_days expires)
{
    date_days approved = record_date(exception, model->known->exception_approved_on);
    if (expires < model->as_of)
        return S("expired");
    return approved != DATE_NONE && approved > model->as_of ? S("coming") : S("in-force");
}

void judge_exceptions(struct model *model)
{
    const struct known *known = model->known;
    const struct list *exceptions = model_records(model, known->exception);
    for (uint32_t i = 0; i < exceptions->n; i++) {
        struct record *exception = exceptions->v[i].as.ref.record;
        date_days expires = record_date(exception, known->exception_expires);
        if (expires != DATE_NONE)           /* without a date, which is reported, it has no state */
            value_set_text(record_value(exception, known->exception_state), exception_state(model, exception, expires));
    }
}
