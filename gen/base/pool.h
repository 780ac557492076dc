/* The one thread primitive. Call i writes slot i only, so the result is the same with any number of threads.
 * There are no locks above base. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

struct worker {
    unsigned index;
    struct arena *keep;         /* lives as long as the pool, or until pool_collect */
    struct arena *scratch;      /* reset after every call */
    struct diags diags;         /* texts in `keep` */
    void *room;                 /* what a room needs one of per thread (a Lua state); owned by that room */
};

struct pool;

struct pool *pool_new(unsigned jobs);       /* 0: one per processor */
void pool_free(struct pool *pool);
unsigned pool_size(const struct pool *pool);
struct worker *pool_worker(struct pool *pool, unsigned index);

/* fn(context, i, worker) for every i below n, on all threads; returns when all are done. Calls begin in the order of i:
 * where some take long, put those first. */
void pool_run(struct pool *pool, size_t n, void (*fn)(void *context, size_t i, struct worker *worker), void *context);
/* Moves what the workers kept and reported into `arena` and `diags`. */
void pool_collect(struct pool *pool, struct arena *arena, struct diags *diags);

#endif
