/* The HTML of a value, by the kind of its field. */
#include "base/html.h"
#include "render/engine_state.h"

#include <stdio.h>

struct str translated(const struct engine *engine, struct str text)
{
    return templates_translate(engine->context->templates, text);
}

void put_word(const struct engine *engine, struct buf *out, struct str word)
{
    const struct map *strings = engine->context->templates->strings;
    const struct str *words = strings ? map_find(strings, word) : NULL;

    if (words) {
        buf_html(out, *words);
        return;
    }
    for (size_t from = 0, to; from <= word.n; from = to + 1) {
        to = from + str_find(str_sub(word, from, word.n), '-');
        if (from)
            buf_putc(out, ' ');
        buf_html(out, str_sub(word, from, to));
    }
}

static void put_word_span(const struct engine *engine, struct buf *out, struct str word)
{
    buf_puts(out, "<span class=\"word\" data-value=\"");
    buf_html(out, word);
    buf_puts(out, "\">");
    put_word(engine, out, word);
    buf_puts(out, "</span>");
}

static void put_day(struct buf *out, date_days day)
{
    struct date_parts parts = date_parts(day);

    buf_printf(out, "%04d-%02d-%02d", parts.year, parts.month, parts.day);
}

static void put_date(struct buf *out, date_days day)
{
    buf_puts(out, "<time datetime=\"");
    put_day(out, day);
    buf_puts(out, "\">");
    put_day(out, day);
    buf_puts(out, "</time>");
}

static void put_time(struct buf *out, struct datetime time)
{
    int second = time.second;

    if (!time.has_time) {
        put_date(out, time.day);
        return;
    }
    buf_puts(out, "<time datetime=\"");
    put_day(out, time.day);
    buf_printf(out, "T%02d:%02d:%02d%s\">", second / 3600, second / 60 % 60, second % 60, time.has_zone ? "Z" : "");
    put_day(out, time.day);
    buf_printf(out, " %02d:%02d%s", second / 3600, second / 60 % 60, time.has_zone ? " UTC" : "");
    buf_puts(out, "</time>");
}

/* "90 days", in the language of the site: its words may put the number where they like. */
static void put_duration(const struct engine *engine, struct buf *out, struct duration duration)
{
    static const char *const one[] = { "%1 day", "%1 week", "%1 month", "%1 year" };
    static const char *const many[] = { "%1 days", "%1 weeks", "%1 months", "%1 years" };
    int unit = duration.unit == 'd' ? 0 : duration.unit == 'w' ? 1 : duration.unit == 'm' ? 2 : 3;
    struct str words = translated(engine, str_of(duration.count == 1 ? one[unit] : many[unit]));
    size_t at = str_find_str(words, S("%1"));

    buf_html(out, str_sub(words, 0, at));
    if (at < words.n)
        buf_printf(out, "%u", (unsigned)duration.count);
    buf_html(out, str_sub(words, at + 2, words.n));
}

static void put_url(struct buf *out, struct str url)
{
    bool absolute = str_starts(url, S("http://")) || str_starts(url, S("https://")) || str_starts(url, S("mailto:"));

    if (absolute && url_is_allowed(url)) {
        buf_puts(out, "<a href=\"");
        buf_html(out, url);
        buf_puts(out, "\" rel=\"noreferrer\">");
    }
    buf_html(out, url);
    if (absolute && url_is_allowed(url))
        buf_puts(out, "</a>");
}

static void put_text_value(const struct engine *engine, struct buf *out, const struct field *field, struct str text)
{
    switch ((enum field_kind)field->kind) {
    case FIELD_WORD:
    case FIELD_WORDS: put_word_span(engine, out, text); return;
    case FIELD_URL: put_url(out, text); return;
    case FIELD_FILE:
        buf_puts(out, "<code>");
        buf_html(out, text);
        buf_puts(out, "</code>");
        return;
    default: buf_html(out, text);
    }
}

/* A reference to one row of a record says which: "CTL-014 Stop authority: stop-drill". */
static void put_ref(struct engine *engine, struct buf *out, const struct value *value)
{
    put_link(engine, out, value->as.ref.record, S(""), S(""));
    if (value->as.ref.part && value->as.ref.part->id.n) {
        buf_puts(out, " <span class=\"part\">");
        buf_html(out, value->as.ref.part->id);
        buf_puts(out, "</span>");
    }
}

static void put_list(lua_State *L, struct buf *out, const struct field *field, const struct list *list)
{
    if (list->n == 0)
        return;
    if (field->kind == FIELD_ROWS) {
        put_rows(L, out, list, NULL, 0);
        return;
    }
    buf_puts(out, "<ul class=\"list\">");
    for (size_t i = 0; i < list->n; i++) {
        buf_puts(out, "<li>");
        put_value(L, out, field, &list->v[i]);
        buf_puts(out, "</li>");
    }
    buf_puts(out, "</ul>");
}

void put_value(lua_State *L, struct buf *out, const struct field *field, const struct value *value)
{
    struct engine *engine = engine_of(L);

    script_pay(L, 8);
    switch ((enum value_kind)value->kind) {
    case VALUE_NONE: return;
    case VALUE_TEXT:
        script_pay_bytes(L, value->as.text.n);
        put_text_value(engine, out, field, value->as.text);
        return;
    case VALUE_NUMBER: buf_html(out, str_of(value->as.number.text)); return;
    case VALUE_BOOL: put_word_span(engine, out, value->as.truth ? S("yes") : S("no")); return;
    case VALUE_DATE: put_date(out, value->as.date); return;
    case VALUE_DATETIME: put_time(out, value->as.datetime); return;
    case VALUE_DURATION: put_duration(engine, out, value->as.duration); return;
    case VALUE_RECORD: put_ref(engine, out, value); return;
    case VALUE_LIST: put_list(L, out, field, value->as.list); return;
    case VALUE_RICH: put_document(L, out, value->as.rich->document); return;
    }
}

/* --- tables --- */

static bool is_empty(const struct value *value)
{
    return value->kind == VALUE_NONE || (value->kind == VALUE_LIST && value->as.list->n == 0);
}

static bool column_is_empty(const struct list *rows, const struct field *column)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->v[i].kind == VALUE_RECORD && !is_empty(record_value(rows->v[i].as.ref.record, column)))
            return false;
    return true;
}

/* The columns of the type that have a value in any row. */
static size_t used_columns(lua_State *L, const struct list *rows, const struct field ***columns)
{
    const struct record_type *type = rows->v[0].as.ref.record->type;
    size_t n = 0;

    *columns = script_scratch(L, type->n_fields * sizeof **columns + 1);
    for (size_t i = 0; i < type->n_fields; i++)
        if (!column_is_empty(rows, &type->fields[i]))
            (*columns)[n++] = &type->fields[i];
    return n;
}

static void put_head(struct engine *engine, struct buf *out, const struct field *const *columns, size_t n)
{
    buf_puts(out, "<table class=\"rows\"><thead><tr>");
    for (size_t i = 0; i < n; i++) {
        buf_puts(out, "<th scope=\"col\">");
        buf_html(out, translated(engine, columns[i]->title.n ? columns[i]->title : columns[i]->name));
        buf_puts(out, "</th>");
    }
    buf_puts(out, "</tr></thead><tbody>");
}

void put_rows(lua_State *L, struct buf *out, const struct list *rows, const struct field *const *columns, size_t n_columns)
{
    const struct field **used;

    if (rows->n == 0 || rows->v[0].kind != VALUE_RECORD)
        return;
    if (!columns) {
        n_columns = used_columns(L, rows, &used);
        columns = used;
    }
    put_head(engine_of(L), out, columns, n_columns);
    for (size_t i = 0; i < rows->n; i++) {
        buf_puts(out, "<tr>");
        for (size_t k = 0; k < n_columns; k++) {
            buf_puts(out, "<td>");
            put_value(L, out, columns[k], record_value(rows->v[i].as.ref.record, columns[k]));
            buf_puts(out, "</td>");
        }
        buf_puts(out, "</tr>");
    }
    buf_puts(out, "</tbody></table>");
}
