/* Places in the source of a document. */
#include "read/document_place.h"

#include <string.h>

size_t place_line_start(const struct document_places *places, size_t line)
{
    return line <= places->lines.n ? places->lines.v[line ? line - 1 : 0] : places->text.n;
}

void place_enter(struct document_places *places, size_t first, size_t last)
{
    places->block = place_line_start(places, first);
    places->end = place_line_start(places, (last < first ? first : last) + 1);
    places->cursor = places->block;
}

size_t place_find_from(const struct document_places *places, size_t from, struct str what)
{
    struct str rest = str_sub(places->text, from, places->end);
    size_t at = what.n ? str_find_str(rest, what) : rest.n;
    return at < rest.n ? from + at : PLACE_NONE;
}

size_t place_find(const struct document_places *places, struct str what)
{
    size_t at = place_find_from(places, places->cursor, what);
    return at == PLACE_NONE && places->cursor > places->block ? place_find_from(places, places->block, what) : at;
}

bool place_is_escaped(const struct document_places *places, size_t offset)
{
    size_t backslashes = 0;
    while (backslashes < offset && places->text.p[offset - 1 - backslashes] == '\\')
        backslashes++;
    return backslashes % 2 == 1;
}

static size_t line_of(const struct document_places *places, size_t offset)
{
    size_t low = 0, high = places->lines.n;

    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (places->lines.v[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Lines may be long and hold many things: counting goes on from the last place on the same line. */
static size_t column_of(struct document_places *places, size_t line, size_t offset)
{
    size_t from = places->lines.n ? places->lines.v[line] : 0, col = 1;

    if (places->known > from && places->known <= offset) {
        from = places->known;
        col = places->known_col;
    }
    col += str_code_points(str_sub(places->text, from, offset));
    places->known = offset;
    places->known_col = col;
    return col;
}

struct pos place_pos(struct document_places *places, size_t offset, size_t size)
{
    struct pos pos = places->start;

    if (offset == PLACE_NONE) {
        offset = places->block;
        size = 0;
    }
    struct str marked = str_sub(places->text, offset, offset + size);
    if (places->is_value && !places->indent) {
        pos = yaml_written_pos(&places->written, offset);
    } else {
        size_t line = line_of(places, offset);
        pos.line += (uint32_t)line;
        pos.col = (uint32_t)column_of(places, line, offset) + (places->is_value ? places->indent - 1 : 0);
    }
    pos.len = (uint32_t)str_code_points(str_sub(marked, 0, str_find(marked, '\n')));
    return pos;
}

struct pos place_line(struct document_places *places, size_t line, size_t column)
{
    size_t start = place_line_start(places, line), end = place_line_start(places, line + 1);
    size_t from = column && start + column - 1 < end ? start + column - 1 : start;

    while (end > from && strchr(" \t\r\n", places->text.p[end - 1]))
        end--;
    return place_pos(places, from, end - from);
}
