/* Unit tests of base/map.c. */
#include "base_test.h"

#include "base/buf.h"
#include "base/map.h"

static void put_and_find(void **state)
{
    struct map *map = map_new(*state);
    int values[1000];
    for (int i = 0; i < 1000; i++)
        assert_true(map_put(map, str_printf(*state, "key-%d", i), &values[i]));
    assert_int_equal(map_count(map), 1000);
    for (int i = 0; i < 1000; i++)
        assert_ptr_equal(map_find(map, str_printf(*state, "key-%d", i)), &values[i]);
    assert_null(map_find(map, S("KEY-1")));
    assert_null(map_find(map, S("key-1000")));
}

static void the_first_put_stays(void **state)
{
    struct map *map = map_new(*state);
    int one, two;
    assert_true(map_put(map, S("a"), &one));
    assert_false(map_put(map, S("a"), &two));
    assert_ptr_equal(map_find(map, S("a")), &one);
    assert_int_equal(map_count(map), 1);
}

static void odd_keys(void **state)
{
    struct map *map = map_new(*state), *fold = map_new_fold(*state);
    assert_null(map_find(map, (struct str){ 0 }));
    assert_true(map_put(map, (struct str){ 0 }, map));
    assert_ptr_equal(map_find(map, S("")), map);
    assert_false(map_put(map, S(""), map));
    assert_true(map_put(map, S("a\0b"), fold));
    assert_null(map_find(map, S("a")));
    assert_ptr_equal(map_find(map, S("a\0b")), fold);

    struct buf key = { 0 };
    for (int i = 0; i < 1000; i++)
        buf_putc(&key, 'A');
    assert_true(map_put(fold, buf_copy(*state, &key), map));
    assert_ptr_equal(map_find(fold, str_lower(*state, buf_str(&key))), map);
    assert_ptr_equal(map_find(fold, buf_str(&key)), map);
    buf_free(&key);
}

static void folding(void **state)
{
    struct map *map = map_new_fold(*state);
    int value;
    assert_true(map_put(map, S("CTL-014"), &value));
    assert_false(map_put(map, S("ctl-014"), &value));
    assert_ptr_equal(map_find(map, S("Ctl-014")), &value);
    assert_null(map_find(map, S("\u00c4")));
    assert_true(map_put(map, S("\u00c4"), &value));
    assert_null(map_find(map, S("\u00e4")));        /* ASCII only */
}

static void collect(void *context, struct str key, void *value)
{
    (void)value;
    buf_put(context, key);
    buf_putc(context, ' ');
}

static void insertion_order(void **state)
{
    struct map *map = map_new_fold(*state);
    struct buf seen = { 0 };
    map_each(map, collect, &seen);
    assert_int_equal(seen.n, 0);
    map_put(map, S("Zebra"), NULL);
    map_put(map, S("apple"), NULL);
    map_put(map, S("ZEBRA"), NULL);
    map_put(map, S("Mango"), NULL);
    map_each(map, collect, &seen);
    assert_str(buf_str(&seen), "Zebra apple Mango ");
    buf_free(&seen);
}

static void nearest(void **state)
{
    struct map *map = map_new(*state);
    map_put(map, S("CTL-013"), map);
    map_put(map, S("CTL-014"), map);
    map_put(map, S("owner"), map);
    assert_str(map_nearest(map, S("CTL-O14")), "CTL-014");
    assert_str(map_nearest(map, S("CTL-O1")), "CTL-013");       /* equally near: the first put */
    assert_str(map_nearest(map, S("ownr")), "owner");
    assert_str(map_nearest(map, S("onwer")), "owner");
    assert_str(map_nearest(map, S("OWNER")), "owner");
    assert_str(map_nearest(map, S("colour")), "");
    assert_str(map_nearest(map, S("ow")), "");
    assert_str(map_nearest(map, S("")), "");
    assert_str(map_nearest(map_new(*state), S("owner")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(put_and_find), with_arena(the_first_put_stays), with_arena(odd_keys),
        with_arena(folding),      with_arena(insertion_order),     with_arena(nearest),
    };
    return cmocka_run_group_tests_name("base/map", tests, NULL, NULL);
}
