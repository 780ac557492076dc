/* The search index: chunks of records are read on all cores, their terms merged by ranges, also on all cores. */
#include "render/search.h"

#include "base/arena.h"
#include "model/known.h"
#include "render/search_index.h"

enum { CHUNKS_MAX = 64, CHUNK_WEIGHT = 20000, UNIT_WEIGHT = 20 };       /* in words */

struct job {
    struct search_index *index;
    size_t n_ranges, n_section_files;
    struct str bounds[SEARCH_RANGES_MAX];
    struct search_shards shards[SEARCH_RANGES_MAX];
    struct tree_made *sections, root;
};

static bool is_searched(const struct page *page)
{
    return page->kind == PAGE_SITE || (page->kind == PAGE_TYPE && page->number == 1)
        || (page->kind == PAGE_FRAMEWORK && page->template->header && node_find(page->template->header, "title"));
}

/* Records that have a page, then pages that are about no record. */
static void list_units(struct search_index *index)
{
    const struct model *model = index->context->model;
    const struct plan *plan = index->context->plan;
    index->units = arena_array(index->arena, model->n_serials + plan->n, struct search_unit);
    for (size_t t = 0; t < model->n_types; t++)
        for (uint32_t i = 0; i < model->records[t]->n; i++) {
            const struct record *record = model->records[t]->v[i].as.ref.record;
            if (plan->record_url[record->serial].n)
                index->units[index->n_units++].record = record;
        }
    for (size_t i = 0; i < plan->n; i++)
        if (is_searched(&plan->pages[i]))
            index->units[index->n_units++].page = &plan->pages[i];
}

static size_t weight_of(const struct search_unit *unit)
{
    return UNIT_WEIGHT + (unit->record && unit->record->document ? unit->record->document->n_words : 0);
}

/* Runs of units of about the same weight. */
static void cut_chunks(struct search_index *index)
{
    size_t total = 0, weight = 0;
    for (size_t i = 0; i < index->n_units; i++)
        total += weight_of(&index->units[i]);
    size_t each = total / CHUNKS_MAX < CHUNK_WEIGHT ? CHUNK_WEIGHT : total / CHUNKS_MAX + 1;
    index->chunks = arena_array(index->arena, total / each + 1, struct search_chunk);
    for (size_t i = 0; i < index->n_units; i++) {
        if (!i || weight / each != (weight - weight_of(&index->units[i - 1])) / each)
            index->chunks[index->n_chunks++].first_unit = i;
        index->chunks[index->n_chunks - 1].n_units++;
        weight += weight_of(&index->units[i]);
    }
}

static void read_chunk(void *context, size_t i, struct worker *worker)
{
    struct job *job = context;
    struct search_chunk *chunk = &job->index->chunks[i];
    (void)worker;
    chunk->arena = arena_new();
    search_read(job->index, chunk);
}

/* Numbers the sections, and says how long each and all of them are. */
static void count(struct search_index *index)
{
    uint64_t total = 0;
    for (size_t c = 0; c < index->n_chunks; c++) {
        index->chunks[c].first_section = index->n_sections;
        index->n_sections += (uint32_t)index->chunks[c].sections.n;
    }
    index->words = arena_array(index->arena, index->n_sections, uint32_t);
    for (size_t c = 0; c < index->n_chunks; c++)
        for (size_t i = 0; i < index->chunks[c].sections.n; i++) {
            index->words[index->chunks[c].first_section + i] = index->chunks[c].sections.v[i].words;
            total += index->chunks[c].sections.v[i].words;
        }
    index->mean = index->n_sections && total / index->n_sections ? total / index->n_sections : 1;
}

static void write_part(void *context, size_t i, struct worker *worker)
{
    struct job *job = context;
    if (i < job->n_ranges)
        search_merge(job->index, worker, i, job->bounds[i], i + 1 < job->n_ranges ? job->bounds[i + 1] : S(""), &job->shards[i]);
    else
        job->sections[i - job->n_ranges] = search_sections(job->index, worker, i - job->n_ranges);
}

static void write_root(void *context, size_t i, struct worker *worker)
{
    struct job *job = context;
    (void)i;
    job->root = search_root(job->index, worker, job->shards, job->n_ranges);
}

static void put_files(const struct job *job, struct tree *tree)
{
    static const char script[] = "text/javascript";
    tree_put_made(tree, &job->root, script);
    for (size_t i = 0; i < job->n_section_files; i++)
        tree_put_made(tree, &job->sections[i], script);
    for (size_t r = 0; r < job->n_ranges; r++)
        for (size_t i = 0; i < job->shards[r].list.n; i++)
            tree_put_made(tree, &job->shards[r].list.v[i].file, script);
}

static void close_index(struct job *job)
{
    for (size_t r = 0; r < job->n_ranges; r++)
        arena_free(job->shards[r].arena);
    for (size_t c = 0; c < job->index->n_chunks; c++)
        arena_free(job->index->chunks[c].arena);
    arena_free(job->index->arena);
}

void search_render(struct pool *pool, const struct render_context *context, struct tree *tree)
{
    struct search_index index = { .context = context, .store = tree->store, .arena = arena_new() };
    struct job job = { .index = &index };
    struct diags none;
    list_units(&index);
    cut_chunks(&index);
    pool_run(pool, index.n_chunks, read_chunk, &job);
    count(&index);
    job.n_ranges = search_ranges(&index, job.bounds);
    for (size_t i = 0; i < job.n_ranges; i++)
        job.shards[i].arena = arena_new();
    job.n_section_files = (index.n_sections + SEARCH_SECTIONS_PER_FILE - 1) / SEARCH_SECTIONS_PER_FILE;
    job.sections = arena_array(index.arena, job.n_section_files, struct tree_made);
    pool_run(pool, job.n_ranges + job.n_section_files, write_part, &job);
    pool_run(pool, 1, write_root, &job);
    diags_new(tree->arena, &none);
    pool_collect(pool, tree->arena, &none);     /* paths, and bytes where there is no store; nothing is reported */
    put_files(&job, tree);
    close_index(&job);
}
