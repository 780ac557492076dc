/* Unit tests of base/vec.c. */
#include "base_test.h"

#include "base/vec.h"

static void items_stay_in_order(void **state)
{
    vec(size_t) list = { 0 };
    for (size_t i = 0; i < 10000; i++)
        *vec_add(*state, &list) = i;
    assert_int_equal(list.n, 10000);
    for (size_t i = 0; i < list.n; i++)
        assert_int_equal(list.v[i], i);
}

static void items_are_zero_even_after_cutting(void **state)
{
    vec(struct str) list = { 0 };
    for (size_t i = 0; i < 20; i++)
        *vec_add(*state, &list) = S("old");
    list.n = 3;
    struct str *item = vec_add(*state, &list);
    assert_null(item->p);
    assert_int_equal(item->n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { with_arena(items_stay_in_order), with_arena(items_are_zero_even_after_cutting) };
    return cmocka_run_group_tests_name("base/vec", tests, NULL, NULL);
}
