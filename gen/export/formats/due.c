/* due.json and due.csv: what falls due, soonest first, for calendars and reminders. Keys are sorted. */
#include "base/arena.h"
#include "base/json.h"
#include "export/export.h"
#include "export/table.h"

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

enum { LIST_DEPTH = 2 };        /* of what stands in the list */

static void write_json_head(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    (void)part;
    struct json json = { .out = out };
    json_object(&json);
    json_member(&json, "as_of", date_text(scratch, job->model->as_of));
    json_key(&json, "due");
    json_array(&json);
}

static void write_json_items(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    struct json json = { .out = out, .depth = LIST_DEPTH, .comma = part->first > 0 };
    for (uint32_t i = part->first; i < part->first + part->n; i++) {
        put_item(&json, scratch, job->model, &job->due->list.v[i]);
        arena_reset(scratch);
    }
}

static void write_json_foot(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    (void)scratch, (void)part;
    struct json json = { .out = out, .depth = LIST_DEPTH, .comma = job->due->list.n > 0 };
    json_end_array(&json);
    json_member_int(&json, "version", 1);
    json_end_object(&json);
    buf_putc(out, '\n');
}

static void put_row(struct buf *out, const struct str cells[COLUMNS])
{
    for (size_t k = 0; k < COLUMNS; k++)
        table_csv_cell(out, cells[k], k + 1 == COLUMNS);
}

static void write_csv_head(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    (void)scratch, (void)job, (void)part;
    put_row(out, columns);
}

static void write_csv_rows(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    for (uint32_t i = part->first; i < part->first + part->n; i++) {
        struct str cells[COLUMNS];
        cells_of(scratch, job->model, &job->due->list.v[i], cells);
        put_row(out, cells);
        arena_reset(scratch);
    }
}

static void plan(const struct export_job *job, struct export_files *files)
{
    size_t n = job->due->list.n;
    struct export_file *file = export_file_add(files, S("due.csv"), "text/csv");
    export_part(files, file, NULL, write_csv_head);
    export_rows(files, file, NULL, n, EXPORT_ROWS, write_csv_rows);
    file = export_file_add(files, S("due.json"), "application/json");
    export_part(files, file, NULL, write_json_head);
    export_rows(files, file, NULL, n, EXPORT_ROWS, write_json_items);
    export_part(files, file, NULL, write_json_foot);
}

const struct export_format export_due = { "due", "What falls due, as JSON and CSV", plan };
