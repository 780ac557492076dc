/* Unit tests of base/utf8.c. */
#include "base_test.h"

static void code_points(void **state)
{
    (void)state;
    assert_int_equal(str_code_points(S("")), 0);
    assert_int_equal(str_code_points(S("a\u00e4\u20ac\U0001F600")), 4);
}

static void errors(void **state)
{
    static const struct { struct str text; size_t at; } cases[] = {
        { S_INIT(""), 0 },
        { S_INIT("plain text, long enough for words"), 33 },
        { S_INIT("\u00e4\u20ac\U0001F600\U0010FFFF"), 13 },
        { S_INIT("12345678\0009"), 8 },                  /* NUL */
        { S_INIT("1234\0006789"), 4 },
        { S_INIT("abc\xc0\x80"), 3 },                    /* overlong */
        { S_INIT("\xc1\xbf"), 0 },
        { S_INIT("\xe0\x9f\xbf"), 0 },
        { S_INIT("\xf0\x8f\xbf\xbf"), 0 },
        { S_INIT("a\xed\xa0\x80"), 1 },                  /* surrogate */
        { S_INIT("\xed\x9f\xbf"), 3 },
        { S_INIT("\xf4\x90\x80\x80"), 0 },               /* above U+10FFFF */
        { S_INIT("\xf5\x80\x80\x80"), 0 },
        { S_INIT("\x80"), 0 },                           /* stray continuation */
        { S_INIT("ab\xe2\x82"), 2 },                     /* cut short */
        { S_INIT("ab\xe2\x82z"), 2 },
        { S_INIT("ab\xf0\x9f\x98"), 2 },
        { S_INIT("12345678123456\xff"), 14 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(str_utf8_error(cases[i].text), cases[i].at);
}

static void sizes(void **state)
{
    (void)state;
    assert_int_equal(str_utf8_size(S("")), 0);
    assert_int_equal(str_utf8_size(S("ab")), 1);
    assert_int_equal(str_utf8_size(S("\u00e4b")), 2);
    assert_int_equal(str_utf8_size(S("\u20acb")), 3);
    assert_int_equal(str_utf8_size(S("\U0001F600")), 4);
    assert_int_equal(str_utf8_size(S("\xe2\x82")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { with_arena(code_points), with_arena(errors), with_arena(sizes) };
    return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
