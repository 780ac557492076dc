/* Writing withdrawal notices. */
#include "pack/notice.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "base/path.h"
#include "pack/container.h"
#include "pack/format.h"
#include "pack/signer.h"

static bool is_one_line(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < ' ' || text.p[i] == 0x7f)
            return false;
    return str_trim(text).n > 0 && str_utf8_error(text) == text.n;
}

static bool digest_of_package(const char *path, struct digest *digest, struct package_problem *problem)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return package_fail(problem, EXIT_MACHINE, "cannot read '%s': %s", path, strerror(errno));
    *digest = measure(fd).digest;
    close(fd);
    return true;
}

static struct str text_of(struct arena *arena, const struct notice_input *input, struct digest file)
{
    return str_printf(arena, NOTICE_VERSION_LABEL ": " NOTICE_VERSION "\n" NOTICE_PACKAGE ": %.*s\n" NOTICE_FILE ": %.*s\n"
                      NOTICE_CONTENT ": %.*s\n" NOTICE_TIME ": %.*s\n" NOTICE_REASON ": %.*s\n",
                      STR(path_name(str_of(input->package))), STR(digest_hex(arena, file)), STR(digest_hex(arena, input->content)),
                      STR(datetime_text(arena, datetime_of_epoch(input->at))), STR(str_trim(str_of(input->reason))));
}

static bool is_new(const char *path, struct package_problem *problem)
{
    if (access(path, F_OK) != 0)
        return true;
    return package_fail(problem, EXIT_USAGE, "'%s' is there already", path);
}

static bool write_notice(struct arena *arena, const struct notice_input *input, const char *path, const struct signer *signer,
                         struct package_problem *problem)
{
    struct digest file;
    struct str signature;
    const char *beside = str_c(arena, str_printf(arena, "%s" NOTICE_SIGNATURE, path));
    if (!is_one_line(str_of(input->reason)) || strlen(input->reason) > NOTICE_MAX / 2)
        return package_fail(problem, EXIT_USAGE, "the reason must be one line of text");
    if (!is_new(path, problem) || !is_new(beside, problem) || !digest_of_package(input->package, &file, problem))
        return false;
    struct str text = text_of(arena, input, file);
    if (!cades_sign(arena, signer, text, input->at, &signature, problem))
        return false;
    file_write_path(beside, signature);     /* first: a notice without its signature counts for little */
    file_write_path(path, text);
    return true;
}

bool notice_write(const struct notice_input *input, const char *path, const struct signer *signer, struct package_problem *problem)
{
    struct arena *arena = arena_new();
    bool written = write_notice(arena, input, path, signer, problem);
    arena_free(arena);
    return written;
}
