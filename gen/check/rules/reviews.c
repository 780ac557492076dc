/* Findings about review dates that have passed, of any record that has one. */
#include "check/check.h"

/* True when a later record says that it replaces this one, and its own day has come. */
static bool is_replaced(const struct model *model, const struct record *record)
{
    const struct field *field = type_field(record->type, S("superseded_by"));
    const struct list *later = field && field_holds_list(field) ? record_list(record, field) : NULL;
    for (uint32_t i = 0; later && i < later->n; i++) {
        const struct record *successor = later->v[i].as.ref.record;
        date_days day = successor->type->date ? record_date(successor, successor->type->date) : DATE_NONE;
        if (day == DATE_NONE || day <= model->as_of)
            return true;
    }
    return false;
}

/* Nobody reviews what is retired or was replaced; for a policy its state says so. */
static bool is_over(const struct model *model, const struct record *record)
{
    const struct known *known = model->known;
    if (record->type == known->policy)
        return record_is(record, known->policy_state, "retired") || record_is(record, known->policy_state, "superseded");
    return is_replaced(model, record);
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
