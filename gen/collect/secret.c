/* Looking for the values of variables in what a command wrote. */
#include "collect/secret.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

enum { BLOCK = 1 << 20, SECRET_LEAST = 8, SECRET_MOST = 64 << 10 };

/* The end of each block is looked at again with the next one, so that no value hides between two. */
static bool holds(int fd, struct str value, char *block)
{
    size_t n = 0;
    off_t at = 0;
    for (ssize_t got; (got = pread(fd, block + n, BLOCK, at)) > 0; at += got) {
        n += (size_t)got;
        if (memmem(block, n, value.p, value.n))
            return true;
        size_t rest = n < value.n ? n : value.n - 1;
        memmove(block, block + n - rest, rest);
        n = rest;
    }
    return false;
}

struct str secret_find(struct arena *arena, int folder, const char *path, const struct collector *collector)
{
    uint64_t size;
    enum file_problem problem;
    struct str found = S("");
    int fd = collector->n_environment ? file_open(folder, path, &size, &problem) : -1;
    if (fd < 0)
        return found;
    char *block = arena_bytes(arena, BLOCK + SECRET_MOST);
    for (size_t i = 0; i < collector->n_environment && !found.n; i++) {
        struct str value = str_of(getenv(str_c(arena, collector->environment[i])));
        if (value.n >= SECRET_LEAST && value.n <= SECRET_MOST && holds(fd, value, block))
            found = collector->environment[i];
    }
    close(fd);
    return found;
}
