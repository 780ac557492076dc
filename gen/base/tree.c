/* The tree of output files. */
#include "base/tree.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/die.h"
#include "base/path.h"

void tree_new(struct arena *arena, struct tree *tree)
{
    *tree = (struct tree){ .arena = arena, .by_path = map_new_fold(arena) };
}

/* The map folds ASCII itself. */
static struct str key_of(struct arena *arena, struct str path)
{
    return str_is_ascii(path) ? path : path_fold(arena, path);
}

static struct tree_file *put(struct tree *tree, struct str path, const char *media_type)
{
    const char *problem = path_name_problem(path);
    if (problem)
        die(EXIT_MACHINE, "internal error: the name of output file %.*s %s", STR(path), problem);
    path = str_copy(tree->arena, path);
    size_t *place = arena_new_of(tree->arena, size_t);
    *place = tree->list.n;
    if (!map_put(tree->by_path, key_of(tree->arena, path), place))
        die(EXIT_MACHINE, "internal error: two output files are called %.*s", STR(path));
    struct tree_file *file = vec_add(tree->arena, &tree->list);
    file->path = path;
    file->place = place;
    file->media_type = media_type;
    return file;
}

struct tree_file *tree_put(struct tree *tree, struct str path, struct str bytes, const char *media_type)
{
    struct tree_file *file = put(tree, path, media_type);
    file->bytes = bytes;
    file->size = bytes.n;
    return file;
}

struct tree_file *tree_put_from(struct tree *tree, struct str path, struct str from, struct digest digest,
                                uint64_t size, const char *media_type)
{
    struct tree_file *file = put(tree, path, media_type);
    file->from = str_copy(tree->arena, from);
    file->digest = digest;
    file->size = size;
    return file;
}

struct tree_file *tree_put_stored(struct tree *tree, struct str path, uint64_t size, uint64_t mark, const char *media_type)
{
    struct tree_file *file = put(tree, path, media_type);
    file->stored = true;
    file->mark = mark;
    file->size = size;
    return file;
}

struct tree_made tree_make_pieces(const struct tree_store *store, struct worker *worker, struct str path, const struct str *pieces, size_t n)
{
    struct tree_made made = { .path = path };
    if (!store) {
        made.bytes = str_join(worker->keep, pieces, n);
        return made;
    }
    for (size_t i = 0; i < n; i++)
        made.bytes.n += pieces[i].n;
    made.mark = store->take(store->context, worker, path, pieces, n);
    return made;
}

struct tree_made tree_make(const struct tree_store *store, struct worker *worker, struct str path, struct str bytes)
{
    return tree_make_pieces(store, worker, path, &bytes, 1);
}

struct tree_file *tree_put_made(struct tree *tree, const struct tree_made *made, const char *media_type)
{
    if (tree->store)
        return tree_put_stored(tree, made->path, made->bytes.n, made->mark, media_type);
    return tree_put(tree, made->path, made->bytes, media_type);
}

const struct tree_file *tree_find(const struct tree *tree, struct str path)
{
    const size_t *place;

    if (str_is_ascii(path)) {
        place = map_find(tree->by_path, path);
    } else {
        struct arena *scratch = arena_new();        /* threads may look up at the same time */
        place = map_find(tree->by_path, path_fold(scratch, path));
        arena_free(scratch);
    }
    return place ? &tree->list.v[*place] : NULL;
}

static int cmp_paths(const void *a, const void *b)
{
    return str_cmp(((const struct tree_file *)a)->path, ((const struct tree_file *)b)->path);
}

/* What is a folder for one file may not be a file itself. Files of one folder follow each other. */
static void check_folders(const struct tree *tree)
{
    struct str checked = S("");
    for (size_t i = 0; i < tree->list.n; i++) {
        struct str own = path_folder(tree->list.v[i].path);
        for (struct str folder = own; folder.n && !str_eq(folder, checked); folder = path_folder(folder))
            if (tree_find(tree, folder))
                die(EXIT_MACHINE, "internal error: output file %.*s is also a folder", STR(folder));
        checked = own;
    }
}

void tree_sort(struct tree *tree)
{
    if (tree->list.n == 0)
        return;
    qsort(tree->list.v, tree->list.n, sizeof *tree->list.v, cmp_paths);
    for (size_t i = 0; i < tree->list.n; i++)
        *tree->list.v[i].place = i;
    check_folders(tree);
}

const char *media_type_of(struct str path)
{
    static const struct { const char *extension, *type; } types[] = {
        { "asice", "application/vnd.etsi.asic-e+zip" },
        { "css", "text/css" },
        { "csv", "text/csv" },
        { "db", "application/vnd.sqlite3" },
        { "eml", "message/rfc822" },
        { "gif", "image/gif" },
        { "gz", "application/gzip" },
        { "html", "text/html" },
        { "ico", "image/vnd.microsoft.icon" },
        { "jpeg", "image/jpeg" },
        { "jpg", "image/jpeg" },
        { "js", "text/javascript" },
        { "json", "application/json" },
        { "jsonl", "application/jsonl" },
        { "log", "text/plain" },
        { "md", "text/markdown" },
        { "pdf", "application/pdf" },
        { "png", "image/png" },
        { "sarif", "application/sarif+json" },
        { "sqlite", "application/vnd.sqlite3" },
        { "svg", "image/svg+xml" },
        { "toml", "application/toml" },
        { "tsv", "text/tab-separated-values" },
        { "txt", "text/plain" },
        { "webp", "image/webp" },
        { "woff2", "font/woff2" },
        { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "xml", "application/xml" },
        { "yaml", "application/yaml" },
        { "yml", "application/yaml" },
        { "zip", "application/zip" },
    };
    struct str extension = path_extension(path);

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_fold(extension, str_of(types[i].extension)))
            return types[i].type;
    return "application/octet-stream";
}
