/* All files below a folder, in an order that does not depend on the disk. Declared in file.h. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/beneath.h"
#include "base/die.h"
#include "base/file.h"
#include "base/path.h"

enum { DEEPEST = 64 };      /* folders; each level holds a descriptor */

struct walk {
    struct arena *arena;
    struct listing *listing;
    unsigned depth;
};

static void add(struct walk *walk, struct str path, uint64_t size, bool regular)
{
    struct listed *listed = vec_add(walk->arena, &walk->listing->list);
    *listed = (struct listed){ path, size, regular };
}

static void walk_folder(struct walk *walk, int fd, struct str path);

/* What cannot be looked into is listed as not regular, so that it is not lost silently. */
static void walk_entry(struct walk *walk, int folder, struct str prefix, const char *name)
{
    struct str path = path_join(walk->arena, prefix, str_of(name));
    struct stat st;

    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT)
            add(walk, path, 0, false);
        return;
    }
    if (!S_ISDIR(st.st_mode)) {
        add(walk, path, S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0, S_ISREG(st.st_mode));
        return;
    }
    int fd = walk->depth < DEEPEST ? openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
    if (fd < 0)
        add(walk, path, 0, false);
    else
        walk_folder(walk, fd, path);
}

/* Takes over `fd`. */
static void walk_folder(struct walk *walk, int fd, struct str path)
{
    DIR *folder = fdopendir(fd);
    struct dirent *entry;

    if (!folder)
        die(EXIT_MACHINE, "cannot list a folder: %s", strerror(errno));
    walk->depth++;
    while ((errno = 0, entry = readdir(folder)))
        if (entry->d_name[0] != '.')
            walk_entry(walk, fd, path, entry->d_name);
    if (errno)
        add(walk, path, 0, false);
    walk->depth--;
    closedir(folder);
}

static int cmp_listed(const void *a, const void *b)
{
    return str_cmp(((const struct listed *)a)->path, ((const struct listed *)b)->path);
}

void folder_list(struct arena *arena, int folder, const char *path, struct listing *listing)
{
    struct walk walk = { .arena = arena, .listing = listing };
    int fd = beneath_open(folder, path, O_RDONLY | O_DIRECTORY, 0);

    *listing = (struct listing){ 0 };
    if (fd < 0) {
        if (errno != ENOENT)
            add(&walk, (struct str){ 0 }, 0, false);
        return;
    }
    walk_folder(&walk, fd, (struct str){ 0 });
    if (listing->list.n > 1)
        qsort(listing->list.v, listing->list.n, sizeof *listing->list.v, cmp_listed);
}
