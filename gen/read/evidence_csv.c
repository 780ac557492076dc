/* A streaming reader of delimited text. */
#include "read/evidence_csv.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/evidence_peek.h"

enum { WINDOW = 16 << 10 };

struct cell { uint32_t from, to; };     /* in the row */

struct csv {
    struct evidence_input *input;
    struct facts *facts;
    char delimiter;
    struct str row;                 /* what its cells are parts of: the bytes of the file, or `text` */
    struct cell cells[CSV_COLUMNS_MAX];
    size_t n;                       /* cells of this row */
    struct buf text;                /* the cells of a row that cannot stay where it is, one after the other */
    vec(struct str) header;
    uint64_t line, row_line, rows, ragged;
    bool bad, ended;
    bool not_utf8;
    bool stops[256];                /* bytes that may mean something: quote, line end, NUL, delimiter */
    const unsigned char *piece;     /* of the file; piece[from] is the next byte */
    size_t from, filled;
    unsigned char *window;
};

static int next_byte(struct csv *csv)
{
    if (csv->from == csv->filled) {
        struct str piece = csv->ended ? S("") : evidence_piece(csv->input, csv->window, WINDOW);
        csv->piece = (const unsigned char *)piece.p;
        csv->from = 0;
        csv->filled = piece.n;
        if (csv->filled == 0) {
            csv->ended = true;
            return -1;
        }
    }
    return csv->piece[csv->from++];
}

static int peek_byte(struct csv *csv)
{
    int c = next_byte(csv);
    if (c >= 0)
        csv->from--;
    return c;
}

static bool fail(struct csv *csv, const char *problem)
{
    csv->bad = true;
    facts_reject(csv->facts, "rejected", "line %" PRIu64 ": %s", csv->row_line, problem);
    return false;
}

static bool add_cell(struct csv *csv, size_t from, size_t to)
{
    if (csv->n == CSV_COLUMNS_MAX)
        return false;
    csv->cells[csv->n++] = (struct cell){ (uint32_t)from, (uint32_t)to };
    return true;
}

/* Most rows lie whole in one piece and have no quotes: their cells stay where they are. False: this one does not, and
 * nothing of it was taken. Its first byte has been read. */
static bool read_in_place(struct csv *csv)
{
    const unsigned char *row = csv->piece + csv->from - 1;
    size_t n = csv->filled - (csv->from - 1), cell = 0;
    for (size_t i = 0; i < n; i++) {
        if (!csv->stops[row[i]])
            continue;
        size_t end = row[i] == '\n' ? 1 : row[i] == '\r' && i + 1 < n && row[i + 1] == '\n' ? 2 : 0;
        if ((!end && row[i] != (unsigned char)csv->delimiter) || !add_cell(csv, cell, i))
            break;
        cell = i + 1;
        if (!end)
            continue;
        csv->row = (struct str){ (const char *)row, i };
        csv->from += i + end - 1;
        csv->line++;
        return true;
    }
    csv->n = 0;
    return false;
}

static bool end_cell(struct csv *csv)
{
    return add_cell(csv, csv->n ? csv->cells[csv->n - 1].to : 0, csv->text.n) || fail(csv, "more than 1024 columns");
}

/* Takes the byte just read, which is still in this piece, and with it those that mean nothing. */
static void copy_run(struct csv *csv)
{
    size_t from = csv->from - 1, i = csv->from;
    while (i < csv->filled && !csv->stops[csv->piece[i]])
        i++;
    buf_bytes(&csv->text, csv->piece + from, i - from);
    csv->from = i;
}

/* The rest of a quoted cell; the opening quote has been read. */
static bool read_quoted(struct csv *csv)
{
    for (;;) {
        int c = next_byte(csv);
        if (c < 0)
            return fail(csv, "a quote is opened and never closed");
        if (c == '"') {
            if (peek_byte(csv) != '"')
                return true;
            next_byte(csv);
        }
        csv->line += c == '\n';
        copy_run(csv);
        if (csv->text.over)
            return fail(csv, "a row is longer than 4 MiB");
    }
}

/* One row copied cell by cell; `first` is its first byte. */
static bool copy_cells(struct csv *csv, int first)
{
    bool start = true;
    for (int c = first;; c = next_byte(csv)) {
        if (c == '"' && start) {
            if (!read_quoted(csv))
                return false;
            start = false;
            continue;
        }
        start = false;
        if (c == '\r') {
            if (peek_byte(csv) != '\n')     /* which may have taken the next piece */
                buf_putc(&csv->text, '\r');
            continue;
        }
        if (c < 0 || c == '\n') {
            csv->line += c == '\n';
            csv->row = buf_str(&csv->text);
            return end_cell(csv);
        }
        if (c == 0)
            return fail(csv, "a NUL byte in a table");
        if (c == csv->delimiter) {
            if (!end_cell(csv))
                return false;
            start = true;
            continue;
        }
        copy_run(csv);
        if (csv->text.over)
            return fail(csv, "a row is longer than 4 MiB");
    }
}

static bool read_row(struct csv *csv)
{
    int c = next_byte(csv);
    while (c == '\n' || c == '\r') {
        csv->line += c == '\n';
        c = next_byte(csv);
    }
    buf_reset(&csv->text);
    csv->n = 0;
    csv->row_line = csv->line + 1;
    if (c < 0 || (!read_in_place(csv) && !copy_cells(csv, c)))
        return false;
    csv->not_utf8 = csv->not_utf8 || str_utf8_error(csv->row) < csv->row.n;
    return true;
}

static void skip_mark(struct csv *csv)
{
    if (peek_byte(csv) == 0xef && csv->filled >= 3 && memcmp(csv->piece, "\xef\xbb\xbf", 3) == 0)
        csv->from = 3;
}

struct csv *csv_begin(struct evidence_input *input, struct facts *facts)
{
    struct csv *csv = arena_new_of(input->scratch, struct csv);
    csv->input = input;
    csv->facts = facts;
    csv->text.max = CSV_ROW_MAX;
    csv->delimiter = input->peek->delimiter ? input->peek->delimiter : ',';
    csv->window = (unsigned char *)arena_bytes(input->scratch, WINDOW);
    csv->stops['"'] = csv->stops['\n'] = csv->stops['\r'] = csv->stops[0] = csv->stops[(unsigned char)csv->delimiter] = true;
    skip_mark(csv);
    if (read_row(csv))
        for (size_t i = 0; i < csv->n; i++)
            *vec_add(input->scratch, &csv->header) = str_copy(input->scratch, str_trim(csv_cell(csv, i)));
    return csv;
}

bool csv_next(struct csv *csv)
{
    if (csv->bad || !read_row(csv))
        return false;
    csv->rows++;
    csv->ragged += csv->n != csv->header.n;
    return true;
}

bool csv_end(struct csv *csv)
{
    buf_free(&csv->text);
    if (csv->bad)
        return false;
    if (csv->ragged)
        facts_warn(csv->facts, "rows with more or fewer cells than the header: %" PRIu64, csv->ragged);
    if (csv->not_utf8)
        facts_warn(csv->facts, "the text is not UTF-8");
    return true;
}

size_t csv_column(const struct csv *csv, const char *names)
{
    for (size_t i = 0; i < csv->header.n; i++)
        if (column_is(csv->header.v[i], names))
            return i;
    return SIZE_MAX;
}

struct str csv_cell(const struct csv *csv, size_t column)
{
    if (column >= csv->n)
        return (struct str){ 0 };
    struct cell cell = csv->cells[column];
    return str_sub(csv->row, cell.from, cell.to);
}

uint64_t csv_rows(const struct csv *csv)
{
    return csv->rows;
}

void csv_facts(struct csv *csv)
{
    struct arena *scratch = csv->input->scratch;
    struct str names = { 0 };
    for (size_t i = 0; i < csv->header.n && i < 12; i++)
        names = str_printf(scratch, "%.*s%s%.*s", STR(names), i ? ", " : "", STR(str_sub(csv->header.v[i], 0, 40)));
    facts_add_number(csv->facts, "rows", csv->rows);
    facts_add_number(csv->facts, "columns", csv->header.n);
    facts_add(csv->facts, "header", names);
    facts_add(csv->facts, "delimiter", csv->delimiter == '\t' ? S("tab") : (struct str){ &csv->delimiter, 1 });
}
