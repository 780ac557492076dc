/* Unit tests of base/diag_print.c: what stands on a terminal, byte for byte. */
#include <string.h>

#include "base_temp.h"

#include "base/diag.h"

struct printer {
    struct temp *temp;
    struct sources sources;
    struct diags diags;
    struct buf out;
};

static struct printer printer(struct temp *temp, const char *text)
{
    struct printer printer = { .temp = temp };
    sources_new(temp->arena, &printer.sources);
    diags_new(temp->arena, &printer.diags);
    put_file(temp, "file", text);
    sources_add(&printer.sources, S("controls/controls.yaml"), str_printf(temp->arena, "%s/file", temp->path));
    return printer;
}

static struct diag *report(struct printer *printer, uint32_t line, uint32_t col, uint32_t len)
{
    return diag_report(&printer->diags, DIAG_DANGLING_REFERENCE, (struct pos){ 1, line, col, len }, "no record");
}

#define assert_printed(printer, diag, expected) assert_printed_((printer), (diag), (expected), __FILE__, __LINE__)

static void assert_printed_(struct printer *printer, const struct diag *diag, const char *expected, const char *file, int line)
{
    buf_reset(&printer->out);
    diag_print(&printer->out, &printer->sources, diag, false);
    assert_str_(buf_str(&printer->out), expected, file, line);
    buf_free(&printer->out);
}

#define FIRST ": error: no record [dangling-reference]\n"

static void place_line_caret_and_hint(void **state)
{
    struct printer p = printer(*state, "\n\n\n\n\n\n\n\n\n\n\n\n\n    supports: [CTL-O14/stop-drill]\nlast");
    struct diag *diag = report(&p, 14, 16, 7);
    diag_hint(&p.diags, diag, "did you mean '%s'?", "CTL-014");
    assert_printed(&p, diag,
                   "controls/controls.yaml:14:16" FIRST
                   "14 |     supports: [CTL-O14/stop-drill]\n"
                   "   |                ^~~~~~~\n"
                   "   = did you mean 'CTL-014'?\n");
    assert_printed(&p, report(&p, 15, 1, 0), "controls/controls.yaml:15:1" FIRST "15 | last\n   | ^\n");
}

static void columns_are_code_points_and_tabs_are_one_wide(void **state)
{
    struct printer p = printer(*state, "\u00e4\t\u20ac: wrong\r\n");
    assert_printed(&p, report(&p, 1, 6, 5),
                   "controls/controls.yaml:1:6" FIRST
                   "1 | \u00e4 \u20ac: wrong\n"
                   "  |      ^~~~~\n");
}

static void marks_end_with_the_line(void **state)
{
    struct printer p = printer(*state, "short  \n\nnext\n");
    assert_printed(&p, report(&p, 1, 3, 99), "controls/controls.yaml:1:3" FIRST "1 | short\n  |   ^~~\n");
    assert_printed(&p, report(&p, 1, 6, 1), "controls/controls.yaml:1:6" FIRST "1 | short\n  |      ^\n");
    assert_printed(&p, report(&p, 1, 50, 1), "controls/controls.yaml:1:50" FIRST "1 | short\n");
    assert_printed(&p, report(&p, 2, 1, 1), "controls/controls.yaml:2:1" FIRST "2 |\n  | ^\n");
    assert_printed(&p, report(&p, 4, 1, 1), "controls/controls.yaml:4:1" FIRST "4 |\n  | ^\n");
    assert_printed(&p, report(&p, 9, 1, 1), "controls/controls.yaml:9:1" FIRST);
}

static void places_without_line_or_file(void **state)
{
    struct printer p = printer(*state, "text\n");
    assert_printed(&p, report(&p, 0, 0, 0), "controls/controls.yaml" FIRST);
    assert_printed(&p, report(&p, 1, 0, 0), "controls/controls.yaml:1" FIRST "1 | text\n");
    struct diag *diag = report(&p, 0, 0, 0);
    diag->pos.file = 0;
    assert_printed(&p, diag_hint(&p.diags, diag, "look"), "error: no record [dangling-reference]\n  = look\n");
    assert_int_equal(unlinkat(p.temp->fd, "file", 0), 0);
    assert_printed(&p, report(&p, 1, 1, 1), "controls/controls.yaml:1:1" FIRST);
}

static void the_related_place_follows(void **state)
{
    struct printer p = printer(*state, "id: A\nid: a\n");
    struct diag *diag = report(&p, 2, 5, 1);
    diag_related(diag_hint(&p.diags, diag, "rename one"), (struct pos){ 1, 1, 5, 1 }, S("the first one"));
    assert_printed(&p, diag,
                   "controls/controls.yaml:2:5" FIRST
                   "2 | id: a\n"
                   "  |     ^\n"
                   "  = rename one\n"
                   "controls/controls.yaml:1:5: note: the first one\n"
                   "1 | id: A\n"
                   "  |     ^\n");
}

static void nothing_reaches_the_terminal_raw(void **state)
{
    struct printer p = printer(*state, "a\x1b[31m\xff\u202eb\xc2\x9b\n");
    struct diag *diag = diag_report(&p.diags, DIAG_BAD_VALUE, (struct pos){ 1, 1, 9, 1 }, "bad '\x1b[2J\n\u2066'");
    assert_printed(&p, diag,
                   "controls/controls.yaml:1:9: error: bad '\uFFFD[2J\uFFFD\uFFFD' [bad-value]\n"
                   "1 | a\uFFFD[31m\uFFFD\uFFFDb\uFFFD\n"
                   "  |         ^\n");
}

static char *repeat(struct arena *arena, char c, size_t n)
{
    char *p = arena_bytes(arena, n + 1);
    memset(p, c, n);
    p[n] = '\0';
    return p;
}

static void long_lines_are_clipped_around_the_caret(void **state)
{
    struct arena *arena = ((struct temp *)*state)->arena;
    char *long_line = repeat(arena, 'x', 1000);
    memcpy(long_line + 500, "HERE", 4);
    struct printer p = printer(*state, long_line);
    struct str middle = str_printf(arena,
                                   "controls/controls.yaml:1:501" FIRST "1 | \u2026%sHERE%s\u2026\n  | %s^~~~\n",
                                   repeat(arena, 'x', 79), repeat(arena, 'x', 75), repeat(arena, ' ', 80));
    assert_printed(&p, report(&p, 1, 501, 4), middle.p);
    struct str start = str_printf(arena, "controls/controls.yaml:1:1" FIRST "1 | %s\u2026\n  | ^%s\n",
                                  repeat(arena, 'x', 159), repeat(arena, '~', 159));
    assert_printed(&p, report(&p, 1, 1, 400), start.p);
    struct str end = str_printf(arena, "controls/controls.yaml:1:1000" FIRST "1 | \u2026%s\n  | %s^\n",
                                repeat(arena, 'x', 159), repeat(arena, ' ', 159));
    assert_printed(&p, report(&p, 1, 1000, 1), end.p);
    struct str behind = str_printf(arena, "controls/controls.yaml:1:1001" FIRST "1 | \u2026%s\n  | %s^\n",
                                   repeat(arena, 'x', 159), repeat(arena, ' ', 160));
    assert_printed(&p, report(&p, 1, 1001, 0), behind.p);
}

static void exactly_the_limit_is_whole(void **state)
{
    struct arena *arena = ((struct temp *)*state)->arena;
    struct printer p = printer(*state, repeat(arena, 'x', 160));
    struct str expected = str_printf(arena, "controls/controls.yaml:1:160" FIRST "1 | %s\n  | %s^\n",
                                     repeat(arena, 'x', 160), repeat(arena, ' ', 159));
    assert_printed(&p, report(&p, 1, 160, 1), expected.p);
}

static void colors(void **state)
{
    struct printer p = printer(*state, "text\n");
    diag_print(&p.out, &p.sources, report(&p, 1, 2, 2), true);
    assert_str(buf_str(&p.out),
               "\033[1mcontrols/controls.yaml:1:2:\033[0m \033[1;31merror:\033[0m no record [dangling-reference]\n"
               "1 | text\n"
               "  |  \033[1;31m^~\033[0m\n");
    buf_free(&p.out);
}

static void changed_files_are_read_again(void **state)
{
    struct printer p = printer(*state, "one\ntwo\n");
    assert_printed(&p, report(&p, 2, 1, 1), "controls/controls.yaml:2:1" FIRST "2 | two\n  | ^\n");
    put_file(p.temp, "file", "eins\nzwei\n");
    assert_printed(&p, report(&p, 2, 1, 1), "controls/controls.yaml:2:1" FIRST "2 | zwei\n  | ^\n");
    assert_printed(&p, report(&p, 1, 1, 1), "controls/controls.yaml:1:1" FIRST "1 | eins\n  | ^\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_temp(place_line_caret_and_hint),
        with_temp(columns_are_code_points_and_tabs_are_one_wide),
        with_temp(marks_end_with_the_line),
        with_temp(places_without_line_or_file),
        with_temp(the_related_place_follows),
        with_temp(nothing_reaches_the_terminal_raw),
        with_temp(long_lines_are_clipped_around_the_caret),
        with_temp(exactly_the_limit_is_whole),
        with_temp(colors),
        with_temp(changed_files_are_read_again),
    };
    return cmocka_run_group_tests_name("base/diag_print", tests, NULL, NULL);
}
