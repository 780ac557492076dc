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

static void add(struct walk *walk, struct str path, bool regular)
{
    struct listed *listed = vec_add(walk->arena, &walk->listing->list);
    *listed = (struct listed){ path, regular };
}

static void walk_folder(struct walk *walk, int fd, struct str path);

static void walk_below(struct walk *walk, int folder, struct str path, const char *name)
{
    int fd = walk->depth < DEEPEST ? openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
    if (fd < 0)
        add(walk, path, false);
    else
        walk_folder(walk, fd, path);
}

/* Folders say themselves what their entries are, which saves looking at each of many thousand files; some file
 * systems do not, and then the entry is looked at. What cannot be looked into is listed as not regular, so that it
 * is not lost silently. */
static void walk_entry(struct walk *walk, int folder, struct str prefix, const struct dirent *entry)
{
    struct str path = path_join(walk->arena, prefix, str_of(entry->d_name));
    unsigned char type = entry->d_type;
    struct stat st;

    if (type == DT_UNKNOWN) {
        if (fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno != ENOENT)
                add(walk, path, false);
            return;
        }
        type = IFTODT(st.st_mode);
    }
    if (type == DT_DIR)
        walk_below(walk, folder, path, entry->d_name);
    else
        add(walk, path, type == DT_REG);
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
            walk_entry(walk, fd, path, entry);
    if (errno)
        add(walk, path, false);
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
            add(&walk, (struct str){ 0 }, false);
        return;
    }
    walk_folder(&walk, fd, (struct str){ 0 });
    if (listing->list.n > 1)
        qsort(listing->list.v, listing->list.n, sizeof *listing->list.v, cmp_listed);
}
