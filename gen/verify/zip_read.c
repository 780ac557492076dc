/* The data of the entries: inflated to the last bit, checked and hashed, in pieces of fixed size. */
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/pool.h"
#include "pack/format.h"
#include "verify/zip.h"

enum { PIECE = 1 << 17 };
enum { DATA_LAST = 64, DATA_BOUNDARY = 128, DATA_BITS = 63 };    /* what zlib says in data_type (see inflate()) */

/* One entry being read. */
struct reading {
    const struct zip *zip;
    const struct zip_entry *entry;
    uint64_t taken;                 /* packed bytes read so far */
    uint64_t made;                  /* content bytes so far */
    uint32_t crc;
    struct digest_stream *packed;   /* of the packed bytes, or NULL */
    void (*sink)(void *context, const void *bytes, size_t size);
    void *context;
    uint8_t *in, *out;
    bool io_failed;
};

static size_t next_piece(struct reading *reading)
{
    uint64_t left = reading->entry->packed - reading->taken;
    size_t n = left < PIECE ? (size_t)left : PIECE;
    if (n > 0 && !zip_bytes(reading->zip, reading->entry->data + reading->taken, reading->in, n)) {
        reading->io_failed = true;
        return 0;
    }
    reading->taken += n;
    if (reading->packed != NULL)
        digest_add(reading->packed, reading->in, n);
    return n;
}

static void content(struct reading *reading, const uint8_t *bytes, size_t size)
{
    reading->made += size;
    reading->crc = (uint32_t)crc32(reading->crc, bytes, (unsigned)size);
    reading->sink(reading->context, bytes, size);
}

static const char *read_stored(struct reading *reading)
{
    size_t n;
    while ((n = next_piece(reading)) > 0)
        content(reading, reading->in, n);
    return NULL;
}

/* Between two blocks: `unused` bits of the last byte are not read yet. Bits that inflate skips must be 0: what
 * fills the byte behind the last block, and behind the header of a stored block. Needs the next byte in `stream`. */
static bool padding_is_zero(const z_stream *stream, uint8_t last, bool started)
{
    unsigned unused = started ? (unsigned)stream->data_type & DATA_BITS : 0;
    unsigned waiting = unused > 0 ? (unsigned)last >> (8 - unused) : 0;
    if (stream->data_type & DATA_LAST)
        return waiting == 0;
    if (unused >= 3)
        return (waiting & 6) != 0 || waiting >> 3 == 0;
    if (stream->avail_in == 0)
        return true;                                        /* cut off: found elsewhere */
    unsigned bits = waiting | (unsigned)stream->next_in[0] << unused;
    return (bits & 6) != 0 || bits >> 3 == 0;
}

static const char *inflate_blocks(struct reading *reading, z_stream *stream)
{
    uint8_t last = 0;
    bool started = false;
    int result = Z_OK;
    while (result != Z_STREAM_END) {
        if (stream->avail_in == 0) {
            stream->next_in = reading->in;
            stream->avail_in = (unsigned)next_piece(reading);
        }
        if (reading->io_failed)
            return NULL;
        bool boundary = !started || (stream->data_type & DATA_BOUNDARY) != 0;
        const uint8_t *before = stream->next_in;
        if (boundary && !padding_is_zero(stream, last, started))
            return "has hidden bits between its deflate blocks";
        started = true;
        stream->next_out = reading->out;
        stream->avail_out = PIECE;
        result = inflate(stream, Z_BLOCK);
        if (stream->next_in > before)
            last = stream->next_in[-1];
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return "has a damaged deflate stream";
        if (reading->made + (PIECE - stream->avail_out) > reading->entry->size)
            return "inflates to more than it declares";
        content(reading, reading->out, PIECE - stream->avail_out);
        if (result == Z_BUF_ERROR && stream->avail_in == 0 && reading->taken == reading->entry->packed)
            return "has a deflate stream that is cut off";
    }
    return stream->avail_in > 0 || reading->taken < reading->entry->packed ? "has bytes behind its deflate stream" : NULL;
}

static const char *read_deflated(struct reading *reading)
{
    z_stream stream = {0};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return "cannot be inflated: out of memory";
    const char *fault = inflate_blocks(reading, &stream);
    inflateEnd(&stream);
    return fault;
}

static const char *read_entry(struct reading *reading)
{
    const char *fault = reading->entry->method == ZIP_METHOD_STORED ? read_stored(reading) : read_deflated(reading);
    if (reading->io_failed)
        return "cannot be read";
    if (fault != NULL)
        return fault;
    if (reading->made != reading->entry->size)
        return "inflates to less than it declares";
    return reading->crc == reading->entry->crc ? NULL : "has another checksum than it declares";
}

/* --- all entries ------------------------------------------------------------------------------------ */

struct turn { struct zip *zip; struct zip_entry *entry; };

struct all {
    struct turn *turns;
    struct arena **kept;            /* one a worker: wanted texts */
};

struct content_sink { struct digest_stream *digest; char *text; size_t n; };

static void take_content(void *context, const void *bytes, size_t size)
{
    struct content_sink *sink = context;
    digest_add(sink->digest, bytes, size);
    if (sink->text != NULL)
        memcpy(sink->text + sink->n, bytes, size);
    sink->n += size;
}

static void read_one(void *context, size_t i, struct worker *worker)
{
    struct all *all = context;
    struct zip_entry *entry = all->turns[i].entry;
    struct content_sink sink = {.digest = digest_begin()};
    struct reading reading = {
        .zip = all->turns[i].zip, .entry = entry, .sink = take_content, .context = &sink,
        .in = (uint8_t *)arena_bytes(worker->scratch, PIECE), .out = (uint8_t *)arena_bytes(worker->scratch, PIECE),
        .packed = entry->method == ZIP_METHOD_DEFLATED ? digest_begin() : NULL,
    };
    if (entry->wanted) {
        sink.text = arena_bytes(all->kept[worker->index], (size_t)entry->size + 1);
        sink.text[entry->size] = '\0';
    }
    entry->fault = read_entry(&reading);
    entry->digest = digest_end(sink.digest);
    if (reading.packed != NULL)
        entry->packed_digest = digest_end(reading.packed);
    if (entry->fault == NULL && entry->wanted)
        entry->text = (struct str){sink.text, (size_t)entry->size};
}

/* Large ones first, so that no thread is left with one at the end. */
static int by_size(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->entry->size != y->entry->size)
        return x->entry->size < y->entry->size ? 1 : -1;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static struct turn *line_up(struct arena *arena, struct zip *const *zips, size_t count, size_t *n)
{
    *n = 0;
    for (size_t z = 0; z < count; z++)
        *n += zips[z]->entries.n;
    struct turn *turns = arena_array(arena, *n + 1, struct turn);
    size_t i = 0;
    for (size_t z = 0; z < count; z++)
        for (size_t e = 0; e < zips[z]->entries.n; e++)
            turns[i++] = (struct turn){zips[z], &zips[z]->entries.v[e]};
    qsort(turns, *n, sizeof *turns, by_size);
    return turns;
}

void zip_read(struct pool *pool, struct zip *const *zips, size_t count, struct judgement *judgement)
{
    unsigned workers = pool_size(pool);
    size_t n;
    struct all all = {.turns = line_up(judgement->arena, zips, count, &n)};
    all.kept = arena_array(judgement->arena, workers, struct arena *);
    for (unsigned i = 0; i < workers; i++)
        all.kept[i] = arena_new();
    pool_run(pool, n, read_one, &all);
    for (unsigned i = 0; i < workers; i++) {
        arena_adopt(judgement->arena, all.kept[i]);
        arena_free(all.kept[i]);
    }
    for (size_t z = 0; z < count; z++)
        for (size_t e = 0; e < zips[z]->entries.n; e++) {
            const struct zip_entry *entry = &zips[z]->entries.v[e];
            if (entry->fault != NULL)
                judge(judgement, PROBLEM_ZIP_DATA, zip_shown(judgement, zips[z], entry->name), "%s", entry->fault);
        }
}

/* --- another digest --------------------------------------------------------------------------------- */

static void take_digest(void *context, const void *bytes, size_t size)
{
    EVP_DigestUpdate(context, bytes, size);
}

bool zip_digest(const struct zip *zip, const struct zip_entry *entry, const EVP_MD *type, uint8_t *digest)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    struct arena *arena = arena_new();
    struct reading reading = {
        .zip = zip, .entry = entry, .sink = take_digest, .context = context,
        .in = (uint8_t *)arena_bytes(arena, PIECE), .out = (uint8_t *)arena_bytes(arena, PIECE),
    };
    bool fine = context != NULL && EVP_DigestInit_ex(context, type, NULL) == 1 && read_entry(&reading) == NULL
             && EVP_DigestFinal_ex(context, digest, NULL) == 1;
    EVP_MD_CTX_free(context);
    arena_free(arena);
    return fine;
}
