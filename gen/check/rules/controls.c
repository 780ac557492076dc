/* Findings about controls that nothing shows to operate. */
#include "check/check.h"

static void run(const struct model *model, struct diags *diags)
{
    const struct known *known = model->known;
    const struct list *controls = model_records(model, known->control);
    for (uint32_t i = 0; i < controls->n; i++) {
        const struct record *control = controls->v[i].as.ref.record;
        if (!record_is(control, known->control_state, "designed"))
            continue;
        bool silent = !record_list(control, known->control_requires)->n;
        struct diag *diag = diag_report(diags, DIAG_CONTROL_UNEVIDENCED, control->pos, "%.*s %s", STR(control->id),
            silent ? "is in place but declares no evidence that it owes" : "is in place but none of its obligations is met");
        diag_subject(diag, control->id);
    }
}

const struct rule rule_controls = { "controls", "controls that nothing shows to operate", run };
