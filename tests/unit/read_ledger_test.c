/* The ledger: what is written is read again, and each way of tampering shows at its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include <unistd.h>

#include "base/arena.h"
#include "read/ledger.h"

struct seen { struct arena *arena; uint64_t lines, first_problem; size_t problems; struct str text; struct ledger_entry last; struct digest end; };

static void see(void *context, const struct ledger_line *line)
{
    struct seen *seen = context;
    seen->lines = line->number;
    seen->end = line->digest;
    if (line->readable) {
        seen->last = line->entry;
        seen->last.tool = str_copy(seen->arena, line->entry.tool);
        seen->last.outcome = str_copy(seen->arena, line->entry.outcome);
    }
    if (!line->problem.n)
        return;
    if (seen->problems++ == 0) {
        seen->first_problem = line->number;
        seen->text = str_copy(seen->arena, line->problem);
    }
}

static struct seen walk(struct arena *arena, struct str text)
{
    struct seen seen = { .arena = arena };
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(text.p, 1, text.n, file), text.n);
    assert_int_equal(fflush(file), 0);
    assert_true(ledger_read(fileno(file), see, &seen));
    fclose(file);
    return seen;
}

/* Lines 1 to n, each continuing the one before; `offsets` gets where each begins, and the end. */
static struct str make(struct arena *arena, uint64_t n, size_t *offsets)
{
    static const struct str command[] = { S_INIT("drill-export"), S_INIT("say \"digest\":\"x\""), S_INIT("Übung") };
    struct buf out = { 0 };
    struct digest previous = { 0 };
    for (uint64_t i = 1; i <= n; i++) {
        size_t from = out.n;
        offsets[i - 1] = from;
        struct ledger_entry entry = { .number = i, .size = i, .collector = S("drill"), .id = str_printf(arena, "EV-%u", (unsigned)i), .file = S("content/evidence/x"),
            .outcome = i % 2 ? S("collected") : S("timed-out"), .started = S("2026-11-01T09:00:00Z"), .ended = S("2026-11-01T09:00:05Z"),
            .tool = i % 3 ? S("drill-export 2.1") : S(""), .n_command = 3, .command = command, .has_exit = i % 2, .exit = 0, .previous = previous };
        ledger_put(&out, &entry);
        previous = digest_of((struct str){ out.p + from, out.n - from - 1 });
    }
    offsets[n] = out.n;
    struct str text = buf_copy(arena, &out);
    buf_free(&out);
    return text;
}

static void written_lines_are_read_again(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t offsets[5001];
    struct str text = make(arena, 5000, offsets);
    struct seen seen = walk(arena, text);
    assert_int_equal(seen.lines, 5000);
    assert_int_equal(seen.problems, 0);
    assert_true(digest_eq(seen.end, digest_of(str_sub(text, offsets[4999], text.n - 1))));
    assert_true(str_is(seen.last.tool, "drill-export 2.1"));
    assert_true(str_is(seen.last.outcome, "timed-out"));
    assert_false(seen.last.has_exit);
    assert_int_equal(walk(arena, S("")).lines, 0);
    arena_free(arena);
}

/* Whichever bit of whichever byte: the line, or the one behind it, is named. */
static void every_changed_byte_shows(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t offsets[4];
    struct str text = make(arena, 3, offsets);
    for (size_t i = 0; i < text.n; i++) {
        char *copy = arena_bytes(arena, text.n);
        memcpy(copy, text.p, text.n);
        copy[i] ^= (char)(1 << i % 7);
        struct seen seen = walk(arena, (struct str){ copy, text.n });
        uint64_t line = i < offsets[1] ? 1 : i < offsets[2] ? 2 : 3;
        if (seen.problems == 0 || seen.first_problem != line)
            print_error("byte %zu of line %u: first problem in line %u\n", i, (unsigned)line, (unsigned)seen.first_problem);
        assert_int_not_equal(seen.problems, 0);
        assert_int_equal(seen.first_problem, line);
    }
    arena_free(arena);
}

/* The end of a chain shows only as an incomplete line: whole lines that are gone are found by the records. */
static void every_cut_shows_but_between_lines(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t offsets[4];
    struct str text = make(arena, 3, offsets);
    for (size_t n = 0; n < text.n; n++) {
        struct seen seen = walk(arena, str_sub(text, 0, n));
        bool between = n == 0 || n == offsets[1] || n == offsets[2];
        assert_int_equal(seen.problems, between ? 0 : 1);
    }
    arena_free(arena);
}

static void lines_out_of_place_show_once(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t o[5];
    struct str text = make(arena, 4, o);
    struct str line[4];
    for (size_t i = 0; i < 4; i++)
        line[i] = str_sub(text, o[i], o[i + 1]);
    struct seen seen = walk(arena, str_printf(arena, "%.*s%.*s%.*s", STR(line[0]), STR(line[2]), STR(line[3])));
    assert_int_equal(seen.problems, 1);
    assert_int_equal(seen.first_problem, 2);
    assert_true(str_starts(seen.text, S("line 2 of the ledger is missing")));
    seen = walk(arena, str_printf(arena, "%.*s%.*s%.*s%.*s", STR(line[0]), STR(line[2]), STR(line[1]), STR(line[3])));
    assert_int_equal(seen.problems, 2);
    seen = walk(arena, str_printf(arena, "%.*s%.*s", STR(text), STR(line[1])));
    assert_int_equal(seen.problems, 1);
    assert_int_equal(seen.first_problem, 5);
    seen = walk(arena, str_printf(arena, "%.*s\n%.*s", STR(line[0]), STR(line[1])));
    assert_int_equal(seen.problems, 1);
    assert_int_equal(seen.first_problem, 2);
    arena_free(arena);
}

static void a_line_may_be_too_long(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t offsets[3];
    struct str text = make(arena, 2, offsets);
    char *blanks = arena_bytes(arena, 3 * (size_t)LEDGER_LINE_MAX);
    memset(blanks, ' ', 3 * (size_t)LEDGER_LINE_MAX);
    struct seen seen = walk(arena, str_printf(arena, "%.*s%.*s\n%.*s", (int)offsets[1], text.p, 3 * LEDGER_LINE_MAX, blanks, STR(str_sub(text, offsets[1], text.n))));
    assert_int_equal(seen.first_problem, 2);
    assert_true(str_is(seen.text, "this line is longer than 1 MiB"));
    assert_int_equal(seen.lines, 3);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(written_lines_are_read_again), cmocka_unit_test(every_changed_byte_shows),
        cmocka_unit_test(every_cut_shows_but_between_lines), cmocka_unit_test(lines_out_of_place_show_once), cmocka_unit_test(a_line_may_be_too_long) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
