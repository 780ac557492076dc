/* gen/read/document_guard.c, document_definition.c and the watch in document_parse.c: structural limits. */
#include "read_document.h"

static void refuse(struct fixture *f, struct str text, enum diag_id id, uint32_t line, uint32_t col)
{
    size_t before = f->diags.list.n;
    struct document *document = read_text(f, text);

    if (document || f->diags.list.n != before + 1)
        fail_msg("not refused: %.*s", (int)(text.n < 60 ? text.n : 60), text.p);
    const struct diag *diag = &f->diags.list.v[before];
    if (diag->code != &diag_codes[id] || diag->pos.line != line || diag->pos.col != col)
        fail_msg("%u:%u %s: %.*s", diag->pos.line, diag->pos.col, diag->code->name, STR(diag->message));
}

static void accept(struct fixture *f, struct str text)
{
    size_t before = f->diags.list.n;
    struct document *document = read_text(f, text);

    if (!document || f->diags.list.n != before)
        fail_msg("refused: %.*s", (int)(text.n < 60 ? text.n : 60), text.p);
}

static struct str join(struct fixture *f, struct str a, struct str b, struct str c)
{
    return str_printf(f->arena, "%.*s%.*s%.*s", STR(a), STR(b), STR(c));
}

static void bad_characters(void **state)
{
    struct fixture *f = *state;

    refuse(f, (struct str){ "a\n\nb\0c", 6 }, DIAG_BAD_TEXT, 3, 2);
    refuse(f, S("---\nid: X\n---\nä \xC0\x80\n"), DIAG_BAD_TEXT, 4, 3);
    refuse(f, S("a\x01"), DIAG_BAD_TEXT, 1, 2);
    refuse(f, S("a\x7F"), DIAG_BAD_TEXT, 1, 2);
    refuse(f, S("a\xC2\x9B"), DIAG_BAD_TEXT, 1, 2);
    refuse(f, S("a\rb\n"), DIAG_BAD_TEXT, 1, 2);
    refuse(f, S("a\n\xE2\x80\xA8"), DIAG_BAD_TEXT, 2, 1);
    refuse(f, S("a\xEF\xBB\xBF"), DIAG_BAD_TEXT, 1, 2);
    refuse(f, S("\xFF\xFE" "a"), DIAG_BAD_TEXT, 1, 1);
    accept(f, S("a\tb\r\nc\r\n\r\n\tcode\r\n"));
}

static void file_size(void **state)
{
    struct fixture *f = *state;
    struct str text = repeat(f, "aaaaaaa\n", DOCUMENT_FILE_MAX / 8);

    for (size_t i = 63; i < text.n; i += 64)
        ((char *)text.p)[i - 1] = '\n';
    accept(f, text);
    refuse(f, join(f, text, S("a"), S("")), DIAG_TOO_LARGE, 0, 0);
}

static void line_and_paragraph_size(void **state)
{
    struct fixture *f = *state;
    struct str line = repeat(f, "a", DOCUMENT_BLOCK_MAX), lines = repeat(f, "aaaaaaaaaaaaaaa\n", DOCUMENT_BLOCK_MAX / 16);

    accept(f, line);
    refuse(f, join(f, S("a\n\n"), line, S("a")), DIAG_TOO_LARGE, 3, 1);
    accept(f, lines);
    refuse(f, join(f, S("a\n\n"), lines, S("a\n")), DIAG_TOO_LARGE, 3, 1);
    refuse(f, join(f, S("a\n\n> - "), lines, S("a")), DIAG_TOO_LARGE, 3, 1);
}

static void lists_tables_and_code_may_be_long(void **state)
{
    struct fixture *f = *state;

    accept(f, repeat(f, "- one item of a list without blank lines\n", 2000));
    accept(f, repeat(f, "7. one item of a list without blank lines\n", 2000));
    accept(f, join(f, S("| a | b |\n|---|---|\n"), repeat(f, "| one cell | another cell |\n", 3000), S("")));
    accept(f, join(f, S("```\n"), repeat(f, "- - some code [a]: b \"c\n", 3000), S("```\n")));
    accept(f, repeat(f, "> quoted\n>\n", 3000));
}

static void large_blocks_are_few(void **state)
{
    struct fixture *f = *state;
    struct str line = join(f, repeat(f, "a", DOCUMENT_BLOCK_MAX), S("\n\n"), S(""));
    struct str half = join(f, repeat(f, "aaaaaaa\n", DOCUMENT_BLOCK_MAX / 16), S("\n"), S(""));

    accept(f, repeat(f, line.p, 16));
    refuse(f, repeat(f, line.p, 17), DIAG_TOO_LARGE, 33, 1);
    accept(f, repeat(f, half.p, 64));
    refuse(f, repeat(f, half.p, 66), DIAG_TOO_LARGE, 64 * 1025 + 1, 1);
}

static void markers_on_a_line(void **state)
{
    static const struct { const char *unit; uint32_t col; } cases[] = {
        { "> ", 66 }, { ">", 34 }, { "- ", 66 }, { "+ ", 66 }, { "1. ", 99 }, { "> - ", 66 }, { "[^a]:", 166 },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        refuse(f, join(f, S("a\n\n"), repeat(f, cases[i].unit, DOCUMENT_MARKERS_MAX + 1), S("x")), DIAG_TOO_DEEP, 3,
               cases[i].col);
    accept(f, join(f, repeat(f, "> ", DOCUMENT_MARKERS_MAX), S("x"), S("")));
    accept(f, repeat(f, "* ", 200));
    accept(f, join(f, repeat(f, "- ", 200), S("\n"), repeat(f, "_ ", 200)));
}

static struct str nested_list(struct fixture *f, int levels)
{
    struct buf text = { 0 };
    for (int i = 0; i < levels; i++)
        buf_printf(&text, "%*s- a\n", 2 * i, "");
    struct str copy = buf_copy(f->arena, &text);
    buf_free(&text);
    return copy;
}

static void depth(void **state)
{
    struct fixture *f = *state;

    accept(f, nested_list(f, 60));
    refuse(f, nested_list(f, 200), DIAG_TOO_DEEP, 65, 131);
    refuse(f, join(f, S("x\n\n"), repeat(f, "*a **a ", 200), repeat(f, "b** b*", 200)), DIAG_TOO_DEEP, 3, 1);
}

static struct str table(struct fixture *f, size_t columns, size_t rows, const char *row)
{
    return join(f, join(f, S("|"), repeat(f, "a|", columns), S("\n|")),
                join(f, repeat(f, "-|", columns), S("\n"), S("")), repeat(f, row, rows));
}

static void table_columns_and_cells(void **state)
{
    struct fixture *f = *state;

    accept(f, table(f, DOCUMENT_COLUMNS_MAX, 10, "|\n"));
    refuse(f, table(f, DOCUMENT_COLUMNS_MAX + 1, 0, ""), DIAG_TOO_LARGE, 2, 1);
    accept(f, table(f, 200, 900, "|\n"));
    refuse(f, table(f, 200, 2000, "|\n"), DIAG_TOO_LARGE, 1002, 1);
    accept(f, join(f, S(""), repeat(f, table(f, 100, 10, "|\n\n").p, 100), S("")));
}

static void definitions(void **state)
{
    struct fixture *f = *state;
    struct str url = repeat(f, "u", DOCUMENT_DEFINITION_MAX - 10);

    accept(f, join(f, S("[a]: /"), url, S("\n\n[a]\n")));
    refuse(f, join(f, S("x\n\n  [a]: /"), url, S("uuuuuuuuuuuuuuuu\n")), DIAG_TOO_LARGE, 3, 3);
    refuse(f, join(f, S("> [a\n> b]:\n> </"), url, S("uuuuuuuuuuuuuuuu>\n")), DIAG_TOO_LARGE, 1, 3);
    refuse(f, join(f, S("- [a]: /u\n  \""), url, S("uuuuuuuu uuuuuuuu\"\n")), DIAG_TOO_LARGE, 1, 3);
    refuse(f, join(f, S("[a]: /u '\n"), repeat(f, "uuuuuuu\n", 200), S("'\n")), DIAG_TOO_LARGE, 1, 1);
}

static void uses_of_definitions(void **state)
{
    struct fixture *f = *state;
    struct str url = repeat(f, "u", 1000), uses = repeat(f, "[a]\n[a]\n\n", 4000), more = repeat(f, "[a]\n[a]\n\n", 6000);

    accept(f, join(f, S("[a]: /u\n\n"), more, S("")));
    accept(f, join(f, S("[a]: "), join(f, url, S("\n\n"), S("")), uses));
    refuse(f, join(f, S("[a]: "), join(f, url, S("\n\n"), S("")), more), DIAG_TOO_LARGE, 1, 1);
}

static void what_only_looks_like_a_definition(void **state)
{
    struct fixture *f = *state;

    accept(f, join(f, S("[[CTL-014]]: "), repeat(f, "must ", 1000), S("\n")));
    accept(f, join(f, S("a[^1]\n\n[^1]: "), repeat(f, "note ", 1000), S("\n")));
    accept(f, join(f, S("[a]: b "), repeat(f, "text ", 1000), S("\n")));
    accept(f, join(f, S("[a] b]: "), repeat(f, "c", 2000), S("\n")));
}

/* Every use of the definition writes its title, and every quote in it takes six bytes. */
static void html_size(void **state)
{
    struct fixture *f = *state;
    struct str title = repeat(f, "\"", 900), uses = repeat(f, "[a]\n[a]\n\n", 5000);

    refuse(f, join(f, S("[a]: u '"), title, join(f, S("'\n\n"), uses, S(""))), DIAG_TOO_LARGE, 1, 1);
}

/* Patterns for which the parser's time grows faster than its input; what is accepted must still end at once. */
static void hostile_patterns_end(void **state)
{
    static const char *const units[] = {
        "*a **a ", "a_ ", "_a ", "[a", "a]", "![[]()", "[ (](", "`a``", "<?", "<!A ", "<!--", "<![CDATA[", "<a b=",
        "[a](<b", "[a](b", "~~a ", "~~a~~", "[[", "[[a", "[[a]", "[[a|", "http://", "http://a)", "&#x1F600;", "\\",
        "[^1]", "[^a", "|", "**_", "a***", "](", "[](", "<a>", "[a][", "\"", "![p", "a@a", "://",
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct str block = join(f, repeat(f, units[i], 16000 / strlen(units[i])), S("\n\n"), S("x[^1]\n\n"));
        struct str text = join(f, repeat(f, block.p, 16), S("[^1]: y\n"), S(""));
        (void)read_text(f, text);
        arena_reset(f->arena);
        diags_new(f->arena, &f->diags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(bad_characters),
        TEST(file_size),
        TEST(line_and_paragraph_size),
        TEST(lists_tables_and_code_may_be_long),
        TEST(large_blocks_are_few),
        TEST(markers_on_a_line),
        TEST(depth),
        TEST(table_columns_and_cells),
        TEST(definitions),
        TEST(uses_of_definitions),
        TEST(what_only_looks_like_a_definition),
        TEST(html_size),
        TEST(hostile_patterns_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
