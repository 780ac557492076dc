/* dossier.json: the whole model for machines. Keys and arrays are sorted; numbers are integers. */
#include <stdlib.h>

#include "base/arena.h"
#include "export/export.h"
#include "export/record_json.h"

static void write_records(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part)
{
    const struct list *records = model_records(job->model, part->subject);
    struct json json = { .out = out, .compact = true };
    for (uint32_t i = part->first; i < part->first + part->n; i++) {
        if (i)
            buf_puts(out, ",\n");
        json.comma = false;
        record_json(&json, scratch, records->v[i].as.ref.record);
        arena_reset(scratch);
    }
}

static int by_plural(const void *a, const void *b)
{
    return str_cmp((*(const struct record_type *const *)a)->plural, (*(const struct record_type *const *)b)->plural);
}

/* Those that have records, in the order of their keys. */
static size_t choose_types(struct arena *arena, const struct model *model, const struct record_type ***types)
{
    size_t n = 0;
    *types = arena_array(arena, model->n_types, const struct record_type *);
    for (size_t t = 0; t < model->n_types; t++)
        if (model->records[t]->n)
            (*types)[n++] = model->types[t];
    if (n)
        qsort(*types, n, sizeof **types, by_plural);
    return n;
}

static void put_text(struct buf *out, const char *key, struct str value)
{
    buf_printf(out, "\"%s\": ", key);
    buf_json_str(out, value);
    buf_puts(out, ",\n");
}

/* Hands over what has gathered in `out`. */
static void flush(struct export_files *files, struct export_file *file, struct buf *out)
{
    export_text(files, file, buf_copy(files->arena, out));
    buf_reset(out);
}

static void plan(const struct export_job *job, struct export_files *files)
{
    const struct model *model = job->model;
    const struct record_type **types;
    size_t n = choose_types(files->arena, model, &types);
    struct export_file *file = export_file_add(files, S("dossier.json"), "application/json");
    struct buf out = { 0 };
    buf_puts(&out, "{\n");
    put_text(&out, "as_of", date_text(files->arena, model->as_of));
    put_text(&out, "edition", job->edition);
    put_text(&out, "generator", job->generator);
    put_text(&out, "id", model->settings.id);
    put_text(&out, "organization", model->settings.organization);
    buf_puts(&out, "\"records\": {");
    for (size_t t = 0; t < n; t++) {
        buf_puts(&out, t ? ",\n" : "\n");
        buf_json_str(&out, types[t]->plural);
        buf_puts(&out, ": [\n");
        flush(files, file, &out);
        export_records(files, file, model, types[t], write_records);
        buf_puts(&out, "\n]");
    }
    buf_puts(&out, "\n},\n");
    put_text(&out, "title", model->settings.title);
    buf_puts(&out, "\"version\": 1\n}\n");
    flush(files, file, &out);
    buf_free(&out);
}

const struct export_format export_json = { "json", "The whole model for machines", plan };
