/* Unit tests of base/distance.c, compared with a slow version that is easy to believe. */
#include <stdlib.h>
#include <string.h>

#include "base_test.h"

static void known_distances(void **state)
{
    (void)state;
    assert_int_equal(str_distance(S("owner"), S("owner"), 3), 0);
    assert_int_equal(str_distance(S("OWNER"), S("owner"), 3), 0);
    assert_int_equal(str_distance(S("ownr"), S("owner"), 3), 1);
    assert_int_equal(str_distance(S("onwer"), S("owner"), 3), 1);
    assert_int_equal(str_distance(S("CTL-O14"), S("CTL-014"), 3), 1);
    assert_int_equal(str_distance(S(""), S("abc"), 3), 3);
    assert_int_equal(str_distance(S("abc"), S(""), 3), 3);
    assert_int_equal(str_distance(S("kitten"), S("sitting"), 9), 3);
    assert_int_equal(str_distance(S("kitten"), S("sitting"), 2), 3);
    assert_int_equal(str_distance(S("abc"), S("xyz"), 0), 1);
}

static void long_texts_are_bounded(void **state)
{
    static char a[100000], b[100000];
    (void)state;
    memset(a, 'a', sizeof a);
    memset(b, 'b', sizeof b);
    assert_int_equal(str_distance((struct str){ a, sizeof a }, (struct str){ b, sizeof b }, 5), 6);
    assert_int_equal(str_distance((struct str){ a, sizeof a }, (struct str){ a, sizeof a }, 5), 0);
}

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t slow(struct str a, struct str b)
{
    if (a.n == 0 || b.n == 0)
        return a.n + b.n;
    struct str a1 = str_sub(a, 0, a.n - 1), b1 = str_sub(b, 0, b.n - 1);
    size_t d = min(slow(a1, b1) + (a.p[a.n - 1] != b.p[b.n - 1]), min(slow(a1, b), slow(a, b1)) + 1);
    if (a.n > 1 && b.n > 1 && a.p[a.n - 1] == b.p[b.n - 2] && a.p[a.n - 2] == b.p[b.n - 1])
        d = min(d, slow(str_sub(a, 0, a.n - 2), str_sub(b, 0, b.n - 2)) + 1);
    return d;
}

static void agrees_with_the_slow_one(void **state)
{
    (void)state;
    srand(1);
    for (int round = 0; round < 2000; round++) {
        char a[6], b[6];
        for (size_t i = 0; i < 6; i++) {
            a[i] = (char)('a' + rand() % 3);
            b[i] = (char)('a' + rand() % 3);
        }
        struct str x = { a, (size_t)(rand() % 7) }, y = { b, (size_t)(rand() % 7) };
        for (size_t limit = 0; limit < 5; limit++)
            assert_int_equal(str_distance(x, y, limit), min(slow(x, y), limit + 1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { with_arena(known_distances), with_arena(long_texts_are_bounded),
                                        with_arena(agrees_with_the_slow_one) };
    return cmocka_run_group_tests_name("base/distance", tests, NULL, NULL);
}
