/* A signature for a package that exists. The old entries are copied as they are; the manifest and the signature
 * follow behind them. */
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
#include "pack/container.h"
#include "pack/format.h"
#include "pack/signer.h"

struct signing {
    struct arena *arena;
    struct pool *pool;
    const char *path;
    struct entries covered;             /* what stands in the package */
    struct zip_time time;               /* of its first entry */
    unsigned number;                    /* of the new signature */
    zip_t **readers;                    /* one a worker, opened when needed */
    struct package_problem *problem;
};

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

static bool read_listing(struct signing *signing)
{
    zip_t *zip = open_reader(signing->path);
    if (zip == NULL)
        return package_fail(signing->problem, EXIT_MACHINE, "'%s' is no readable package", signing->path);
    zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t stat;
        if (zip_stat_index(zip, (zip_uint64_t)i, 0, &stat) != 0)
            continue;
        struct str name = str_copy(signing->arena, str_of(stat.name));
        struct entry *entry = entries_put(&signing->covered, name, (struct str){NULL, 0}, media_type_of(name));
        entry->size = stat.size;
        if (signature_number(name) >= signing->number)
            signing->number = signature_number(name) + 1;
    }
    zip_discard(zip);
    const struct entry *first = signing->covered.list.v;
    if (count < 1 || !str_is(first->name, PACKAGE_MIMETYPE_NAME)
        || entries_find(&signing->covered, PACKAGE_TAG_MANIFEST) == NULL)
        return package_fail(signing->problem, EXIT_USAGE, "'%s' is no package of this kind", signing->path);
    return true;
}

/* Hashes entry i; whatever cannot be read in full counts as changed. */
static void hash_entry(void *context, size_t i, struct worker *worker)
{
    enum { PIECE = 1 << 18 };
    struct signing *signing = context;
    struct entry *entry = &signing->covered.list.v[i];
    zip_t **reader = &signing->readers[worker->index];
    if (*reader == NULL && (*reader = open_reader(signing->path)) == NULL) {
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

static bool hash_all(struct signing *signing)
{
    unsigned workers = pool_size(signing->pool);
    signing->readers = arena_array(signing->arena, workers, zip_t *);
    pool_run(signing->pool, signing->covered.list.n, hash_entry, signing);
    for (unsigned i = 0; i < workers; i++)
        if (signing->readers[i] != NULL)
            zip_discard(signing->readers[i]);
    for (size_t i = 0; i < signing->covered.list.n; i++)
        if (signing->covered.list.v[i].changed)
            return package_fail(signing->problem, EXIT_MACHINE, "'%.*s' in '%s' is damaged",
                                STR(signing->covered.list.v[i].name), signing->path);
    return true;
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

/* The time that the entries have already, so that the new ones fit in. */
static bool read_time(struct signing *signing)
{
    unsigned char head[14];
    int fd = open(signing->path, O_RDONLY | O_CLOEXEC);
    bool fine = fd >= 0 && pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head;
    if (fd >= 0)
        close(fd);
    if (!fine)
        return package_fail(signing->problem, EXIT_MACHINE, "cannot read '%s': %s", signing->path, strerror(errno));
    signing->time = (struct zip_time){(uint16_t)(head[10] | head[11] << 8), (uint16_t)(head[12] | head[13] << 8)};
    return true;
}

static bool append(struct signing *signing, struct entries *added, struct package_result *result)
{
    const char *temporary = beside_new(signing->arena, signing->path);
    if (!copy_file(signing->path, temporary)) {
        int error = errno;
        unlink(temporary);
        return package_fail(signing->problem, EXIT_MACHINE, "cannot copy '%s': %s", signing->path, strerror(error));
    }
    if (!container_append(added, temporary, signing->time, signing->problem)) {
        unlink(temporary);
        return false;
    }
    struct measured whole = beside_publish(temporary, signing->path);
    result->digest = whole.digest;
    result->size = whole.size;
    return true;
}

static bool add_signature(struct signing *signing, const struct signer *signer, int64_t source_date_epoch,
                          struct package_result *result)
{
    struct entries added;
    struct spill spill;
    entries_new(signing->arena, &added, -1);
    if (!cades_put(&added, &signing->covered, signer, signing->number, source_date_epoch, signing->problem))
        return false;
    spill_open(&spill, signing->path);
    bool fine = entries_pack(signing->pool, &added, 0, &spill, signing->problem) && append(signing, &added, result);
    spill_close(&spill);
    return fine;
}

bool package_sign(struct pool *pool, const char *path, const struct signer *signer, int64_t source_date_epoch,
                  struct package_result *result, struct package_problem *problem)
{
    struct signing signing = {.arena = arena_new(), .pool = pool, .path = path, .number = 1, .problem = problem};
    size_t count;
    *result = (struct package_result){.size = 0};
    entries_new(signing.arena, &signing.covered, -1);
    bool fine = read_listing(&signing) && hash_all(&signing) && read_time(&signing)
             && add_signature(&signing, signer, source_date_epoch, result);
    result->entries = signing.covered.list.n + 2;
    result->payload = bag_payload(&signing.covered, &count);
    result->signatures = signing.number;
    arena_free(signing.arena);
    return fine;
}
