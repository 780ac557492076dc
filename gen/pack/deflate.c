/* Packs entries on all cores. Small content goes through libdeflate in one piece; large files are streamed
 * through zlib into the spill file, so that memory stays bounded whatever is packed. What is chosen depends on
 * content and size only, never on threads or timing. */
#include <errno.h>
#include <libdeflate.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/pool.h"
#include "pack/deflate.h"
#include "pack/format.h"

/* Level 1 of libdeflate makes packages 5 % larger than level 6 in two fifths of its time; zlib is slow enough at 4. */
enum { LEVEL = 1, STREAM_LEVEL = 4, CHUNK = 1 << 20 };
#define WHOLE_MAX ((uint64_t)16 << 20)      /* files up to here are read as a whole */
#define MEMORY_MAX ((uint64_t)64 << 20)     /* packed bytes kept in memory; the rest goes to the spill file */

struct turn { uint64_t size; size_t entry; };

struct packing {
    struct entries *entries;
    struct spill *spill;
    struct turn *order;                     /* large ones first, so that no thread is left with one at the end */
    struct packer **packers;                /* one a worker */
    struct arena **kept;                    /* one a worker: packed bytes */
};

/* Full reads, short only at the end of the file; -1 on an error. */
static ssize_t read_at(int fd, void *bytes, size_t size, uint64_t offset)
{
    size_t done = 0;
    while (done < size) {
        ssize_t n = pread(fd, (char *)bytes + done, size - done, (off_t)(offset + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        done += (size_t)n;
    }
    return (ssize_t)done;
}

/* Puts packed bytes where they can wait: memory while there is room, the spill file afterwards. */
static void keep(struct packing *packing, struct entry *entry, const char *bytes, size_t size, struct worker *worker)
{
    if (atomic_fetch_add(&packing->spill->kept, size) + size <= MEMORY_MAX) {
        char *copy = arena_bytes(packing->kept[worker->index], size + 1);
        memcpy(copy, bytes, size);
        entry->bytes = (struct str){copy, size};
        return;
    }
    entry->fd = packing->spill->fd;
    entry->offset = spill_put(packing->spill, (struct str){bytes, size}, S(""));
    entry->bytes = (struct str){NULL, 0};
}

static bool worth(uint64_t packed, uint64_t size)
{
    return packed < size && !(size > PACKAGE_RATIO_FREE && packed * PACKAGE_RATIO_OURS < size);
}

static bool settle_digest(struct entry *entry, struct digest digest)
{
    if (!digest_is_zero(entry->digest) && !digest_eq(entry->digest, digest))
        return false;
    entry->digest = digest;
    return true;
}

struct packer *packer_new(void)
{
    struct packer *packer = (struct packer *)libdeflate_alloc_compressor(LEVEL);
    if (packer == NULL)
        die(EXIT_MACHINE, "out of memory");
    return packer;
}

void packer_free(struct packer *packer)
{
    libdeflate_free_compressor((struct libdeflate_compressor *)packer);
}

struct str packer_run(struct packer *packer, struct arena *scratch, struct entry *entry)
{
    struct str content = entry->bytes;
    entry->crc = libdeflate_crc32(0, content.p, content.n);
    entry->packed = content.n;
    if (entry->store || content.n == 0)
        return content;
    char *out = arena_bytes(scratch, content.n);
    size_t packed = libdeflate_deflate_compress((struct libdeflate_compressor *)packer, content.p, content.n, out, content.n - 1);
    if (packed == 0 || !worth(packed, content.n))
        return content;
    entry->deflated = true;
    entry->packed = packed;
    entry->packed_digest = digest_of((struct str){out, packed});
    return (struct str){out, packed};
}

static void pack_whole(struct packing *packing, struct entry *entry, struct str content, struct worker *worker)
{
    bool from_disk = entry->from.n > 0;
    if (from_disk || digest_is_zero(entry->digest)) {
        entry->changed = content.n != entry->size || !settle_digest(entry, digest_of(content));
        if (entry->changed)
            return;
    }
    entry->bytes = content;
    struct str packed = packer_run(packing->packers[worker->index], worker->scratch, entry);
    if (from_disk || entry->deflated)
        keep(packing, entry, packed.p, packed.n, worker);
}

/* A pass over a large file: digest and CRC, and through `stream` (when given) into the spill file. */
static bool pass(struct entry *entry, int fd, z_stream *stream, struct spill *spill, struct worker *worker)
{
    unsigned char *in = (unsigned char *)arena_bytes(worker->scratch, CHUNK);
    unsigned char *out = (unsigned char *)arena_bytes(worker->scratch, CHUNK);
    struct digest_stream *content = digest_begin(), *packed = digest_begin();
    uint64_t at = 0, written = 0;
    ssize_t n;
    bool more = true;
    entry->crc = 0;
    while (more && (n = read_at(fd, in, CHUNK, at)) >= 0) {
        at += (uint64_t)n;
        more = n == CHUNK;
        digest_add(content, in, (size_t)n);
        entry->crc = libdeflate_crc32(entry->crc, in, (size_t)n);
        if (stream == NULL)
            continue;
        stream->next_in = in;
        stream->avail_in = (unsigned)n;
        do {
            stream->next_out = out;
            stream->avail_out = CHUNK;
            deflate(stream, more ? Z_NO_FLUSH : Z_FINISH);
            size_t made = CHUNK - stream->avail_out;
            if (entry->offset + written + made > entry->offset + entry->packed)
                more = false, made = 0;     /* grew while it was read: refused below */
            digest_add(packed, out, made);
            spill_write(spill, out, made, entry->offset + written);
            written += made;
        } while (stream->avail_out == 0 && more);
    }
    entry->packed = stream != NULL ? written : at;
    entry->packed_digest = digest_end(packed);
    return settle_digest(entry, digest_end(content)) && at == entry->size;
}

/* The first piece decides: what does not shrink by a twentieth is stored. */
static bool shrinks(struct packing *packing, int fd, struct worker *worker)
{
    char *in = arena_bytes(worker->scratch, CHUNK), *out = arena_bytes(worker->scratch, CHUNK);
    ssize_t n = read_at(fd, in, CHUNK, 0);
    if (n <= 0)
        return false;
    size_t limit = (size_t)n - (size_t)n / 20;
    return libdeflate_deflate_compress((struct libdeflate_compressor *)packing->packers[worker->index], in, (size_t)n, out, limit) > 0;
}

static void pack_large(struct packing *packing, struct entry *entry, struct worker *worker)
{
    enum file_problem problem;
    uint64_t size;
    int fd = file_open(packing->entries->folder, str_c(worker->scratch, entry->from), &size, &problem);
    entry->changed = fd < 0 || size != entry->size;
    if (fd < 0)
        return;
    z_stream stream = {0};
    if (!entry->changed && !entry->store && shrinks(packing, fd, worker)) {
        if (deflateInit2(&stream, STREAM_LEVEL, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            die(EXIT_MACHINE, "out of memory");
        entry->packed = deflateBound(&stream, size);
        entry->offset = atomic_fetch_add(&packing->spill->used, entry->packed);
        entry->changed = !pass(entry, fd, &stream, packing->spill, worker);
        deflateEnd(&stream);
        entry->deflated = !entry->changed && worth(entry->packed, entry->size);
        entry->fd = entry->deflated ? packing->spill->fd : -1;
        if (!entry->deflated)
            entry->packed = entry->size;
    } else if (!entry->changed) {
        entry->changed = !pass(entry, fd, NULL, NULL, worker);
    }
    close(fd);
}

static void pack_one(void *context, size_t i, struct worker *worker)
{
    struct packing *packing = context;
    struct entry *entry = &packing->entries->list.v[packing->order[i].entry];
    struct str content = entry->bytes;
    if (entry->fd >= 0)
        return;                                 /* made elsewhere: a nested ZIP */
    if (entry->from.n > 0 && entry->size > WHOLE_MAX) {
        pack_large(packing, entry, worker);
        return;
    }
    if (entry->from.n > 0) {
        const char *path = str_c(worker->scratch, entry->from);
        if (file_read(worker->scratch, packing->entries->folder, path, WHOLE_MAX, &content) != FILE_FINE) {
            entry->changed = true;
            return;
        }
    }
    pack_whole(packing, entry, content, worker);
}

static int by_size(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->size != y->size)
        return x->size < y->size ? 1 : -1;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static struct turn *large_first(struct entries *entries, size_t first)
{
    size_t n = entries->list.n - first;
    struct turn *order = arena_array(entries->arena, n + 1, struct turn);
    for (size_t i = 0; i < n; i++)
        order[i] = (struct turn){entries->list.v[first + i].size, first + i};
    qsort(order, n, sizeof *order, by_size);
    return order;
}

bool entries_pack(struct pool *pool, struct entries *entries, size_t first, struct spill *spill,
                  struct package_problem *problem)
{
    unsigned workers = pool_size(pool);
    struct packing packing = {.entries = entries, .spill = spill, .order = large_first(entries, first)};
    packing.packers = arena_array(entries->arena, workers, struct packer *);
    packing.kept = arena_array(entries->arena, workers, struct arena *);
    for (unsigned i = 0; i < workers; i++) {
        packing.kept[i] = arena_new();
        packing.packers[i] = packer_new();
    }
    pool_run(pool, entries->list.n - first, pack_one, &packing);
    for (unsigned i = 0; i < workers; i++) {
        packer_free(packing.packers[i]);
        arena_adopt(entries->arena, packing.kept[i]);
        arena_free(packing.kept[i]);
    }
    for (size_t i = first; i < entries->list.n; i++) {
        const struct entry *entry = &entries->list.v[i];
        if (entry->changed)
            return package_fail(problem, EXIT_MACHINE, "'%.*s' cannot be read or changed while the package was made",
                                STR(entry->from));
    }
    return true;
}
