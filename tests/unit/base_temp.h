/* A folder of its own for a test, removed with all it holds; and a child process that may crash. */
#ifndef BASE_TEMP_H
#define BASE_TEMP_H

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base_test.h"

struct temp {
    char path[64];
    int fd;
    struct arena *arena;
};

static inline int make_temp(void **state)
{
    struct temp *temp = calloc(1, sizeof *temp);
    assert_non_null(temp);
    snprintf(temp->path, sizeof temp->path, "/tmp/dossier-test-XXXXXX");
    assert_non_null(mkdtemp(temp->path));
    temp->fd = open(temp->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(temp->fd >= 0);
    temp->arena = arena_new();
    *state = temp;
    return 0;
}

static inline int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static inline int free_temp(void **state)
{
    struct temp *temp = *state;
    close(temp->fd);
    nftw(temp->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    arena_free(temp->arena);
    free(temp);
    return 0;
}

static inline void put_file(const struct temp *temp, const char *path, const char *text)
{
    int fd = openat(temp->fd, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

#define with_temp(test) cmocka_unit_test_setup_teardown(test, make_temp, free_temp)

/* Runs `fn` in a child and gives its exit status, or 128 + signal; its stderr is thrown away. */
static inline int in_child(void (*fn)(void *), void *context)
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDERR_FILENO);
        fn(context);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

#endif
