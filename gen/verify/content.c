/* The identifier of a package's content. */
#include "verify/content.h"

#include <stdlib.h>

#include "pack/format.h"

struct line { struct str name; struct digest digest; };

struct lines {
    struct arena *arena;
    vec(struct line) list;
};

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct line *)a)->name, ((const struct line *)b)->name);
}

static void add(struct lines *lines, struct str name, struct digest digest)
{
    *vec_add(lines->arena, &lines->list) = (struct line){name, digest};
}

/* "data/site.zip/" -> "data/site" */
static struct str unpacked(const struct zip *nested)
{
    return str_sub(nested->place, 0, nested->place.n - sizeof PACKAGE_NESTED);
}

static void add_nested(struct lines *lines, const struct zip *nested)
{
    for (size_t i = 0; i < nested->entries.n; i++) {
        const struct zip_entry *entry = &nested->entries.v[i];
        add(lines, str_printf(lines->arena, "%.*s/%.*s", STR(unpacked(nested)), STR(entry->name)), entry->digest);
    }
}

/* Is this entry a nested ZIP, or the list beside it? */
static bool stands_for_nested(struct str name, struct zip *const *nested, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str folder = unpacked(nested[i]), rest = str_sub(name, folder.n, name.n);
        if (str_starts(name, folder) && (str_is(rest, PACKAGE_NESTED) || str_is(rest, PACKAGE_NESTED_LIST)))
            return true;
    }
    return false;
}

struct digest content_digest(struct arena *arena, const struct zip *outer, struct zip *const *nested, size_t count)
{
    struct lines lines = {.arena = arena};
    for (size_t i = 0; i < outer->entries.n; i++) {
        const struct zip_entry *entry = &outer->entries.v[i];
        if (str_starts(entry->name, S(PACKAGE_PAYLOAD)) && !stands_for_nested(entry->name, nested, count))
            add(&lines, entry->name, entry->digest);
    }
    for (size_t i = 0; i < count; i++)
        add_nested(&lines, nested[i]);
    if (lines.list.n == 0)
        return (struct digest){{0}};
    qsort(lines.list.v, lines.list.n, sizeof *lines.list.v, by_name);
    struct digest_stream *stream = digest_begin();
    for (size_t i = 0; i < lines.list.n; i++) {
        struct str line = str_printf(arena, "%.*s  %.*s\n", STR(digest_hex(arena, lines.list.v[i].digest)), STR(lines.list.v[i].name));
        digest_add(stream, line.p, line.n);
    }
    return digest_end(stream);
}
