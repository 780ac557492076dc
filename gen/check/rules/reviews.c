/* Findings about review dates that have passed, of any record that has one. */
#include "check/check.h"

static bool is_over(const struct model *model, const struct record *record)
{
    /* Nobody reviews what is retired or was replaced. */
    return record->type == model->known->policy
        && (record_is(record, model->known->policy_state, "retired") || record_is(record, model->known->policy_state, "superseded"));
}

static void check_type(const struct model *model, struct diags *diags, const struct record_type *type, const struct field *due)
{
    const struct list *records = model_records(model, type);
    for (uint32_t i = 0; i < records->n; i++) {
        const struct record *record = records->v[i].as.ref.record;
        date_days day = record_date(record, due);
        if (day == DATE_NONE || day >= model->as_of || is_over(model, record))
            continue;
        struct diag *diag = diag_report(diags, DIAG_REVIEW_OVERDUE, value_pos(record, record_value(record, due)), "%.*s was due for review on %.*s",
                                        STR(record->id), STR(date_text(diags->arena, day)));
        diag_subject(diag, record->id);
    }
}

static void run(const struct model *model, struct diags *diags)
{
    for (size_t t = 0; t < model->n_types; t++) {
        const struct field *due = type_field(model->types[t], S("review_due"));
        if (due && due->kind == FIELD_DATE)
            check_type(model, diags, model->types[t], due);
    }
}

const struct rule rule_reviews = { "reviews", "overdue reviews", run };
