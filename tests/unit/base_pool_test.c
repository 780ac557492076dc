/* Unit tests of base/pool.c: the result is the same with any number of threads. */
#include <stdatomic.h>
#include <string.h>

#include "base_test.h"

#include "base/pool.h"

enum { ITEMS = 10000 };

static void square(void *context, size_t i, struct worker *worker)
{
    char *scratch = arena_alloc(worker->scratch, i % 1000 + 1);
    memset(scratch, 1, i % 1000 + 1);
    ((size_t *)context)[i] += i * i;
}

static void every_call_is_made_once(void **state)
{
    static const unsigned jobs[] = { 1, 2, 4, 16, 0 };
    (void)state;
    for (size_t j = 0; j < sizeof jobs / sizeof *jobs; j++) {
        struct pool *pool = pool_new(jobs[j]);
        static size_t out[ITEMS];
        memset(out, 0, sizeof out);
        for (size_t n = 0; n < 40; n++)
            pool_run(pool, n, square, out);
        pool_run(pool, ITEMS, square, out);
        for (size_t i = 0; i < ITEMS; i++)
            assert_int_equal(out[i], i * i * (i < 40 ? 40 - i : 1));
        pool_free(pool);
    }
}

static void report(void *context, size_t i, struct worker *worker)
{
    struct str *kept = context;
    kept[i] = str_printf(worker->keep, "item %zu", i);
    if (i % 3 == 0)
        diag_report(&worker->diags, DIAG_BAD_VALUE, (struct pos){ 0, (uint32_t)i + 1, 1, 0 }, "item %zu", i);
}

static void what_workers_keep_is_collected(void **state)
{
    static struct str kept[ITEMS];
    struct sources sources;
    sources_new(*state, &sources);
    for (unsigned jobs = 1; jobs <= 8; jobs *= 2) {
        struct pool *pool = pool_new(jobs);
        struct diags diags;
        diags_new(*state, &diags);
        for (int round = 1; round <= 2; round++) {
            pool_run(pool, ITEMS, report, kept);
            pool_collect(pool, *state, &diags);
            assert_int_equal(diags.errors, round * ((ITEMS + 2) / 3));
        }
        pool_free(pool);
        diags_sort(&sources, &diags);
        assert_int_equal(diags.list.n, (ITEMS + 2) / 3);
        for (size_t i = 0; i < diags.list.n; i++)
            assert_str(diags.list.v[i].message, str_printf(*state, "item %zu", i * 3).p);
        assert_str(kept[ITEMS - 1], "item 9999");
    }
}

static void mark(void *context, size_t i, struct worker *worker)
{
    (void)i;
    if (worker->room)
        assert_ptr_equal(worker->room, worker);
    worker->room = worker;
    atomic_fetch_add((atomic_size_t *)context, 1);
}

static void workers_keep_their_room(void **state)
{
    struct pool *pool = pool_new(3);
    atomic_size_t calls = 0;
    (void)state;
    assert_int_equal(pool_size(pool), 3);
    for (unsigned i = 0; i < 3; i++)
        assert_int_equal(pool_worker(pool, i)->index, i);
    pool_run(pool, 100, mark, &calls);
    pool_run(pool, 100, mark, &calls);
    assert_int_equal(calls, 200);
    pool_free(pool);
}

static void zero_jobs_are_one_per_processor(void **state)
{
    struct pool *pool = pool_new(0);
    (void)state;
    assert_true(pool_size(pool) >= 1);
    pool_free(pool);
    pool_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(every_call_is_made_once),
        with_arena(what_workers_keep_is_collected),
        with_arena(workers_keep_their_room),
        with_arena(zero_jobs_are_one_per_processor),
    };
    return cmocka_run_group_tests_name("base/pool", tests, NULL, NULL);
}
