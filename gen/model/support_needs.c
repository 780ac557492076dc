/* What the framework itself asks to be on file for a requirement, and whether it is. */
#include "model/support.h"

struct need {
    const struct record *row;
    enum obligation_state state;
    struct record *evidence;
    date_days until;
};

static struct record *document_in_force(const struct support *support)
{
    const struct list *policies = record_list(support->requirement, support->model->known->requirement_policies);
    for (uint32_t i = 0; i < policies->n; i++)
        if (policy_in_force(support->model->known, policies->v[i].as.ref.record))
            return policies->v[i].as.ref.record;
    return NULL;
}

static void judge_document_need(struct support *support, struct need *need)
{
    need->evidence = document_in_force(support);
    need->state = need->evidence ? OBLIGATION_MET : OBLIGATION_MISSING;
    if (!need->evidence)
        reason_add(support->model->arena, &support->reasons, "no approved policy in force satisfies it");
}

/* The newest record of the type that is not in the future. Without `every` any record serves, dated or not. */
static void judge_record_need(struct support *support, const struct record_type *type, struct duration every, struct need *need)
{
    struct model *model = support->model;
    const struct list *records = model_records(model, type);
    date_days newest = DATE_NONE;
    for (uint32_t i = 0; i < records->n; i++) {
        struct record *record = records->v[i].as.ref.record;
        date_days day = type->date ? record_date(record, type->date) : DATE_NONE;
        if ((day != DATE_NONE && day > model->as_of) || (type == model->known->policy && !policy_in_force(model->known, record)))
            continue;
        if (need->evidence && (day == DATE_NONE || (newest != DATE_NONE && day <= newest)))
            continue;
        need->evidence = record;
        newest = day;
    }
    if (!need->evidence) {
        reason_add(model->arena, &support->reasons, "there is no %.*s", STR(type->name));
        return;
    }
    need->until = every.unit && newest != DATE_NONE ? date_add(newest, every) : DATE_NONE;
    bool late = every.unit && (newest == DATE_NONE || need->until < model->as_of);
    need->state = late ? OBLIGATION_STALE : OBLIGATION_MET;
    if (late && newest == DATE_NONE)
        reason_add(model->arena, &support->reasons, "no %.*s has a date, so none is shown to be in time", STR(type->name));
    else if (late)
        reason_add(model->arena, &support->reasons, "the newest %.*s, %.*s, lapsed after %.*s", STR(type->name), STR(need->evidence->id), STR(date_text(model->arena, need->until)));
    else
        reason_add(model->arena, &support->reasons, "%.*s is on file as %.*s", STR(need->evidence->id), STR(type->name));
}

static bool is_true(const struct value *value)
{
    return value->kind == VALUE_BOOL && value->as.truth;
}

/* A row names a type, or asks for a document: framework_load.c sees to that. */
static void judge_need(struct support *support, struct record *row)
{
    struct model *model = support->model;
    const struct known *known = model->known;
    struct need need = { .row = row, .state = OBLIGATION_MISSING, .until = DATE_NONE };
    const struct record_type *type = model_type(model, record_text(row, known->requirement_needs_type));
    const struct value *every = record_value(row, known->requirement_needs_every);
    const struct value *or_document = record_value(row, known->requirement_needs_or_document);
    const struct value *document = record_value(row, known->requirement_needs_document);
    if (type)
        judge_record_need(support, type, every->kind == VALUE_DURATION ? every->as.duration : (struct duration){ 0 }, &need);
    if (is_true(document) || (need.state == OBLIGATION_MISSING && is_true(or_document)))
        judge_document_need(support, &need);
    support->counts[need.state]++;
    support->needs_met += need.state == OBLIGATION_MET;
    if (need.state == OBLIGATION_MET)
        support_weaken(support, STRENGTH_DOCUMENT);
    value_set_text(record_value(row, known->requirement_needs_state), obligation_word(need.state));
    value_set_record(record_value(row, known->requirement_needs_evidence), need.evidence);
    value_set_date(record_value(row, known->requirement_needs_valid_until), need.until);
}

void support_gather_needs(struct support *support)
{
    const struct list *needs = record_list(support->requirement, support->model->known->requirement_needs);
    for (uint32_t i = 0; i < needs->n; i++)
        judge_need(support, needs->v[i].as.ref.record);
}
