/* Unit tests of base/diag.c. */
#include "base_test.h"

#include "base/diag.h"

static struct sources two_sources(struct arena *arena)
{
    struct sources sources;
    sources_new(arena, &sources);
    sources_add(&sources, S("b.yaml"), S(""));
    sources_add(&sources, S("a.yaml"), S(""));
    return sources;
}

static struct pos at(uint32_t file, uint32_t line, uint32_t col)
{
    return (struct pos){ file, line, col, 1 };
}

static void the_table_is_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < DIAG_COUNT; i++) {
        assert_ptr_equal(diag_code_find(str_of(diag_codes[i].name)), &diag_codes[i]);
        assert_true(diag_codes[i].summary[0] && diag_codes[i].meaning[0] && diag_codes[i].example[0] && diag_codes[i].fix[0]);
        assert_true(!diag_codes[i].acceptable || diag_codes[i].severity == SEVERITY_WARNING);
    }
    assert_null(diag_code_find(S("no-such-code")));
    assert_string_equal(diag_codes[DIAG_UNKNOWN_KEY].name, "unknown-key");
    assert_string_equal(severity_name(SEVERITY_ERROR), "error");
    assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
    assert_string_equal(severity_name(SEVERITY_NOTE), "note");
}

static void reports_are_counted(void **state)
{
    struct diags diags;
    diags_new(*state, &diags);
    struct diag *diag = diag_report(&diags, DIAG_UNKNOWN_KEY, at(1, 2, 3), "unknown key '%s'", "ownr");
    diag = diag_related(diag_subject(diag_hint(&diags, diag, "did you mean '%s'?", "owner"), S("CTL-1")), at(2, 1, 1),
                        S("see here"));
    assert_str(diag->message, "unknown key 'ownr'");
    assert_str(diag->hint, "did you mean 'owner'?");
    assert_str(diag->subject, "CTL-1");
    assert_str(diag->related_message, "see here");
    diag_report(&diags, DIAG_RAW_HTML, at(1, 1, 1), "html");
    diag_report(&diags, DIAG_FRAMEWORK_NOT_IN_SCOPE, at(1, 1, 1), "scope");
    assert_int_equal(diags.errors, 1);
    assert_int_equal(diags.warnings, 1);
    assert_int_equal(diags.notes, 1);
}

static void own_codes_can_be_reported(void **state)
{
    static const struct diag_code own = { "own-rule", SEVERITY_WARNING, true, "Own", "Own.", "own", "Mend it." };
    struct diags diags;
    diags_new(*state, &diags);
    assert_ptr_equal(diag_report_code(&diags, &own, at(1, 1, 1), S("text"))->code, &own);
    assert_int_equal(diags.warnings, 1);
}

static void suppressed_ones_stay(void **state)
{
    static const struct suppression suppression = { S_INIT("EXC-1"), S_INIT("Because."), S_INIT("ROLE-1"), S_INIT("2027-01-31") };
    struct diags diags;
    struct sources sources = two_sources(*state);
    diags_new(*state, &diags);
    diag_report(&diags, DIAG_EVIDENCE_STALE, at(1, 1, 1), "one")->suppression = &suppression;
    diag_report(&diags, DIAG_EVIDENCE_STALE, at(1, 1, 1), "two");
    diags_sort(&sources, &diags);
    assert_int_equal(diags.list.n, 2);
    assert_int_equal(diags.warnings, 2);
    assert_int_equal(diags.suppressed, 1);
    struct buf out = { 0 };
    diag_print(&out, &sources, &diags.list.v[0], false);
    assert_true(str_contains(buf_str(&out), S("= suppressed by EXC-1 until 2027-01-31, approved by ROLE-1\n")));
    buf_free(&out);
}

static void the_nearest_word_is_meant(void **state)
{
    (void)state;
    struct nearest nearest = nearest_to(S("onwer"));
    nearest_try(&nearest, S("title"));
    assert_str(nearest.word, "");
    nearest_try(&nearest, S("owners"));
    assert_str(nearest.word, "");       /* two edits are too many for five letters */
    nearest_try(&nearest, S("owner"));
    nearest_try(&nearest, S("onweb"));  /* as near, but later */
    assert_str(nearest.word, "owner");
}

static void taking_moves_all(void **state)
{
    struct diags into, from;
    diags_new(*state, &into);
    diags_new(*state, &from);
    diag_report(&into, DIAG_RAW_HTML, at(1, 1, 1), "one");
    diag_report(&from, DIAG_RAW_HTML, at(1, 1, 1), "two");
    diag_report(&from, DIAG_BAD_VALUE, at(1, 1, 1), "three");
    diags_take(&into, &from);
    assert_int_equal(into.list.n, 3);
    assert_str(into.list.v[2].message, "three");
    assert_int_equal(into.errors, 1);
    assert_int_equal(into.warnings, 2);
    assert_int_equal(from.list.n + from.errors + from.warnings, 0);
    diag_report(&from, DIAG_RAW_HTML, at(1, 1, 1), "again");
    assert_int_equal(from.list.n, 1);
}

static void sorting(void **state)
{
    struct sources sources = two_sources(*state);
    struct diags diags;
    diags_new(*state, &diags);
    diag_report(&diags, DIAG_RAW_HTML, at(1, 1, 1), "8");
    diag_report(&diags, DIAG_BAD_VALUE, at(2, 10, 1), "6");
    diag_report(&diags, DIAG_RAW_HTML, at(2, 2, 1), "5");
    diag_report(&diags, DIAG_UNKNOWN_KEY, at(2, 2, 1), "4");
    diag_report(&diags, DIAG_BAD_VALUE, at(2, 2, 1), "3");
    diag_report(&diags, DIAG_BAD_VALUE, at(2, 2, 1), "2");
    diag_report(&diags, DIAG_BAD_VALUE, (struct pos){ 0 }, "1");
    diag_report(&diags, DIAG_BAD_VALUE, at(2, 10, 7), "7");
    diags_sort(&sources, &diags);
    assert_int_equal(diags.list.n, 8);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(diags.list.v[i].message.p[0], '1' + i);
}

static void equal_ones_become_one(void **state)
{
    struct sources sources = two_sources(*state);
    struct diags diags;
    diags_new(*state, &diags);
    for (int i = 0; i < 3; i++) {
        diag_report(&diags, DIAG_BAD_VALUE, at(1, 1, 1), "same");
        diag_report(&diags, DIAG_RAW_HTML, at(1, 1, 1), "same");
    }
    diag_subject(diag_report(&diags, DIAG_BAD_VALUE, at(1, 1, 1), "same"), S("CTL-1"));
    diags_sort(&sources, &diags);
    assert_int_equal(diags.list.n, 3);
    assert_int_equal(diags.errors, 2);
    assert_int_equal(diags.warnings, 1);
    diags_new(*state, &diags);
    diags_sort(&sources, &diags);
    assert_int_equal(diags.list.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(the_table_is_whole), with_arena(reports_are_counted), with_arena(own_codes_can_be_reported),
        with_arena(suppressed_ones_stay), with_arena(the_nearest_word_is_meant),
        with_arena(taking_moves_all),   with_arena(sorting),             with_arena(equal_ones_become_one),
    };
    return cmocka_run_group_tests_name("base/diag", tests, NULL, NULL);
}
