/* Writing the site: compare with what is there, build a fresh folder beside it, swap the two. */
#include "out/site.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "out/folder.h"

static const char list_name[] = ".dossier-files";
static const char keep_name[] = ".gitkeep";

struct writing {
    struct arena *arena;
    const struct tree *tree;
    int project;
    int parent, old, fresh;         /* descriptors; old is -1 when there is no site yet */
    const char *name, *fresh_name;  /* in the parent folder */
    bool *same;                     /* by index of the tree: the old site has these very bytes */
    bool has_keep;
};

static struct str list_bytes(struct arena *arena, const struct tree *tree)
{
    struct buf buf = { 0 };
    for (size_t i = 0; i < tree->list.n; i++) {
        buf_put(&buf, digest_hex(arena, tree->list.v[i].digest));
        buf_puts(&buf, "  ");
        buf_put(&buf, tree->list.v[i].path);
        buf_putc(&buf, '\n');
    }
    struct str list = buf_copy(arena, &buf);
    buf_free(&buf);
    return list;
}

/* The paths an earlier run wrote. */
static struct map *earlier_files(struct arena *arena, int old)
{
    struct map *map = map_new(arena);
    struct str list, line;
    if (file_read(arena, old, list_name, (size_t)1 << 30, &list) != FILE_FINE)
        return map;
    while (str_split(&list, '\n', &line))
        if (line.n > 66)
            map_put(map, str_sub(line, 66, line.n), map);
    return map;
}

static void refuse_foreign(struct str name)
{
    die(EXIT_MACHINE, "the output folder holds '%.*s', which dossier did not write; move it away or choose another folder with --output", STR(name));
}

/* Dies when the folder holds what nobody but its owner can have put there. */
static size_t count_own_files(struct writing *writing)
{
    static const char *const own[] = { list_name, keep_name, NULL };
    struct map *earlier = earlier_files(writing->arena, writing->old);
    struct listing listing = { 0 };
    folder_list(writing->arena, writing->old, "", &listing);
    for (size_t i = 0; i < listing.list.n; i++)
        if (!map_find(earlier, listing.list.v[i].path))
            refuse_foreign(listing.list.v[i].path);
    struct str hidden = folder_hidden(writing->arena, writing->old, own);
    if (hidden.n)
        refuse_foreign(hidden);
    return listing.list.n;
}

static bool same_bytes(const struct writing *writing, struct arena *scratch, const struct tree_file *file)
{
    uint64_t size;
    enum file_problem problem;
    struct digest digest;
    const char *path = str_c(scratch, file->path);
    if (file->from.n)
        return file_digest(writing->old, path, &digest, &size) == FILE_FINE && digest_eq(digest, file->digest);
    int fd = file_open(writing->old, path, &size, &problem);
    if (fd < 0)
        return false;
    bool same = size == file->size && folder_same_bytes(fd, file->bytes);
    close(fd);
    return same;
}

static void compare_one(void *context, size_t i, struct worker *worker)
{
    struct writing *writing = context;
    writing->same[i] = same_bytes(writing, worker->scratch, &writing->tree->list.v[i]);
}

static void write_one(void *context, size_t i, struct worker *worker)
{
    struct writing *writing = context;
    const struct tree_file *file = &writing->tree->list.v[i];
    const char *path = str_c(worker->scratch, file->path);
    if (writing->same[i] && linkat(writing->old, path, writing->fresh, path, 0) == 0)
        return;
    if (!file->from.n) {
        file_write(writing->fresh, path, file->bytes);
        return;
    }
    struct digest digest;
    uint64_t size;
    enum file_problem problem = file_copy(writing->project, str_c(worker->scratch, file->from), writing->fresh, path, &digest, &size);
    if (problem != FILE_FINE)
        die(EXIT_MACHINE, "cannot copy '%.*s': %s; nothing was changed", STR(file->from), file_problem_text(problem));
    if (!digest_eq(digest, file->digest))
        die(EXIT_MACHINE, "'%.*s' changed while it was being read; nothing was changed, run again", STR(file->from));
}

static void make_folders(struct writing *writing)
{
    struct str last = S("");
    for (size_t i = 0; i < writing->tree->list.n; i++) {
        struct str folder = path_folder(writing->tree->list.v[i].path);
        if (folder.n && !str_eq(folder, last))
            folder_make(writing->fresh, str_c(writing->arena, folder));
        last = folder;
    }
}

static void open_target(struct writing *writing, struct str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    struct str folder = path_folder(path);
    const char *parent = path.n && path.p[0] == '/' && !folder.n ? "/" : folder.n ? str_c(writing->arena, folder) : ".";
    folder_make(AT_FDCWD, parent);
    writing->parent = folder_open(parent);
    if (writing->parent < 0)
        die(EXIT_MACHINE, "cannot open '%s': %s", parent, strerror(errno));
    writing->name = str_c(writing->arena, path_name(path));
    writing->fresh_name = str_printf(writing->arena, ".%s.dossier-new", writing->name).p;
    writing->old = openat(writing->parent, writing->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (writing->old < 0 && errno != ENOENT)
        die(EXIT_MACHINE, "cannot open the output folder '%.*s': %s", STR(path), strerror(errno));
    writing->has_keep = writing->old >= 0 && faccessat(writing->old, keep_name, F_OK, 0) == 0;
}

static void open_fresh(struct writing *writing)
{
    folder_remove(writing->parent, writing->fresh_name);        /* what an interrupted run left */
    if (mkdirat(writing->parent, writing->fresh_name, 0755))
        die(EXIT_MACHINE, "cannot make a folder beside the output folder: %s", strerror(errno));
    writing->fresh = openat(writing->parent, writing->fresh_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (writing->fresh < 0 || fchmod(writing->fresh, 0755))
        die(EXIT_MACHINE, "cannot open the new output folder: %s", strerror(errno));
}

/* The one moment in which the site changes. */
static void swap(struct writing *writing)
{
    if (syncfs(writing->fresh))
        die(EXIT_MACHINE, "the disk did not take the site: %s", strerror(errno));
    unsigned flags = writing->old >= 0 ? RENAME_EXCHANGE : 0;
    if (renameat2(writing->parent, writing->fresh_name, writing->parent, writing->name, flags))
        die(EXIT_MACHINE, "cannot put the new site in place: %s", strerror(errno));
    fsync(writing->parent);
    if (writing->old >= 0)
        folder_remove(writing->parent, writing->fresh_name);
}

static struct site_result count(const struct writing *writing)
{
    struct site_result result = { .files = writing->tree->list.n };
    for (size_t i = 0; i < writing->tree->list.n; i++) {
        result.bytes += writing->tree->list.v[i].size;
        result.written += !writing->same[i];
    }
    return result;
}

struct site_result site_write(struct pool *pool, struct arena *arena, const struct tree *tree, const struct site_target *target)
{
    struct writing writing = { .arena = arena, .tree = tree, .project = target->project, .same = arena_array(arena, tree->list.n, bool) };
    open_target(&writing, target->path);
    size_t had = writing.old >= 0 ? count_own_files(&writing) : 0;
    if (had)
        pool_run(pool, tree->list.n, compare_one, &writing);
    struct site_result result = count(&writing);
    if (result.written || had != tree->list.n) {
        open_fresh(&writing);
        make_folders(&writing);
        pool_run(pool, tree->list.n, write_one, &writing);
        file_write(writing.fresh, list_name, list_bytes(arena, tree));
        if (writing.has_keep)
            file_write(writing.fresh, keep_name, S(""));
        swap(&writing);
        close(writing.fresh);
    }
    if (writing.old >= 0)
        close(writing.old);
    close(writing.parent);
    return result;
}
