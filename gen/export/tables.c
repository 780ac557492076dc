/* The tables of the site as data. */
#include "export/tables.h"

#include "base/arena.h"
#include "model/known.h"

static struct str text_of(struct arena *arena, const struct record *record, const struct field *field)
{
    return record ? value_text(arena, record_value(record, field)) : S("");
}

static const struct str matrix_columns[] = {
    { "framework", 9 }, { "requirement", 11 }, { "label", 5 }, { "title", 5 }, { "state", 5 }, { "weakest", 7 },
    { "control", 7 }, { "control_state", 13 }, { "control_strength", 16 }, { "obligation", 10 }, { "obligation_state", 16 }, { "evidence", 8 }, { "evidence_state", 14 }, { "strength", 8 }, { "valid_until", 11 },
    { "sha256", 6 }, { "policies", 8 }, { "exceptions", 10 }, { "reasons", 7 },
    { "through", 7 }, { "through_relation", 16 }, { "through_source", 14 }, { "through_status", 14 } };

/* One column of the chain by which support comes through crosswalks, a step after the other. */
static struct str steps_text(struct arena *arena, const struct record *requirement, const struct known *known, const struct field *column)
{
    struct str text = S("");
    const struct list *steps = requirement ? record_list(requirement, known->requirement_through) : NULL;
    for (uint32_t i = 0; steps && i < steps->n; i++)
        text = str_printf(arena, "%.*s%s%.*s", STR(text), i ? "; " : "", STR(text_of(arena, steps->v[i].as.ref.record, column)));
    return text;
}

struct matrix {
    struct arena *arena;
    const struct model *model;
    const struct known *known;
    struct table *table;
    const struct record *last;      /* requirement of the row before: what belongs to it as a whole stands once */
};

/* cell: the control as it counts for the requirement. */
static void matrix_row(struct matrix *matrix, const struct framework *framework, const struct record *requirement,
                       const struct record *cell, const struct record *obligation)
{
    const struct known *known = matrix->known;
    struct arena *arena = matrix->arena;
    const struct record *whole = requirement == matrix->last ? NULL : requirement;
    matrix->last = requirement;
    const struct record *decides = obligation ? record_ref(obligation, known->control_requires_evidence) : NULL;
    const struct record *evidence = decides && decides->type == known->evidence ? decides : NULL;      /* not: an evaluation */
    const struct str cells[] = {
        framework->id, text_of(arena, requirement, known->requirement_node), text_of(arena, requirement, known->requirement_label),
        record_title(requirement), text_of(arena, requirement, known->requirement_state), text_of(arena, requirement, known->requirement_strength),
        text_of(arena, cell, known->requirement_cells_control), text_of(arena, cell, known->requirement_cells_state),
        text_of(arena, cell, known->requirement_cells_strength),
        obligation ? obligation->id : S(""), text_of(arena, obligation, known->control_requires_state),
        decides ? decides->id : S(""), text_of(arena, evidence, known->evidence_state), text_of(arena, evidence, known->evidence_effective_strength),
        text_of(arena, obligation, known->control_requires_valid_until), text_of(arena, evidence, known->evidence_digest),
        text_of(arena, whole, known->requirement_policies), text_of(arena, whole, known->requirement_exceptions),
        text_of(arena, whole, known->requirement_reasons),
        steps_text(arena, whole, known, known->requirement_through_requirement), text_of(arena, whole, known->requirement_weakest_relation),
        steps_text(arena, whole, known, known->requirement_through_source), steps_text(arena, whole, known, known->requirement_through_status) };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        table_cell(matrix->table, cells[i]);
}

static void matrix_control(struct matrix *matrix, const struct framework *framework, const struct record *requirement, const struct record *cell)
{
    const struct list *requires = record_list(record_ref(cell, matrix->known->requirement_cells_control), matrix->known->control_requires);
    if (!requires->n)
        matrix_row(matrix, framework, requirement, cell, NULL);
    for (uint32_t i = 0; i < requires->n; i++)
        matrix_row(matrix, framework, requirement, cell, requires->v[i].as.ref.record);
}

void matrix_new(struct arena *arena, struct table *table)
{
    table_new(arena, table, sizeof matrix_columns / sizeof *matrix_columns, matrix_columns);
}

void matrix_requirement(struct table *table, const struct model *model, const struct framework *framework, const struct record *requirement)
{
    struct matrix matrix = { table->arena, model, model->known, table, NULL };
    if (record_value(requirement, model->known->requirement_state)->kind == VALUE_NONE)
        return;
    const struct list *cells = record_list(requirement, model->known->requirement_cells);
    if (!cells->n)
        matrix_row(&matrix, framework, requirement, NULL, NULL);
    for (uint32_t k = 0; k < cells->n; k++)
        matrix_control(&matrix, framework, requirement, cells->v[k].as.ref.record);
}

/* An annex control by its node, one of another framework with that framework's name, an own control by its id. */
static struct str decided_control(struct arena *arena, const struct model *model, const struct framework *framework, const struct record *control)
{
    if (control->type != model->known->requirement)
        return control->id;
    const struct framework *of = model_framework_of(model, control);
    struct str node = record_text(control, model->known->requirement_node);
    return of == framework ? node : str_printf(arena, "%.*s:%.*s", STR(framework_name(model, of)), STR(node));
}

/* The columns are the fields of the rows, but for `additional`, which the order shows. */
void soa_table(struct arena *arena, const struct model *model, const struct framework *framework, struct table *table)
{
    const struct known *known = model->known;
    const struct list *rows = record_list(framework->record, known->framework_statement);
    const struct record_type *type = known->framework_statement->rows;
    struct str *columns = arena_array(arena, type->n_fields, struct str);
    size_t n = 0;
    for (size_t k = 0; k < type->n_fields; k++)
        if (&type->fields[k] != known->framework_statement_additional)
            columns[n++] = type->fields[k].name;
    table_new(arena, table, n, columns);
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct record *row = rows->v[i].as.ref.record;
        for (size_t k = 0; k < type->n_fields; k++) {
            const struct field *field = &type->fields[k];
            if (field == known->framework_statement_control)
                table_cell(table, decided_control(arena, model, framework, record_ref(row, field)));
            else if (field == known->framework_statement_applicable && record_value(row, field)->kind == VALUE_NONE)
                table_cell(table, S("not stated"));
            else if (field != known->framework_statement_additional)
                table_cell(table, text_of(arena, row, field));
        }
    }
}

static const struct str crosswalk_columns[] = {
    { "crosswalk", 9 }, { "from_framework", 14 }, { "from", 4 }, { "from_title", 10 }, { "relation", 8 }, { "to_framework", 12 }, { "to", 2 },
    { "to_title", 8 }, { "strength", 8 }, { "source", 6 }, { "method", 6 }, { "status", 6 }, { "uncertain", 9 }, { "note", 4 } };

static void crosswalk_row(struct table *table, const struct known *known, const struct record *crosswalk, const struct record *row,
                          const struct record *to)
{
    struct arena *arena = table->arena;
    const struct record *from = record_ref(row, known->crosswalk_maps_from);
    const struct str cells[] = {
        crosswalk->id, text_of(arena, from, known->requirement_framework), text_of(arena, from, known->requirement_node), record_title(from),
        text_of(arena, row, known->crosswalk_maps_relation), text_of(arena, to, known->requirement_framework),
        text_of(arena, to, known->requirement_node), record_title(to), text_of(arena, row, known->crosswalk_maps_strength),
        text_of(arena, crosswalk, known->crosswalk_source), text_of(arena, crosswalk, known->crosswalk_method),
        text_of(arena, crosswalk, known->crosswalk_status), text_of(arena, row, known->crosswalk_maps_uncertain),
        text_of(arena, row, known->crosswalk_maps_note) };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        table_cell(table, cells[i]);
}

void crosswalks_table(struct arena *arena, const struct model *model, struct table *table)
{
    const struct known *known = model->known;
    const struct list *crosswalks = model_records(model, known->crosswalk);
    table_new(arena, table, sizeof crosswalk_columns / sizeof *crosswalk_columns, crosswalk_columns);
    for (uint32_t c = 0; c < crosswalks->n; c++) {
        const struct list *rows = record_list(crosswalks->v[c].as.ref.record, known->crosswalk_maps);
        for (uint32_t i = 0; i < rows->n; i++) {
            const struct list *to = record_list(rows->v[i].as.ref.record, known->crosswalk_maps_to);
            for (uint32_t k = 0; k < to->n; k++)
                crosswalk_row(table, known, crosswalks->v[c].as.ref.record, rows->v[i].as.ref.record, to->v[k].as.ref.record);
        }
    }
}

void register_csv_header(const struct record_type *type, struct buf *out)
{
    for (size_t k = 0; k < type->n_fields; k++)
        table_csv_cell(out, type->fields[k].name, k + 1 == type->n_fields);
}

void register_csv_row(struct arena *scratch, const struct record *record, struct buf *out)
{
    size_t n = record->type->n_fields;
    for (size_t k = 0; k < n; k++)
        table_csv_cell(out, value_text(scratch, &record->values[k]), k + 1 == n);
}
