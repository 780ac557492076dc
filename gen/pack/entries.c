/* The list of entries, and the file that packed bytes spill into. */
#include "pack/entries.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/tree.h"

void entries_new(struct arena *arena, struct entries *entries, int folder)
{
    *entries = (struct entries){.arena = arena, .folder = folder};
}

struct entry *entries_put(struct entries *entries, struct str name, struct str bytes, const char *media_type)
{
    struct entry *entry = vec_add(entries->arena, &entries->list);
    entry->name = name;
    entry->bytes = bytes;
    entry->size = bytes.n;
    entry->media_type = media_type;
    entry->fd = -1;
    return entry;
}

void entries_put_tree(struct entries *entries, const char *prefix, const struct tree *tree)
{
    for (size_t i = 0; i < tree->list.n; i++) {
        const struct tree_file *file = &tree->list.v[i];
        struct str name = str_printf(entries->arena, "%s%.*s", prefix, STR(file->path));
        struct entry *entry = entries_put(entries, name, file->bytes, file->media_type);
        entry->from = file->from;
        entry->digest = file->digest;
        entry->size = file->from.n > 0 ? file->size : file->bytes.n;
    }
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

void entries_sort(struct entries *entries)
{
    if (entries->list.n > 1)
        qsort(entries->list.v, entries->list.n, sizeof *entries->list.v, by_name);
}

const struct entry *entries_find(const struct entries *entries, const char *name)
{
    for (size_t i = 0; i < entries->list.n; i++)
        if (str_is(entries->list.v[i].name, name))
            return &entries->list.v[i];
    return NULL;
}

void spill_open(struct spill *spill, const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[4096], name[4096];
    snprintf(folder, sizeof folder, "%.*s", slash != NULL ? (int)(slash - path) + 1 : 1, slash != NULL ? path : ".");
    spill->used = 0;
    spill->kept = 0;
    spill->fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (spill->fd >= 0)
        return;
    if (snprintf(name, sizeof name, "%s/.spill-XXXXXX", folder) >= (int)sizeof name
        || (spill->fd = mkostemp(name, O_CLOEXEC)) < 0)
        die(EXIT_MACHINE, "cannot make a temporary file in '%s': %s", folder, strerror(errno));
    unlink(name);
}

void spill_close(struct spill *spill)
{
    close(spill->fd);
}

bool package_fail(struct package_problem *problem, enum exit_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    problem->status = status;
    vsnprintf(problem->message, sizeof problem->message, format, arguments);
    va_end(arguments);
    return false;
}
