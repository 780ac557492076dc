/* Unit tests of base/str.c. */
#include "base_test.h"

static void making(void **state)
{
    assert_int_equal(str_of(NULL).n, 0);
    assert_str(str_of("abc"), "abc");
    struct str copy = str_copy(*state, str_sub(S("hello"), 1, 3));
    assert_string_equal(copy.p, "el");
    assert_string_equal(str_c(*state, (struct str){ 0 }), "");
    assert_str(str_printf(*state, "%d %s", 7, "x"), "7 x");
}

static void comparing(void **state)
{
    (void)state;
    assert_true(str_eq((struct str){ 0 }, S("")));
    assert_false(str_eq(S("a"), S("A")));
    assert_true(str_eq_fold(S("CTL-a1"), S("ctl-A1")));
    assert_false(str_eq_fold(S("[a"), S("{a")));
    assert_true(str_cmp(S("a"), S("ab")) < 0);
    assert_true(str_cmp(S("b"), S("ab")) > 0);
    assert_true(str_cmp(S("\xff"), S("a")) > 0);
    assert_int_equal(str_cmp((struct str){ 0 }, S("")), 0);
}

static void natural_order(void **state)
{
    static const char *const sorted[] = { "",      "A",      "A.1",  "A.2",    "A.2.1", "A.02.2", "A.2.10",
                                          "A.10",  "A.10.a", "B",    "art-4",  "art-4a", "art-10",
                                          "x18446744073709551616", "x18446744073709551617" };
    (void)state;
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++)
        for (size_t j = 0; j < sizeof sorted / sizeof *sorted; j++) {
            int order = str_cmp_natural(str_of(sorted[i]), str_of(sorted[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    assert_true(str_cmp_natural(S("01"), S("1")) < 0);
    assert_true(str_cmp_natural(S("1"), S("01")) > 0);
    assert_true(str_cmp_natural(S("0"), S("00")) != 0);
    assert_int_equal(str_cmp_natural(S("01"), S("01")), 0);
}

static void searching(void **state)
{
    (void)state;
    assert_true(str_starts(S("abc"), S("ab")));
    assert_true(str_starts(S("abc"), S("")));
    assert_false(str_starts(S("a"), S("ab")));
    assert_true(str_ends(S("a.md"), S(".md")));
    assert_false(str_ends(S("md"), S(".md")));
    assert_true(str_contains(S("abc"), S("")));
    assert_true(str_contains(S(""), S("")));
    assert_true(str_contains(S("abc"), S("bc")));
    assert_false(str_contains(S("abc"), S("cb")));
    assert_int_equal(str_find(S("a/b/c"), '/'), 1);
    assert_int_equal(str_find(S("abc"), '/'), 3);
    assert_int_equal(str_find((struct str){ 0 }, '/'), 0);
    assert_int_equal(str_find_str(S("aab"), S("ab")), 1);
    assert_int_equal(str_find_str(S("a"), S("ab")), 1);
}

static void cutting(void **state)
{
    (void)state;
    assert_str(str_sub(S("abc"), 1, 99), "bc");
    assert_str(str_sub(S("abc"), 5, 2), "");
    assert_str(str_sub(S("abc"), 2, 1), "");
    assert_str(str_trim(S(" \t\r\n a b \f\v")), "a b");
    assert_str(str_trim(S("  ")), "");

    struct str rest = S("a,,b,"), piece;
    assert_true(str_split(&rest, ',', &piece));
    assert_str(piece, "a");
    assert_true(str_split(&rest, ',', &piece));
    assert_str(piece, "");
    assert_true(str_split(&rest, ',', &piece));
    assert_str(piece, "b");
    assert_false(str_split(&rest, ',', &piece));
}

static void lower_case(void **state)
{
    assert_str(str_lower(*state, S("AbC-Ä@[`{")), "abc-Ä@[`{");
}

static void numbers(void **state)
{
    uint64_t value = 7;
    (void)state;
    assert_true(str_u64(S("0"), &value));
    assert_int_equal(value, 0);
    assert_true(str_u64(S("18446744073709551615"), &value));
    assert_true(value == UINT64_MAX);
    assert_false(str_u64(S("18446744073709551616"), &value));
    assert_false(str_u64(S("99999999999999999999"), &value));
    assert_false(str_u64(S(""), &value));
    assert_false(str_u64(S("-1"), &value));
    assert_false(str_u64(S("+1"), &value));
    assert_false(str_u64(S(" 1"), &value));
    assert_false(str_u64(S("1x"), &value));
    assert_true(value == UINT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(making),  with_arena(comparing),  with_arena(natural_order), with_arena(searching),
        with_arena(cutting), with_arena(lower_case), with_arena(numbers),
    };
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
