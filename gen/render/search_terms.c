/* The terms of one chunk: a hash table whose entries grow by lists of blocks, so that nothing is moved or freed. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "render/search_index.h"

enum { FIRST_SLOTS = 1024, FIRST_BLOCK = 16, LAST_BLOCK = 4096, TIMES_MAX = 255 };

void search_terms_new(struct arena *arena, struct search_terms *terms)
{
    *terms = (struct search_terms){ .arena = arena, .n_slots = FIRST_SLOTS, .slots = arena_array(arena, FIRST_SLOTS, uint32_t) };
}

static uint32_t load32(const char *p)
{
    uint32_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* A number from the first eight bytes: of texts of one length, up to eight, each has another one. */
static uint64_t head_of(struct str text)
{
    uint64_t head;
    if (text.n < 4)
        return (uint64_t)(unsigned char)text.p[0] | (uint64_t)(unsigned char)text.p[text.n / 2] << 8 | (uint64_t)(unsigned char)text.p[text.n - 1] << 16;
    if (text.n < sizeof head)
        return load32(text.p) | (uint64_t)load32(text.p + text.n - 4) << 32;
    memcpy(&head, text.p, sizeof head);
    return head;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9FB21C651E98DF25u;
    return hash ^ hash >> 32;
}

static uint32_t hash_of(struct str text, uint64_t head)
{
    uint64_t hash = mix(text.n, head);
    for (size_t i = 8; i < text.n; i += 8)
        hash = mix(hash, head_of(str_sub(text, i, text.n)));
    return (uint32_t)(hash ^ hash >> 29);
}

static bool is_same(const struct search_term *term, struct str text, uint64_t head)
{
    return term->head == head && term->text.n == text.n && (text.n <= sizeof head || memcmp(term->text.p, text.p, text.n) == 0);
}

static inline void put_byte(struct search_terms *terms, struct search_term *term, unsigned byte)
{
    if (!term->now || term->now->n == term->now->size) {
        uint32_t size = !term->now ? FIRST_BLOCK : term->now->size < LAST_BLOCK ? term->now->size * 2 : LAST_BLOCK;
        struct search_bytes *block = arena_alloc(terms->arena, sizeof *block + size);
        block->size = size;
        *(term->now ? &term->now->next : &term->first) = block;
        term->now = block;
    }
    term->now->bytes[term->now->n++] = (unsigned char)byte;
}

static void put_place(struct search_terms *terms, struct search_term *term, uint32_t distance)
{
    for (; distance >= 128; distance >>= 7)
        put_byte(terms, term, 128 | (distance & 127));
    put_byte(terms, term, distance);
}

static void end_times(struct search_terms *terms, struct search_term *term)
{
    put_byte(terms, term, term->times < TIMES_MAX ? term->times : TIMES_MAX);
}

static void grow(struct search_terms *terms)
{
    terms->n_slots *= 2;
    terms->slots = arena_array(terms->arena, terms->n_slots, uint32_t);
    for (size_t i = 0; i < terms->list.n; i++) {
        uint32_t at = terms->list.v[i].hash & (terms->n_slots - 1);
        while (terms->slots[at])
            at = (at + 1) & (terms->n_slots - 1);
        terms->slots[at] = (uint32_t)i + 1;
    }
}

static struct search_term *term_of(struct search_terms *terms, struct str text)
{
    uint64_t head = head_of(text);
    uint32_t hash = hash_of(text, head), mask = terms->n_slots - 1, at = hash & mask;
    for (; terms->slots[at]; at = (at + 1) & mask) {
        struct search_term *known = &terms->list.v[terms->slots[at] - 1];
        if (is_same(known, text, head))
            return known;
    }
    char *bytes = arena_bytes(terms->arena, text.n);
    memcpy(bytes, text.p, text.n);
    struct search_term *term = vec_add(terms->arena, &terms->list);
    *term = (struct search_term){ .text = { bytes, text.n }, .head = head, .hash = hash };
    terms->slots[at] = (uint32_t)terms->list.n;
    if (terms->list.n * 2 > terms->n_slots)
        grow(terms);
    return &terms->list.v[terms->list.n - 1];
}

void search_terms_add(struct search_terms *terms, struct str text, uint32_t section, uint32_t times)
{
    struct search_term *term = term_of(terms, text);
    if (!term->times) {
        put_place(terms, term, section);
    } else if (term->last != section) {
        end_times(terms, term);
        put_place(terms, term, section - term->last);
        term->times = 0;
    }
    term->last = section;
    term->times += times;
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(((const struct search_term *)a)->text, ((const struct search_term *)b)->text);
}

void search_terms_end(struct search_terms *terms)
{
    for (size_t i = 0; i < terms->list.n; i++)
        end_times(terms, &terms->list.v[i]);
    if (terms->list.n)
        qsort(terms->list.v, terms->list.n, sizeof *terms->list.v, by_text);
}
