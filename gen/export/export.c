/* The registry of export formats. */
#include "export/export.h"

#include "base/path.h"

#define X(NAME) extern const struct export_format export_##NAME;
#include "list/exports.def"
#undef X

static const struct export_format *const formats[] = {
#define X(NAME) &export_##NAME,
#include "list/exports.def"
#undef X
};

void export_all(const struct export_job *job, struct tree *tree)
{
    struct tree files;
    tree_new(tree->arena, &files);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        formats[i]->write(job, &files);
    for (size_t i = 0; i < files.list.n; i++) {
        const struct tree_file *file = &files.list.v[i];
        tree_put_digest(tree, path_join(tree->arena, S("data"), file->path), file->bytes, file->digest, file->media_type);
    }
}
