/* The search index while it is made. Private to the search_*.c files; render/search.h is the way in.
 *
 * What can be found is a section: a record, the part of a document below one heading, or a page of the site. Sections are
 * numbered in the order of chunks. A chunk is a run of units (records and pages) that one call reads; where chunks
 * begin depends on the project alone, never on the number of threads. */
#ifndef RENDER_SEARCH_INDEX_H
#define RENDER_SEARCH_INDEX_H

#include "base/tree.h"
#include "render/plan.h"

/* One record or page. */
struct search_unit { const struct record *record; const struct page *page; };

struct search_section {
    const struct search_unit *unit;
    struct str anchor, title;   /* empty: the unit's own */
    struct str excerpt;
    uint32_t words;             /* how long it is */
};

/* A term of one chunk and where it stands, as bytes: for each section the distance to the one before (7 bits a byte,
 * the last one below 128), and how often it stands there, at most 255. */
struct search_term {
    struct str text;
    uint64_t head;                  /* a number from its first bytes */
    uint32_t hash, last, times;     /* last: the section that is being counted, and its number of times */
    struct search_bytes *first, *now;
};
struct search_bytes { struct search_bytes *next; uint32_t n, size; unsigned char bytes[]; };

struct search_terms {
    struct arena *arena;
    uint32_t n_slots;               /* a power of two */
    uint32_t *slots;                /* index + 1 into list */
    vec(struct search_term) list;
};

struct search_chunk {
    struct arena *arena;
    size_t first_unit, n_units;
    uint32_t first_section;         /* number of its first section */
    vec(struct search_section) sections;
    struct search_terms terms;
};

struct search_index {
    const struct render_context *context;
    const struct tree_store *store;     /* of the tree, or NULL */
    struct arena *arena;
    size_t n_units, n_chunks;
    struct search_unit *units;
    struct search_chunk *chunks;
    uint32_t n_sections;
    uint32_t *words;                /* of each section */
    uint64_t mean;                  /* words of a section, on average, at least 1 */
};

/* --- search_terms.c --- */

void search_terms_new(struct arena *arena, struct search_terms *terms);
/* The term, which is not empty, stands `times` times more in this section; sections come in their order. */
void search_terms_add(struct search_terms *terms, struct str text, uint32_t section, uint32_t times);
/* Nothing more comes: sorts the list by text. */
void search_terms_end(struct search_terms *terms);

/* --- search_text.c --- */

/* Reads the units of a chunk into its sections and terms. */
void search_read(const struct search_index *index, struct search_chunk *chunk);

/* --- search_merge.c: the terms of all chunks, in files that each begin at a later term --- */

enum { SEARCH_RANGES_MAX = 64, SEARCH_SHARD_BYTES = 64 << 10 };
/* Texts at which ranges of terms of about the same number of bytes begin; the first is empty. */
size_t search_ranges(const struct search_index *index, struct str bounds[SEARCH_RANGES_MAX]);
/* A file of terms, and the first of them: what a reader finds it by. */
struct search_shard { struct str first; struct tree_made file; };
struct search_shards { struct arena *arena; vec(struct search_shard) list; };
/* The terms from one bound up to the next one; `to` empty: to the end. `range` is part of the names of its files. */
void search_merge(const struct search_index *index, struct worker *worker, size_t range, struct str from, struct str to,
                  struct search_shards *shards);

/* --- search_write.c, search_root.c --- */

enum { SEARCH_SECTIONS_PER_FILE = 500 };
/* The i-th file of sections. */
struct tree_made search_sections(const struct search_index *index, struct worker *worker, size_t i);
/* The file that a reader loads first: where each range of terms begins, and what facets a section has. */
struct tree_made search_root(const struct search_index *index, struct worker *worker, const struct search_shards *shards, size_t n);
/* What a page of the site is called: of a framework's pages with the name of the framework. */
struct str search_page_title(struct arena *arena, const struct search_index *index, const struct page *page);
/* A number as one to seven letters, see search_write.c. */
void search_put_number(struct buf *out, uint32_t number);

#endif
