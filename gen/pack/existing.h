/* A package that exists already: its entries, their digests, and the one way to change it. */
#ifndef PACK_EXISTING_H
#define PACK_EXISTING_H

#include "pack/container.h"

struct existing {
    struct arena *arena;
    const char *path;
    struct entries entries;             /* names and sizes; digests after existing_hash */
    struct zip_time time;               /* of its first entry, for those that are added */
    unsigned signatures;                /* the highest number of a signature */
    struct package_problem *problem;
};

bool existing_open(struct arena *arena, const char *path, struct existing *existing, struct package_problem *problem);
/* An archive time-stamp covers everything: nothing may change behind it, which is said. */
bool existing_may_change(const struct existing *existing);
/* The digest of every entry, on all cores. */
bool existing_hash(struct existing *existing, struct pool *pool);
/* The content of one entry; at most 256 MB. */
bool existing_read(struct existing *existing, struct str name, struct str *content);
/* Puts these entries (contents in memory, stored) behind the others, or in place of those of the same name. All
 * other entries keep their bytes. */
bool existing_change(struct existing *existing, struct pool *pool, struct entries *changes, struct package_result *result);

#endif
