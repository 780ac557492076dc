/* gen/read/evidence_csv.c: the same cells however a table is written, and wherever a piece of the file ends. */
#include "read_evidence_test.h"

#include "read/evidence_csv.h"
#include "read/evidence_peek.h"
#include "read/evidence_stream.h"

/* Every cell in brackets, every row on a line of its own. */
static void read_cells(struct arena *arena, const struct buf *text, struct buf *cells)
{
    int fd = memory_file(text->p, text->n);
    struct facts facts = { .arena = arena };
    struct evidence_input input = { .name = S("test"), .scratch = arena, .size = text->n };
    stream_open(&input, fd);
    input.peek = evidence_peek(&input);
    struct csv *csv = csv_begin(&input, &facts);
    while (csv_next(csv)) {
        for (size_t i = 0; csv_cell(csv, i).p; i++)
            buf_printf(cells, "[%.*s]", STR(csv_cell(csv, i)));
        buf_putc(cells, '\n');
    }
    if (!csv_end(csv))
        buf_printf(cells, "%.*s\n", STR(facts.reason));
    for (size_t i = 0; i < facts.warnings.n; i++)
        buf_printf(cells, "%.*s\n", STR(facts.warnings.v[i]));
    struct digest digest;
    uint64_t size;
    assert_int_equal(stream_close(&input, &digest, &size), 0);
    assert_int_equal(size, text->n);
    assert_true(digest_eq(digest, digest_of(buf_str(text))));
    close(fd);
}

static void expect(const char *text, const char *wanted)
{
    struct arena *arena = arena_new();
    struct buf bytes = { 0 }, cells = { 0 };
    buf_puts(&bytes, text);
    read_cells(arena, &bytes, &cells);
    buf_putc(&cells, '\0');
    assert_string_equal(cells.p, wanted);
    buf_free(&bytes);
    buf_free(&cells);
    arena_free(arena);
}

static void cells_are_cut_at_delimiters(void **state)
{
    (void)state;
    expect("a,b,c\n1,2,3\n,,\n x ,y\tz,\n", "[1][2][3]\n[][][]\n[ x ][y\tz][]\n");
    expect("a;b\r\n1;2\r\n3;4", "[1][2]\n[3][4]\n");
    expect("a,b\n\n\r\n1,2\n\n", "[1][2]\n");
}

static void quotes_and_returns_are_kept_apart(void **state)
{
    (void)state;
    expect("a,b\n\"1,\n\"\"2\"\"\",3\n4,5\n", "[1,\n\"2\"][3]\n[4][5]\n");
    expect("a,b\n1\"2,3\n", "[1\"2][3]\n");
    expect("a,b\n1\r2,3\r\r\n", "[1\r2][3\r]\n");
    expect("a,b\n1,\"2\n", "line 2: a quote is opened and never closed\n");
}

static void odd_rows_are_told(void **state)
{
    (void)state;
    expect("a,b\n1\n1,2,3\n", "[1]\n[1][2][3]\nrows with more or fewer cells than the header: 2\n");
    expect("a,b\n\xff,2\n", "[\xff][2]\nthe text is not UTF-8\n");
}

enum { ROWS = 4000 };
/* Rows of all lengths, so that pieces end everywhere in them. */
static void put_table(struct buf *text, const char *quote, const char *end)
{
    buf_printf(text, "%sa%s,%sb%s,%sc%s%s", quote, quote, quote, quote, quote, quote, end);
    for (int i = 0; i < ROWS; i++)
        buf_printf(text, "%s%d%s,%s%.*s%s,%sx%s%s", quote, i, quote, quote, i % 37, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
                   quote, quote, quote, end);
}

static void the_same_cells_wherever_a_piece_ends(void **state)
{
    static const char *const quotes[] = { "", "\"", "", "\"" }, *const ends[] = { "\n", "\n", "\r\n", "\r\n" };
    (void)state;
    struct arena *arena = arena_new();
    struct buf wanted = { 0 };
    for (int i = 0; i < ROWS; i++)
        buf_printf(&wanted, "[%d][%.*s][x]\n", i, i % 37, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
    for (int way = 0; way < 4; way++) {
        struct buf text = { 0 }, cells = { 0 };
        put_table(&text, quotes[way], ends[way]);
        assert_true(text.n > EVIDENCE_HEAD);
        read_cells(arena, &text, &cells);
        assert_true(str_eq(buf_str(&cells), buf_str(&wanted)));
        buf_free(&text);
        buf_free(&cells);
    }
    buf_free(&wanted);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_cut_at_delimiters), cmocka_unit_test(quotes_and_returns_are_kept_apart),
        cmocka_unit_test(odd_rows_are_told), cmocka_unit_test(the_same_cells_wherever_a_piece_ends),
    };
    return cmocka_run_group_tests_name("read/evidence_csv", tests, NULL, NULL);
}
