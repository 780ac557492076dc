/* Marks of the parser into places of the file. */
#include "read/yaml_place.h"

#include <string.h>

static void break_add(struct arena *arena, struct yaml_places *places, size_t offset, enum text_oddity oddity)
{
    const struct yaml_break *last = places->breaks.n ? &places->breaks.v[places->breaks.n - 1] : NULL;
    size_t from = last ? last->offset : 0;
    struct yaml_break new = { .offset = offset, .oddity = oddity };
    size_t line = offset;

    while (line > from && places->text.p[line - 1] != '\n')
        line--;
    size_t base = last ? last->index : 0;
    new.index = base + str_code_points(str_sub(places->text, from, offset));
    new.line_index = line == from && last ? last->line_index : base + str_code_points(str_sub(places->text, from, line));
    *vec_add(arena, &places->breaks) = new;
}

bool yaml_places_new(struct arena *arena, struct yaml_places *places)
{
    enum text_oddity oddity;

    if (!text_is_utf8(places->diags, places->file, places->text, places->first_line))
        return false;
    for (size_t at = text_odd(places->text, 0, &oddity); oddity != TEXT_FINE;
         at = text_odd(places->text, at + 1, &oddity)) {
        if (oddity == TEXT_CONTROL || oddity == TEXT_MARK) {
            text_odd_report(places->diags, places->file, places->text, places->first_line, at, oddity);
            return false;
        }
        break_add(arena, places, at, oddity);
    }
    return true;
}

static size_t breaks_before(const struct yaml_places *places, size_t index)
{
    size_t low = 0, high = places->breaks.n;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (places->breaks.v[middle].index < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct pos yaml_pos(const struct yaml_places *places, yaml_mark_t mark)
{
    struct pos pos = { places->file, (uint32_t)mark.line + places->first_line, (uint32_t)mark.column + 1, 0 };
    size_t n = places->breaks.n ? breaks_before(places, mark.index) : 0;

    if (n) {
        const struct yaml_break *last = &places->breaks.v[n - 1];
        pos.line -= (uint32_t)n;
        if (mark.index - mark.column == last->index + 1)
            pos.col = (uint32_t)(mark.index - last->line_index) + 1;
    }
    return pos;
}

/* How many of the eight bytes begin a code point. */
static size_t begins8(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return 8 - (size_t)__builtin_popcountll(w >> 7 & ~(w >> 6) & 0x0101010101010101u);
}

size_t yaml_offset(struct yaml_places *places, yaml_mark_t mark)
{
    struct str text = places->text;

    if (mark.index < places->index)
        places->index = places->offset = 0;
    while (mark.index - places->index >= 8 && text.n - places->offset >= 8) {
        places->index += begins8(text.p + places->offset);
        places->offset += 8;
    }
    /* Now `index` code points begin before `offset`, and at most 8 are missing. */
    while (places->offset < text.n &&
           (places->index < mark.index || ((unsigned char)text.p[places->offset] & 0xC0) == 0x80))
        places->index += ((unsigned char)text.p[places->offset++] & 0xC0) != 0x80;
    return places->offset;
}

struct pos yaml_token_pos(struct yaml_places *places, yaml_mark_t start, yaml_mark_t end)
{
    struct pos pos = yaml_pos(places, start);

    if (start.line == end.line) {
        pos.len = (uint32_t)(end.column - start.column);
        return pos;
    }
    struct str rest = str_sub(places->text, yaml_offset(places, start), places->text.n);
    struct str line = str_trim(str_sub(rest, 0, str_find(rest, '\n')));
    pos.len = (uint32_t)str_code_points(line);
    return pos;
}

void yaml_breaks_settle(struct yaml_places *places, yaml_mark_t mark)
{
    while (places->settled < places->breaks.n && places->breaks.v[places->settled].index < mark.index)
        places->settled++;
}

bool yaml_breaks_check(const struct yaml_places *places, yaml_mark_t mark)
{
    if (places->settled == places->breaks.n)
        return true;
    const struct yaml_break *first = &places->breaks.v[places->settled];
    if (first->index >= mark.index)
        return true;
    text_odd_report(places->diags, places->file, places->text, places->first_line, first->offset, first->oddity);
    return false;
}
