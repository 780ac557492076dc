/* Time-stamps and revocation lists inside a signature: their bits may not change either. */
#include "pack/stamp.h"
#include "verify_flip.h"

/* The demo authority's answer to a request. */
static struct str answer_to(struct fixture *fixture, struct str request)
{
    static const char config[] =
        "[tsa]\ndefault_tsa = t\n[t]\nserial = tsaserial\nsigner_cert = tsa.pem\nsigner_key = tsa.key\ncerts = ca.pem\n"
        "signer_digest = sha256\ndefault_policy = 1.2.3.4\ndigests = sha256\ness_cert_id_alg = sha256\n";
    struct str answer;
    int folder = folder_open(fixture->folder);
    file_write(folder, "tsa.cnf", str_of(config));
    file_write(folder, "request.tsq", request);
    close(folder);
    const char *command = str_c(fixture->arena, str_printf(fixture->arena,
        "cd %s && { test -f tsaserial || echo 01 > tsaserial; } && openssl ts -reply -config tsa.cnf -queryfile request.tsq "
        "-out answer.tsr 2> ts.log", fixture->folder));
    assert_int_equal(system(command), 0);
    assert_int_equal(file_read_path(fixture->arena, in_folder(fixture, "answer.tsr"), 1 << 20, &answer), FILE_FINE);
    return answer;
}

static const char *stamped_package(struct fixture *fixture, const char *name)
{
    struct str request;
    struct package_result result;
    struct package_problem problem = {.message = ""};
    const char *path = fixture_package(fixture, name, 0, fixture->signer);
    assert_true(package_stamp_request(fixture->arena, path, 0, &request, &problem));
    assert_true(package_stamp(fixture->pool, path, 0, answer_to(fixture, request), &result, &problem));
    return path;
}

static void flipped_bits_of_time_stamps_and_lists_are_seen(void **state)
{
    struct fixture *fixture = *state;
    struct judgement judgement;
    struct package_result result;
    struct package_problem problem = {.message = ""};
    const char *path = stamped_package(fixture, "lt.zip");
    const char *crls[] = {in_folder(fixture, "ca.crl"), in_folder(fixture, "root.crl")};
    assert_int_equal(fixture_verdict(fixture, path, fixture->arena, &judgement), VERDICT_PASSED);
    assert_string_equal(judgement.level, "CAdES-BASELINE-T");
    size_t before = range_of_signature(read_package(fixture, path)).to;
    assert_true(package_extend(fixture->pool, path, crls, 2, &result, &problem));
    assert_int_equal(fixture_verdict(fixture, path, fixture->arena, &judgement), VERDICT_PASSED);
    assert_string_equal(judgement.level, "CAdES-BASELINE-LT");
    struct str bytes = read_package(fixture, path);
    struct range range = range_of_signature(bytes);
    assert_true(range.to > before);
    range.sparse = true;
    flip_range(fixture, bytes, range);
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
        cmocka_unit_test(flipped_bits_of_time_stamps_and_lists_are_seen),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
