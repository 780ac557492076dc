/* Temporary files beside a target, and the one step that makes them the target. */
#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"
#include "pack/container.h"
#include "pack/format.h"

const char *beside_new(struct arena *arena, const char *path)
{
    struct str folder = path_folder(str_of(path)), name = path_name(str_of(path));
    const char *slash = path[0] == '/' && folder.n == 0 ? "/" : folder.n > 0 ? "/" : "";
    struct str made = str_printf(arena, "%.*s%s.%.*s-XXXXXX", STR(folder), slash, STR(name));
    char *text = arena_bytes(arena, made.n + 1);
    memcpy(text, str_c(arena, made), made.n + 1);
    int fd = mkostemp(text, O_CLOEXEC);
    if (fd < 0)
        die(EXIT_MACHINE, "cannot write beside '%s': %s", path, strerror(errno));
    close(fd);
    return text;
}

struct measured measure(int fd)
{
    enum { PIECE = 1 << 20 };
    struct measured all = {0};
    struct digest_stream *stream = digest_begin();
    char *piece = malloc(PIECE);
    ssize_t n;
    if (piece == NULL)
        die(EXIT_MACHINE, "out of memory");
    while ((n = pread(fd, piece, PIECE, (off_t)all.size)) > 0 || (n < 0 && errno == EINTR)) {
        if (n < 0)
            continue;
        digest_add(stream, piece, (size_t)n);
        all.crc = libdeflate_crc32(all.crc, piece, (size_t)n);
        all.size += (uint64_t)n;
    }
    if (n < 0)
        die(EXIT_MACHINE, "cannot read a file that was just written: %s", strerror(errno));
    free(piece);
    all.digest = digest_end(stream);
    return all;
}

static int open_durable(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0 || (!(flags & O_DIRECTORY) && fchmod(fd, 0644) != 0) || fsync(fd) != 0)
        die(EXIT_MACHINE, "cannot make '%s' durable: %s", path, strerror(errno));
    return fd;
}

static void write_side_car(struct arena *arena, const char *path, struct digest digest)
{
    const char *target = str_c(arena, str_printf(arena, "%s%s", path, PACKAGE_SIDE_CAR));
    const char *temporary = beside_new(arena, target);
    struct str name = path_name(str_of(path));
    FILE *file = fopen(temporary, "we");
    if (file == NULL || fprintf(file, "%.*s  %.*s\n", STR(digest_hex(arena, digest)), STR(name)) < 0
        || fclose(file) != 0) {
        unlink(temporary);
        die(EXIT_MACHINE, "cannot write '%s': %s", target, strerror(errno));
    }
    close(open_durable(temporary, O_RDONLY));
    if (rename(temporary, target) != 0)
        die(EXIT_MACHINE, "cannot write '%s': %s", target, strerror(errno));
}

struct measured beside_publish(const char *temporary, const char *path)
{
    struct arena *arena = arena_new();
    int fd = open_durable(temporary, O_RDONLY);
    struct measured whole = measure(fd);
    close(fd);
    if (rename(temporary, path) != 0) {
        int error = errno;
        unlink(temporary);
        die(EXIT_MACHINE, "cannot write '%s': %s", path, strerror(error));
    }
    write_side_car(arena, path, whole.digest);
    struct str folder = path_folder(str_of(path));
    close(open_durable(folder.n > 0 ? str_c(arena, folder) : path[0] == '/' ? "/" : ".", O_RDONLY | O_DIRECTORY));
    arena_free(arena);
    return whole;
}
