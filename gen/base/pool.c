/* The thread pool: threads live for one run and take one call after the other from a shared counter. */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "base/die.h"

enum { MOST_THREADS = 256 };

struct pool {
    struct arena *home;         /* this struct and what it points to */
    unsigned size;
    struct worker *workers;
};

/* One pool_run. */
struct run {
    void (*fn)(void *context, size_t i, struct worker *worker);
    void *context;
    size_t n;
    atomic_size_t next;
};

struct seat {
    struct run *run;
    struct worker *worker;
    pthread_t thread;
};

static unsigned processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
}

struct pool *pool_new(unsigned jobs)
{
    struct arena *home = arena_new();
    struct pool *pool = arena_new_of(home, struct pool);

    pool->home = home;
    pool->size = jobs ? jobs : processors();
    if (pool->size > MOST_THREADS)
        pool->size = MOST_THREADS;
    pool->workers = arena_array(home, pool->size, struct worker);
    for (unsigned i = 0; i < pool->size; i++) {
        struct worker *worker = &pool->workers[i];
        worker->index = i;
        worker->keep = arena_new();
        worker->scratch = arena_new();
        diags_new(worker->keep, &worker->diags);
    }
    return pool;
}

void pool_free(struct pool *pool)
{
    if (!pool)
        return;
    for (unsigned i = 0; i < pool->size; i++) {
        arena_free(pool->workers[i].keep);
        arena_free(pool->workers[i].scratch);
    }
    arena_free(pool->home);
}

unsigned pool_size(const struct pool *pool)
{
    return pool->size;
}

struct worker *pool_worker(struct pool *pool, unsigned index)
{
    if (index >= pool->size)
        die(EXIT_MACHINE, "internal error: there is no worker %u", index);
    return &pool->workers[index];
}

static void work(struct run *run, struct worker *worker)
{
    size_t i;

    while ((i = atomic_fetch_add_explicit(&run->next, 1, memory_order_relaxed)) < run->n) {
        run->fn(run->context, i, worker);
        arena_reset(worker->scratch);
    }
}

static void *thread_main(void *seat)
{
    work(((struct seat *)seat)->run, ((struct seat *)seat)->worker);
    return NULL;
}

void pool_run(struct pool *pool, size_t n, void (*fn)(void *context, size_t i, struct worker *worker), void *context)
{
    struct seat seats[MOST_THREADS];
    unsigned threads = n < pool->size ? (unsigned)n : pool->size, started = 0;
    struct run run = { .fn = fn, .context = context, .n = n };

    for (unsigned i = 1; i < threads; i++) {
        seats[started] = (struct seat){ .run = &run, .worker = &pool->workers[i] };
        if (pthread_create(&seats[started].thread, NULL, thread_main, &seats[started]) != 0)
            break;      /* fewer threads do the same work */
        started++;
    }
    work(&run, &pool->workers[0]);
    for (unsigned i = 0; i < started; i++)
        pthread_join(seats[i].thread, NULL);
}

void pool_collect(struct pool *pool, struct arena *arena, struct diags *diags)
{
    for (unsigned i = 0; i < pool->size; i++) {
        struct worker *worker = &pool->workers[i];
        diags_take(diags, &worker->diags);
        arena_adopt(arena, worker->keep);
    }
}
