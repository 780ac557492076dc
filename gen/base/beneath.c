/* openat2, and the same by hand for kernels and sandboxes without it. */
#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/str.h"

/* Why `name` could not be opened without following links: openat says ENOTDIR where openat2 says ELOOP. */
static int link_errno(int folder, const char *name, int error)
{
    struct stat st;
    if (error == ENOTDIR && fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(st.st_mode))
        return ELOOP;
    return error;
}

/* Opens `name`, one segment, and closes `folder` unless it is `top`. */
static int step(int top, int folder, const char *name, int flags, unsigned mode)
{
    int fd = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
    int error = fd < 0 ? link_errno(folder, name, errno) : 0;
    if (folder != top)
        close(folder);
    errno = error;
    return fd;
}

/* Segment by segment. Stricter than the kernel: no .. at all. */
static int open_by_steps(int top, const char *path, int flags, unsigned mode)
{
    struct str rest = str_of(path), segment;
    int folder = top;
    char name[256];

    if (*path == '/') {
        errno = EXDEV;
        return -1;
    }
    while (folder >= 0 && str_split(&rest, '/', &segment)) {
        bool up = str_is(segment, "..");
        if (segment.n == 0 || str_is(segment, "."))
            continue;
        if (up || segment.n >= sizeof name) {
            if (folder != top)
                close(folder);
            errno = up ? EXDEV : ENAMETOOLONG;
            return -1;
        }
        memcpy(name, segment.p, segment.n);
        name[segment.n] = '\0';
        if (rest.n == 0)
            return step(top, folder, name, flags, mode);
        folder = step(top, folder, name, O_PATH | O_DIRECTORY, 0);
    }
    return folder == top ? openat(top, ".", flags | O_CLOEXEC, mode) : folder;
}

int beneath_open(int folder, const char *path, int flags, unsigned mode)
{
    struct open_how how = {
        .flags = (uint64_t)(unsigned)(flags | O_CLOEXEC),
        .mode = mode,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
    };
    long fd;

    if (*path == '\0')
        path = ".";
    do      /* EAGAIN: something was renamed meanwhile and the kernel cannot vouch for .. */
        fd = syscall(SYS_openat2, folder, path, &how, sizeof how);
    while (fd < 0 && (errno == EAGAIN || errno == EINTR));
    if (fd < 0 && (errno == ENOSYS || errno == EPERM))      /* EPERM: sandboxes that do not know the call */
        return open_by_steps(folder, path, flags, mode);
    return (int)fd;
}
