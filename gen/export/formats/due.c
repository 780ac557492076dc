/* due.json and due.csv: what falls due, soonest first, for calendars and reminders. Keys are sorted. */
#include "base/arena.h"
#include "base/json.h"
#include "export/export.h"
#include "export/table.h"
#include "model/due.h"

static const struct str columns[] = { S_INIT("date"), S_INIT("days"), S_INIT("when"), S_INIT("type"), S_INIT("id"), S_INIT("row"), S_INIT("field"), S_INIT("what"),
    S_INIT("title"), S_INIT("owner") };
enum { COLUMNS = sizeof columns / sizeof *columns };

/* In the order of the columns. */
static void cells_of(struct arena *arena, const struct model *model, const struct due *due, struct str cells[COLUMNS])
{
    const struct value *owner = record_find(due->record, "owner");
    struct str all[COLUMNS] = { date_text(arena, due->date), str_printf(arena, "%d", due->date - model->as_of), due_when(model, due->date), due->record->type->name,
        due->record->id, due->row ? due->row->id : S(""), due->field->name, due->field->title, record_title(due->record),
        owner ? value_text(arena, owner) : S("") };
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = all[i];
}

static void put_item(struct json *json, struct arena *scratch, const struct model *model, const struct due *due)
{
    struct str cells[COLUMNS];
    cells_of(scratch, model, due, cells);
    static const unsigned char sorted[COLUMNS] = { 0, 1, 6, 4, 9, 5, 8, 3, 7, 2 };     /* columns in the order of their names */
    json_object(json);
    for (size_t i = 0; i < COLUMNS; i++) {
        json_key_str(json, columns[sorted[i]]);
        if (sorted[i] == 1)
            json_int(json, due->date - model->as_of);
        else
            json_str_or_null(json, cells[sorted[i]]);
    }
    json_end_object(json);
}

static void write_json(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    const struct due_list *due = part->subject;
    struct json json = { .out = out };
    json_object(&json);
    json_member(&json, "as_of", date_text(scratch, job->model->as_of));
    json_key(&json, "due");
    json_array(&json);
    for (size_t i = 0; i < due->list.n; i++)
        put_item(&json, scratch, job->model, &due->list.v[i]);
    json_end_array(&json);
    json_member_int(&json, "version", 1);
    json_end_object(&json);
    buf_putc(out, '\n');
}

static void write_csv(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    const struct due_list *due = part->subject;
    struct table table;
    table_new(scratch, &table, COLUMNS, columns);
    for (size_t i = 0; i < due->list.n; i++) {
        struct str cells[COLUMNS];
        cells_of(scratch, job->model, &due->list.v[i], cells);
        for (size_t k = 0; k < COLUMNS; k++)
            table_cell(&table, cells[k]);
    }
    table_csv(&table, out);
}

static void plan(const struct export_job *job, struct export_files *files)
{
    struct due_list *due = arena_new_of(files->arena, struct due_list);
    *due = due_list(files->arena, job->model);
    struct export_file *file = export_file_add(files, S("due.csv"), "text/csv");
    *vec_add(files->arena, &file->parts) = (struct export_part){ .write = write_csv, .subject = due };
    file = export_file_add(files, S("due.json"), "application/json");
    *vec_add(files->arena, &file->parts) = (struct export_part){ .write = write_json, .subject = due };
}

const struct export_format export_due = { "due", "What falls due, as JSON and CSV", plan };
