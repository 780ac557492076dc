/* No bit of a signed package may change: each one is flipped in turn, each byte is cut off, and each time the
 * verdict must not be TOTAL-PASSED. */
#include <fcntl.h>
#include <sys/wait.h>

#include "verify_fixture.h"

enum { PROCESSES = 4, SHOWN = 5 };

static struct str read_package(struct fixture *fixture, const char *path)
{
    struct str bytes;
    assert_int_equal(file_read_path(fixture->arena, path, 1 << 20, &bytes), FILE_FINE);
    return bytes;
}

/* Every bit from byte `first` in steps of PROCESSES bytes; returns how many flips went unseen. */
static int flip_share(struct fixture *fixture, struct str bytes, size_t first)
{
    char name[32];
    snprintf(name, sizeof name, "flipped-%zu.zip", first);
    const char *path = in_folder(fixture, name);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), unseen = 0;
    if (fd < 0 || pwrite(fd, bytes.p, bytes.n, 0) != (ssize_t)bytes.n)
        return 1;
    struct arena *scratch = arena_new();
    for (size_t i = first; i < bytes.n; i += PROCESSES)
        for (unsigned bit = 0; bit < 8; bit++) {
            char flipped = (char)(bytes.p[i] ^ (1 << bit));
            struct judgement judgement;
            if (pwrite(fd, &flipped, 1, (off_t)i) != 1)
                return 1;
            if (fixture_verdict(fixture, path, scratch, &judgement) == VERDICT_PASSED && unseen++ < SHOWN)
                fprintf(stderr, "bit %u of byte %zu\n", bit, i);
            arena_reset(scratch);
            if (pwrite(fd, &bytes.p[i], 1, (off_t)i) != 1)
                return 1;
        }
    struct judgement judgement;
    if (fixture_verdict(fixture, path, scratch, &judgement) != VERDICT_PASSED)
        unseen++;                   /* the unchanged package must pass, or the test says nothing */
    arena_free(scratch);
    close(fd);
    return unseen;
}

/* Several processes: the pool has one thread each, and a crash is seen as a failure. */
static void flip_every_bit(struct fixture *fixture, const char *path)
{
    struct str bytes = read_package(fixture, path);
    pid_t children[PROCESSES];
    for (size_t i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0)
            _exit(flip_share(fixture, bytes, i) == 0 ? 0 : 1);
    }
    for (size_t i = 0; i < PROCESSES; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
}

static void every_flipped_bit_is_seen(void **state)
{
    struct fixture *fixture = *state;
    flip_every_bit(fixture, fixture_package(fixture, "signed.zip", 3, fixture->signer));
}

static void every_cut_is_seen(void **state)
{
    struct fixture *fixture = *state;
    const char *path = fixture_package(fixture, "cut.zip", 2, fixture->signer);
    struct str bytes = read_package(fixture, path);
    struct arena *scratch = arena_new();
    for (size_t n = bytes.n; n-- > 0;) {
        struct judgement judgement;
        assert_int_equal(truncate(path, (off_t)n), 0);
        assert_int_not_equal(fixture_verdict(fixture, path, scratch, &judgement), VERDICT_PASSED);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

static void appended_bytes_are_seen(void **state)
{
    struct fixture *fixture = *state;
    const char *path = fixture_package(fixture, "more.zip", 1, fixture->signer);
    struct judgement judgement;
    assert_int_equal(fixture_verdict(fixture, path, fixture->arena, &judgement), VERDICT_PASSED);
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    assert_int_equal(write(fd, "", 1), 1);
    close(fd);
    assert_int_equal(fixture_verdict(fixture, path, fixture->arena, &judgement), VERDICT_FAILED);
    assert_string_equal(judgement.sub_indication, "FORMAT_FAILURE");
}

static int setup(void **state)
{
    static struct fixture fixture;
    fixture_new(&fixture, 1);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    fixture_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_flipped_bit_is_seen),
        cmocka_unit_test(every_cut_is_seen),
        cmocka_unit_test(appended_bytes_are_seen),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
