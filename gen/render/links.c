/* Addresses and links, relative to the page that is being drawn. */
#include "base/html.h"
#include "render/engine_state.h"

#include <string.h>

#include "base/path.h"

void put_relative(struct engine *engine, struct buf *out, struct str path)
{
    path_put_link(out, engine->page->url, path);
}

struct str record_path(const struct engine *engine, const struct record *record)
{
    const struct plan *plan = engine->context->plan;

    while (record->type->is_rows && record->parent)
        record = record->parent;
    return plan && !record->type->is_rows ? plan->record_url[record->serial] : S("");
}

struct str type_path(const struct engine *engine, const struct record_type *type)
{
    const struct plan *plan = engine->context->plan;

    return plan && !type->is_rows ? plan->type_url[type->index] : S("");
}

struct str file_path(const struct engine *engine, const struct record *record)
{
    const struct plan *plan = engine->context->plan;

    return plan && str_is(record->type->name, "evidence") ? plan->file_url[record->index] : S("");
}

/* Types of which people say the name and not the id. */
static bool goes_by_title(const struct record_type *type)
{
    return str_is(type->name, "framework") || str_is(type->name, "page") || str_is(type->name, "role") || type->is_rows;
}

struct str record_short_name(const struct record *record)
{
    const struct value *label;

    if (goes_by_title(record->type))
        return S("");
    if (!str_is(record->type->name, "requirement"))
        return record->id;
    label = record_find(record, "label");
    return label && label->kind == VALUE_TEXT ? label->as.text : record->id;
}

void put_record_words(struct buf *out, const struct record *record)
{
    struct str name = record_short_name(record), title = record_title(record);

    buf_put(out, name);
    if (name.n && title.n && !str_eq(title, record->id))
        buf_putc(out, ' ');
    if (!name.n || !str_eq(title, record->id))
        buf_put(out, title);
}

static void put_words(struct buf *out, const struct record *record, struct str words)
{
    struct str name = record_short_name(record), title = record_title(record);

    if (words.n) {
        buf_html(out, words);
        return;
    }
    if (name.n) {
        buf_puts(out, "<span class=\"id\">");
        buf_html(out, name);
        buf_puts(out, "</span>");
    }
    if (name.n && str_eq(title, record->id))
        return;
    if (name.n)
        buf_putc(out, ' ');
    buf_html(out, title);
}

void put_link(struct engine *engine, struct buf *out, const struct record *record, struct str anchor, struct str words)
{
    struct str path = record_path(engine, record);

    if (path.n) {
        buf_puts(out, "<a href=\"");
        put_relative(engine, out, path);
        if (anchor.n) {
            buf_putc(out, '#');
            buf_url_path(out, anchor);
        }
        buf_puts(out, "\">");
    } else {
        buf_puts(out, "<span>");
    }
    put_words(out, record, words);
    buf_puts(out, path.n ? "</a>" : "</span>");
}
