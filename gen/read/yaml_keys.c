/* Duplicate keys: by comparing in the small mappings that records are, by a map in large ones. */
#include "read/yaml_keys.h"

#include "base/arena.h"
#include "base/map.h"

/* Every record is small in this sense: a map for each would want memory mapped for each, which was a quarter of the
 * time of loading 100,000 of them, and kept threads waiting for each other. */
enum { SMALL_MAPPING = 64, REPORTS_MAX = 20 };

static void report(struct diags *diags, const struct node_pair *first, const struct node_pair *second, size_t reported)
{
    if (reported >= REPORTS_MAX)
        return;
    struct diag *diag = diag_report(diags, DIAG_DUPLICATE_KEY, second->key_pos, "the key '%.*s' stands here twice",
                                    STR(second->key));
    diag_related(diag, first->key_pos, S("it stands here first"));
}

static const struct node_pair *same_before(const struct node *mapping, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (str_eq(mapping->pairs[j].key, mapping->pairs[i].key))
            return &mapping->pairs[j];
    return NULL;
}

static size_t check_small(struct diags *diags, const struct node *mapping)
{
    size_t duplicates = 0;

    for (size_t i = 1; i < mapping->n; i++) {
        const struct node_pair *first = same_before(mapping, i);
        if (first)
            report(diags, first, &mapping->pairs[i], duplicates++);
    }
    return duplicates;
}

static size_t check_large(struct diags *diags, const struct node *mapping)
{
    struct arena *scratch = arena_new();
    struct map *seen = map_new(scratch);
    size_t duplicates = 0;

    for (size_t i = 0; i < mapping->n; i++) {
        struct node_pair *pair = &mapping->pairs[i];
        if (!map_put(seen, pair->key, pair))
            report(diags, map_find(seen, pair->key), pair, duplicates++);
    }
    arena_free(scratch);
    return duplicates;
}

size_t yaml_keys_check(struct diags *diags, const struct node *mapping)
{
    return mapping->n <= SMALL_MAPPING ? check_small(diags, mapping) : check_large(diags, mapping);
}
