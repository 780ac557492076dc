/* CSV: the traceability matrix and the statement of applicability of each framework in scope, the pairs of all
 * crosswalks, and every register. */
#include "base/arena.h"
#include "export/export.h"
#include "export/tables.h"

enum { REQUIREMENTS_PER_PART = 8 };     /* many controls may answer each */

static void write_matrix_head(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    (void)job, (void)part;
    struct table table;
    matrix_new(scratch, &table);
    table_csv(&table, out);
}

static void write_matrix_rows(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    const struct framework *framework = part->subject;
    for (uint32_t i = part->first; i < part->first + part->n; i++) {
        struct table table;
        matrix_new(scratch, &table);
        matrix_requirement(&table, job->model, framework, framework->requirements[i]);
        table_csv_rows(&table, out);
        arena_reset(scratch);
    }
}

static void write_soa(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    struct table table;
    soa_table(scratch, job->model, part->subject, &table);
    table_csv(&table, out);
}

static void write_crosswalks(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    (void)part;
    struct table table;
    crosswalks_table(scratch, job->model, &table);
    table_csv(&table, out);
}

static void write_header(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    (void)scratch, (void)job;
    register_csv_header(part->subject, out);
}

static void write_records(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    const struct list *records = model_records(job->model, part->subject);
    for (uint32_t i = part->first; i < part->first + part->n; i++) {
        register_csv_row(scratch, records->v[i].as.ref.record, out);
        arena_reset(scratch);
    }
}

/* A file that begins with this part, about `subject`. */
static struct export_file *put_table(struct export_files *files, struct str path, const void *subject, export_write *write)
{
    struct export_file *file = export_file_add(files, path, "text/csv");
    export_part(files, file, subject, write);
    return file;
}

static void put_register(struct export_files *files, const struct model *model, const struct record_type *type)
{
    struct export_file *file = put_table(files, str_printf(files->arena, "registers/%.*s.csv", STR(type->plural)), type, write_header);
    export_records(files, file, model, type, write_records);
}

static void plan(const struct export_job *job, struct export_files *files)
{
    const struct model *model = job->model;
    const struct known *known = model->known;
    for (size_t i = 0; i < model->n_frameworks; i++) {
        const struct framework *framework = &model->frameworks[i];
        if (!framework->in_scope)
            continue;
        struct export_file *matrix = put_table(files, str_printf(files->arena, "matrix-%.*s.csv", STR(framework->id)), framework, write_matrix_head);
        export_rows(files, matrix, framework, framework->n_requirements, REQUIREMENTS_PER_PART, write_matrix_rows);
        if (framework_has_annex(model, framework))
            put_table(files, str_printf(files->arena, "soa-%.*s.csv", STR(framework->id)), framework, write_soa);
    }
    if (model_records(model, known->crosswalk)->n)
        put_table(files, S("crosswalks.csv"), NULL, write_crosswalks);
    for (size_t i = 0; i < model->n_types; i++) {
        const struct record_type *type = model->types[i];
        if (model_records(model, type)->n && type != known->requirement && type != known->framework)
            put_register(files, model, type);
    }
}

const struct export_format export_csv = { "csv", "Matrix, statement of applicability and registers as CSV", plan };
