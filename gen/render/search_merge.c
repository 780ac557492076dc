/* The terms of all chunks become one sorted list, range by range: each range is a call of its own.
 *
 * A file of terms is dossier_search("NAME",["term","places","term","places",…]), terms sorted by their bytes. Places are
 * numbers (search_put_number): for each level from the highest down at which the term stands anywhere, the level, how
 * many sections there are, and their distances, each less one, the first from section -1. The level is the part of
 * BM25 that does not depend on the query, k = 1.2 and b = 0.75, in eighths of its limit. */
#include <stdlib.h>

#include "base/arena.h"
#include "render/search_index.h"

enum { SAMPLE_BYTES = 2 << 10, RANGE_BYTES = 256 << 10, LEVELS = 8 };

/* --- ranges --- */

struct samples { struct arena *arena; vec(struct str) list; };

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static size_t size_of(const struct search_term *term)
{
    size_t size = term->text.n;
    for (const struct search_bytes *block = term->first; block; block = block->next)
        size += block->n;
    return size;
}

/* A term for about every SAMPLE_BYTES. */
static void sample(struct samples *samples, const struct search_chunk *chunk)
{
    size_t bytes = 0;
    for (size_t i = 0; i < chunk->terms.list.n; i++) {
        const struct search_term *term = &chunk->terms.list.v[i];
        for (bytes += size_of(term); bytes >= SAMPLE_BYTES; bytes -= SAMPLE_BYTES)
            *vec_add(samples->arena, &samples->list) = term->text;
    }
}

size_t search_ranges(const struct search_index *index, struct str bounds[SEARCH_RANGES_MAX])
{
    struct samples samples = { .arena = index->arena };
    for (size_t c = 0; c < index->n_chunks; c++)
        sample(&samples, &index->chunks[c]);
    size_t wanted = samples.list.n / (RANGE_BYTES / SAMPLE_BYTES), n = 1;
    if (wanted > SEARCH_RANGES_MAX)
        wanted = SEARCH_RANGES_MAX;
    if (samples.list.n)
        qsort(samples.list.v, samples.list.n, sizeof *samples.list.v, by_text);
    bounds[0] = S("");
    for (size_t i = 1; i < wanted; i++) {
        struct str bound = samples.list.v[i * samples.list.n / wanted];
        if (!str_eq(bound, bounds[n - 1]))      /* a term that is everywhere is sampled often */
            bounds[n++] = bound;
    }
    return n;
}

/* --- one range --- */

/* A term in one chunk. */
struct found { const struct search_term *term; const struct search_chunk *chunk; };

struct level { struct buf places; uint32_t n, next; };      /* next: the section behind the last one */

struct merger {
    const struct search_index *index;
    struct worker *worker;
    size_t range;
    struct search_shards *shards;
    struct level levels[LEVELS];
    struct buf file;
    struct str first;           /* the first term of the open file; empty: none is open */
    size_t n_files;
};

/* Of the terms of a chunk the first that does not come before `text`. */
static size_t lower_bound(const struct search_terms *terms, struct str text)
{
    size_t from = 0, to = terms->list.n;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (str_cmp(terms->list.v[middle].text, text) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static int by_term(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    int order = str_cmp(x->term->text, y->term->text);
    return order ? order : (x->chunk > y->chunk) - (x->chunk < y->chunk);
}

static size_t gather(const struct search_index *index, struct arena *arena, struct str from, struct str to, struct found **found)
{
    struct { vec(struct found) list; } all = { 0 };
    for (size_t c = 0; c < index->n_chunks; c++) {
        const struct search_terms *terms = &index->chunks[c].terms;
        size_t end = to.n ? lower_bound(terms, to) : terms->list.n;
        for (size_t i = lower_bound(terms, from); i < end; i++)
            *vec_add(arena, &all.list) = (struct found){ &terms->list.v[i], &index->chunks[c] };
    }
    if (all.list.n)
        qsort(all.list.v, all.list.n, sizeof *all.list.v, by_term);
    *found = all.list.v;
    return all.list.n;
}

/* Whole numbers, so that every machine says the same. */
static unsigned level_of(const struct search_index *index, uint32_t section, unsigned times)
{
    uint64_t part = 10 * (uint64_t)times * index->mean, whole = part + 3 * index->mean + 9 * (uint64_t)index->words[section];
    return (unsigned)(part * LEVELS / whole);
}

static void put_place(struct merger *merger, uint32_t section, unsigned times)
{
    struct level *level = &merger->levels[level_of(merger->index, section, times)];
    search_put_number(&level->places, section - level->next);
    level->next = section + 1;
    level->n++;
}

static void put_places(struct merger *merger, const struct found *found)
{
    uint32_t section = found->chunk->first_section, distance = 0;
    unsigned shift = 0;
    bool counts = false;                    /* the next byte is a number of times */
    for (const struct search_bytes *block = found->term->first; block; block = block->next) {
        for (uint32_t i = 0; i < block->n; i++) {
            unsigned byte = block->bytes[i];
            if (counts) {
                put_place(merger, section, byte);
                distance = shift = 0;
                counts = false;
                continue;
            }
            distance |= (uint32_t)(byte & 127) << shift;
            shift += 7;
            counts = byte < 128;
            section += counts ? distance : 0;
        }
    }
}

static void end_file(struct merger *merger)
{
    if (!merger->first.n)
        return;
    buf_puts(&merger->file, "]);\n");
    struct search_shards *shards = merger->shards;
    struct str path = str_printf(merger->worker->keep, "assets/search/t%zu-%zu.js", merger->range, merger->n_files++);
    struct search_shard *shard = vec_add(shards->arena, &shards->list);
    shard->first = str_copy(shards->arena, merger->first);
    shard->file = tree_make(merger->index->store, merger->worker, path, buf_str(&merger->file));
    merger->first = S("");
}

static void put_term(struct merger *merger, struct str text)
{
    if (!merger->first.n) {
        buf_reset(&merger->file);
        buf_printf(&merger->file, "dossier_search(\"t%zu-%zu\",[", merger->range, merger->n_files);
        merger->first = text;
    } else {
        buf_putc(&merger->file, ',');
    }
    buf_putc(&merger->file, '"');
    buf_put(&merger->file, text);
    buf_puts(&merger->file, "\",\"");
    for (unsigned k = LEVELS; k-- > 0;) {
        struct level *level = &merger->levels[k];
        if (level->n) {
            search_put_number(&merger->file, k);
            search_put_number(&merger->file, level->n);
            buf_put(&merger->file, buf_str(&level->places));
        }
        buf_reset(&level->places);
        level->n = level->next = 0;
    }
    buf_putc(&merger->file, '"');
    if (merger->file.n >= SEARCH_SHARD_BYTES)
        end_file(merger);
}

void search_merge(const struct search_index *index, struct worker *worker, size_t range, struct str from, struct str to,
                  struct search_shards *shards)
{
    struct merger merger = { .index = index, .worker = worker, .range = range, .shards = shards };
    struct found *found;
    size_t n = gather(index, worker->scratch, from, to, &found);
    for (size_t i = 0; i < n; i++) {
        put_places(&merger, &found[i]);
        if (i + 1 == n || !str_eq(found[i].term->text, found[i + 1].term->text))
            put_term(&merger, found[i].term->text);
    }
    end_file(&merger);
    for (unsigned k = 0; k < LEVELS; k++)
        buf_free(&merger.levels[k].places);
    buf_free(&merger.file);
}
