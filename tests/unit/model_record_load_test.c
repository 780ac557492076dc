/* gen/model/record_load.c: positioned YAML into typed values. */
#include "model_project.h"
#include "model/record_load.h"

#define RECORDS "controls/records.yaml"
#define TYPE \
    "type: asset\nplural: assets\nfields:\n" \
    "  text: {kind: text}\n  rich: {kind: markdown}\n  word: {kind: word, words: [one, two]}\n" \
    "  words: {kind: words, words: [one, two]}\n  date: {kind: date}\n  at: {kind: datetime}\n" \
    "  every: {kind: duration}\n  number: {kind: number}\n  truth: {kind: bool}\n  list: {kind: list}\n" \
    "  url: {kind: url}\n  rows: {kind: rows, fields: {name: {kind: text, required: true}, n: {kind: number}}}\n"

static void load_asset(struct model_fixture *f, const char *fields)
{
    struct buf buf = { 0 };

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, "controls/types/asset.yaml", TYPE);
    buf_printf(&buf, "assets:\n  - {id: AST-1, title: An asset, %s}\n", fields);
    project_put(f, RECORDS, str_c(f->arena, buf_str(&buf)));
    buf_free(&buf);
    assert_true(project_load(f, 1));
}

static void assert_kept(struct model_fixture *f, const char *field, enum value_kind kind, const char *text)
{
    const struct value *value = record_find(project_record(f, "AST-1"), field);
    assert_int_equal(value->kind, kind);
    assert_str(value_text(f->arena, value), text);
}

static void each_kind_is_kept_as_written(void **state)
{
    struct model_fixture *f = *state;

    load_asset(f, "text: NO, rich: \"**a** b\", word: two, words: [one, two], date: 2024-02-29, at: 2026-11-30T23:30:00-01:00, "
        "every: 12w, number: 1.10, truth: false, list: [010, 1.10, a b], url: \"https://example.org/\", rows: [{name: a, n: 1e3}, {name: b}]");
    assert_problems(f, 0);
    assert_kept(f, "text", VALUE_TEXT, "NO");
    assert_kept(f, "rich", VALUE_RICH, "**a** b");
    assert_kept(f, "word", VALUE_TEXT, "two");
    assert_kept(f, "words", VALUE_LIST, "one; two");
    assert_kept(f, "date", VALUE_DATE, "2024-02-29");
    assert_kept(f, "at", VALUE_DATETIME, "2026-12-01T00:30:00Z");
    assert_kept(f, "every", VALUE_DURATION, "12w");
    assert_kept(f, "number", VALUE_NUMBER, "1.10");
    assert_kept(f, "truth", VALUE_BOOL, "false");
    assert_kept(f, "list", VALUE_LIST, "010; 1.10; a b");
    assert_kept(f, "url", VALUE_TEXT, "https://example.org/");
    assert_kept(f, "rows", VALUE_LIST, "name=a, n=1e3; name=b");
}

static void nothing_is_an_empty_slot(void **state)
{
    struct model_fixture *f = *state;
    static const char *const fields[] = { "text", "rich", "word", "date", "number", "truth" };

    load_asset(f, "text: ~, rich: null, word: , date: null, number: ~, truth: ~");
    assert_problems(f, 0);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_int_equal(record_find(project_record(f, "AST-1"), fields[i])->kind, VALUE_NONE);
}

static void quotes_make_words_texts(void **state)
{
    struct model_fixture *f = *state;

    load_asset(f, "text: \"~\", list: \"null\"");
    assert_problems(f, 0);
    assert_kept(f, "text", VALUE_TEXT, "~");
    assert_kept(f, "list", VALUE_LIST, "null");         /* one value serves as a list of one */
}

static void a_wrong_value_is_reported_once_and_left_empty(void **state)
{
    static const char *const wrong[] = { "word: three", "words: [one, three]", "date: 2026-02-30", "date: 2026-2-3", "date: 30.11.2026",
        "date: 2026-11-30T00:00:00Z", "at: noon", "every: 90", "every: -1d", "every: 1.5y", "number: twelve", "number: 0x10", "number: nan",
        "number: inf", "number: 1.2.3", "number: \"\"", "truth: yes", "truth: True", "truth: \"true\"", "url: \"javascript:alert(1)\"",
        "url: //host/x", "rows: {name: a}", "rows: [a]", "rows: [{n: 1}]", "rows: [{name: a, m: 1}]", "text: [a]", "text: {a: b}", "list: {a: b}",
        "list: [[a]]" };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        void *one;
        make_project(&one);
        load_asset(one, wrong[i]);
        if (((struct model_fixture *)one)->diags.list.n != 1)
            print_error("%s\n", wrong[i]);
        assert_problems(one, 1);
        assert_int_equal(((struct model_fixture *)one)->diags.list.v[0].pos.line, 2);
        free_project(&one);
    }
    (void)state;
}

static void ids_have_a_shape(void **state)
{
    static const char *const fine[] = { "a", "CTL-014", "x.y_z-1" };
    static const char *const wrong[] = { "", "1a", "-a", ".a", "a b", "a/b", "a:b", "caf\xC3\xA9" };
    struct model_fixture *f = *state;
    char *longest = arena_bytes(f->arena, 66);

    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        assert_true(record_id_is_valid(str_of(fine[i])));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(record_id_is_valid(str_of(wrong[i])));
    memset(longest, 'a', 65);
    longest[65] = 0;
    assert_true(record_id_is_valid((struct str){ longest, 64 }));
    assert_false(record_id_is_valid((struct str){ longest, 65 }));
    assert_true(node_id_is_valid(S("9.2.1")));
    assert_false(node_id_is_valid(S("art 9")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_project(each_kind_is_kept_as_written),
        with_project(nothing_is_an_empty_slot),
        with_project(quotes_make_words_texts),
        with_project(a_wrong_value_is_reported_once_and_left_empty),
        with_project(ids_have_a_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
