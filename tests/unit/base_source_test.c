/* Unit tests of base/source.c. */
#include "base_test.h"

#include "base/source.h"

static void files_are_numbered_from_one(void **state)
{
    struct sources sources;
    sources_new(*state, &sources);
    assert_int_equal(sources_add(&sources, S("a.yaml"), S("/x/a.yaml")), 1);
    assert_int_equal(sources_add(&sources, S("b.yaml"), S("/x/b.yaml")), 2);
    assert_str(sources_shown(&sources, 2), "b.yaml");
    assert_str(sources_shown(&sources, 0), "");
    assert_str(sources_shown(&sources, 9), "");
}

static void assert_pos(struct pos pos, uint32_t line, uint32_t col, uint32_t len)
{
    assert_int_equal(pos.line, line);
    assert_int_equal(pos.col, col);
    assert_int_equal(pos.len, len);
}

static void offsets_become_places(void **state)
{
    struct str text = S("ab\n\u00e4\u00f6x\n\nlast");
    (void)state;
    assert_pos(pos_of_offset(1, text, 0, 0), 1, 1, 0);
    assert_pos(pos_of_offset(1, text, 1, 1), 1, 2, 1);
    assert_pos(pos_of_offset(1, text, 2, 5), 1, 3, 0);          /* the line's end */
    assert_pos(pos_of_offset(1, text, 3, 2), 2, 1, 1);
    assert_pos(pos_of_offset(1, text, 5, 99), 2, 2, 2);         /* clipped to the line */
    assert_pos(pos_of_offset(1, text, 9, 0), 3, 1, 0);
    assert_pos(pos_of_offset(1, text, 10, 4), 4, 1, 4);
    assert_pos(pos_of_offset(1, text, 14, 0), 4, 5, 0);
    assert_pos(pos_of_offset(1, text, 999, 9), 4, 5, 0);
    assert_pos(pos_of_offset(1, S(""), 0, 0), 1, 1, 0);
    assert_pos(pos_of_offset(1, S("a\n"), 2, 0), 2, 1, 0);
}

static void order_of_places(void **state)
{
    struct sources sources;
    sources_new(*state, &sources);
    uint32_t b = sources_add(&sources, S("b"), S("b")), a = sources_add(&sources, S("a"), S("a"));
    assert_true(pos_cmp(&sources, (struct pos){ a, 9, 9, 0 }, (struct pos){ b, 1, 1, 0 }) < 0);
    assert_true(pos_cmp(&sources, (struct pos){ 0 }, (struct pos){ a, 1, 1, 0 }) < 0);
    assert_true(pos_cmp(&sources, (struct pos){ a, 2, 1, 0 }, (struct pos){ a, 10, 1, 0 }) < 0);
    assert_true(pos_cmp(&sources, (struct pos){ a, 2, 3, 0 }, (struct pos){ a, 2, 1, 0 }) > 0);
    assert_int_equal(pos_cmp(&sources, (struct pos){ a, 2, 3, 0 }, (struct pos){ a, 2, 3, 5 }), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { with_arena(files_are_numbered_from_one), with_arena(offsets_become_places),
                                        with_arena(order_of_places) };
    return cmocka_run_group_tests_name("base/source", tests, NULL, NULL);
}
