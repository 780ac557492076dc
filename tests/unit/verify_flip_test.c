/* No bit of a signed package may change: each one is flipped in turn, each byte is cut off, and each time the
 * verdict must not be TOTAL-PASSED. The same for the contents of META-INF with the checksum of the ZIP made right
 * again, so that nothing but the signature checks is left to see it. */
#include "verify_flip.h"

static void every_flipped_bit_is_seen(void **state)
{
    struct fixture *fixture = *state;
    struct str bytes = read_package(fixture, fixture_package(fixture, "signed.zip", 3, fixture->signer));
    flip_range(fixture, bytes, (struct range){.from = 0, .to = bytes.n});
}

static void every_flipped_bit_of_the_signature_is_seen(void **state)
{
    struct fixture *fixture = *state;
    struct str bytes = read_package(fixture, fixture_package(fixture, "p7s.zip", 0, fixture->signer));
    flip_range(fixture, bytes, range_of_signature(bytes));
}

static void every_flipped_bit_of_the_manifest_is_seen(void **state)
{
    struct fixture *fixture = *state;
    struct str bytes = read_package(fixture, fixture_package(fixture, "xml.zip", 0, fixture->signer));
    flip_range(fixture, bytes, range_of_manifest(bytes));
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
        cmocka_unit_test(every_flipped_bit_of_the_signature_is_seen),
        cmocka_unit_test(every_flipped_bit_of_the_manifest_is_seen),
        cmocka_unit_test(every_cut_is_seen),
        cmocka_unit_test(appended_bytes_are_seen),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
