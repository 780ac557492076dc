/* Unit tests of base/file.c and base/beneath.c: with openat2, and with the same by hand. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>

#include "base_temp.h"

#include "base/file.h"

static void put_odd_files(struct temp *temp)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    put_file(temp, "plain", "hello");
    put_file(temp, "empty", "");
    assert_int_equal(mkdirat(temp->fd, "folder", 0755), 0);
    put_file(temp, "folder/inner", "inner");
    assert_int_equal(symlinkat("plain", temp->fd, "link"), 0);
    assert_int_equal(symlinkat("folder", temp->fd, "linked"), 0);
    assert_int_equal(symlinkat("nothing", temp->fd, "broken"), 0);
    assert_int_equal(mkfifoat(temp->fd, "pipe", 0644), 0);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", temp->path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    close(fd);
}

/* Exits of the child: 0 when all is as expected, else the number of the case. */
static void check_refusals(void *context)
{
    static const struct { const char *path; enum file_problem problem; } cases[] = {
        { "plain", FILE_FINE },          { "folder/inner", FILE_FINE },     { "./folder//./inner", FILE_FINE },
        { "nothing", FILE_ABSENT },      { "nothing/at/all", FILE_ABSENT }, { "plain/below", FILE_ABSENT },
        { "link", FILE_NOT_REGULAR },    { "broken", FILE_NOT_REGULAR },    { "linked/inner", FILE_NOT_REGULAR },
        { "folder", FILE_NOT_REGULAR },  { "", FILE_NOT_REGULAR },          { ".", FILE_NOT_REGULAR },
        { "pipe", FILE_NOT_REGULAR },    { "socket", FILE_NOT_REGULAR },    { "../x", FILE_NOT_REGULAR },
        { "folder/../../x", FILE_NOT_REGULAR }, { "/etc/passwd", FILE_NOT_REGULAR },
    };
    const struct temp *temp = context;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str bytes;
        if (file_read(temp->arena, temp->fd, cases[i].path, 100, &bytes) != cases[i].problem)
            _exit((int)i + 1);
    }
}

/* From here on openat2 does not exist. */
static void without_openat2(void *context)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        _exit(99);
    if (syscall(SYS_openat2, -1, "", NULL, 0) != -1 || errno != ENOSYS)
        _exit(98);
    check_refusals(context);
}

static void odd_files_are_refused(void **state)
{
    put_odd_files(*state);
    assert_int_equal(in_child(check_refusals, *state), 0);
}

static void odd_files_are_refused_without_openat2(void **state)
{
    put_odd_files(*state);
    assert_int_equal(in_child(without_openat2, *state), 0);
}

static void reading(void **state)
{
    struct temp *temp = *state;
    struct str bytes;
    put_file(temp, "plain", "hello");
    put_file(temp, "empty", "");
    assert_int_equal(file_read(temp->arena, temp->fd, "plain", 5, &bytes), FILE_FINE);
    assert_string_equal(bytes.p, "hello");
    assert_int_equal(bytes.n, 5);
    assert_int_equal(file_read(temp->arena, temp->fd, "plain", 4, &bytes), FILE_TOO_LARGE);
    assert_int_equal(file_read(temp->arena, temp->fd, "empty", 0, &bytes), FILE_FINE);
    assert_int_equal(bytes.n, 0);
    assert_string_equal(bytes.p, "");
}

static void command_line_paths_may_be_links(void **state)
{
    struct temp *temp = *state;
    struct str bytes;
    put_odd_files(temp);
    const char *link = str_printf(temp->arena, "%s/link", temp->path).p;
    assert_int_equal(file_read_path(temp->arena, link, SIZE_MAX, &bytes), FILE_FINE);
    assert_str(bytes, "hello");
    const char *pipe = str_printf(temp->arena, "%s/pipe", temp->path).p;
    assert_int_equal(file_read_path(temp->arena, pipe, SIZE_MAX, &bytes), FILE_NOT_REGULAR);
    assert_int_equal(file_read_path(temp->arena, temp->path, SIZE_MAX, &bytes), FILE_NOT_REGULAR);
    assert_int_equal(file_read_path(temp->arena, "/nonexistent", SIZE_MAX, &bytes), FILE_ABSENT);
}

static void put_pattern(struct temp *temp, const char *path, size_t size)
{
    struct str bytes = { arena_bytes(temp->arena, size), size };
    for (size_t i = 0; i < size; i++)
        ((char *)bytes.p)[i] = (char)(i * 31 >> 3);
    file_write(temp->fd, path, bytes);
}

static void copies_and_digests_agree(void **state)
{
    static const size_t sizes[] = { 0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 3 * 256 * 1024 + 77 };
    struct temp *temp = *state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const char *from = str_printf(temp->arena, "from%zu", i).p, *to = str_printf(temp->arena, "to%zu", i).p;
        struct digest copied, streamed;
        uint64_t copied_size, streamed_size;
        struct str a, b;
        put_pattern(temp, from, sizes[i]);
        assert_int_equal(file_copy(temp->fd, from, temp->fd, to, &copied, &copied_size), FILE_FINE);
        assert_int_equal(file_digest(temp->fd, from, &streamed, &streamed_size), FILE_FINE);
        assert_int_equal(file_read(temp->arena, temp->fd, from, SIZE_MAX, &a), FILE_FINE);
        assert_int_equal(file_read(temp->arena, temp->fd, to, SIZE_MAX, &b), FILE_FINE);
        assert_true(str_eq(a, b));
        assert_true(copied_size == sizes[i] && streamed_size == sizes[i]);
        assert_true(digest_eq(copied, digest_of(a)) && digest_eq(streamed, copied));
    }
    struct digest digest;
    uint64_t size;
    assert_int_equal(file_copy(temp->fd, "nothing", temp->fd, "target", &digest, &size), FILE_ABSENT);
    assert_int_equal(faccessat(temp->fd, "target", F_OK, 0), -1);
}

static unsigned mode_of(const struct temp *temp, const char *path)
{
    struct stat st;
    assert_int_equal(fstatat(temp->fd, path, &st, 0), 0);
    return st.st_mode & 07777;
}

static void modes_do_not_depend_on_the_umask(void **state)
{
    struct temp *temp = *state;
    mode_t before = umask(0077);
    folder_make(temp->fd, "a/b/c");
    file_write(temp->fd, "a/b/c/file", S("x"));
    umask(before);
    folder_make(temp->fd, "a/b/c");
    folder_make(temp->fd, "a/b/d");
    folder_make(temp->fd, "");
    assert_int_equal(mode_of(temp, "a"), 0755);
    assert_int_equal(mode_of(temp, "a/b/c"), 0755);
    assert_int_equal(mode_of(temp, "a/b/d"), 0755);
    assert_int_equal(mode_of(temp, "a/b/c/file"), 0644);
}

static void write_over(void *context)
{
    file_write(((struct temp *)context)->fd, "plain", S("x"));
}

static void write_through_link(void *context)
{
    file_write(((struct temp *)context)->fd, "linked/new", S("x"));
}

static void make_below_file(void *context)
{
    folder_make(((struct temp *)context)->fd, "plain/below");
}

static void impossible_writes_die(void **state)
{
    put_odd_files(*state);
    assert_int_equal(in_child(write_over, *state), 3);
    assert_int_equal(in_child(write_through_link, *state), 3);
    assert_int_equal(in_child(make_below_file, *state), 3);
}

static void texts_of_problems(void **state)
{
    (void)state;
    for (enum file_problem problem = FILE_FINE; problem <= FILE_UNREADABLE; problem++)
        assert_true(strlen(file_problem_text(problem)) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_temp(modes_do_not_depend_on_the_umask),        /* first: the umask is asked once */
        with_temp(odd_files_are_refused),
        with_temp(odd_files_are_refused_without_openat2),
        with_temp(reading),
        with_temp(command_line_paths_may_be_links),
        with_temp(copies_and_digests_agree),
        with_temp(impossible_writes_die),
        with_temp(texts_of_problems),
    };
    return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
