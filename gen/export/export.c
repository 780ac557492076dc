/* The registry of export formats. */
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

/* The files of a format are large and needed once: with a store they do not stay. */
static void hand_over(struct tree *tree, const struct tree *files)
{
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < files->list.n; i++) {
        const struct tree_file *file = &files->list.v[i];
        struct str path = path_join(scratch, S("data"), file->path);
        if (tree->store) {
            tree->store->take(tree->store->context, scratch, path, file->bytes);
            tree_put_stored(tree, path, file->size, file->digest, file->media_type);
        } else {
            tree_put_digest(tree, path, str_copy(tree->arena, file->bytes), file->digest, file->media_type);
        }
    }
    arena_free(scratch);
}

void export_all(const struct export_job *job, struct tree *tree)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct arena *arena = arena_new();
        struct tree files;
        tree_new(arena, &files);
        formats[i]->write(job, &files);
        hand_over(tree, &files);
        arena_free(arena);
    }
}
