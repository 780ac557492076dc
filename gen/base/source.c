/* Source files and places in them. */
#include "base/source.h"

#include "base/arena.h"

void sources_new(struct arena *arena, struct sources *sources)
{
    *sources = (struct sources){ .arena = arena };
    (void)vec_add(arena, &sources->list);       /* index 0: nowhere */
}

uint32_t sources_add(struct sources *sources, struct str shown, struct str path)
{
    struct source *source = vec_add(sources->arena, &sources->list);
    source->shown = str_copy(sources->arena, shown);
    source->path = str_copy(sources->arena, path);
    return (uint32_t)(sources->list.n - 1);
}

struct str sources_shown(const struct sources *sources, uint32_t file)
{
    return file < sources->list.n ? sources->list.v[file].shown : (struct str){ 0 };
}

struct pos pos_of_offset(uint32_t file, struct str text, size_t offset, size_t len)
{
    uint32_t line = 1;
    struct str rest = text;

    if (offset > text.n)
        offset = text.n;
    for (;;) {
        size_t end = str_find(rest, '\n');
        size_t start = (size_t)(text.n - rest.n);
        if (start + end >= offset || end == rest.n) {
            struct str before = str_sub(text, start, offset);
            struct str marked = str_sub(text, offset, len < start + end - offset ? offset + len : start + end);
            return (struct pos){ file, line, (uint32_t)str_code_points(before) + 1, (uint32_t)str_code_points(marked) };
        }
        rest = str_sub(rest, end + 1, rest.n);
        line++;
    }
}

static int cmp(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

int pos_cmp(const struct sources *sources, struct pos a, struct pos b)
{
    if (a.file != b.file) {
        int order = str_cmp(sources_shown(sources, a.file), sources_shown(sources, b.file));
        return order ? order : cmp(a.file, b.file);
    }
    int order = cmp(a.line, b.line);
    return order ? order : cmp(a.col, b.col);
}
