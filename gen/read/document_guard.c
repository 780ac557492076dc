/* Structural limits of a Markdown text. */
#include "read/document_guard.h"

#include <string.h>

#include "base/arena.h"
#include "read/document.h"
#include "read/document_definition.h"
#include "read/yaml_text.h"

/* A list item needs at least two columns, so what begins right of this is nested deeper than DOCUMENT_DEPTH_MAX. */
enum { COLUMN_MAX = 2 * DOCUMENT_DEPTH_MAX };

struct guard {
    struct diags *diags;
    struct document_places *places;
    struct definitions definitions;
    size_t columns;         /* of the table that may be open; 0: none */
    size_t cells;
    uint64_t work;          /* the sum of the squares of the lines */
    bool after_text;        /* the line before was not blank */
};

/* What stands in front of a line's own text. */
struct prefix {
    size_t n;               /* bytes */
    size_t column;          /* of the last marker */
    unsigned markers;
};

static bool too_large(struct guard *guard, size_t offset, const char *what, int limit, const char *unit)
{
    struct pos pos = place_pos(guard->places, offset, 1);
    diag_report(guard->diags, DIAG_TOO_LARGE, pos, "%s more than %d %s", what, limit, unit);
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_blank_at(struct str line, size_t i)
{
    return i >= line.n || is_blank(line.p[i]) || line.p[i] == '\r';
}

/* A rule such as "* * *" is no list. */
static bool is_rule(struct str line, size_t i)
{
    char c = line.p[i];
    unsigned count = 0;

    if (c == '+')
        return false;

    for (; i < line.n; i++) {
        if (line.p[i] == c)
            count++;
        else if (!is_blank(line.p[i]) && line.p[i] != '\r')
            return false;
    }
    return count >= 3;
}

/* The bytes of the marker of a list item at `i`, or 0. */
static size_t item_marker(struct str line, size_t i)
{
    size_t end = i;

    if (line.p[i] == '-' || line.p[i] == '+' || line.p[i] == '*')
        return is_blank_at(line, i + 1) && !is_rule(line, i) ? 1 : 0;
    while (end < line.n && end - i < 9 && line.p[end] >= '0' && line.p[end] <= '9')
        end++;
    if (end == i || end == line.n || (line.p[end] != '.' && line.p[end] != ')'))
        return 0;
    return is_blank_at(line, end + 1) ? end + 1 - i : 0;
}

/* The bytes of "[^label]:" at `i`, or 0. */
static size_t footnote_marker(struct str line, size_t i)
{
    if (!str_starts(str_sub(line, i, line.n), S("[^")))
        return 0;
    for (size_t end = i + 2; end + 1 < line.n && !is_blank(line.p[end]); end++)
        if (line.p[end] == ']')
            return line.p[end + 1] == ':' && end > i + 2 ? end + 2 - i : 0;
    return 0;
}

static size_t marker_at(struct str line, size_t i)
{
    if (line.p[i] == '>')
        return 1;
    if (line.p[i] == '[')
        return footnote_marker(line, i);
    return item_marker(line, i);
}

static struct prefix prefix_of(struct str line)
{
    struct prefix prefix = { 0 };
    size_t column = 0;

    for (size_t i = 0; i < line.n && prefix.markers <= DOCUMENT_MARKERS_MAX;) {
        if (is_blank(line.p[i])) {
            column += line.p[i] == '\t' ? 4 - column % 4 : 1;
            i++;
        } else {
            size_t size = marker_at(line, i);
            if (size == 0)
                break;
            prefix.markers++;
            prefix.column = column;
            column += size;
            i += size;
        }
        prefix.n = i;
    }
    return prefix;
}

static bool depth_check(struct guard *guard, size_t offset, struct prefix prefix)
{
    if (prefix.markers <= DOCUMENT_MARKERS_MAX && prefix.column < COLUMN_MAX)
        return true;
    struct pos pos = place_pos(guard->places, offset, 1);
    if (prefix.markers > DOCUMENT_MARKERS_MAX)
        diag_report(guard->diags, DIAG_TOO_DEEP, pos, "more than %d quotes and lists begin on this line",
                    DOCUMENT_MARKERS_MAX);
    else
        diag_report(guard->diags, DIAG_TOO_DEEP, pos, "this list is nested more than %d levels deep",
                    DOCUMENT_DEPTH_MAX);
    return false;
}

/* The columns of a row of dashes under the head of a table, or 0. */
static size_t delimiter_columns(struct str row)
{
    size_t pipes = 0, dashes = 0;

    row = str_trim(row);
    for (size_t i = 0; i < row.n; i++) {
        if (!strchr("|-: \t", row.p[i]))
            return 0;
        pipes += row.p[i] == '|';
        dashes += row.p[i] == '-';
    }
    if (dashes == 0)
        return 0;
    return pipes + 1 - (row.p[0] == '|') - (row.n > 1 && row.p[row.n - 1] == '|');
}

static bool may_be_delimiter(struct str row)
{
    return row.p[0] == '|' || row.p[0] == '-' || row.p[0] == ':';
}

/* Every line up to the next blank one may become a row with as many cells as the table has columns. */
static bool table_check(struct guard *guard, size_t offset, struct str row)
{
    size_t columns = guard->after_text && may_be_delimiter(row) ? delimiter_columns(row) : 0;

    if (columns > DOCUMENT_COLUMNS_MAX)
        return too_large(guard, offset, "a table has", DOCUMENT_COLUMNS_MAX, "columns");
    if (columns > guard->columns)
        guard->columns = columns;
    guard->cells += guard->columns;
    if (guard->cells > DOCUMENT_CELLS_MAX)
        return too_large(guard, offset, "the tables have", DOCUMENT_CELLS_MAX, "cells");
    return true;
}

/* The parser needs up to the square of a block's size; paragraphs of several lines are watched while it runs. */
static bool size_check(struct guard *guard, size_t offset, struct str line)
{
    guard->work += (uint64_t)line.n * line.n;
    if (line.n > DOCUMENT_BLOCK_MAX)
        return too_large(guard, offset, "this line has", DOCUMENT_BLOCK_MAX, "bytes");
    if (guard->work <= DOCUMENT_WORK_MAX)
        return true;
    diag_report(guard->diags, DIAG_TOO_LARGE, place_pos(guard->places, offset, 1),
                "too many lines are nearly as long as %d bytes", DOCUMENT_BLOCK_MAX);
    return false;
}

static bool line_check(struct guard *guard, size_t offset, struct str line)
{
    struct prefix prefix = prefix_of(line);
    struct str row = str_sub(line, prefix.n, line.n);
    bool blank = str_trim(row).n == 0;

    if (!size_check(guard, offset, line))
        return false;
    if (!depth_check(guard, offset + prefix.n, prefix))
        return false;
    if (blank)
        guard->columns = 0;
    else if (!table_check(guard, offset + prefix.n, row))
        return false;
    guard->after_text = !blank;
    if (!blank && row.p[0] == '[')
        definition_measure(&guard->definitions, guard->places->text, offset + prefix.n);
    return true;
}

static bool lines_check(struct arena *scratch, struct guard *guard)
{
    struct str text = guard->places->text;

    for (size_t at = 0; at < text.n;) {
        struct str rest = str_sub(text, at, text.n);
        struct str line = str_sub(rest, 0, str_find(rest, '\n'));
        *vec_add(scratch, &guard->places->lines) = (uint32_t)at;
        if (!line_check(guard, at, line))
            return false;
        at += line.n + 1;
    }
    return true;
}

/* A reference definition is copied to every place that uses it. */
static bool definitions_check(struct guard *guard)
{
    const struct definitions *definitions = &guard->definitions;

    if (definitions->longest > DOCUMENT_DEFINITION_MAX)
        return too_large(guard, definitions->offset, "this link definition has", DOCUMENT_DEFINITION_MAX, "bytes");
    if (definitions->longest && definition_uses(guard->places->text) >
                                    (size_t)DOCUMENT_DEFINITION_USES_MAX * DOCUMENT_DEFINITION_MAX / definitions->longest)
        return too_large(guard, definitions->offset, "link definitions like this are used", DOCUMENT_DEFINITION_USES_MAX,
                         "times");
    return true;
}

static bool characters_check(struct diags *diags, struct document_places *places)
{
    struct pos start = places->start;
    enum text_oddity oddity;

    if (!text_is_utf8(diags, start.file, places->text, start.line))
        return false;
    size_t at = text_odd(places->text, 0, &oddity);
    if (oddity == TEXT_FINE)
        return true;
    text_odd_report(diags, start.file, places->text, start.line, at, oddity);
    return false;
}

bool document_guard(struct arena *scratch, struct diags *diags, struct document_places *places)
{
    struct guard guard = { .diags = diags, .places = places };

    if (places->text.n > DOCUMENT_FILE_MAX) {
        struct pos pos = places->is_value ? places->start : (struct pos){ .file = places->start.file };
        diag_report(diags, DIAG_TOO_LARGE, pos, "the text is larger than %d KiB", DOCUMENT_FILE_MAX >> 10);
        return false;
    }
    return characters_check(diags, places) && lines_check(scratch, &guard) && definitions_check(&guard);
}
