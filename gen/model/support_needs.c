/* What the framework itself asks to be on file for a requirement, and whether it is. */
#include "model/support.h"

/* The newest record of a type that counts: not refused, not in the future, a policy only while it is in force. */
struct newest {
    struct record *record;
    date_days day;                  /* DATE_NONE: it has none */
};

struct need {
    struct record *evidence;
    enum obligation_state state;
    date_days until;
};

static bool is_true(const struct value *value)
{
    return value->kind == VALUE_BOOL && value->as.truth;
}

static bool takes_part(const struct model *model, const struct record *record, date_days day)
{
    return !record->rejected && (day == DATE_NONE || day <= model->as_of)
        && (record->type != model->known->policy || policy_in_force(model->known, record));
}

static void take_newer(struct newest *newest, struct record *record, date_days day)
{
    if (!newest->record || (day != DATE_NONE && (newest->day == DATE_NONE || day > newest->day)))
        *newest = (struct newest){ record, day };
}

/* Calls `each` for every AI system that a record names in any of its own fields; false: it names none. */
static bool each_system(const struct model *model, const struct record *record, void (*each)(void *context, const struct record *system), void *context)
{
    bool any = false;
    for (size_t f = 0; f < record->type->n_fields; f++) {
        const struct field *field = &record->type->fields[f];
        if ((field->kind != FIELD_REF && field->kind != FIELD_REFS) || field->computed || field->n_to != 1 || field->to[0] != model->known->ai_system)
            continue;
        const struct value *one = record_value(record, field);
        const struct list *many = record_list(record, field);
        for (uint32_t i = 0; i < (one->kind == VALUE_RECORD ? 1 : many->n); i++) {
            const struct value *value = one->kind == VALUE_RECORD ? one : &many->v[i];
            if (value->kind != VALUE_RECORD)
                continue;
            each(context, value->as.ref.record);
            any = true;
        }
    }
    return any;
}

struct taking {
    struct newest *by_system;
    struct record *record;
    date_days day;
};

static void take_for(void *context, const struct record *system)
{
    struct taking *taking = context;
    take_newer(&taking->by_system[system->index + 1], taking->record, taking->day);
}

/* The newest of a type, found once: of all at [0]; and for each AI system at its index plus two, of those about none
 * in particular at [1]. */
static const struct newest *newest_of(struct judging *judging, const struct record_type *type)
{
    struct model *model = judging->model;
    if (judging->newest[type->index])
        return judging->newest[type->index];
    const struct list *records = model_records(model, type);
    struct newest *newest = arena_array(judging->scratch, model_records(model, model->known->ai_system)->n + 2, struct newest);
    for (uint32_t i = 0; i < records->n; i++) {
        struct record *record = records->v[i].as.ref.record;
        date_days day = type->date ? record_date(record, type->date) : DATE_NONE;
        struct taking taking = { newest + 1, record, day };
        if (!takes_part(model, record, day))
            continue;
        take_newer(&newest[0], record, day);
        if (!each_system(model, record, take_for, &taking))
            take_newer(&newest[1], record, day);
    }
    return judging->newest[type->index] = newest;
}

/* For a need that each AI system has, a record that names others does not serve. */
static struct newest newest_for(const struct support *support, const struct record_type *type, bool per_system)
{
    const struct newest *newest = newest_of(support->judging, type);
    if (!per_system || !support->n_systems)
        return newest[0];
    const struct record *system = support_system(support);
    struct newest found = newest[1];
    if (system && newest[system->index + 2].record)
        take_newer(&found, newest[system->index + 2].record, newest[system->index + 2].day);
    return found;
}

static void note_system(void *context, const struct record *system)
{
    marks_add(context, system->index);
}

void needs_name_systems(struct judging *judging, const struct record *requirement)
{
    const struct model *model = judging->model;
    const struct list *needs = record_list(requirement, model->known->requirement_needs);
    for (uint32_t i = 0; i < needs->n; i++) {
        const struct record *row = needs->v[i].as.ref.record;
        const struct record_type *type = model_type(model, record_text(row, model->known->requirement_needs_type));
        if (!type || !is_true(record_value(row, model->known->requirement_needs_per_system)))
            continue;
        const struct list *records = model_records(model, type);
        for (uint32_t k = 0; k < records->n; k++)
            each_system(model, records->v[k].as.ref.record, note_system, &judging->systems);
    }
}

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
        support_say(support, "no approved policy in force satisfies it");
}

/* Without `every` any record serves, dated or not. */
static void judge_record_need(struct support *support, const struct record_type *type, const struct record *row, struct need *need)
{
    struct model *model = support->model;
    const struct value *rhythm = record_value(row, model->known->requirement_needs_every);
    bool every = rhythm->kind == VALUE_DURATION, per_system = is_true(record_value(row, model->known->requirement_needs_per_system));
    struct newest newest = newest_for(support, type, per_system);
    struct str about = per_system && support->n_systems ? str_printf(support->judging->scratch, " about %.*s", STR(support->names)) : S("");
    need->evidence = newest.record;
    if (!newest.record) {
        support_say(support, "there is no %.*s%.*s", STR(type->name), STR(about));
        return;
    }
    need->until = every && newest.day != DATE_NONE ? date_add(newest.day, rhythm->as.duration) : DATE_NONE;
    bool late = every && (newest.day == DATE_NONE || need->until < model->as_of);
    need->state = late ? OBLIGATION_STALE : OBLIGATION_MET;
    if (late && newest.day == DATE_NONE)
        support_say(support, "no %.*s%.*s has a date, so none is shown to be in time", STR(type->name), STR(about));
    else if (late)
        support_say(support, "the newest %.*s%.*s, %.*s, lapsed after %.*s", STR(type->name), STR(about), STR(newest.record->id),
                   STR(date_text(model->arena, need->until)));
    else
        support_say(support, "%.*s is on file as %.*s", STR(newest.record->id), STR(type->name));
}

/* The row shows the worst of what it has come to for the AI systems that the requirement is for. */
static void store(const struct support *support, const struct record *row, const struct need *need)
{
    const struct known *known = support->model->known;
    struct str word = record_text(row, known->requirement_needs_state);
    if (word.n && (!support->decides || obligation_of(word) >= need->state))
        return;
    value_set_text(record_value(row, known->requirement_needs_state), obligation_word(need->state));
    value_set_record(record_value(row, known->requirement_needs_evidence), need->evidence);
    value_set_date(record_value(row, known->requirement_needs_valid_until), need->until);
}

/* A row names a type, or asks for a document: framework_load.c sees to that. */
static void judge_need(struct support *support, const struct record *row)
{
    struct model *model = support->model;
    const struct known *known = model->known;
    struct need need = { .state = OBLIGATION_MISSING, .until = DATE_NONE };
    const struct record_type *type = model_type(model, record_text(row, known->requirement_needs_type));
    if (type)
        judge_record_need(support, type, row, &need);
    if (is_true(record_value(row, known->requirement_needs_document))
        || (need.state == OBLIGATION_MISSING && is_true(record_value(row, known->requirement_needs_or_document))))
        judge_document_need(support, &need);
    support->counts[need.state]++;
    support->needs_met += need.state == OBLIGATION_MET;
    if (need.state == OBLIGATION_MET)
        support_weaken(support, STRENGTH_DOCUMENT);
    store(support, row, &need);
}

void support_gather_needs(struct support *support)
{
    const struct list *needs = record_list(support->requirement, support->model->known->requirement_needs);
    for (uint32_t i = 0; i < needs->n; i++)
        judge_need(support, needs->v[i].as.ref.record);
}
