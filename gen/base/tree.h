/* Output is a value: a tree of files. Renderers and exporters put files in; `out` writes it, `pack` zips it,
 * tests compare it. Paths obey path_name_problem and are unique without regard to case. */
#ifndef BASE_TREE_H
#define BASE_TREE_H

#include "base/hash.h"
#include "base/map.h"
#include "base/vec.h"

struct tree_file {
    struct str path;            /* relative, forward slashes */
    struct str bytes;           /* when `from` is empty */
    struct str from;            /* a file of the project, relative to it, copied as it is */
    struct digest digest;       /* of the content; what is copied must still have it */
    uint64_t size;
    const char *media_type;     /* "text/html" */
    bool stored;                /* the tree's store has taken the bytes */
};

/* Takes bytes as soon as they are made, so that a large site is never in memory as a whole. */
struct tree_store {
    void *context;
    /* The bytes of a file that will stand in the tree. Called by many threads, once for each path. */
    void (*take)(void *context, struct arena *scratch, struct str path, struct str bytes);
};

struct tree {
    struct arena *arena;
    vec(struct tree_file) list; /* in the order put; tree_sort makes it the order of paths */
    struct map *by_path;        /* folded path to index + 1 */
    const struct tree_store *store;     /* NULL: bytes stay in memory */
};

void tree_new(struct arena *arena, struct tree *tree);
/* Adds a file; the digest is computed unless given. Dies on a path that is not allowed or there already:
 * that is a fault of this program, not of the project. `bytes` is borrowed. */
struct tree_file *tree_put(struct tree *tree, struct str path, struct str bytes, const char *media_type);
struct tree_file *tree_put_from(struct tree *tree, struct str path, struct str from, struct digest digest,
                                uint64_t size, const char *media_type);
/* The same for a file whose digest is known already (workers compute it). */
struct tree_file *tree_put_digest(struct tree *tree, struct str path, struct str bytes, struct digest digest,
                                  const char *media_type);
/* A file whose bytes tree->store has taken. */
struct tree_file *tree_put_stored(struct tree *tree, struct str path, uint64_t size, struct digest digest,
                                  const char *media_type);
const struct tree_file *tree_find(const struct tree *tree, struct str path);
void tree_sort(struct tree *tree);      /* by bytes of the path; indexes change */
/* The media type of a file name, by its extension; application/octet-stream when unknown. */
const char *media_type_of(struct str path);

#endif
