/* due.ics: what falls due, for calendars (iCalendar, RFC 5545): an event of a whole day for each line of the calendar page.
 * An event keeps its UID from build to build, so that a calendar that reads the file again moves it and adds no second one;
 * every time in the file is the day of the report. */
#include "base/arena.h"
#include "export/export.h"

enum { LINE_OCTETS = 75 };                      /* without the line break; RFC 5545, 3.1 */

/* A content line being written; `octets` of the line as folded so far. */
struct content_line { struct buf *out; size_t octets; };

/* What must not be torn apart: a character, or an escape. */
static void put_unit(struct content_line *line, struct str unit)
{
    if (line->octets + unit.n > LINE_OCTETS) {
        buf_puts(line->out, "\r\n ");
        line->octets = 1;
    }
    buf_put(line->out, unit);
    line->octets += unit.n;
}

/* A value of the type TEXT: section 3.3.11. Other control characters cannot be written. */
static void put_escaped(struct content_line *line, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n') {
            put_unit(line, S("\\n"));
        } else if (c == '\\' || c == ';' || c == ',') {
            char escape[2] = { '\\', c };
            put_unit(line, (struct str){ escape, 2 });
        } else if (((unsigned char)c >= ' ' && c != 0x7f) || c == '\t') {
            size_t size = str_utf8_size(str_sub(text, i, text.n));
            put_unit(line, str_sub(text, i, i + (size ? size : 1)));
            i += size ? size - 1 : 0;
        }
    }
}

/* A property with its value, folded. */
static void put_text(struct buf *out, const char *name, struct str value)
{
    struct content_line line = { .out = out };
    put_unit(&line, str_of(name));
    put_unit(&line, S(":"));
    put_escaped(&line, value);
    buf_puts(out, "\r\n");
}

static struct str basic_date(struct arena *arena, date_days date)
{
    struct date_parts parts = date_parts(date);
    return str_printf(arena, "%04d%02d%02d", parts.year, parts.month, parts.day);
}

/* Where a row stands in its record: its id, or else its place among the rows of its field; rows may have rows. */
static struct str row_path(struct arena *arena, const struct record *row)
{
    const struct record *owner = row->parent;
    const struct list *rows = record_list(owner, type_field(owner->type, row->type->name));
    uint32_t i = 0;
    while (i < rows->n && rows->v[i].as.ref.record != row)
        i++;
    struct str key = row->id.n ? row->id : str_printf(arena, "%u", i + 1);
    struct str above = owner->parent ? row_path(arena, owner) : S("");
    return str_printf(arena, "%.*s%.*s/%.*s/", STR(above), STR(row->type->name), STR(key));
}

static struct str uid_of(struct arena *arena, const struct model *model, const struct due *due)
{
    struct str project = model->settings.id, field = due->field->name;
    if (due_shares_line(model, due))
        return str_printf(arena, "%.*s/%.*s/%.*s@%.*s", STR(model_framework_of(model, due->record)->id), STR(field), STR(basic_date(arena, due->date)), STR(project));
    struct str row = due->row ? row_path(arena, due->row) : S("");
    return str_printf(arena, "%.*s/%.*s%.*s@%.*s", STR(due->record->id), STR(row), STR(field), STR(project));
}

static struct str summary_of(struct arena *arena, const struct model *model, const struct due *due, size_t n)
{
    if (n > 1)
        return str_printf(arena, "%zu requirements of %.*s begin to apply", n, STR(record_title(model_framework_of(model, due->record)->record)));
    struct str title = record_title(due->record), id = due->record->id;
    struct str row = due->row ? record_title(due->row) : S("");
    struct str what = str_printf(arena, "%.*s: %.*s%s%.*s", STR(due->field->title), STR(title), row.n ? ", " : "", STR(row));
    return str_eq(title, id) ? what : str_printf(arena, "%.*s (%.*s)", STR(what), STR(id));
}

static struct str days_text(struct arena *arena, date_days days)
{
    if (!days)
        return S("Due on the day of this report");
    unsigned n = (unsigned)(days < 0 ? -days : days);
    return str_printf(arena, days < 0 ? "Overdue by %u day%s" : "Due in %u day%s", n, n == 1 ? "" : "s");
}

static struct str description_of(struct arena *arena, const struct model *model, const struct due *due)
{
    const struct value *owner = record_find(due->record, "owner");
    struct str who = S("");
    if (owner && owner->kind != VALUE_NONE)
        who = str_printf(arena, "\nOwner: %.*s", STR(owner->kind == VALUE_RECORD ? record_title(owner->as.ref.record) : value_text(arena, owner)));
    return str_printf(arena, "%.*s, as of %.*s.\n%.*s%.*s", STR(days_text(arena, due->date - model->as_of)), STR(date_text(arena, model->as_of)),
                      STR(due->field->help), STR(who));
}

static void put_event(struct buf *out, struct arena *arena, const struct model *model, const struct due *due, size_t n)
{
    buf_puts(out, "BEGIN:VEVENT\r\n");
    put_text(out, "UID", uid_of(arena, model, due));
    buf_printf(out, "DTSTAMP:%.*sT000000Z\r\nDTSTART;VALUE=DATE:%.*s\r\n", STR(basic_date(arena, model->as_of)), STR(basic_date(arena, due->date)));
    put_text(out, "SUMMARY", summary_of(arena, model, due, n));
    put_text(out, "DESCRIPTION", description_of(arena, model, due));
    put_text(out, "CATEGORIES", due_when(model, due->date));
    buf_puts(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

static void write_head(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    (void)part;
    const struct settings *settings = &job->model->settings;
    buf_puts(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    put_text(out, "PRODID", str_printf(scratch, "-//dossier//%.*s//EN", STR(job->generator)));
    buf_puts(out, "CALSCALE:GREGORIAN\r\n");
    put_text(out, "X-WR-CALNAME", str_printf(scratch, "%.*s: %.*s", STR(settings->organization), STR(settings->title)));
}

static void write_events(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    const struct due_line *lines = part->subject;
    for (uint32_t i = part->first; i < part->first + part->n; i++) {
        put_event(out, scratch, job->model, &job->due->list.v[lines[i].first], lines[i].n);
        arena_reset(scratch);
    }
}

/* The standard has no calendar without an event. */
static void plan(const struct export_job *job, struct export_files *files)
{
    struct due_line *lines = arena_array(files->arena, job->due->list.n, struct due_line);
    size_t n = 0;
    for (struct due_line line = { 0 }; due_next_line(job->model, job->due, &line);)
        lines[n++] = line;
    if (!n)
        return;
    struct export_file *file = export_file_add(files, S("due.ics"), "text/calendar");
    export_part(files, file, NULL, write_head);
    export_rows(files, file, lines, n, EXPORT_ROWS, write_events);
    export_text(files, file, S("END:VCALENDAR\r\n"));
}

const struct export_format export_due_ics = { "due-ics", "What falls due, for calendars", plan };
