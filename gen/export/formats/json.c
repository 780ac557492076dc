/* dossier.json: the whole model for machines. Keys and arrays are sorted; numbers are integers. */
#include <stdlib.h>

#include "export/export.h"
#include "export/record_json.h"

enum { CHUNK = 512 };               /* records written by one call of a worker */

struct chunk {
    const struct list *records;
    uint32_t first, n;
    struct str text;
};

struct job {
    const struct record_type **types;   /* those that have records, by plural: keys are sorted */
    size_t n_types;
    struct chunk *chunks;
};

static void write_chunk(void *context, size_t i, struct worker *worker)
{
    struct chunk *chunk = &((struct job *)context)->chunks[i];
    struct buf out = { 0 };
    struct json json = { .out = &out, .compact = true };
    for (uint32_t k = 0; k < chunk->n; k++) {
        if (chunk->first + k)
            buf_puts(&out, ",\n");
        json.comma = false;
        record_json(&json, worker->scratch, chunk->records->v[chunk->first + k].as.ref.record);
    }
    chunk->text = buf_copy(worker->keep, &out);
    buf_free(&out);
}

static int by_plural(const void *a, const void *b)
{
    return str_cmp((*(const struct record_type *const *)a)->plural, (*(const struct record_type *const *)b)->plural);
}

static void choose_types(struct arena *arena, const struct model *model, struct job *job)
{
    job->types = arena_array(arena, model->n_types, const struct record_type *);
    for (size_t t = 0; t < model->n_types; t++)
        if (model->records[t]->n)
            job->types[job->n_types++] = model->types[t];
    if (job->n_types)
        qsort(job->types, job->n_types, sizeof *job->types, by_plural);
}

/* Chunks of all types, one type after the other. */
static size_t make_chunks(struct arena *arena, const struct model *model, struct job *job)
{
    size_t n = 0;
    for (size_t t = 0; t < job->n_types; t++)
        n += (model_records(model, job->types[t])->n + CHUNK - 1) / CHUNK;
    job->chunks = arena_array(arena, n, struct chunk);
    n = 0;
    for (size_t t = 0; t < job->n_types; t++) {
        const struct list *records = model_records(model, job->types[t]);
        for (uint32_t first = 0; first < records->n; first += CHUNK)
            job->chunks[n++] = (struct chunk){ .records = records, .first = first, .n = records->n - first < CHUNK ? records->n - first : CHUNK };
    }
    return n;
}

static void put_text(struct buf *out, const char *key, struct str value)
{
    buf_printf(out, "\"%s\": ", key);
    buf_json_str(out, value);
    buf_puts(out, ",\n");
}

static void put_records(struct buf *out, const struct model *model, const struct job *job)
{
    size_t c = 0;
    buf_puts(out, "\"records\": {");
    for (size_t t = 0; t < job->n_types; t++) {
        buf_puts(out, t ? ",\n" : "\n");
        buf_json_str(out, job->types[t]->plural);
        buf_puts(out, ": [\n");
        for (uint32_t done = 0; done < model_records(model, job->types[t])->n; done += CHUNK)
            buf_put(out, job->chunks[c++].text);
        buf_puts(out, "\n]");
    }
    buf_puts(out, "\n},\n");
}

static size_t text_size(const struct job *job, size_t n_chunks)
{
    size_t size = 4096;
    for (size_t i = 0; i < n_chunks; i++)
        size += job->chunks[i].text.n;
    return size;
}

static void write(const struct export_job *export, struct tree *tree)
{
    const struct model *model = export->model;
    struct job job = { 0 };
    choose_types(tree->arena, model, &job);
    size_t n = make_chunks(tree->arena, model, &job);
    pool_run(export->pool, n, write_chunk, &job);
    struct arena *chunks = arena_new();     /* as large as the file itself, so it is given back at once */
    struct diags none;
    diags_new(chunks, &none);
    pool_collect(export->pool, chunks, &none);
    struct buf out = { 0 };
    buf_reserve(&out, text_size(&job, n));  /* growing by doubling would take twice the memory */
    buf_puts(&out, "{\n");
    put_text(&out, "as_of", date_text(tree->arena, model->as_of));
    put_text(&out, "edition", export->edition);
    put_text(&out, "generator", export->generator);
    put_text(&out, "id", model->settings.id);
    put_text(&out, "organization", model->settings.organization);
    put_records(&out, model, &job);
    put_text(&out, "title", model->settings.title);
    buf_puts(&out, "\"version\": 1\n}\n");
    tree_put(tree, S("dossier.json"), buf_copy(tree->arena, &out), "application/json");
    buf_free(&out);
    arena_free(chunks);
}

const struct export_format export_json = { "json", "The whole model for machines", write };
