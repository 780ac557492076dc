/* Findings about requirements that have nothing behind them. */
#include "check/check.h"

static void check_framework(const struct model *model, struct diags *diags, const struct framework *framework)
{
    const struct known *known = model->known;
    for (size_t i = 0; i < framework->n_requirements; i++) {
        const struct record *requirement = framework->requirements[i];
        if (!record_is(requirement, known->requirement_state, "gap"))
            continue;
        struct str name = framework_name(model, framework);
        struct diag *diag = diag_report(diags, DIAG_REQUIREMENT_GAP, framework_pos(model, framework->id), "%.*s:%.*s %.*s is a gap", STR(name),
                                        STR(record_text(requirement, known->requirement_node)), STR(record_title(requirement)));
        diag_subject(diag, requirement->id);
    }
}

static void run(const struct model *model, struct diags *diags)
{
    for (size_t i = 0; i < model->n_frameworks; i++)
        if (model->frameworks[i].in_scope)
            check_framework(model, diags, &model->frameworks[i]);
}

const struct rule rule_requirements = { "requirements", "requirements with nothing behind them", run };
