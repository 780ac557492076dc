/* Every file below tests/evidence/FORMAT/ against expected.txt. A folder's name is the format that must be found,
 * unless the file is refused or malformed.
 * After a change that is wanted: DOSSIER_ACCEPT=1 build/release/tests/unit/read_evidence_fixtures_test, and look at
 * the difference. */
#include "read_evidence_test.h"

#include "base/file.h"
#include "base/pool.h"

static const char folder[] = "tests/evidence", expected_path[] = "tests/evidence/expected.txt";

struct fixtures {
    int folder;
    struct listing listing;
    struct facts *facts;        /* of each file */
};

static void read_one(void *context, size_t i, struct worker *worker)
{
    struct fixtures *fixtures = context;
    struct str path = fixtures->listing.list.v[i].path;
    uint64_t size;
    enum file_problem problem;
    int fd = file_open(fixtures->folder, str_c(worker->scratch, path), &size, &problem);
    if (fd < 0)
        return;
    fixtures->facts[i] = read_fd(worker->keep, fd).facts;
    close(fd);
}

static void put_fixture(struct buf *out, struct str path, const struct facts *facts)
{
    if (str_find(path, '/') == path.n)      /* expected.txt itself */
        return;
    assert_sound(facts);
    bool bad = str_is(facts->format, "rejected") || str_ends(facts->format, S("-malformed"));
    if (!bad && !str_eq(facts->format, str_sub(path, 0, str_find(path, '/'))))
        fail_msg("%.*s is read as %.*s", STR(path), STR(facts->format));
    buf_printf(out, "%.*s\n", STR(path));
    put_facts(out, facts);
}

static struct str read_all(struct arena *arena, unsigned jobs)
{
    struct fixtures fixtures = { .folder = folder_open(folder) };
    assert_true(fixtures.folder >= 0);
    folder_list(arena, fixtures.folder, ".", &fixtures.listing);
    size_t n = fixtures.listing.list.n;
    assert_true(n > 50);
    fixtures.facts = arena_array(arena, n, struct facts);
    struct pool *pool = pool_new(jobs);
    pool_run(pool, n, read_one, &fixtures);
    struct buf all = { 0 };
    for (size_t i = 0; i < n; i++)
        put_fixture(&all, fixtures.listing.list.v[i].path, &fixtures.facts[i]);
    struct str text = buf_copy(arena, &all);
    buf_free(&all);
    pool_free(pool);
    close(fixtures.folder);
    return text;
}

static void show_difference(struct str got, struct str expected)
{
    struct str a, b, file = { 0 };
    for (size_t line = 1; str_split(&got, '\n', &a) && str_split(&expected, '\n', &b); line++) {
        if (a.n && a.p[0] != ' ')
            file = a;
        if (!str_eq(a, b)) {
            print_error("%s:%zu (%.*s)\n  got:      %.*s\n  expected: %.*s\n", expected_path, line, STR(file), STR(a),
                        STR(b));
            return;
        }
    }
    print_error("%s has another length\n", expected_path);
}

static void fixtures_are_read_as_expected(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct str got = read_all(arena, 1), expected;
    if (getenv("DOSSIER_ACCEPT")) {
        int to = folder_open(folder);
        unlinkat(to, "expected.txt", 0);
        file_write(to, "expected.txt", got);
        close(to);
    }
    assert_int_equal(file_read_path(arena, expected_path, 16 << 20, &expected), FILE_FINE);
    if (!str_eq(got, expected)) {
        show_difference(got, expected);
        fail();
    }
    arena_free(arena);
}

static void four_threads_read_the_same(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct str one = read_all(arena, 1), four = read_all(arena, 4);
    assert_true(str_eq(one, four));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixtures_are_read_as_expected),
        cmocka_unit_test(four_threads_read_the_same),
    };
    return cmocka_run_group_tests(tests, setup_evidence, NULL);
}
