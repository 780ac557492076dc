/* Findings about the statement of applicability: for each framework in scope with an annex of controls, every
 * control exactly once, justified both ways, and nothing else. */
#include "check/check.h"

static void check_control(const struct model *model, struct diags *diags, const struct framework *framework, const struct record *requirement)
{
    const struct list *rows = record_list(requirement, model->known->requirement_soa);
    struct str node = record_text(requirement, model->known->requirement_node);
    if (!rows->n) {
        struct diag *diag = diag_report(diags, DIAG_SOA_MISSING, framework_pos(model, framework->id), "%.*s %.*s has no row in the statement of applicability",
                                        STR(node), STR(record_title(requirement)));
        diag_subject(diag, requirement->id);
    }
    for (uint32_t i = 1; i < rows->n; i++) {
        const struct record *row = rows->v[i].as.ref.record;
        struct diag *diag = diag_report(diags, DIAG_SOA_DUPLICATE, row->pos, "%.*s has more than one row", STR(node));
        diag_related(diag_subject(diag, row->id), rows->v[0].as.ref.record->pos, S("first here"));
    }
}

static void check_row(const struct model *model, struct diags *diags, const struct record *row)
{
    const struct known *known = model->known;
    const struct record *requirement = record_ref(row, known->soa_control);
    if (!value_has_text(record_value(row, known->soa_justification)))
        diag_subject(diag_report(diags, DIAG_SOA_UNJUSTIFIED, row->pos, "%.*s has no justification", STR(row->id)), row->id);
    if (!requirement || requirement->type != known->requirement || record_is(requirement, known->requirement_kind, "control"))
        return;
    struct diag *diag = diag_report(diags, DIAG_SOA_GUIDANCE, row->pos, "%.*s is no control of an annex but of kind %.*s", STR(requirement->id),
                                    STR(record_text(requirement, known->requirement_kind)));
    diag_subject(diag, row->id);
}

static void run(const struct model *model, struct diags *diags)
{
    const struct known *known = model->known;
    for (size_t f = 0; f < model->n_frameworks; f++) {
        const struct framework *framework = &model->frameworks[f];
        for (size_t i = 0; framework->in_scope && i < framework->n_requirements; i++)
            if (record_is(framework->requirements[i], known->requirement_kind, "control"))
                check_control(model, diags, framework, framework->requirements[i]);
    }
    const struct list *rows = model_records(model, known->soa);
    for (uint32_t i = 0; i < rows->n; i++)
        check_row(model, diags, rows->v[i].as.ref.record);
}

const struct rule rule_applicability = { "applicability", "the statement of applicability", run };
