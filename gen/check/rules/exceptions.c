/* Findings about exceptions that have expired or are about nothing. */
#include "check/check.h"

static void run(const struct model *model, struct diags *diags)
{
    const struct known *known = model->known;
    const struct list *exceptions = model_records(model, known->exception);
    for (uint32_t i = 0; i < exceptions->n; i++) {
        const struct record *exception = exceptions->v[i].as.ref.record;
        struct str about = record_text(exception, known->exception_about);
        if (about.n) {
            struct pos pos = value_pos(exception, record_value(exception, known->exception_about));
            pos.len = (uint32_t)str_code_points(about);
            struct diag *diag = diag_report(diags, DIAG_EXCEPTION_ORPHAN, pos, "%.*s is about '%.*s', which does not exist", STR(exception->id), STR(about));
            struct str near = map_nearest(model->by_id, about);
            if (near.n)
                diag_hint(diags, diag, "did you mean '%.*s'?", STR(near));
            diag_subject(diag, exception->id);
        }
        if (!record_is(exception, known->exception_state, "expired"))
            continue;
        struct str expires = date_text(diags->arena, record_date(exception, known->exception_expires));
        diag_subject(diag_report(diags, DIAG_EXCEPTION_EXPIRED, exception->pos, "%.*s expired on %.*s", STR(exception->id), STR(expires)), exception->id);
    }
}

const struct rule rule_exceptions = { "exceptions", "exceptions", run };
