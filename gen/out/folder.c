/* Small work on folders that only the writer needs. */
#include "out/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"

static void remove_entries(int folder)
{
    DIR *dir = fdopendir(folder);           /* takes the descriptor over */
    if (!dir)
        die(EXIT_MACHINE, "cannot read a folder that is to be removed: %s", strerror(errno));
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            folder_remove(dirfd(dir), entry->d_name);
    }
    closedir(dir);
}

void folder_remove(int parent, const char *name)
{
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
        return;
    if (errno != EISDIR && errno != EPERM)
        die(EXIT_MACHINE, "cannot remove '%s': %s", name, strerror(errno));
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
        die(EXIT_MACHINE, "cannot open '%s' to remove it: %s", name, strerror(errno));
    remove_entries(folder);
    if (unlinkat(parent, name, AT_REMOVEDIR))
        die(EXIT_MACHINE, "cannot remove the folder '%s': %s", name, strerror(errno));
}

static bool is_known(const char *name, const char *const *known)
{
    for (; *known; known++)
        if (!strcmp(name, *known))
            return true;
    return false;
}

static struct str hidden_entry(struct arena *arena, DIR *dir, const char *const *known)
{
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") || is_known(entry->d_name, known))
            continue;
        if (entry->d_name[0] == '.')
            return str_copy(arena, str_of(entry->d_name));
        int below = openat(dirfd(dir), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        struct str found = below < 0 ? S("") : folder_hidden(arena, below, known);
        if (below >= 0)
            close(below);
        if (found.n)
            return found;
    }
    return S("");
}

struct str folder_hidden(struct arena *arena, int folder, const char *const *known)
{
    int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = own < 0 ? NULL : fdopendir(own);
    if (!dir)
        die(EXIT_MACHINE, "cannot read the output folder: %s", strerror(errno));
    struct str found = hidden_entry(arena, dir, known);
    closedir(dir);
    return found;
}

bool folder_same_bytes(int fd, uint64_t offset, struct str bytes)
{
    char block[64 << 10];
    for (size_t at = 0; at < bytes.n;) {
        size_t want = bytes.n - at < sizeof block ? bytes.n - at : sizeof block;
        ssize_t got = pread(fd, block, want, (off_t)(offset + at));
        if (got <= 0 || memcmp(block, bytes.p + at, (size_t)got))
            return false;
        at += (size_t)got;
    }
    return true;
}
