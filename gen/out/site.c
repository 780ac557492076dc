/* Writing the site: compare with what is there, build a fresh folder beside it, swap the two. */
#include "out/site.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/file.h"
#include "base/path.h"
#include "out/folder.h"

static const char list_name[] = ".dossier-files";
static const char keep_name[] = ".gitkeep";

enum taken { TAKEN_AND_WRITTEN, TAKEN_AS_BEFORE };      /* the store's marks */

struct site_writer {
    struct arena *arena;
    struct tree_store store;
    const struct tree *tree;
    size_t had;                     /* files of the old site */
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
        map_put(map, line, map);
    return map;
}

static void refuse_foreign(struct str name)
{
    die(EXIT_MACHINE, "the output folder holds '%.*s', which dossier did not write; move it away or choose another folder with --output", STR(name));
}

/* Dies when the folder holds what nobody but its owner can have put there. */
static size_t count_own_files(struct site_writer *writer)
{
    static const char *const own[] = { list_name, keep_name, NULL };
    struct map *earlier = earlier_files(writer->arena, writer->old);
    struct listing listing = { 0 };
    folder_list(writer->arena, writer->old, "", &listing);
    for (size_t i = 0; i < listing.list.n; i++)
        if (!map_find(earlier, listing.list.v[i].path))
            refuse_foreign(listing.list.v[i].path);
    struct str hidden = folder_hidden(writer->arena, writer->old, own);
    if (hidden.n)
        refuse_foreign(hidden);
    return listing.list.n;
}

static bool has_bytes(const struct site_writer *writer, const char *path, const struct str *pieces, size_t n)
{
    uint64_t size, offset = 0;
    enum file_problem problem;
    int fd = file_open(writer->old, path, &size, &problem);
    if (fd < 0)
        return false;
    for (size_t i = 0; i < n; i++)
        size -= pieces[i].n;
    bool same = size == 0;
    for (size_t i = 0; i < n && same; offset += pieces[i++].n)
        same = folder_same_bytes(fd, offset, pieces[i]);
    close(fd);
    return same;
}

/* The store: only what differs from the old site is written. */
static uint64_t take(void *context, struct worker *worker, struct str path, const struct str *pieces, size_t n)
{
    struct site_writer *writer = context;
    const char *name = str_c(worker->scratch, path);
    if (writer->old >= 0 && has_bytes(writer, name, pieces, n))
        return TAKEN_AS_BEFORE;
    file_write_pieces(writer->fresh, name, pieces, n);
    return TAKEN_AND_WRITTEN;
}

static bool same_bytes(const struct site_writer *writer, struct arena *scratch, const struct tree_file *file)
{
    uint64_t size;
    struct digest digest;
    if (file->stored)
        return file->mark == TAKEN_AS_BEFORE;
    if (writer->old < 0)
        return false;
    const char *path = str_c(scratch, file->path);
    if (file->from.n)
        return file_digest(writer->old, path, &digest, &size) == FILE_FINE && digest_eq(digest, file->digest);
    return has_bytes(writer, path, &file->bytes, 1);
}

static void compare_one(void *context, size_t i, struct worker *worker)
{
    struct site_writer *writer = context;
    writer->same[i] = same_bytes(writer, worker->scratch, &writer->tree->list.v[i]);
}

static void write_one(void *context, size_t i, struct worker *worker)
{
    struct site_writer *writer = context;
    const struct tree_file *file = &writer->tree->list.v[i];
    const char *path = str_c(worker->scratch, file->path);
    if (writer->same[i]) {
        if (linkat(writer->old, path, writer->fresh, path, 0))
            die(EXIT_MACHINE, "cannot take '%s' over from the old site: %s; nothing was changed", path, strerror(errno));
        return;
    }
    if (file->stored)
        return;
    if (!file->from.n) {
        file_write(writer->fresh, path, file->bytes);
        return;
    }
    struct digest digest;
    uint64_t size;
    enum file_problem problem = file_copy(writer->project, str_c(worker->scratch, file->from), writer->fresh, path, &digest, &size);
    if (problem != FILE_FINE)
        die(EXIT_MACHINE, "cannot copy '%.*s': %s; nothing was changed", STR(file->from), file_problem_text(problem));
    if (!digest_eq(digest, file->digest))
        die(EXIT_MACHINE, "'%.*s' changed while it was being read; nothing was changed, run again", STR(file->from));
}

static void make_folders(struct site_writer *writer)
{
    struct str last = S("");
    for (size_t i = 0; i < writer->tree->list.n; i++) {
        struct str folder = path_folder(writer->tree->list.v[i].path);
        if (folder.n && !str_eq(folder, last))
            folder_make(writer->fresh, str_c(writer->arena, folder));
        last = folder;
    }
}

/* Without "/" and "/." at its end. */
static struct str trim_path(struct str path)
{
    while (path.n > 1 && (path.p[path.n - 1] == '/' || str_ends(path, S("/."))))
        path.n--;
    return path;
}

/* The two folders change places by their names in the folder above: both must be real, and the caller's shell must
 * not stand in the one that goes. */
static void check_target(const struct site_writer *writer, struct str path)
{
    struct stat there, here;
    if (fstatat(writer->parent, writer->name, &there, AT_SYMLINK_NOFOLLOW))
        return;
    if (S_ISLNK(there.st_mode))
        die(EXIT_MACHINE, "the output folder '%.*s' is a symbolic link, which a new site would replace; name the folder it leads to", STR(path));
    if (stat(".", &here) == 0 && here.st_dev == there.st_dev && here.st_ino == there.st_ino)
        die(EXIT_USAGE, "the output folder '%.*s' is the folder you are in, which a new site replaces; go elsewhere or name another folder", STR(path));
}

/* Both folders are locked until they are closed: two builds into one folder would mix their pages. A file system
 * without locks does without. */
static void lock(int folder)
{
    struct stat st;
    bool busy = flock(folder, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK;
    if (busy || (fstat(folder, &st) == 0 && st.st_nlink == 0))
        die(EXIT_MACHINE, "another build is writing to the same folder; wait until it has ended");
}

static void open_target(struct site_writer *writer, struct str path)
{
    path = trim_path(path);
    if (str_is(path_name(path), "") || str_is(path_name(path), ".."))
        die(EXIT_USAGE, "the output folder '%.*s' has no name of its own; name a folder", STR(path));
    struct str folder = path_folder(path);
    const char *parent = path.n && path.p[0] == '/' && !folder.n ? "/" : folder.n ? str_c(writer->arena, folder) : ".";
    folder_make(AT_FDCWD, parent);
    writer->parent = folder_open(parent);
    if (writer->parent < 0)
        die(EXIT_MACHINE, "cannot open '%s': %s", parent, strerror(errno));
    writer->name = str_c(writer->arena, path_name(path));
    writer->fresh_name = str_printf(writer->arena, ".%s.dossier-new", writer->name).p;
    check_target(writer, path);
    writer->old = openat(writer->parent, writer->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (writer->old < 0 && errno != ENOENT)
        die(EXIT_MACHINE, "cannot open the output folder '%.*s': %s", STR(path), strerror(errno));
    if (writer->old >= 0)
        lock(writer->old);
    writer->has_keep = writer->old >= 0 && faccessat(writer->old, keep_name, F_OK, 0) == 0;
}

/* What an interrupted run left. */
static void remove_leftover(struct site_writer *writer)
{
    int left = openat(writer->parent, writer->fresh_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (left >= 0)
        lock(left);
    folder_remove(writer->parent, writer->fresh_name);
    if (left >= 0)
        close(left);
}

static void open_fresh(struct site_writer *writer)
{
    remove_leftover(writer);
    if (mkdirat(writer->parent, writer->fresh_name, 0755))
        die(EXIT_MACHINE, "cannot make a folder beside the output folder: %s", strerror(errno));
    writer->fresh = openat(writer->parent, writer->fresh_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (writer->fresh < 0 || fchmod(writer->fresh, 0755))
        die(EXIT_MACHINE, "cannot open the new output folder: %s", strerror(errno));
    lock(writer->fresh);
}

/* The one moment in which the site changes. */
static void swap(struct site_writer *writer)
{
    if (syncfs(writer->fresh))
        die(EXIT_MACHINE, "the disk did not take the site: %s", strerror(errno));
    unsigned flags = writer->old >= 0 ? RENAME_EXCHANGE : 0;
    if (renameat2(writer->parent, writer->fresh_name, writer->parent, writer->name, flags)) {
        int problem = errno;
        folder_remove(writer->parent, writer->fresh_name);
        die(EXIT_MACHINE, "cannot put the new site in place: %s", strerror(problem));
    }
    fsync(writer->parent);
    if (writer->old >= 0)
        folder_remove(writer->parent, writer->fresh_name);
}

static struct site_result count(const struct site_writer *writer)
{
    struct site_result result = { .files = writer->tree->list.n };
    for (size_t i = 0; i < writer->tree->list.n; i++) {
        result.bytes += writer->tree->list.v[i].size;
        result.written += !writer->same[i];
    }
    return result;
}

struct site_writer *site_begin(struct arena *arena, const struct site_target *target)
{
    struct site_writer *writer = arena_new_of(arena, struct site_writer);
    *writer = (struct site_writer){ .arena = arena, .project = target->project, .store = { writer, take } };
    open_target(writer, target->path);
    if (writer->old >= 0)
        writer->had = count_own_files(writer);
    open_fresh(writer);
    return writer;
}

const struct tree_store *site_store(struct site_writer *writer)
{
    return &writer->store;
}

static void close_all(struct site_writer *writer)
{
    close(writer->fresh);
    if (writer->old >= 0)
        close(writer->old);
    close(writer->parent);
}

void site_abandon(struct site_writer *writer)
{
    folder_remove(writer->parent, writer->fresh_name);
    close_all(writer);
}

struct site_result site_finish(struct site_writer *writer, struct pool *pool, const struct tree *tree)
{
    writer->tree = tree;
    writer->same = arena_array(writer->arena, tree->list.n, bool);
    pool_run(pool, tree->list.n, compare_one, writer);
    struct site_result result = count(writer);
    if (!result.written && writer->had == tree->list.n && writer->old >= 0) {
        site_abandon(writer);
        return result;
    }
    make_folders(writer);
    pool_run(pool, tree->list.n, write_one, writer);
    file_write(writer->fresh, list_name, list_bytes(writer->arena, tree));
    if (writer->has_keep)
        file_write(writer->fresh, keep_name, S(""));
    swap(writer);
    close_all(writer);
    return result;
}
