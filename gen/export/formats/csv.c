/* CSV: the traceability matrix and the statement of applicability of each framework in scope, and every register. */
#include "export/export.h"
#include "export/tables.h"

static void put(struct tree *tree, const struct table *table, struct str path)
{
    struct buf out = { 0 };
    table_csv(table, &out);
    tree_put(tree, path, buf_copy(tree->arena, &out), "text/csv");
    buf_free(&out);
}

static void write(const struct export_job *job, struct tree *tree)
{
    const struct model *model = job->model;
    struct arena *arena = tree->arena;
    struct table table;
    for (size_t i = 0; i < model->n_frameworks; i++) {
        const struct framework *framework = &model->frameworks[i];
        if (!framework->in_scope)
            continue;
        matrix_table(arena, model, framework, &table);
        put(tree, &table, str_printf(arena, "matrix-%.*s.csv", STR(framework->id)));
        if (!framework_has_annex(model, framework))
            continue;
        soa_table(arena, model, framework, &table);
        put(tree, &table, str_printf(arena, "soa-%.*s.csv", STR(framework->id)));
    }
    for (size_t i = 0; i < model->n_types; i++) {
        const struct record_type *type = model->types[i];
        if (!model_records(model, type)->n || type == model->known->requirement || type == model->known->framework)
            continue;
        register_table(arena, model, type, &table);
        put(tree, &table, str_printf(arena, "registers/%.*s.csv", STR(type->plural)));
    }
}

const struct export_format export_csv = { "csv", "Matrix, statement of applicability and registers as CSV", write };
