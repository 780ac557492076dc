/* Reading a package that exists, and writing it anew with entries added or replaced. */
#include "pack/existing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/arena.h"
#include "base/pool.h"
#include "base/tree.h"
#include "pack/bag.h"
#include "pack/format.h"

static zip_t *open_reader(const char *path)
{
    int code;
    return zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);
}

/* The number behind "META-INF/signature", or 0. */
static unsigned signature_number(struct str name)
{
    struct str start = S("META-INF/signature");
    uint64_t number;
    if (!str_starts(name, start) || !str_ends(name, S(".p7s")))
        return 0;
    return str_u64(str_sub(name, start.n, name.n - 4), &number) && number < 1000 ? (unsigned)number : 0;
}

static bool read_listing(struct existing *existing)
{
    zip_t *zip = open_reader(existing->path);
    if (zip == NULL)
        return package_fail(existing->problem, EXIT_MACHINE, "'%s' is no readable package", existing->path);
    zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t stat;
        if (zip_stat_index(zip, (zip_uint64_t)i, 0, &stat) != 0)
            continue;
        struct str name = str_copy(existing->arena, str_of(stat.name));
        struct entry *entry = entries_put(&existing->entries, name, (struct str){NULL, 0}, media_type_of(name));
        entry->size = stat.size;
        if (signature_number(name) > existing->signatures)
            existing->signatures = signature_number(name);
    }
    zip_discard(zip);
    if (count < 1 || (zip_int64_t)existing->entries.list.n != count
        || !str_is(existing->entries.list.v[0].name, PACKAGE_MIMETYPE_NAME)
        || entries_find(&existing->entries, PACKAGE_TAG_MANIFEST) == NULL)
        return package_fail(existing->problem, EXIT_USAGE, "'%s' is no package of this kind", existing->path);
    return true;
}

/* The time that the entries have already, so that new ones fit in. */
static bool read_time(struct existing *existing)
{
    unsigned char head[14];
    int fd = open(existing->path, O_RDONLY | O_CLOEXEC);
    bool fine = fd >= 0 && pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head;
    if (fd >= 0)
        close(fd);
    if (!fine)
        return package_fail(existing->problem, EXIT_MACHINE, "cannot read '%s': %s", existing->path, strerror(errno));
    existing->time = (struct zip_time){(uint16_t)(head[10] | head[11] << 8), (uint16_t)(head[12] | head[13] << 8)};
    return true;
}

bool existing_open(struct arena *arena, const char *path, struct existing *existing, struct package_problem *problem)
{
    *existing = (struct existing){.arena = arena, .path = path, .problem = problem};
    entries_new(arena, &existing->entries, -1);
    return read_listing(existing) && read_time(existing);
}

bool existing_may_change(const struct existing *existing)
{
    if (entries_find(&existing->entries, PACKAGE_ARCHIVE) == NULL)
        return true;
    return package_fail(existing->problem, EXIT_USAGE, "'%s' has an archive time-stamp: nothing in it may change any more", existing->path);
}

struct hashing {
    struct existing *existing;
    zip_t **readers;                    /* one a worker, opened when needed */
};

/* Hashes entry i; whatever cannot be read in full counts as changed. */
static void hash_entry(void *context, size_t i, struct worker *worker)
{
    enum { PIECE = 1 << 18 };
    struct hashing *hashing = context;
    struct entry *entry = &hashing->existing->entries.list.v[i];
    zip_t **reader = &hashing->readers[worker->index];
    if (*reader == NULL && (*reader = open_reader(hashing->existing->path)) == NULL) {
        entry->changed = true;
        return;
    }
    zip_file_t *file = zip_fopen_index(*reader, i, 0);
    struct digest_stream *stream = digest_begin();
    char *piece = arena_bytes(worker->scratch, PIECE);
    zip_int64_t n = -1;
    uint64_t total = 0;
    while (file != NULL && (n = zip_fread(file, piece, PIECE)) > 0) {
        digest_add(stream, piece, (size_t)n);
        total += (uint64_t)n;
    }
    entry->digest = digest_end(stream);
    entry->changed = n < 0 || total != entry->size || file == NULL || zip_fclose(file) != 0;
}

bool existing_hash(struct existing *existing, struct pool *pool)
{
    unsigned workers = pool_size(pool);
    struct hashing hashing = {existing, arena_array(existing->arena, workers, zip_t *)};
    pool_run(pool, existing->entries.list.n, hash_entry, &hashing);
    for (unsigned i = 0; i < workers; i++)
        if (hashing.readers[i] != NULL)
            zip_discard(hashing.readers[i]);
    for (size_t i = 0; i < existing->entries.list.n; i++)
        if (existing->entries.list.v[i].changed)
            return package_fail(existing->problem, EXIT_MACHINE, "'%.*s' in '%s' is damaged",
                                STR(existing->entries.list.v[i].name), existing->path);
    return true;
}

bool existing_read(struct existing *existing, struct str name, struct str *content)
{
    const struct entry *entry = entries_find(&existing->entries, str_c(existing->arena, name));
    zip_t *zip = entry != NULL && entry->size <= PACKAGE_TEXT_MAX ? open_reader(existing->path) : NULL;
    zip_file_t *file = zip != NULL ? zip_fopen(zip, str_c(existing->arena, name), 0) : NULL;
    bool fine = false;
    if (file != NULL) {
        char *bytes = arena_bytes(existing->arena, (size_t)entry->size + 1);
        fine = zip_fread(file, bytes, entry->size + 1) == (zip_int64_t)entry->size;
        *content = (struct str){bytes, (size_t)entry->size};
        zip_fclose(file);
    }
    if (zip != NULL)
        zip_discard(zip);
    return fine || package_fail(existing->problem, EXIT_USAGE, "'%.*s' cannot be read from '%s'", STR(name), existing->path);
}

static bool copy_bytes(int from, int to)
{
    enum { PIECE = 1 << 20 };
    ssize_t n;
    off_t at = 0;
    while ((n = copy_file_range(from, NULL, to, NULL, (size_t)1 << 30, 0)) > 0)
        ;
    if (n == 0)
        return true;
    char *piece = malloc(PIECE);
    bool fine = piece != NULL && lseek(to, 0, SEEK_SET) == 0 && ftruncate(to, 0) == 0;
    while (fine && (n = pread(from, piece, PIECE, at)) > 0) {
        at += n;
        fine = write(to, piece, (size_t)n) == n;
    }
    free(piece);
    return fine && n == 0;
}

static bool copy_file(const char *from, const char *to)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_TRUNC | O_CLOEXEC);
    bool fine = in >= 0 && out >= 0 && copy_bytes(in, out);
    int error = errno;
    if (in >= 0)
        close(in);
    if (out >= 0 && close(out) != 0)
        fine = false;
    errno = error;
    return fine;
}

bool existing_change(struct existing *existing, struct pool *pool, struct entries *changes, struct package_result *result)
{
    struct spill spill;
    size_t count, added = 0;
    for (size_t i = 0; i < changes->list.n; i++)
        added += entries_find(&existing->entries, str_c(existing->arena, changes->list.v[i].name)) == NULL;
    spill_open(&spill, existing->path);
    bool packed = entries_pack(pool, changes, 0, &spill, existing->problem);
    spill_close(&spill);            /* what is stored stays in memory */
    if (!packed)
        return false;
    const char *temporary = beside_new(existing->arena, existing->path);
    if (!copy_file(existing->path, temporary)) {
        int error = errno;
        unlink(temporary);
        return package_fail(existing->problem, EXIT_MACHINE, "cannot copy '%s': %s", existing->path, strerror(error));
    }
    if (!container_change(changes, temporary, existing->time, existing->problem)) {
        unlink(temporary);
        return false;
    }
    struct measured whole = beside_publish(temporary, existing->path);
    *result = (struct package_result){.digest = whole.digest, .size = whole.size, .signatures = existing->signatures};
    result->entries = existing->entries.list.n + added;
    result->payload = bag_payload(&existing->entries, &count);
    return true;
}
