/* A map from text to pointer, in insertion order, in an arena. Keys are borrowed. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>

#include "base/str.h"

struct map;

struct map *map_new(struct arena *arena);
/* Keys that differ only in ASCII case are the same key. */
struct map *map_new_fold(struct arena *arena);
/* False, and nothing changes, when the key is there already. */
bool map_put(struct map *map, struct str key, void *value);
void *map_find(const struct map *map, struct str key);     /* or NULL; safe from many threads while nobody puts */
size_t map_count(const struct map *map);
/* Calls `each` for every entry in insertion order. */
void map_each(const struct map *map, void (*each)(void *context, struct str key, void *value), void *context);
/* The key nearest to `key` within a third of its length (at most 3 edits), the first one put when several
 * are equally near; empty when there is none. For "did you mean". */
struct str map_nearest(const struct map *map, struct str key);

#endif
