/* Reads JSON Lines: splits, parses, and says which line is bad. */
#include "read/evidence_lines.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { WINDOW = 16 << 10 };

struct lines {
    struct evidence_input *input;
    struct facts *facts;
    json_t *value;
    struct buf long_line;       /* a line that does not lie in one window */
    uint64_t number;
    bool bad;
    size_t from, n;
    char window[WINDOW];
};

struct lines *lines_begin(struct evidence_input *input, struct facts *facts)
{
    struct lines *lines = arena_new_of(input->scratch, struct lines);
    lines->input = input;
    lines->facts = facts;
    lines->long_line.max = LINE_MAX_BYTES;
    return lines;
}

/* The next line without its end; false at the end of the file. */
static bool next_line(struct lines *lines, struct str *line)
{
    buf_reset(&lines->long_line);
    for (;;) {
        if (lines->from == lines->n) {
            lines->from = 0;
            lines->n = evidence_next(lines->input, lines->window, WINDOW);
            if (lines->n == 0) {
                *line = buf_str(&lines->long_line);
                return line->n > 0;
            }
        }
        struct str rest = { lines->window + lines->from, lines->n - lines->from };
        size_t end = str_find(rest, '\n');
        struct str piece = str_sub(rest, 0, end);
        lines->from += end < rest.n ? end + 1 : end;
        if (end < rest.n && lines->long_line.n == 0) {
            *line = piece;
            return true;
        }
        buf_put(&lines->long_line, piece);
        if (end < rest.n) {
            *line = buf_str(&lines->long_line);
            return true;
        }
    }
}

static json_t *fail(struct lines *lines, const char *problem)
{
    lines->bad = true;
    facts_reject(lines->facts, "json-malformed", "line %" PRIu64 ": %s", lines->number, problem);
    return NULL;
}

json_t *lines_next(struct lines *lines)
{
    char problem[300];
    struct str line;
    json_decref(lines->value);
    lines->value = NULL;
    while (!lines->bad && next_line(lines, &line)) {
        lines->number++;
        if (lines->long_line.over)
            return fail(lines, "longer than 4 MiB");
        if (lines->number == 1 && str_starts(line, S("\xef\xbb\xbf")))
            line = str_sub(line, 3, line.n);
        line = str_trim(line);
        if (line.n == 0)
            continue;
        lines->value = js_parse(line, problem, sizeof problem);
        return lines->value ? lines->value : fail(lines, problem);
    }
    return NULL;
}

uint64_t lines_number(const struct lines *lines)
{
    return lines->number;
}

bool lines_end(struct lines *lines)
{
    json_decref(lines->value);
    buf_free(&lines->long_line);
    return !lines->bad;
}
