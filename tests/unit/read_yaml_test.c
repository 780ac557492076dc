/* gen/read/yaml*.c: trees with places, and everything that is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/vec.h"
#include "read/yaml.h"

struct fixture {
    struct arena *arena;
    struct diags diags;
};

static int setup(void **state)
{
    struct fixture *f = test_malloc(sizeof *f);
    f->arena = arena_new();
    diags_new(f->arena, &f->diags);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    arena_free(f->arena);
    test_free(f);
    return 0;
}

static const struct node *read_text(struct fixture *f, struct str text)
{
    return yaml_read(f->arena, &f->diags, 1, text, 1);
}

static const struct node *read_fine(struct fixture *f, const char *text)
{
    const struct node *root = read_text(f, str_of(text));
    if (f->diags.list.n)
        fail_msg("refused: %.*s", STR(f->diags.list.v[0].message));
    assert_non_null(root);
    return root;
}

static void assert_text(const struct node *node, const char *text)
{
    assert_non_null(node);
    assert_int_equal(node->kind, NODE_SCALAR);
    assert_string_equal(node->text.p, text);
    assert_int_equal(node->text.n, strlen(text));
}

static void assert_pos(struct pos pos, uint32_t line, uint32_t col, uint32_t len)
{
    assert_int_equal(pos.file, 1);
    assert_int_equal(pos.line, line);
    assert_int_equal(pos.col, col);
    assert_int_equal(pos.len, len);
}

static void empty_texts_are_empty_mappings(void **state)
{
    static const char *const texts[] = { "", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "\xEF\xBB\xBF" };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct node *root = read_fine(*state, texts[i]);
        assert_int_equal(root->kind, NODE_MAPPING);
        assert_int_equal(root->n, 0);
        assert_int_equal(root->pos.line, 1);
    }
    assert_int_equal(read_text(*state, (struct str){ 0 })->kind, NODE_MAPPING);
}

static void values_stay_text(void **state)
{
    const struct node *root = read_fine(*state, "a: NO\nb: 1.10\nc: 010\nd: 2026-11-30\ne: \"x\"\nf: 'it''s'\n");

    assert_text(node_find(root, "a"), "NO");
    assert_text(node_find(root, "b"), "1.10");
    assert_text(node_find(root, "c"), "010");
    assert_text(node_find(root, "d"), "2026-11-30");
    assert_text(node_find(root, "e"), "x");
    assert_text(node_find(root, "f"), "it's");
    assert_true(node_find(root, "a")->plain);
    assert_false(node_find(root, "e")->plain);
    assert_null(node_find(root, "g"));
    assert_null(node_find(NULL, "g"));
    assert_null(node_find(node_find(root, "a"), "g"));
}

static void null_is_plain(void **state)
{
    const struct node *root = read_fine(*state, "a:\nb: ~\nc: null\nd: \"\"\ne: 'null'\nf: Null\n");

    assert_true(node_is_null(node_find(root, "a")));
    assert_true(node_is_null(node_find(root, "b")));
    assert_true(node_is_null(node_find(root, "c")));
    assert_false(node_is_null(node_find(root, "d")));
    assert_false(node_is_null(node_find(root, "e")));
    assert_false(node_is_null(node_find(root, "f")));
    assert_false(node_is_null(root));
}

static void block_scalars(void **state)
{
    const struct node *root = read_fine(*state, "a: |\n  one\n  two\nb: >-\n  one\n  two\nc: plain\n  goes on\n");

    assert_text(node_find(root, "a"), "one\ntwo\n");
    assert_text(node_find(root, "b"), "one two");
    assert_text(node_find(root, "c"), "plain goes on");
    assert_pos(node_find(root, "a")->pos, 1, 4, 1);
    assert_pos(node_find(root, "b")->pos, 4, 4, 2);
    assert_pos(node_find(root, "c")->pos, 7, 4, 5);
    assert_false(node_find(root, "a")->plain);
}

static void sequences_and_order(void **state)
{
    const struct node *root = read_fine(*state, "z: [a, [b, c], {k: v}]\ny:\n- d\n- - e\n  - f\n-\nx: []\nw: {}\n");
    const struct node *z = node_find(root, "z"), *y = node_find(root, "y");

    assert_int_equal(root->n, 4);
    assert_string_equal(root->pairs[0].key.p, "z");
    assert_string_equal(root->pairs[3].key.p, "w");
    assert_int_equal(z->kind, NODE_SEQUENCE);
    assert_int_equal(z->n, 3);
    assert_text(&z->items[1].items[1], "c");
    assert_text(node_find(&z->items[2], "k"), "v");
    assert_int_equal(y->n, 3);
    assert_text(&y->items[1].items[0], "e");
    assert_true(node_is_null(&y->items[2]));
    assert_int_equal(node_find(root, "x")->n, 0);
    assert_int_equal(node_find(root, "w")->kind, NODE_MAPPING);
}

static void places_count_code_points(void **state)
{
    const struct node *root = read_fine(*state, "# Überschrift\nschlüssel: wörter hier\nb:\n  - 'ж x'\n  - {c: d}\n");
    const struct node *b = node_find(root, "b");

    assert_pos(root->pos, 2, 1, 9);
    assert_pos(root->pairs[0].key_pos, 2, 1, 9);
    assert_pos(root->pairs[0].value.pos, 2, 12, 11);
    assert_pos(b->pos, 4, 3, 1);
    assert_pos(b->items[0].pos, 4, 5, 5);
    assert_pos(b->items[1].pos, 5, 5, 1);
    assert_pos(node_find(&b->items[1], "c")->pos, 5, 9, 1);
}

static void first_line_shifts_places(void **state)
{
    struct fixture *f = *state;
    const struct node *root = yaml_read(f->arena, &f->diags, 1, S("a: b\nc: d\n"), 7);

    assert_pos(node_find(root, "c")->pos, 8, 4, 1);
    assert_null(yaml_read(f->arena, &f->diags, 1, S("a: b\nc: \x01\n"), 7));
    assert_pos(f->diags.list.v[0].pos, 8, 4, 1);
}

static void crlf_and_mark_are_fine(void **state)
{
    const struct node *root = read_fine(*state, "\xEF\xBB\xBF" "a: |\r\n  x\r\n  y\r\nb: c\r\n");

    assert_text(node_find(root, "a"), "x\ny\n");
    assert_pos(root->pairs[0].key_pos, 1, 1, 1);
    assert_pos(node_find(root, "b")->pos, 4, 4, 1);
}

static void a_document_may_be_marked(void **state)
{
    assert_text(node_find(read_fine(*state, "---\na: b\n...\n"), "a"), "b");
    assert_text(read_fine(*state, "just text"), "just text");
}

static void percent_signs_inside_are_text(void **state)
{
    const struct node *root = read_fine(*state, "a: \"x\n\n%b\"\n# %c\nd: 5 %\n");
    assert_text(node_find(root, "a"), "x\n%b");
}

static void quoted_keys_are_keys(void **state)
{
    assert_text(node_find(read_fine(*state, "\"5.2\": a\n'b c': d\n"), "5.2"), "a");
}

/* Breaks that only YAML sees may stand in quotes, and do not shift the places behind them. */
static void odd_breaks_in_quotes(void **state)
{
    const struct node *root = read_fine(*state, "a: 'x\xE2\x80\xA8y' # z\nb: \"p\xC2\x85q\"\nc: d\n"
                                                "e: {f: \"\xE2\x80\xA9\", g: h}\n");

    assert_pos(root->pairs[1].key_pos, 2, 1, 1);
    assert_pos(node_find(root, "c")->pos, 3, 4, 1);
    assert_pos(node_find(node_find(root, "e"), "g")->pos, 4, 16, 1);
}

static void escapes_may_make_breaks(void **state)
{
    const struct node *root = read_fine(*state, "a: \"x\\u2028y\\n\\t\"\n");
    assert_text(node_find(root, "a"), "x\xE2\x80\xA8y\n\t");
}

struct bad {
    struct str text;
    enum diag_id code;
    uint32_t line, col, len;
    const char *says;
};

#define T(literal) { literal, sizeof(literal) - 1 }
static const struct bad bads[] = {
    /* Text. */
    { { "a: b\0c\n", 7 }, DIAG_BAD_TEXT, 1, 5, 1, "NUL" },
    { { "a: b\n\xC3(\n", 8 }, DIAG_BAD_TEXT, 2, 1, 1, "0xC3" },
    { { "\xFF\xFE" "a\0:\0", 6 }, DIAG_BAD_TEXT, 1, 1, 1, "UTF-16" },
    { { "\xFE\xFF\0a\0:", 6 }, DIAG_BAD_TEXT, 1, 1, 1, "UTF-16" },
    { { "a: \x1B[0m", 7 }, DIAG_BAD_TEXT, 1, 4, 1, "U+001B" },
    { { "a: '\x7F'", 6 }, DIAG_BAD_TEXT, 1, 5, 1, "U+007F" },
    { { "a: '\xC2\x80'", 7 }, DIAG_BAD_TEXT, 1, 5, 1, "U+0080" },
    { T("a: \xEF\xBB\xBF" "b"), DIAG_BAD_TEXT, 1, 4, 1, "U+FEFF" },
    { T("# c\xE2\x80\xA8" "x: y\na: b\n"), DIAG_BAD_TEXT, 1, 4, 1, "U+2028" },
    { T("a: b # c\xE2\x80\xA9" "x: y\n"), DIAG_BAD_TEXT, 1, 9, 1, "U+2029" },
    { T("a: \xC2\x85 b\n"), DIAG_BAD_TEXT, 1, 4, 1, "U+0085" },
    { T("# c\ra: b\n"), DIAG_BAD_TEXT, 1, 4, 1, "carriage return" },
    { T("a: b\n# c\r"), DIAG_BAD_TEXT, 2, 4, 1, "carriage return" },
    { T("a: '\xE2\x80\xA8' \n# \xE2\x80\xA8 b\n"), DIAG_BAD_TEXT, 2, 3, 1, "U+2028" },
    { T("a: |\n  x\xE2\x80\xA8  y\n"), DIAG_BAD_TEXT, 2, 4, 1, "U+2028" },
    { T("a: [b\xE2\x80\xA8" "c: d\n"), DIAG_BAD_TEXT, 1, 6, 1, "U+2028" },
    { T("a: \"\\0\"\n"), DIAG_BAD_TEXT, 1, 4, 4, "U+0000" },
    { T("a: \"\\e\"\n"), DIAG_BAD_TEXT, 1, 4, 4, "U+001B" },
    { T("\"a\\r\": b\n"), DIAG_BAD_TEXT, 1, 1, 5, "U+000D" },
    /* What hides data. */
    { T("a: &x b\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "anchor" },
    { T("a: &x [b]\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "anchor" },
    { T("&x {a: b}\n"), DIAG_MALFORMED_YAML, 1, 1, 1, "anchor" },
    { T("a: *x\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "alias" },
    { T("a: & b\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "anchor" },
    { T("a: *\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "alias" },
    { T("*x : a\n"), DIAG_MALFORMED_YAML, 1, 1, 1, "alias" },
    { T("a: !!str b\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "tag" },
    { T("a: ! b\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "tag" },
    { T("a: !x [b]\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "tag" },
    { T("!<tag:x> {a: b}\n"), DIAG_MALFORMED_YAML, 1, 1, 1, "tag" },
    { T("a: !u!x b\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "tag" },
    { T("a: !<x y\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "tag" },
    { T("a:\n  <<: {b: c}\n"), DIAG_MALFORMED_YAML, 2, 3, 2, "merge" },
    { T("%YAML 1.1\n--- a\n"), DIAG_MALFORMED_YAML, 1, 1, 1, "%" },
    { T("%TAG ! tag:x\n--- a\n"), DIAG_MALFORMED_YAML, 1, 1, 1, "%" },
    { T("%x\n"), DIAG_MALFORMED_YAML, 1, 1, 1, "%" },
    { T("# c\n\n%YAML 1.2\n---\na: b\n"), DIAG_MALFORMED_YAML, 3, 1, 1, "%" },
    { T("a: b\n...\n# c\n%TAG ! x\n"), DIAG_MALFORMED_YAML, 4, 1, 1, "%" },
    { T("a: b\n---\nc: d\n"), DIAG_MALFORMED_YAML, 2, 1, 1, "second document" },
    { T("a: b\n...\nc: d\n"), DIAG_MALFORMED_YAML, 3, 1, 1, "goes on after its end" },
    { T("---\n---\n"), DIAG_MALFORMED_YAML, 2, 1, 1, "second document" },
    { T("a: 1\nb: 2\na: 3\n"), DIAG_DUPLICATE_KEY, 3, 1, 1, "'a'" },
    { T("x: {k: 1, \"k\": 2}\n"), DIAG_DUPLICATE_KEY, 1, 11, 3, "'k'" },
    /* Keys. */
    { T("? [a]\n: b\n"), DIAG_MALFORMED_YAML, 1, 3, 1, "key must be a text" },
    { T("{{a: b}: c}\n"), DIAG_MALFORMED_YAML, 1, 2, 1, "key must be a text" },
    { T(": b\n"), DIAG_MALFORMED_YAML, 1, 1, 1, "no key" },
    { T("{? : b}\n"), DIAG_MALFORMED_YAML, 1, 4, 0, "missing before" },
    { T("? |\n  a\n: b\n"), DIAG_MALFORMED_YAML, 1, 3, 1, "one line" },
    { T("? a\n  b\n: c\n"), DIAG_MALFORMED_YAML, 1, 3, 1, "one line" },
    /* Mistakes. */
    { T("a:\n\tb: c\n"), DIAG_MALFORMED_YAML, 2, 1, 1, "tab" },
    { T("a: b: c\n"), DIAG_MALFORMED_YAML, 1, 5, 1, "colon" },
    { T("a: 1\n  b: 2\n"), DIAG_MALFORMED_YAML, 2, 4, 1, "colon" },
    { T("a: 1\nb:2\nc: 3\n"), DIAG_MALFORMED_YAML, 2, 1, 3, "no 'key: value'" },
    { T("a: 1\nb\n"), DIAG_MALFORMED_YAML, 2, 1, 1, "no 'key: value'" },
    { T("a: \"b\nc: d\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "never closed" },
    { T("a: 'b\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "never closed" },
    { T("a: \"\\q\"\n"), DIAG_MALFORMED_YAML, 1, 5, 1, "escape" },
    { T("a: \"\\xg0\"\n"), DIAG_MALFORMED_YAML, 1, 7, 1, "hexadecimal" },
    { T("a: \"\\uD800\"\n"), DIAG_MALFORMED_YAML, 1, 7, 1, "no character" },
    { T("a: [b, c\nd: e\n"), DIAG_MALFORMED_YAML, 2, 2, 1, "[ ]" },
    { T("a: {b: c\nd: e\n"), DIAG_MALFORMED_YAML, 2, 2, 1, "{ }" },
    { T("a: @b\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "begin with @" },
    { T("a: - b\n"), DIAG_MALFORMED_YAML, 1, 4, 1, "list cannot begin" },
    { T("- a\nb: c\n"), DIAG_MALFORMED_YAML, 2, 1, 1, "no item" },
    { T("a:\n  - b\n c: d\n"), DIAG_MALFORMED_YAML, 3, 2, 1, "no key" },
    { T("a: 'b' c\n"), DIAG_MALFORMED_YAML, 1, 8, 1, "no key" },
    { T("a: |x\n  b\n"), DIAG_MALFORMED_YAML, 1, 5, 1, "after |" },
    { T("a: [b, ]]\n"), DIAG_MALFORMED_YAML, 1, 9, 1, "no key" },
};

static bool is_refused_as(const struct bad *bad)
{
    struct fixture *f;
    void *own;
    setup(&own);
    f = own;
    const struct node *root = read_text(f, bad->text);
    const struct diag *diag = f->diags.list.v;
    bool right = !root && f->diags.list.n == 1 && diag->code == &diag_codes[bad->code] &&
                 str_contains(diag->message, str_of(bad->says)) && diag->pos.line == bad->line &&
                 diag->pos.col == bad->col && diag->pos.len == bad->len;
    if (!right)
        print_error("%.*s\n", STR(bad->text));
    for (size_t i = 0; !right && i < f->diags.list.n; i++)
        print_error("  %u:%u+%u %s: %.*s\n", diag[i].pos.line, diag[i].pos.col, diag[i].pos.len, diag[i].code->name,
                    STR(diag[i].message));
    teardown(&own);
    return right;
}

static void bad_texts_are_refused(void **state)
{
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof bads / sizeof *bads; i++)
        wrong += !is_refused_as(&bads[i]);
    assert_int_equal(wrong, 0);
}

static void duplicates_show_the_first(void **state)
{
    struct fixture *f = *state;

    assert_null(read_text(f, S("a: 1\nb: {c: 1, c: 2}\na: 3\n")));
    assert_int_equal(f->diags.list.n, 2);
    assert_pos(f->diags.list.v[0].related, 2, 5, 1);
    assert_pos(f->diags.list.v[1].pos, 3, 1, 1);
    assert_pos(f->diags.list.v[1].related, 1, 1, 1);
}

static void hints_help(void **state)
{
    struct fixture *f = *state;

    assert_null(read_text(f, S("a: 1\nb:2\nc: 3\n")));
    assert_true(str_contains(f->diags.list.v[0].hint, S("space after the colon")));
    assert_null(read_text(f, S("a: [b,\n  c\nd: e\n")));
    assert_pos(f->diags.list.v[1].related, 1, 4, 0);
}

static struct str repeat(struct fixture *f, const char *unit, size_t n)
{
    size_t size = strlen(unit);
    char *p = arena_bytes(f->arena, n * size + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(p + i * size, unit, size);
    return (struct str){ p, n * size };
}

static void large_mappings(void **state)
{
    struct fixture *f = *state;
    struct buf text = { 0 };

    for (int i = 0; i < 200000; i++)
        buf_printf(&text, "k%d: v\n", i);
    assert_int_equal(read_text(f, buf_str(&text))->n, 200000);
    buf_puts(&text, "k7: w\n");
    assert_null(read_text(f, buf_str(&text)));
    assert_int_equal(f->diags.list.n, 1);
    assert_pos(f->diags.list.v[0].pos, 200001, 1, 2);
    assert_pos(f->diags.list.v[0].related, 8, 1, 2);
    buf_free(&text);
}

static void many_duplicates_are_not_all_told(void **state)
{
    struct fixture *f = *state;

    assert_null(read_text(f, repeat(f, "a: 1\n", 100000)));
    assert_in_range(f->diags.list.n, 1, 20);
}

static void depth_is_limited(void **state)
{
    struct fixture *f = *state;
    struct buf text = { 0 };

    for (int i = 0; i < YAML_DEPTH_MAX; i++)
        buf_putc(&text, '[');
    for (int i = 0; i < YAML_DEPTH_MAX; i++)
        buf_putc(&text, ']');
    assert_non_null(read_text(f, buf_str(&text)));
    assert_int_equal(f->diags.list.n, 0);
    buf_free(&text);

    static const char *const units[] = { "[", "{a: ", "- ", "[{a: ", "? " };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        assert_null(read_text(f, repeat(f, units[i], 1 << 18)));
        assert_int_equal(f->diags.list.n, i + 1);
    }
    assert_ptr_equal(f->diags.list.v[0].code, &diag_codes[DIAG_TOO_DEEP]);
    assert_pos(f->diags.list.v[0].pos, 1, YAML_DEPTH_MAX + 1, 1);
    assert_ptr_equal(f->diags.list.v[2].code, &diag_codes[DIAG_TOO_DEEP]);
}

static void values_are_limited(void **state)
{
    struct fixture *f = *state;

    assert_null(read_text(f, repeat(f, "-\n", YAML_VALUES_MAX + 1)));
    assert_ptr_equal(f->diags.list.v[0].code, &diag_codes[DIAG_TOO_LARGE]);
    assert_int_equal(f->diags.list.v[0].pos.line, YAML_VALUES_MAX + 1);
}

static void size_is_limited(void **state)
{
    struct fixture *f = *state;
    struct str text = repeat(f, "#", YAML_FILE_MAX + 1);

    assert_non_null(read_text(f, str_sub(text, 0, YAML_FILE_MAX)));
    assert_null(read_text(f, text));
    assert_ptr_equal(f->diags.list.v[0].code, &diag_codes[DIAG_TOO_LARGE]);
    assert_int_equal(f->diags.list.v[0].pos.line, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(empty_texts_are_empty_mappings, setup, teardown),
        cmocka_unit_test_setup_teardown(values_stay_text, setup, teardown),
        cmocka_unit_test_setup_teardown(null_is_plain, setup, teardown),
        cmocka_unit_test_setup_teardown(block_scalars, setup, teardown),
        cmocka_unit_test_setup_teardown(sequences_and_order, setup, teardown),
        cmocka_unit_test_setup_teardown(places_count_code_points, setup, teardown),
        cmocka_unit_test_setup_teardown(first_line_shifts_places, setup, teardown),
        cmocka_unit_test_setup_teardown(crlf_and_mark_are_fine, setup, teardown),
        cmocka_unit_test_setup_teardown(a_document_may_be_marked, setup, teardown),
        cmocka_unit_test_setup_teardown(percent_signs_inside_are_text, setup, teardown),
        cmocka_unit_test_setup_teardown(quoted_keys_are_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(odd_breaks_in_quotes, setup, teardown),
        cmocka_unit_test_setup_teardown(escapes_may_make_breaks, setup, teardown),
        cmocka_unit_test(bad_texts_are_refused),
        cmocka_unit_test_setup_teardown(duplicates_show_the_first, setup, teardown),
        cmocka_unit_test_setup_teardown(hints_help, setup, teardown),
        cmocka_unit_test_setup_teardown(large_mappings, setup, teardown),
        cmocka_unit_test_setup_teardown(many_duplicates_are_not_all_told, setup, teardown),
        cmocka_unit_test_setup_teardown(depth_is_limited, setup, teardown),
        cmocka_unit_test_setup_teardown(values_are_limited, setup, teardown),
        cmocka_unit_test_setup_teardown(size_is_limited, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
