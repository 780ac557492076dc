/* The registry of export formats, and the work they share: parts are written on all cores, then joined to files. */
#include "export/export.h"

#include "base/arena.h"
#include "base/path.h"

#define X(NAME) extern const struct export_format export_##NAME;
#include "list/exports.def"
#undef X

static const struct export_format *const formats[] = {
#define X(NAME) &export_##NAME,
#include "list/exports.def"
#undef X
};

struct work {
    const struct export_job *job;
    struct export_files *files;
    struct export_part **parts;     /* of all files, one after the other */
    const struct tree_store *store;
    struct tree_made *made;         /* each file */
};

struct export_file *export_file_add(struct export_files *files, struct str path, const char *media_type)
{
    struct export_file *file = vec_add(files->arena, &files->list);
    file->path = path;
    file->media_type = media_type;
    return file;
}

void export_text(struct export_files *files, struct export_file *file, struct str text)
{
    vec_add(files->arena, &file->parts)->text = text;
}

void export_part(struct export_files *files, struct export_file *file, const void *subject, export_write *write)
{
    *vec_add(files->arena, &file->parts) = (struct export_part){ .write = write, .subject = subject };
}

void export_rows(struct export_files *files, struct export_file *file, const void *subject, size_t n, uint32_t each, export_write *write)
{
    for (uint32_t first = 0; first < n; first += each)
        *vec_add(files->arena, &file->parts) = (struct export_part){ .write = write, .subject = subject, .first = first,
            .n = n - first < each ? (uint32_t)n - first : each };
}

void export_records(struct export_files *files, struct export_file *file, const struct model *model, const struct record_type *type, export_write *write)
{
    export_rows(files, file, type, model_records(model, type)->n, EXPORT_ROWS, write);
}

static void write_part(void *context, size_t i, struct worker *worker)
{
    struct work *work = context;
    struct export_part *part = work->parts[i];
    struct buf out = { 0 };
    if (!part->write)
        return;
    part->write(&out, worker->scratch, work->job, part);
    part->text = buf_copy(worker->keep, &out);
    buf_free(&out);
}

/* A store takes the pieces as they are: joined, the largest file would be in memory twice. */
static void finish_file(void *context, size_t i, struct worker *worker)
{
    struct work *work = context;
    const struct export_file *file = &work->files->list.v[i];
    struct str *pieces = arena_array(worker->scratch, file->parts.n, struct str);
    for (size_t k = 0; k < file->parts.n; k++)
        pieces[k] = file->parts.v[k].text;
    work->made[i] = tree_make_pieces(work->store, worker, file->path, pieces, file->parts.n);
}

static size_t collect_parts(struct work *work)
{
    struct export_files *files = work->files;
    size_t n = 0;
    for (size_t i = 0; i < files->list.n; i++)
        n += files->list.v[i].parts.n;
    work->parts = arena_array(files->arena, n, struct export_part *);
    n = 0;
    for (size_t i = 0; i < files->list.n; i++)
        for (size_t k = 0; k < files->list.v[i].parts.n; k++)
            work->parts[n++] = &files->list.v[i].parts.v[k];
    return n;
}

/* What the workers keep goes with `arena`; nothing of it is reported. */
static void run(struct pool *pool, struct arena *arena, size_t n, void (*fn)(void *, size_t, struct worker *), struct work *work)
{
    struct diags none;
    diags_new(arena, &none);
    pool_run(pool, n, fn, work);
    pool_collect(pool, arena, &none);
}

static void make_files(const struct export_job *job, struct export_files *files, struct tree *tree)
{
    struct work work = { .job = job, .files = files, .store = tree->store };
    for (size_t i = 0; i < files->list.n; i++)
        files->list.v[i].path = path_join(tree->arena, S("data"), files->list.v[i].path);
    work.made = arena_array(files->arena, files->list.n, struct tree_made);
    run(job->pool, files->arena, collect_parts(&work), write_part, &work);
    run(job->pool, tree->arena, files->list.n, finish_file, &work);
    for (size_t i = 0; i < files->list.n; i++)
        tree_put_made(tree, &work.made[i], files->list.v[i].media_type);
}

/* The parts of all formats together, so that no thread waits for the last part of one. */
void export_all(const struct export_job *job, struct tree *tree)
{
    struct export_files files = { .arena = arena_new() };
    struct due_list due = due_list(files.arena, job->model);
    struct export_job whole = *job;
    whole.due = &due;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        formats[i]->plan(&whole, &files);
    make_files(&whole, &files, tree);
    arena_free(files.arena);
}
