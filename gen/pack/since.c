/* Comparing a package with the one before it. */
#include "pack/since.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/path.h"
#include "base/tree.h"
#include "pack/existing.h"
#include "pack/format.h"

#define FILES PACKAGE_SITE "/files/"
#define SOURCE PACKAGE_SOURCE "/"

/* A file of the older package. */
struct old { struct str name; struct digest digest; bool seen; };

struct comparing {
    struct arena *arena;
    struct map *old;
    vec(struct old *) list;
    struct since *since;
};

static bool is_compared(struct str name)
{
    return str_starts(name, S(FILES)) || str_starts(name, S(SOURCE));
}

/* Lines of sha256sum; `folder` is where their names are once all is unpacked. */
static void take_list(struct comparing *comparing, struct str text, const char *folder)
{
    struct str line;
    while (str_split(&text, '\n', &line)) {
        struct old *old = arena_new_of(comparing->arena, struct old);
        old->name = str_printf(comparing->arena, "%s%.*s", folder, STR(str_sub(line, 66, line.n)));
        if (!is_compared(old->name) || !digest_parse(str_sub(line, 0, 64), &old->digest))
            continue;
        map_put(comparing->old, old->name, old);
        *vec_add(comparing->arena, &comparing->list) = old;
    }
}

static bool read_list(struct comparing *comparing, struct existing *existing, const char *name, const char *folder)
{
    struct str text;
    if (!entries_find(&existing->entries, name))
        return true;
    if (!existing_read(existing, str_of(name), &text))
        return false;
    take_list(comparing, text, folder);
    return true;
}

static bool read_old(struct comparing *comparing, const char *path, struct package_problem *problem)
{
    struct existing existing;
    return existing_open(comparing->arena, path, &existing, problem) && read_list(comparing, &existing, PACKAGE_MANIFEST, "")
        && read_list(comparing, &existing, PACKAGE_SITE PACKAGE_NESTED_LIST, PACKAGE_SITE "/")
        && read_list(comparing, &existing, PACKAGE_SOURCE PACKAGE_NESTED_LIST, PACKAGE_SOURCE "/");
}

static void put(struct comparing *comparing, struct str name, enum since_what what)
{
    *vec_add(comparing->arena, &comparing->since->lines) = (struct since_line){name, what};
    comparing->since->counts[what]++;
}

static void compare_tree(struct comparing *comparing, const struct tree *tree, const char *folder)
{
    for (size_t i = 0; tree != NULL && i < tree->list.n; i++) {
        const struct tree_file *file = &tree->list.v[i];
        struct str name = str_printf(comparing->arena, "%s/%.*s", folder, STR(file->path));
        if (!is_compared(name))
            continue;
        struct digest digest = file->from.n > 0 ? file->digest : digest_of(file->bytes);
        struct old *old = map_find(comparing->old, name);
        put(comparing, name, old == NULL ? SINCE_NEW : digest_eq(old->digest, digest) ? SINCE_SAME : SINCE_REPLACED);
        if (old != NULL)
            old->seen = true;
    }
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct since_line *)a)->name, ((const struct since_line *)b)->name);
}

bool since_compare(struct arena *arena, const struct package_input *input, const char *path, struct since *since,
                   struct package_problem *problem)
{
    struct comparing comparing = {.arena = arena, .old = map_new(arena), .since = since};
    *since = (struct since){.package = path_name(str_of(path))};
    if (!read_old(&comparing, path, problem))
        return false;
    compare_tree(&comparing, input->site, PACKAGE_SITE);
    compare_tree(&comparing, input->source, PACKAGE_SOURCE);
    for (size_t i = 0; i < comparing.list.n; i++)
        if (!comparing.list.v[i]->seen)
            put(&comparing, comparing.list.v[i]->name, SINCE_WITHDRAWN);
    if (since->lines.n > 0)
        qsort(since->lines.v, since->lines.n, sizeof *since->lines.v, by_name);
    return true;
}

struct str since_text(struct arena *arena, const struct since *since)
{
    static const char *const words[SINCE_KINDS] = {"new", "replaced", "withdrawn", "same"};
    struct buf out = {0};
    buf_printf(&out, "Since: %.*s\nContent-SHA256: %.*s\n", STR(since->package), STR(digest_hex(arena, since->content)));
    for (int what = 0; what < SINCE_KINDS; what++)
        buf_printf(&out, "%s: %zu\n", words[what], since->counts[what]);
    buf_putc(&out, '\n');
    for (size_t i = 0; i < since->lines.n; i++)
        if (since->lines.v[i].what != SINCE_SAME)
            buf_printf(&out, "%-9s  %.*s\n", words[since->lines.v[i].what], STR(since->lines.v[i].name));
    struct str text = buf_copy(arena, &out);
    buf_free(&out);
    return text;
}
