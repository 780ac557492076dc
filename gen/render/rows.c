/* assets/rows/PLURAL-N.js: dossier_rows("PLURAL-N", {"columns", "links", "rows"}), the N-th 2000 records of a type.
 *
 * columns  name and kind of each column of the index
 * links    [id or label, title, address] of each record that rows refer to; the address is "" when it has no page
 * rows     [address, state, owner, AI systems, a cell for each column]. The state is a word, or ""; the owner a link or a
 *          text; the systems are links; a cell is an item or a list of items. An item is a text, a link, or, in a list, a
 *          link with the name of a row of that record: [link, name]. A link is a number, its place in `links`. */
#include "render/rows.h"

#include "base/arena.h"
#include "base/html.h"
#include "base/json.h"
#include "model/known.h"
#include "render/engine_state.h"

struct file { const struct record_type *type; uint32_t first, n; struct tree_made made; };

struct job {
    const struct render_context *context;
    const struct tree_store *store;
    struct file *files;
    size_t n;
};

/* One script while it is written. */
struct writer {
    const struct render_context *context;
    struct arena *arena;
    struct json json;
    struct map *places;                 /* id of a record, to its place among links */
    vec(const struct record *) links;
};

static void put_link_number(struct writer *writer, const struct record *record)
{
    size_t *place = map_find(writer->places, record->id);
    if (!place) {
        place = arena_new_of(writer->arena, size_t);
        *place = writer->links.n;
        map_put(writer->places, record->id, place);
        *vec_add(writer->arena, &writer->links) = record;
    }
    json_int(&writer->json, (int64_t)*place);
}

static void put_plain(struct writer *writer, const struct value *value)
{
    if (value->kind == VALUE_DATETIME)
        json_str(&writer->json, date_text(writer->arena, value->as.datetime.day));
    else if (value->kind == VALUE_BOOL)
        json_str(&writer->json, value->as.truth ? S("yes") : S("no"));
    else
        json_str(&writer->json, value_text(writer->arena, value));
}

static void put_item(struct writer *writer, const struct value *value)
{
    const struct record *record = value->kind == VALUE_RECORD ? value->as.ref.record : NULL;
    if (!record || record->type->is_rows) {
        put_plain(writer, value);
    } else if (!value->as.ref.part) {
        put_link_number(writer, record);
    } else {
        json_array(&writer->json);
        put_link_number(writer, record);
        json_str(&writer->json, value->as.ref.part->id);
        json_end_array(&writer->json);
    }
}

static void put_cell(struct writer *writer, const struct value *value)
{
    bool is_list = value->kind == VALUE_LIST;
    if (!is_list && !(value->kind == VALUE_RECORD && value->as.ref.part)) {
        put_item(writer, value);
        return;
    }
    json_array(&writer->json);
    for (uint32_t i = 0; i < (is_list ? value->as.list->n : 1); i++)
        put_item(writer, is_list ? &value->as.list->v[i] : value);
    json_end_array(&writer->json);
}

/* A field that not every type has. */
static void put_named(struct writer *writer, const struct record *record, const char *name, const char *other)
{
    static const struct value none = { .kind = VALUE_NONE };
    const struct value *value = record_find(record, name);
    if (!value && other)
        value = record_find(record, other);
    put_cell(writer, value ? value : &none);
}

static void put_row(struct writer *writer, const struct record *record)
{
    struct buf url = { 0 };
    buf_url_path(&url, writer->context->plan->record_url[record->serial]);
    json_array(&writer->json);
    json_str(&writer->json, buf_str(&url));
    put_named(writer, record, "state", "status");
    put_named(writer, record, "owner", NULL);
    put_named(writer, record, "systems", "system");
    for (size_t i = 0; i < record->type->n_columns; i++)
        put_cell(writer, record_value(record, record->type->columns[i]));
    json_end_array(&writer->json);
    buf_free(&url);
}

static void put_rows_of(struct writer *writer, const struct file *file)
{
    const struct list *records = model_records(writer->context->model, file->type);
    json_key(&writer->json, "rows");
    json_array(&writer->json);
    for (uint32_t i = file->first; i < file->first + file->n; i++)
        put_row(writer, records->v[i].as.ref.record);
    json_end_array(&writer->json);
}

static void put_columns(struct json *json, const struct record_type *type)
{
    json_key(json, "columns");
    json_array(json);
    for (size_t i = 0; i < type->n_columns; i++) {
        json_array(json);
        json_str(json, type->columns[i]->name);
        json_str(json, str_of(field_kind_name(type->columns[i]->kind)));
        json_end_array(json);
    }
    json_end_array(json);
}

static void put_links(struct writer *writer)
{
    struct buf url = { 0 };
    json_key(&writer->json, "links");
    json_array(&writer->json);
    for (size_t i = 0; i < writer->links.n; i++) {
        const struct record *record = writer->links.v[i];
        buf_reset(&url);
        buf_url_path(&url, writer->context->plan->record_url[record->serial]);
        json_array(&writer->json);
        json_str(&writer->json, record_short_name(record));
        json_str(&writer->json, record_title(record));
        json_str(&writer->json, buf_str(&url));
        json_end_array(&writer->json);
    }
    json_end_array(&writer->json);
    buf_free(&url);
}

static void write_file(void *context, size_t i, struct worker *worker)
{
    struct job *job = context;
    struct file *file = &job->files[i];
    struct buf out = { 0 };
    struct writer writer = { .context = job->context, .arena = worker->scratch, .json = { .out = &out, .compact = true },
        .places = map_new(worker->scratch) };
    unsigned number = file->first / ROWS_PER_FILE + 1;
    buf_printf(&out, "dossier_rows(\"%.*s-%u\",", STR(file->type->plural), number);
    json_object(&writer.json);
    put_columns(&writer.json, file->type);
    put_rows_of(&writer, file);
    put_links(&writer);
    json_end_object(&writer.json);
    buf_puts(&out, ");\n");
    struct str path = str_printf(worker->keep, "assets/rows/%.*s-%u.js", STR(file->type->plural), number);
    file->made = tree_make(job->store, worker, path, buf_str(&out));
    buf_free(&out);
}

static void list_files(struct job *job, struct arena *arena)
{
    const struct model *model = job->context->model;
    job->files = arena_array(arena, model->n_types + model->n_serials / ROWS_PER_FILE + 1, struct file);
    for (size_t t = 0; t < model->n_types; t++) {
        uint32_t n = job->context->plan->type_url[t].n ? model->records[t]->n : 0;
        for (uint32_t first = 0; first < n; first += ROWS_PER_FILE)
            job->files[job->n++] = (struct file){ .type = model->types[t], .first = first, .n = n - first < ROWS_PER_FILE ? n - first : ROWS_PER_FILE };
    }
}

void rows_render(struct pool *pool, const struct render_context *context, struct tree *tree)
{
    struct arena *arena = arena_new();
    struct job job = { .context = context, .store = tree->store };
    struct diags none;
    list_files(&job, arena);
    pool_run(pool, job.n, write_file, &job);
    diags_new(tree->arena, &none);
    pool_collect(pool, tree->arena, &none);
    for (size_t i = 0; i < job.n; i++)
        tree_put_made(tree, &job.files[i].made, "text/javascript");
    arena_free(arena);
}
