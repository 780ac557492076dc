/* Opening, reading, copying and writing files beneath a folder. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/beneath.h"
#include "base/die.h"

enum { COPY_BLOCK = 256 * 1024 };

const char *file_problem_text(enum file_problem problem)
{
    switch (problem) {
    case FILE_FINE: return "is fine";
    case FILE_ABSENT: return "does not exist";
    case FILE_NOT_REGULAR: return "is not a regular file inside the project";
    case FILE_TOO_LARGE: return "is larger than allowed";
    default: return "cannot be read";
    }
}

static enum file_problem problem_of_errno(void)
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR: return FILE_ABSENT;
    case ELOOP:             /* a symbolic link */
    case EXDEV:             /* it leaves the folder */
    case ENXIO: return FILE_NOT_REGULAR;        /* a socket */
    default: return FILE_UNREADABLE;
    }
}

int folder_open(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Takes over `fd`: gives it back when it is a regular file, else closes it. */
static int check_regular(int fd, uint64_t *size, enum file_problem *problem)
{
    struct stat st;

    *problem = FILE_FINE;
    if (fd < 0 || fstat(fd, &st) != 0)
        *problem = problem_of_errno();
    else if (!S_ISREG(st.st_mode))
        *problem = FILE_NOT_REGULAR;
    else
        *size = (uint64_t)st.st_size;
    if (*problem != FILE_FINE && fd >= 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

int file_open(int folder, const char *path, uint64_t *size, enum file_problem *problem)
{
    return check_regular(beneath_open(folder, path, O_RDONLY | O_NONBLOCK, 0), size, problem);
}

int file_open_named(const char *path, uint64_t *size, enum file_problem *problem)
{
    return check_regular(open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), size, problem);
}

/* Reads until `size` bytes or the end; -1 with errno. */
static ssize_t read_all(int fd, char *to, size_t size)
{
    size_t n = 0;
    while (n < size) {
        ssize_t got = read(fd, to + n, size - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        n += (size_t)got;
    }
    return (ssize_t)n;
}

static enum file_problem read_open(struct arena *arena, int fd, uint64_t size, size_t max, struct str *bytes)
{
    enum file_problem problem = FILE_TOO_LARGE;

    if (size <= max && size < SIZE_MAX / 4) {
        char *p = arena_bytes(arena, (size_t)size + 1);
        ssize_t n = read_all(fd, p, (size_t)size);
        problem = n < 0 ? FILE_UNREADABLE : FILE_FINE;
        if (n >= 0) {
            p[n] = '\0';
            *bytes = (struct str){ p, (size_t)n };
        }
    }
    close(fd);
    return problem;
}

enum file_problem file_read(struct arena *arena, int folder, const char *path, size_t max, struct str *bytes)
{
    uint64_t size = 0;
    enum file_problem problem;
    int fd = file_open(folder, path, &size, &problem);
    return fd < 0 ? problem : read_open(arena, fd, size, max, bytes);
}

enum file_problem file_read_path(struct arena *arena, const char *path, size_t max, struct str *bytes)
{
    uint64_t size = 0;
    enum file_problem problem;
    int fd = check_regular(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), &size, &problem);
    return fd < 0 ? problem : read_open(arena, fd, size, max, bytes);
}

/* `shown` is what a message calls the file. */
static void write_all(int fd, const char *p, size_t n, const char *shown)
{
    while (n) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            die(EXIT_MACHINE, "cannot write %s: %s", shown, strerror(errno));
        p += put;
        n -= (size_t)put;
    }
}

/* Streams `fd` through a digest, and into `to` unless it is -1: what is written is what was hashed. */
static enum file_problem stream(int fd, int to, const char *shown, struct digest *digest, uint64_t *size)
{
    char block[COPY_BLOCK];
    struct digest_stream *sum = NULL;
    ssize_t n;

    *size = 0;
    while ((n = read_all(fd, block, sizeof block)) > 0) {
        struct str bytes = { block, (size_t)n };
        if (to >= 0)
            write_all(to, bytes.p, bytes.n, shown);
        *size += bytes.n;
        if (!sum && n < COPY_BLOCK) {       /* most files are small: no stream for them */
            *digest = digest_of(bytes);
            return FILE_FINE;
        }
        sum = sum ? sum : digest_begin();
        digest_add(sum, bytes.p, bytes.n);
    }
    *digest = sum ? digest_end(sum) : digest_of((struct str){ 0 });
    return n < 0 ? FILE_UNREADABLE : FILE_FINE;
}

enum file_problem file_digest(int folder, const char *path, struct digest *digest, uint64_t *size)
{
    enum file_problem problem;
    int fd = file_open(folder, path, size, &problem);

    if (fd < 0)
        return problem;
    problem = stream(fd, -1, path, digest, size);
    close(fd);
    return problem;
}

/* One folder, unless it is there. */
static void make_one(int folder, const char *path)
{
    if (mkdirat(folder, path, 0700) == 0) {
        if (fchmodat(folder, path, 0755, 0) == 0)
            return;
    } else if (errno == EEXIST) {
        return;     /* if it is no folder, what is put into it will say so */
    }
    die(EXIT_MACHINE, "cannot make the folder %s: %s", path, strerror(errno));
}

void folder_make(int folder, const char *path)
{
    struct stat st;

    if (*path == '\0' || (fstatat(folder, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode)))
        return;
    char *part = strdup(path);
    if (!part)
        die(EXIT_MACHINE, "no memory for a path");
    for (char *p = part; (p = strchr(p + 1, '/'));) {
        *p = '\0';
        make_one(folder, part);
        *p = '/';
    }
    make_one(folder, part);
    free(part);
}

/* The folder that `path` lies in. */
static void make_folder_of(int folder, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *above = slash ? strndup(path, (size_t)(slash - path)) : NULL;

    if (above)
        folder_make(folder, above);
    free(above);
}

static mode_t mask;
static pthread_once_t mask_once = PTHREAD_ONCE_INIT;

static void read_mask(void)
{
    mask = umask(0);        /* it can only be read by setting it */
    umask(mask);
}

/* A new file for writing; its mode does not depend on the umask, which is asked once and not corrected for each file. */
static int create(int folder, const char *path)
{
    int fd = beneath_open(folder, path, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (fd < 0 && errno == ENOENT) {
        make_folder_of(folder, path);
        fd = beneath_open(folder, path, O_WRONLY | O_CREAT | O_EXCL, 0644);
    }
    pthread_once(&mask_once, read_mask);
    if (fd < 0 || ((mask & 0644) && fchmod(fd, 0644) != 0))
        die(EXIT_MACHINE, "cannot create %s: %s", path, strerror(errno));
    return fd;
}

/* Some file systems report a full disk only here. */
static void close_written(int fd, const char *path)
{
    if (close(fd) != 0 && errno != EINTR)
        die(EXIT_MACHINE, "cannot write %s: %s", path, strerror(errno));
}

enum file_problem file_copy(int folder, const char *path, int to_folder, const char *to, struct digest *digest, uint64_t *size)
{
    enum file_problem problem;
    int from = file_open(folder, path, size, &problem);

    if (from < 0)
        return problem;
    int into = create(to_folder, to);
    problem = stream(from, into, to, digest, size);
    close(from);
    close_written(into, to);
    if (problem != FILE_FINE)
        unlinkat(to_folder, to, 0);
    return problem;
}

void file_write_pieces(int folder, const char *path, const struct str *pieces, size_t n)
{
    int fd = create(folder, path);
    for (size_t i = 0; i < n; i++)
        write_all(fd, pieces[i].p, pieces[i].n, path);
    close_written(fd, path);
}

void file_write(int folder, const char *path, struct str bytes)
{
    file_write_pieces(folder, path, &bytes, 1);
}

void file_replace(int folder, const char *path, struct str bytes)
{
    const char *slash = strrchr(path, '/');
    int in_folder = slash ? (int)(slash - path + 1) : 0;
    size_t size = strlen(path) + sizeof "..new";
    char *fresh = malloc(size);
    struct stat st;

    if (!fresh)
        die(EXIT_MACHINE, "no memory for a path");
    snprintf(fresh, size, "%.*s.%s.new", in_folder, path, path + in_folder);
    unlinkat(folder, fresh, 0);         /* of a run that was interrupted */
    file_write(folder, fresh, bytes);
    bool kept = fstatat(folder, path, &st, AT_SYMLINK_NOFOLLOW) != 0 || fchmodat(folder, fresh, st.st_mode & 0777, 0) == 0;
    if (!kept || renameat(folder, fresh, folder, path) != 0)
        die(EXIT_MACHINE, "cannot replace %s: %s", path, strerror(errno));
    free(fresh);
}

void file_write_path(const char *path, struct str bytes)
{
    const char *slash = strrchr(path, '/');
    char *folder = strndup(path, slash ? (size_t)(slash - path + 1) : 0);
    int fd = folder ? folder_open(*folder ? folder : ".") : -1;

    if (fd < 0)
        die(EXIT_MACHINE, "cannot create %s: %s", path, strerror(errno));
    file_replace(fd, slash ? slash + 1 : path, bytes);
    close(fd);
    free(folder);
}
