/* The map: uthash in an arena. */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/die.h"

/* uthash works in functions here that have a `map` in scope. */
#define uthash_malloc(size) arena_alloc(map->arena, (size))
#define uthash_free(p, size) ((void)(p))
#define uthash_fatal(message) die(EXIT_MACHINE, "internal error: %s", (message))
#include <uthash.h>

struct entry {
    struct str key;         /* as put */
    void *value;
    UT_hash_handle hh;      /* over the folded key when the map folds */
};

struct map {
    struct arena *arena;
    struct entry *entries;
    bool fold;
};

enum { SHORT_KEY = 256 };

struct map *map_new(struct arena *arena)
{
    struct map *map = arena_new_of(arena, struct map);
    map->arena = arena;
    return map;
}

struct map *map_new_fold(struct arena *arena)
{
    struct map *map = map_new(arena);
    map->fold = true;
    return map;
}

static bool has_upper(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= 'A' && s.p[i] <= 'Z')
            return true;
    return false;
}

static void lower_into(char *to, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        to[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] | 0x20) : s.p[i];
}

static unsigned hash_of(struct str key)
{
    unsigned hash;
    const char *p = key.n ? key.p : "";
    HASH_VALUE(p, key.n, hash);
    return hash;
}

static struct entry *find_exact(const struct map *map, struct str key, unsigned hash)
{
    struct entry *entry = NULL;
    const char *p = key.n ? key.p : "";
    HASH_FIND_BYHASHVALUE(hh, map->entries, p, key.n, hash, entry);
    return entry;
}

/* Folds on the stack, so that threads may look up at the same time. */
static struct entry *find(const struct map *map, struct str key)
{
    char small[SHORT_KEY];

    if (!map->fold || !has_upper(key))
        return find_exact(map, key, hash_of(key));
    char *folded = key.n <= sizeof small ? small : malloc(key.n);
    if (!folded)
        die(EXIT_MACHINE, "no memory for %zu bytes", key.n);
    lower_into(folded, key);
    struct str folded_key = { folded, key.n };
    struct entry *entry = find_exact(map, folded_key, hash_of(folded_key));
    if (folded != small)
        free(folded);
    return entry;
}

bool map_put(struct map *map, struct str key, void *value)
{
    struct str hashed = map->fold && has_upper(key) ? str_lower(map->arena, key) : key;
    const char *p = hashed.n ? hashed.p : "";
    unsigned hash = hash_of(hashed);

    if (find_exact(map, hashed, hash))
        return false;
    struct entry *entry = arena_new_of(map->arena, struct entry);
    entry->key = key;
    entry->value = value;
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, map->entries, p, hashed.n, hash, entry);
    return true;
}

void *map_find(const struct map *map, struct str key)
{
    const struct entry *entry = find(map, key);
    return entry ? entry->value : NULL;
}

size_t map_count(const struct map *map)
{
    return HASH_COUNT(map->entries);
}

static const struct entry *next_of(const struct entry *entry)
{
    return entry->hh.next;
}

void map_each(const struct map *map, void (*each)(void *context, struct str key, void *value), void *context)
{
    for (const struct entry *entry = map->entries; entry; entry = next_of(entry))
        each(context, entry->key, entry->value);
}

struct str map_nearest(const struct map *map, struct str key)
{
    struct nearest nearest = nearest_to(key);
    for (const struct entry *entry = map->entries; entry && nearest.below; entry = next_of(entry))
        nearest_try(&nearest, entry->key);
    return nearest.word;
}
