/* Packed pages in a file: each with what is known of it in front. */
#include "pack/spool.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/pool.h"
#include "pack/deflate.h"

struct spool {
    struct tree_store store;
    struct spill spill;
    struct packer **packers;        /* one a worker */
    unsigned n_packers;
};

/* Stands in front of the packed bytes. Never leaves this process, so its layout is the compiler's. */
struct head {
    uint64_t size, packed;
    struct digest digest, packed_digest;
    uint32_t crc;
    bool deflated;
};

static uint64_t take(void *context, struct worker *worker, struct str path, const struct str *pieces, size_t n)
{
    (void)path;
    struct spool *spool = context;
    struct str bytes = n == 1 ? *pieces : str_join(worker->scratch, pieces, n);
    struct entry entry = { .bytes = bytes, .size = bytes.n, .digest = digest_of(bytes) };
    struct str packed = packer_run(spool->packers[worker->index], worker->scratch, &entry);
    struct head head = { entry.size, entry.packed, entry.digest, entry.packed_digest, entry.crc, entry.deflated };
    return spill_put(&spool->spill, (struct str){ (const char *)&head, sizeof head }, packed);
}

struct spool *spool_open(struct arena *arena, const struct pool *pool, const char *path)
{
    struct spool *spool = arena_new_of(arena, struct spool);
    spill_open(&spool->spill, path);
    spool->store = (struct tree_store){ spool, take };
    spool->n_packers = pool_size(pool);
    spool->packers = arena_array(arena, spool->n_packers, struct packer *);
    for (unsigned i = 0; i < spool->n_packers; i++)
        spool->packers[i] = packer_new();
    return spool;
}

void spool_close(struct spool *spool)
{
    for (unsigned i = 0; i < spool->n_packers; i++)
        packer_free(spool->packers[i]);
    spill_close(&spool->spill);
}

const struct tree_store *spool_store(struct spool *spool)
{
    return &spool->store;
}

void spool_entry(const struct spool *spool, uint64_t mark, struct entry *entry)
{
    struct head head;
    if (pread(spool->spill.fd, &head, sizeof head, (off_t)mark) != sizeof head)
        die(EXIT_MACHINE, "cannot read a temporary file");
    entry->size = head.size;
    entry->packed = head.packed;
    entry->digest = head.digest;
    entry->packed_digest = head.packed_digest;
    entry->crc = head.crc;
    entry->deflated = head.deflated;
    entry->fd = spool->spill.fd;
    entry->offset = mark + sizeof head;
}
