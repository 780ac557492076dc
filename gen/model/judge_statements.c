/* The statement of applicability of each framework in scope that has an annex of controls, as rows: every control of the
 * annex as often as it was decided about and at least once, then the organisation's own controls beyond the annex. Page and
 * files draw the same rows. What a decision leaves open is filled in from the controls that carry it out. */
#include "model/judging.h"

#include "model/record_load.h"

struct statement {
    struct judging *judging;
    struct model *model;
    const struct known *known;
    const struct framework *framework;
    vec(struct record *) rows;
};

static void copy(struct value *to, const struct value *from)
{
    if (from->kind != VALUE_LIST || from->as.list->n)
        *to = *from;
}

static struct value *cell(const struct record *row, const struct field *field)
{
    return record_value(row, field);
}

static struct record *add_row(struct statement *statement, struct record *about, struct record *decision, bool additional)
{
    const struct known *known = statement->known;
    struct pos pos = decision ? decision->pos : about->pos;
    struct record *row = record_new(statement->model->arena, known->framework_statement->rows, pos);
    row->parent = statement->framework->record;
    value_set_record(cell(row, known->framework_statement_control), about);
    value_set_text(cell(row, known->framework_statement_title), record_title(about));
    *cell(row, known->framework_statement_additional) = (struct value){ .kind = VALUE_BOOL, .as.truth = additional };
    value_set_record(cell(row, known->framework_statement_row), decision);
    if (decision) {
        copy(cell(row, known->framework_statement_applicable), record_value(decision, known->soa_applicable));
        copy(cell(row, known->framework_statement_justification), record_value(decision, known->soa_justification));
        copy(cell(row, known->framework_statement_status), record_value(decision, known->soa_status));
        copy(cell(row, known->framework_statement_source), record_value(decision, known->soa_source));
        copy(cell(row, known->framework_statement_implemented_by), record_value(decision, known->soa_implemented_by));
        copy(cell(row, known->framework_statement_inherited_from), record_value(decision, known->soa_inherited_from));
        copy(cell(row, known->framework_statement_owner), record_value(decision, known->soa_owner));
        copy(cell(row, known->framework_statement_evidence), record_value(decision, known->soa_evidence));
        copy(cell(row, known->framework_statement_last_assessed), record_value(decision, known->soa_last_assessed));
    }
    *vec_add(statement->judging->scratch, &statement->rows) = row;
    return row;
}

/* The status of several controls together: all alike, or partial where something is in place. */
static struct str joint_status(const struct known *known, const struct list *controls)
{
    size_t started = 0, same = 0;
    struct str first = controls->n ? record_text(controls->v[0].as.ref.record, known->control_status) : S("");
    for (uint32_t i = 0; i < controls->n; i++) {
        struct str status = record_text(controls->v[i].as.ref.record, known->control_status);
        same += str_eq(status, first);
        started += str_is(status, "implemented") || str_is(status, "partial");
    }
    return same == controls->n ? first : started ? S("partial") : S("planned");
}

static struct list *owners_of(struct statement *statement, const struct list *controls)
{
    struct map *seen = map_new(statement->judging->scratch);
    struct list *owners = list_new(statement->model->arena, controls->n);
    for (uint32_t i = 0; i < controls->n; i++) {
        const struct value *owner = record_value(controls->v[i].as.ref.record, statement->known->control_owner);
        if (owner->kind != VALUE_NONE && map_put(seen, value_text(statement->judging->scratch, owner), owners))
            owners->v[owners->n++] = *owner;
    }
    return owners;
}

static void fill_from_controls(struct statement *statement, struct record *row, const struct list *controls)
{
    const struct known *known = statement->known;
    if (!controls->n)
        return;
    if (cell(row, known->framework_statement_status)->kind == VALUE_NONE)
        value_set_text(cell(row, known->framework_statement_status), joint_status(known, controls));
    if (cell(row, known->framework_statement_owner)->kind == VALUE_NONE)
        value_set_list(cell(row, known->framework_statement_owner), owners_of(statement, controls));
}

/* One of its own requirements, as one decision about it has it; what was left out for good reason needs no controls. */
static void add_annex_row(struct statement *statement, struct record *requirement, struct record *decision)
{
    const struct known *known = statement->known;
    struct record *row = add_row(statement, requirement, decision, false);
    const struct value *applicable = cell(row, known->framework_statement_applicable);
    const struct value *supplier = record_value(requirement, known->requirement_inherited_from);
    copy(cell(row, known->framework_statement_state), record_value(requirement, known->requirement_state));
    if (cell(row, known->framework_statement_evidence)->kind == VALUE_NONE)
        copy(cell(row, known->framework_statement_evidence), record_value(requirement, known->requirement_evidence));
    if (applicable->kind == VALUE_BOOL && !applicable->as.truth)
        return;
    if (cell(row, known->framework_statement_implemented_by)->kind == VALUE_NONE)
        copy(cell(row, known->framework_statement_implemented_by), record_value(requirement, known->requirement_controls));
    const struct list *controls = record_list(row, known->framework_statement_implemented_by);
    fill_from_controls(statement, row, controls);
    if (cell(row, known->framework_statement_inherited_from)->kind == VALUE_NONE)
        copy(cell(row, known->framework_statement_inherited_from), supplier);
    bool inherited = cell(row, known->framework_statement_inherited_from)->kind != VALUE_NONE;
    if (cell(row, known->framework_statement_source)->kind == VALUE_NONE && (inherited || controls->n))
        value_set_text(cell(row, known->framework_statement_source), !inherited ? S("own") : controls->n ? S("shared") : S("inherited"));
}

static void add_own_row(struct statement *statement, struct record *control, struct record *decision)
{
    const struct known *known = statement->known;
    struct record *row = add_row(statement, control, decision, true);
    struct list *self = list_new(statement->model->arena, 1);
    value_set_record(&self->v[self->n++], control);
    copy(cell(row, known->framework_statement_state), record_value(control, known->control_state));
    if (cell(row, known->framework_statement_evidence)->kind == VALUE_NONE)
        copy(cell(row, known->framework_statement_evidence), record_value(control, known->control_evidence));
    if (cell(row, known->framework_statement_implemented_by)->kind == VALUE_NONE)
        value_set_list(cell(row, known->framework_statement_implemented_by), self);
    fill_from_controls(statement, row, self);
    if (cell(row, known->framework_statement_source)->kind == VALUE_NONE)
        value_set_text(cell(row, known->framework_statement_source), S("own"));
}

static void add_annex(struct statement *statement)
{
    const struct known *known = statement->known;
    for (size_t i = 0; i < statement->framework->n_requirements; i++) {
        struct record *requirement = statement->framework->requirements[i];
        const struct list *decisions = record_list(requirement, known->requirement_soa);
        if (!record_is(requirement, known->requirement_kind, "control"))
            continue;
        if (!decisions->n)
            add_annex_row(statement, requirement, NULL);
        for (uint32_t k = 0; k < decisions->n; k++)
            add_annex_row(statement, requirement, decisions->v[k].as.ref.record);
    }
}

/* Additional controls that a decision names: own ones, and such of another framework's annex that it says were added. */
static void add_decided(struct statement *statement)
{
    const struct known *known = statement->known;
    const struct list *decisions = model_records(statement->model, known->soa);
    for (uint32_t i = 0; i < decisions->n; i++) {
        struct record *decision = decisions->v[i].as.ref.record, *about = record_ref(decision, known->soa_control);
        const struct value *extra = record_value(decision, known->soa_extra_control);
        if (about && about->type == known->control)
            add_own_row(statement, about, decision);
        else if (about && extra->kind == VALUE_BOOL && extra->as.truth && record_is(about, known->requirement_kind, "control")
                 && model_framework_of(statement->model, about) != statement->framework)
            add_annex_row(statement, about, decision);
    }
}

static bool serves_an_annex(const struct model *model, const struct record *control)
{
    const struct known *known = model->known;
    const struct list *satisfies = record_list(control, known->control_satisfies);
    for (uint32_t i = 0; i < satisfies->n; i++) {
        const struct record *requirement = satisfies->v[i].as.ref.record;
        if (record_is(requirement, known->requirement_kind, "control") && model_framework_of(model, requirement)->in_scope)
            return true;
    }
    return false;
}

/* Own controls that serve no annex control, and about which nobody has decided: found once for all statements. */
static struct list *undecided_controls(struct judging *judging)
{
    const struct model *model = judging->model;
    const struct list *controls = model_records(model, model->known->control), *decisions = model_records(model, model->known->soa);
    bool *decided = arena_array(judging->scratch, controls->n, bool);
    for (uint32_t i = 0; i < decisions->n; i++) {
        const struct record *about = record_ref(decisions->v[i].as.ref.record, model->known->soa_control);
        if (about && about->type == model->known->control)
            decided[about->index] = true;
    }
    struct list *found = list_new(judging->scratch, controls->n);
    for (uint32_t i = 0; i < controls->n; i++)
        if (!decided[i] && !judging->controls[i].archived && !serves_an_annex(model, controls->v[i].as.ref.record))
            found->v[found->n++] = controls->v[i];
    return found;
}

static void store(struct statement *statement)
{
    struct list *list = list_new(statement->model->arena, statement->rows.n);
    for (; list->n < statement->rows.n; list->n++)
        value_set_record(&list->v[list->n], statement->rows.v[list->n]);
    value_set_list(record_value(statement->framework->record, statement->known->framework_statement), list);
}

void judge_statements(struct judging *judging)
{
    struct model *model = judging->model;
    const struct list *undecided = undecided_controls(judging);
    for (size_t f = 0; f < model->n_frameworks; f++) {
        struct statement statement = { .judging = judging, .model = model, .known = model->known, .framework = &model->frameworks[f] };
        if (!statement.framework->in_scope || !framework_has_annex(model, statement.framework))
            continue;
        add_annex(&statement);
        add_decided(&statement);
        for (uint32_t i = 0; i < undecided->n; i++)
            add_own_row(&statement, undecided->v[i].as.ref.record, NULL);
        store(&statement);
    }
}
