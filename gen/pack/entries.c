/* The list of entries, and the file that packed bytes spill into. */
#include "pack/entries.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/tree.h"
#include "pack/spool.h"

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

struct entry *entries_put_file(struct entries *entries, struct str name, const struct tree_file *file, const struct spool *spool)
{
    struct entry *entry = entries_put(entries, name, file->bytes, file->media_type);
    if (file->stored) {
        spool_entry(spool, file->mark, entry);
    } else if (file->from.n > 0) {
        entry->from = file->from;
        entry->digest = file->digest;
        entry->size = file->size;
    }
    return entry;
}

void entries_put_tree(struct entries *entries, const char *prefix, const struct tree *tree, const struct spool *spool)
{
    for (size_t i = 0; i < tree->list.n; i++) {
        const struct tree_file *file = &tree->list.v[i];
        entries_put_file(entries, str_printf(entries->arena, "%s%.*s", prefix, STR(file->path)), file, spool);
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

void spill_write(struct spill *spill, const void *bytes, size_t size, uint64_t offset)
{
    const char *p = bytes;
    while (size > 0) {
        ssize_t n = pwrite(spill->fd, p, size, (off_t)offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            die(EXIT_MACHINE, "cannot write a temporary file: %s", strerror(n < 0 ? errno : ENOSPC));
        p += n;
        size -= (size_t)n;
        offset += (uint64_t)n;
    }
}

uint64_t spill_put(struct spill *spill, struct str first, struct str second)
{
    uint64_t offset = atomic_fetch_add(&spill->used, first.n + second.n);
    spill_write(spill, first.p, first.n, offset);
    spill_write(spill, second.p, second.n, offset + first.n);
    return offset;
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
