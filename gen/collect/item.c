/* The record and the ledger entry of an item, and the file of a failed run. */
#include "collect/item.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "base/path.h"

static struct str time_text(struct arena *arena, int64_t seconds)
{
    return datetime_text(arena, datetime_of_epoch(seconds));
}

static void put_list(struct json *json, const char *key, size_t n, const struct str *texts)
{
    json_key(json, key);
    json_array(json);
    for (size_t i = 0; i < n; i++)
        json_str(json, texts[i]);
    json_end_array(json);
}

void item_write_failure(struct arena *arena, struct item *item)
{
    const struct collector *collector = item->collector;
    struct buf out = { 0 };
    struct json json = { .out = &out };
    json_object(&json);
    json_member(&json, "failed_run", str_of(item->outcome));        /* first: it is what the file is recognised by */
    json_member(&json, "collector", collector->id);
    put_list(&json, "command", collector->n_command, collector->command);
    json_member(&json, "ended", time_text(arena, item->ended));
    json_key(&json, "exit");
    if (item->has_exit)
        json_int(&json, item->exit);
    else
        json_null(&json);
    json_member(&json, "reason", item->reason);
    json_member(&json, "started", time_text(arena, item->started));
    json_member_or_null(&json, "tool", item->tool);
    json_end_object(&json);
    buf_putc(&out, '\n');
    file_replace(item->folder, INTERRUPTED_FILE, buf_str(&out));
    item->file = S(INTERRUPTED_FILE);
    item->digest = digest_of(buf_str(&out));
    item->size = out.n;
    buf_free(&out);
}

/* --- the record --------------------------------------------------------------------------------------------- */

/* Quotes as in JSON are quotes as in YAML. */
static void put_text(struct buf *out, const char *key, struct str value)
{
    if (!value.n)
        return;
    buf_printf(out, "    %s: ", key);
    buf_json_str(out, value);
    buf_putc(out, '\n');
}

static void put_texts(struct buf *out, const char *key, size_t n, const struct str *texts)
{
    if (!n)
        return;
    buf_printf(out, "    %s: [", key);
    for (size_t i = 0; i < n; i++) {
        buf_puts(out, i ? ", " : "");
        buf_json_str(out, texts[i]);
    }
    buf_puts(out, "]\n");
}

/* What the collector says of its items, under the same names. */
static void put_said(struct buf *out, struct arena *arena, const struct record *row)
{
    for (size_t i = 0; i < row->type->n_fields; i++) {
        const struct value *value = &row->values[i];
        const char *name = str_c(arena, row->type->fields[i].name);
        if (str_is(row->type->fields[i].name, "title") || value->kind == VALUE_NONE)
            continue;
        if (value->kind != VALUE_LIST) {
            buf_printf(out, "    %s: %.*s\n", name, STR(value_text(arena, value)));
            continue;
        }
        struct str *texts = arena_array(arena, value->as.list->n + 1, struct str);
        for (uint32_t k = 0; k < value->as.list->n; k++)
            texts[k] = value_text(arena, &value->as.list->v[k]);
        put_texts(out, name, value->as.list->n, texts);
    }
}

static struct str title_of(struct arena *arena, const struct item *item)
{
    const struct collector *collector = item->collector;
    struct str title = record_title(collector->item), day = date_text(arena, datetime_of_epoch(item->started).day);
    return str_printf(arena, "%.*s, %.*s%s", STR(title), STR(day), item->reason.n ? " (failed run)" : "");
}

static struct str record_text_of(struct arena *arena, const struct item *item)
{
    const struct collector *collector = item->collector;
    struct buf out = { 0 };
    buf_puts(&out, "# Written by `dossier collect`.\nevidence:\n");
    buf_printf(&out, "  - id: %.*s\n", STR(item->staged.id));
    put_text(&out, "title", title_of(arena, item));
    put_text(&out, "file", item->file);
    put_text(&out, "sha256", digest_hex(arena, item->digest));
    put_said(&out, arena, collector->item);
    put_text(&out, "collected_at", time_text(arena, item->ended));
    put_text(&out, "collected_by", str_printf(arena, "collector:%.*s", STR(collector->id)));
    put_texts(&out, "command", collector->n_command, collector->command);
    put_text(&out, "tool_version", item->tool);
    put_text(&out, "started_at", time_text(arena, item->started));
    if (item->has_exit)
        buf_printf(&out, "    exit_status: %d\n", item->exit);
    put_text(&out, "stdout", item->output);
    put_text(&out, "stderr", item->errors);
    put_text(&out, "partial", item->partial);
    struct str text = buf_copy(arena, &out);
    buf_free(&out);
    return text;
}

void item_describe(struct arena *arena, struct item *item)
{
    const struct collector *collector = item->collector;
    item->staged.record = record_text_of(arena, item);
    item->staged.entry = (struct ledger_entry){ .id = item->staged.id, .collector = collector->id, .n_command = collector->n_command,
        .command = collector->command, .started = time_text(arena, item->started), .ended = time_text(arena, item->ended), .tool = item->tool,
        .has_exit = item->has_exit, .exit = item->exit, .outcome = str_of(item->outcome), .file = path_join(arena, item->staged.place, item->file),
        .sha256 = item->digest, .size = item->size };
}
