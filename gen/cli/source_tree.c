/* The sources of a run as a tree. */
#include "cli/source_tree.h"

#include "base/path.h"
#include "model/evidence_files.h"

struct measured { struct digest digest; uint64_t size; bool own, fine; };

struct job {
    const struct session *session;
    struct measured *files;
};

static void measure(void *context, size_t i, struct worker *worker)
{
    struct job *job = context;
    struct measured *file = &job->files[i];
    const struct source *source = &job->session->sources.list.v[i];
    const char *path = str_c(worker->scratch, source->shown);
    file->own = str_eq(source->path, path_join(worker->scratch, job->session->project.root, source->shown));
    int folder = file->own ? job->session->project.folder : job->session->project.library_folder;
    file->fine = source->compiled && file_digest(folder, path, &file->digest, &file->size) == FILE_FINE;
}

static void put_library_file(struct session *session, struct tree *tree, const struct source *source)
{
    struct str bytes;
    const char *path = str_c(session->output, source->shown);
    if (file_read(session->output, session->project.library_folder, path, (size_t)1 << 30, &bytes) == FILE_FINE)
        tree_put(tree, source->shown, bytes, media_type_of(source->shown));
}

void source_tree_make(struct session *session, struct tree *tree)
{
    size_t n = session->sources.list.n;
    struct job job = { session, arena_array(session->output, n, struct measured) };
    pool_run(session->pool, n, measure, &job);
    tree_new(session->output, tree);
    struct map *personal = evidence_personal_paths(session->output, &session->model);
    for (size_t i = 0; i < n; i++) {
        const struct source *source = &session->sources.list.v[i];
        if (!job.files[i].fine || path_name_problem(source->shown) || (job.files[i].own && map_find(personal, source->shown)))
            continue;
        if (job.files[i].own)
            tree_put_from(tree, source->shown, source->shown, job.files[i].digest, job.files[i].size, media_type_of(source->shown));
        else
            put_library_file(session, tree, source);
    }
    tree_sort(tree);
}
