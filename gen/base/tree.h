/* Output is a value: a tree of files. Renderers and exporters put files in; `out` writes it, `pack` zips it,
 * tests compare it. Paths obey path_name_problem and are unique without regard to case. */
#ifndef BASE_TREE_H
#define BASE_TREE_H

#include "base/hash.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/vec.h"

struct tree_file {
    struct str path;            /* relative, forward slashes */
    struct str bytes;           /* when `from` is empty */
    struct str from;            /* a file of the project, relative to it, copied as it is */
    struct digest digest;       /* of what `from` names: it must still be that when it is copied */
    uint64_t size;
    const char *media_type;     /* "text/html" */
    bool stored;                /* the tree's store has taken the bytes */
    uint64_t mark;              /* and finds them again by this */
    size_t *place;              /* what the map finds: where the file stands in the list */
};

/* Takes bytes as soon as they are made, so that a large site is never in memory as a whole. */
struct tree_store {
    void *context;
    /* The bytes of a file that will stand in the tree, in one piece or several. Called by many threads, once for each
     * path. What it returns is kept with the file. */
    uint64_t (*take)(void *context, struct worker *worker, struct str path, const struct str *pieces, size_t n);
};

struct tree {
    struct arena *arena;
    vec(struct tree_file) list; /* in the order put; tree_sort makes it the order of paths */
    struct map *by_path;        /* folded path to place */
    const struct tree_store *store;     /* NULL: bytes stay in memory */
};

void tree_new(struct arena *arena, struct tree *tree);
/* Adds a file. Dies on a path that is not allowed or there already: that is a fault of this program, not of the
 * project. `bytes` is borrowed. */
struct tree_file *tree_put(struct tree *tree, struct str path, struct str bytes, const char *media_type);
struct tree_file *tree_put_from(struct tree *tree, struct str path, struct str from, struct digest digest,
                                uint64_t size, const char *media_type);
/* A file whose bytes tree->store has taken, and the mark that it gave. */
struct tree_file *tree_put_stored(struct tree *tree, struct str path, uint64_t size, uint64_t mark, const char *media_type);
/* A file that a worker has made: either the store has its bytes now, or they are in worker->keep. */
struct tree_made { struct str path, bytes; uint64_t mark; };
struct tree_made tree_make(const struct tree_store *store, struct worker *worker, struct str path, struct str bytes);
struct tree_made tree_make_pieces(const struct tree_store *store, struct worker *worker, struct str path, const struct str *pieces, size_t n);
struct tree_file *tree_put_made(struct tree *tree, const struct tree_made *made, const char *media_type);
const struct tree_file *tree_find(const struct tree *tree, struct str path);
void tree_sort(struct tree *tree);      /* by bytes of the path; indexes change */
/* The media type of a file name, by its extension; application/octet-stream when unknown. */
const char *media_type_of(struct str path);

#endif
