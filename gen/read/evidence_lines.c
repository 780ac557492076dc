/* Reads JSON Lines: splits, parses, and says which line is bad. */
#include "read/evidence_lines.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { WINDOW = 16 << 10, SMALL = 128 << 10 };

struct lines {
    struct evidence_input *input;
    struct facts *facts;
    struct arena *values;       /* of one line: the scratch arena for small files, else one of its own */
    uint64_t size;              /* of the lines so far */
    struct buf long_line;       /* a line that does not lie in one window */
    uint64_t number;
    bool bad;
    struct str piece;           /* what is left of the piece being looked at */
    char *window;
};

struct lines *lines_begin(struct evidence_input *input, struct facts *facts)
{
    struct lines *lines = arena_new_of(input->scratch, struct lines);
    lines->input = input;
    lines->facts = facts;
    lines->values = input->scratch;
    lines->window = arena_bytes(input->scratch, WINDOW);
    lines->long_line.max = LINE_MAX_BYTES;
    return lines;
}

/* The next line without its end; false at the end of the file. */
static bool next_line(struct lines *lines, struct str *line)
{
    buf_reset(&lines->long_line);
    for (;;) {
        if (lines->piece.n == 0)
            lines->piece = evidence_piece(lines->input, lines->window, WINDOW);
        if (lines->piece.n == 0) {
            *line = buf_str(&lines->long_line);
            return line->n > 0;
        }
        size_t end = str_find(lines->piece, '\n');
        bool whole = end < lines->piece.n;
        struct str part = str_sub(lines->piece, 0, end);
        lines->piece = str_sub(lines->piece, end + 1, lines->piece.n);
        if (whole && lines->long_line.n == 0) {
            *line = part;
            return true;
        }
        buf_put(&lines->long_line, part);
        if (whole) {
            *line = buf_str(&lines->long_line);
            return true;
        }
    }
}

static const struct js *fail(struct lines *lines, struct str problem)
{
    lines->bad = true;
    facts_reject(lines->facts, "json-malformed", "line %" PRIu64 ": %.*s", lines->number, STR(problem));
    return NULL;
}

/* The value of the line before is no longer wanted. Mapping an arena takes longer than reading a small file. */
static void forget(struct lines *lines, size_t size)
{
    if (lines->values != lines->input->scratch)
        arena_reset(lines->values);
    else if ((lines->size += size) > SMALL)
        lines->values = arena_new();
}

const struct js *lines_next(struct lines *lines)
{
    struct js_error error;
    struct str line;
    while (!lines->bad && next_line(lines, &line)) {
        lines->number++;
        if (lines->long_line.over)
            return fail(lines, S("longer than 4 MiB"));
        if (lines->number == 1 && str_starts(line, S("\xef\xbb\xbf")))
            line = str_sub(line, 3, line.n);
        if (str_trim(line).n == 0)
            continue;
        forget(lines, line.n);
        const struct js *value = js_parse(lines->values, line, &error);
        return value ? value : fail(lines, str_printf(lines->values, "column %" PRIu64 ": %s", error.column, error.text));
    }
    return NULL;
}

uint64_t lines_number(const struct lines *lines)
{
    return lines->number;
}

bool lines_end(struct lines *lines)
{
    if (lines->values != lines->input->scratch)
        arena_free(lines->values);
    buf_free(&lines->long_line);
    return !lines->bad;
}
