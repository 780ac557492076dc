/* CSV: the traceability matrix and the statement of applicability of each framework in scope, the pairs of all
 * crosswalks, and every register. */
#include "export/export.h"
#include "export/tables.h"

static void put(struct tree *tree, struct buf *out, struct str path)
{
    tree_put(tree, path, buf_copy(tree->arena, out), "text/csv");
    buf_reset(out);
}

static void put_table(struct tree *tree, struct buf *out, const struct table *table, struct str path)
{
    table_csv(table, out);
    put(tree, out, path);
}

static void write(const struct export_job *job, struct tree *tree)
{
    const struct model *model = job->model;
    struct arena *arena = tree->arena;
    struct arena *scratch = arena_new();
    struct buf out = { 0 };
    struct table table;
    for (size_t i = 0; i < model->n_frameworks; i++) {
        const struct framework *framework = &model->frameworks[i];
        if (!framework->in_scope)
            continue;
        matrix_table(arena, model, framework, &table);
        put_table(tree, &out, &table, str_printf(arena, "matrix-%.*s.csv", STR(framework->id)));
        if (!framework_has_annex(model, framework))
            continue;
        soa_table(arena, model, framework, &table);
        put_table(tree, &out, &table, str_printf(arena, "soa-%.*s.csv", STR(framework->id)));
    }
    if (model_records(model, model->known->crosswalk)->n) {
        crosswalks_table(arena, model, &table);
        put_table(tree, &out, &table, S("crosswalks.csv"));
    }
    for (size_t i = 0; i < model->n_types; i++) {
        const struct record_type *type = model->types[i];
        if (!model_records(model, type)->n || type == model->known->requirement || type == model->known->framework)
            continue;
        register_csv(scratch, model, type, &out);
        put(tree, &out, str_printf(arena, "registers/%.*s.csv", STR(type->plural)));
    }
    buf_free(&out);
    arena_free(scratch);
}

const struct export_format export_csv = { "csv", "Matrix, statement of applicability and registers as CSV", write };
