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
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        if (unlinkat(dirfd(dir), entry->d_name, 0) == 0)
            continue;
        if (errno != EISDIR && errno != EPERM)
            die(EXIT_MACHINE, "cannot remove '%s': %s", entry->d_name, strerror(errno));
        folder_remove(dirfd(dir), entry->d_name);
    }
    closedir(dir);
}

void folder_remove(int parent, const char *name)
{
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) {
        if (errno == ENOENT)
            return;
        die(EXIT_MACHINE, "cannot open '%s' to remove it: %s", name, strerror(errno));
    }
    remove_entries(folder);
    if (unlinkat(parent, name, AT_REMOVEDIR))
        die(EXIT_MACHINE, "cannot remove the folder '%s': %s", name, strerror(errno));
}

bool folder_same_bytes(int fd, struct str bytes)
{
    char block[64 << 10];
    for (size_t at = 0; at < bytes.n;) {
        size_t want = bytes.n - at < sizeof block ? bytes.n - at : sizeof block;
        ssize_t got = pread(fd, block, want, (off_t)at);
        if (got <= 0 || memcmp(block, bytes.p + at, (size_t)got))
            return false;
        at += (size_t)got;
    }
    return true;
}
