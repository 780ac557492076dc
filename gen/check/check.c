/* Findings: the list of checks. */
#include "check/check.h"

struct pos framework_pos(const struct model *model, struct str framework_id)
{
    for (size_t i = 0; i < model->settings.n_frameworks; i++)
        if (str_eq(model->settings.frameworks[i], framework_id))
            return model->settings.framework_pos[i];
    return (struct pos){ 0 };
}

void checks_run(const struct model *model, struct diags *diags)
{
    check_evidence(model, diags);
    check_controls(model, diags);
    check_requirements(model, diags);
    check_applicability(model, diags);
    check_exceptions(model, diags);
    check_reviews(model, diags);
}
