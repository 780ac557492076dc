/* Unit tests of base/buf.c. */
#include <string.h>

#include "base_test.h"

#include "base/buf.h"

static void appending_grows(void **state)
{
    struct buf buf = { 0 };
    assert_int_equal(buf_str(&buf).n, 0);
    buf_puts(&buf, "a");
    buf_putc(&buf, 'b');
    buf_put(&buf, S("cd"));
    buf_put(&buf, (struct str){ 0 });
    buf_printf(&buf, "-%d-%s", 42, "x");
    assert_str(buf_str(&buf), "abcd-42-x");
    struct str copy = buf_copy(*state, &buf);
    buf_reset(&buf);
    assert_int_equal(buf.n, 0);
    assert_true(buf.cap > 0);
    assert_str(copy, "abcd-42-x");
    buf_free(&buf);
    assert_null(buf.p);
}

static void long_formats_are_whole(void **state)
{
    struct buf buf = { 0 };
    char text[3000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    (void)state;
    for (int i = 0; i < 100; i++)
        buf_printf(&buf, "%s.", text);
    assert_int_equal(buf.n, 100 * 3000);
    assert_int_equal(buf.p[2999], '.');
    assert_int_equal(buf.p[3000], 'x');
    buf_free(&buf);
}

static void the_cap_is_exact_and_sticks(void **state)
{
    struct buf buf = { .max = 10 };
    (void)state;
    buf_puts(&buf, "123456789");
    buf_puts(&buf, "0");
    assert_false(buf.over);
    assert_non_null(buf_reserve(&buf, 0));
    buf_puts(&buf, "x");
    assert_true(buf.over);
    assert_str(buf_str(&buf), "1234567890");
    buf_reset(&buf);
    buf_puts(&buf, "12345678901");      /* what does not fit is dropped whole, and so is all that follows */
    buf_puts(&buf, "1");
    assert_true(buf.over);
    assert_int_equal(buf.n, 0);
    assert_null(buf_reserve(&buf, 1));
    buf_free(&buf);
    assert_int_equal(buf.max, 10);
}

static void reserved_room_is_filled_by_the_caller(void **state)
{
    struct buf buf = { 0 };
    (void)state;
    memcpy(buf_reserve(&buf, 5000), "hello", 5);
    buf.n += 5;
    assert_str(buf_str(&buf), "hello");
    buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(appending_grows),
        with_arena(long_formats_are_whole),
        with_arena(the_cap_is_exact_and_sticks),
        with_arena(reserved_room_is_filled_by_the_caller),
    };
    return cmocka_run_group_tests_name("base/buf", tests, NULL, NULL);
}
