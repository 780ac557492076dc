/* Unit tests of base/path.c. */
#include <string.h>

#include "base_test.h"

#include "base/path.h"

static void joining(void **state)
{
    assert_str(path_join(*state, S("a/b"), S("c")), "a/b/c");
    assert_str(path_join(*state, S(""), S("c")), "c");
    assert_str(path_join(*state, S("a"), S("")), "a");
    assert_str(path_join(*state, S("/"), S("c")), "/c");
}

static void parts(void **state)
{
    (void)state;
    assert_str(path_folder(S("a/b/c.md")), "a/b");
    assert_str(path_folder(S("c.md")), "");
    assert_str(path_name(S("a/b/c.md")), "c.md");
    assert_str(path_name(S("c.md")), "c.md");
    assert_str(path_extension(S("a/b.x/c.tar.gz")), "gz");
    assert_str(path_extension(S("a.b/c")), "");
    assert_str(path_extension(S(".profile")), "");
    assert_str(path_extension(S("a.")), "");
    assert_str(path_stem(S("a/b/c.tar.gz")), "c.tar");
    assert_str(path_stem(S("a.b/c")), "c");
    assert_str(path_stem(S(".profile")), ".profile");
}

static void resolving(void **state)
{
    assert_str(path_resolve(*state, S("a/b"), S("c.md")), "a/b/c.md");
    assert_str(path_resolve(*state, S("a/b"), S("../c.md")), "a/c.md");
    assert_str(path_resolve(*state, S("a/b"), S("./../../c//d/./e")), "c/d/e");
    assert_str(path_resolve(*state, S(""), S("c.md")), "c.md");
    assert_str(path_resolve(*state, S("a"), S("..")), "");
    assert_null(path_resolve(*state, S("a"), S("../../b")).p);
    assert_null(path_resolve(*state, S("a"), S("../../a/b")).p);
    assert_null(path_resolve(*state, S("a"), S("/etc/passwd")).p);
}

static void linking(void **state)
{
    static const struct { const char *from, *to, *link; } cases[] = {
        { "a/b.html", "a/c.html", "c.html" },
        { "a/b.html", "x/y", "../x/y" },
        { "index.html", "a/b/c.html", "a/b/c.html" },
        { "a/b/c.html", "index.html", "../../index.html" },
        { "a/b/c.html", "a/bb/c.html", "../bb/c.html" },
        { "a/b.html", "a/b.html", "b.html" },
        { "ab/c.html", "a/c.html", "../a/c.html" },
        { "a.html", "", "" },
        { "a/b/c", "a/b", "../b" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = { 0 };
        path_put_link(&out, str_of(cases[i].from), str_of(cases[i].to));
        assert_str(buf_copy(*state, &out), cases[i].link);
        buf_free(&out);
    }
}

static void names_that_may_be_used(void **state)
{
    static const char *const good[] = {
        "index.html", "a/b-c_d.e/f (1).txt", "\u00e4/\u30dd\u30ea\u30b7\u30fc.html", "com0", "com10", "console.txt",
        "null", "a.con", "lpt", ".hidden", "..a", "a b", "it's",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (path_name_problem(str_of(good[i])))
            fail_msg("%s %s", good[i], path_name_problem(str_of(good[i])));

    char *longest = arena_bytes(*state, 241);
    for (size_t i = 0; i < 121; i++)
        memcpy(longest + 2 * i, "\u00e4", i < 120 ? 2 : 1);
    assert_null(path_name_problem((struct str){ longest, 240 }));
    assert_non_null(path_name_problem(str_printf(*state, "%.*sx", 240, longest)));
}

static void names_that_may_not_be_used(void **state)
{
    static const struct { struct str name; const char *problem; } bad[] = {
        { S_INIT(""), "is empty" },
        { S_INIT("/a"), "begins with a slash" },
        { S_INIT("a/"), "ends with a slash" },
        { S_INIT("a//b"), "has an empty segment" },
        { S_INIT("a/./b"), "has a . or .. segment" },
        { S_INIT("../b"), "has a . or .. segment" },
        { S_INIT("a./b"), "has a segment that ends with a dot or a space" },
        { S_INIT("a/b "), "has a segment that ends with a dot or a space" },
        { S_INIT("a\\b"), "has one of \\ : * ? \" < > | %" },
        { S_INIT("C:x"), "has one of \\ : * ? \" < > | %" },
        { S_INIT("a%20b"), "has one of \\ : * ? \" < > | %" },
        { S_INIT("a|b"), "has one of \\ : * ? \" < > | %" },
        { S_INIT("a\nb"), "has a control character" },
        { S_INIT("a\0b"), "has a control character" },
        { S_INIT("a\x7f"), "has a control character" },
        { S_INIT("a\xc2\x85"), "has a control character" },
        { S_INIT("a\xff"), "is not UTF-8" },
        { S_INIT("nul"), "has the name of a Windows device" },
        { S_INIT("a/CON.html"), "has the name of a Windows device" },
        { S_INIT("aux .txt"), "has the name of a Windows device" },
        { S_INIT("Com1.tar.gz"), "has the name of a Windows device" },
        { S_INIT("LPT\u00b2"), "has the name of a Windows device" },
        { S_INIT("a\xcc\x88"), "is not in Unicode normal form C" },       /* a and a combining diaeresis */
        { S_INIT("\xe2\x84\xab"), "is not in Unicode normal form C" },    /* the Angstrom sign */
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *problem = path_name_problem(bad[i].name);
        if (!problem || strcmp(problem, bad[i].problem) != 0)
            fail_msg("%.*s: %s instead of %s", STR(bad[i].name), problem ? problem : "nothing", bad[i].problem);
    }
}

static void folding(void **state)
{
    assert_str(path_fold(*state, S("A/Bc.HTML")), "a/bc.html");
    assert_str(path_fold(*state, S("\u00c4\u00d6.md")), "\u00e4\u00f6.md");
    assert_str(path_fold(*state, S("A\u0308")), "\u00e4");
    assert_str(path_fold(*state, S("Stra\u00dfe")), "strasse");
    assert_str(path_fold(*state, S("\u03a3\u03c2")), "\u03c3\u03c3");
    assert_str(path_fold(*state, S("A\xff")), "a\xff");
    assert_str(path_fold(*state, S("")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(joining),
        with_arena(parts),
        with_arena(resolving),
        with_arena(linking),
        with_arena(names_that_may_be_used),
        with_arena(names_that_may_not_be_used),
        with_arena(folding),
    };
    return cmocka_run_group_tests_name("base/path", tests, NULL, NULL);
}
