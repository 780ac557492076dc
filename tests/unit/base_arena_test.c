/* Unit tests of base/arena.c. */
#include <signal.h>
#include <string.h>

#include "base_temp.h"

static bool is_zero(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i])
            return false;
    return true;
}

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    char *pieces[500];
    for (size_t i = 0; i < 500; i++) {
        pieces[i] = arena_alloc(*state, i * 7);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        assert_true(is_zero(pieces[i], i * 7));
        memset(pieces[i], (int)i, i * 7);
    }
    for (size_t i = 1; i < 500; i++) {
        assert_int_equal((unsigned char)pieces[i][0], i & 255);
        assert_int_equal((unsigned char)pieces[i][i * 7 - 1], i & 255);
    }
}

static void large_pieces_fit(void **state)
{
    struct arena *arena = *state;
    char *small = arena_alloc(arena, 8), *large = arena_alloc(arena, 50u << 20), *next = arena_alloc(arena, 8);
    large[0] = large[(50u << 20) - 1] = 1;
    assert_true(next - small < 65536 && next > small);
    assert_int_equal(arena_used(arena), (50u << 20) + 16);
}

static void reset_keeps_memory_and_zeroes_again(void **state)
{
    struct arena *arena = *state;
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < 2000; i++)
            memset(arena_bytes(arena, i), 0xff, i);
        memset(arena_bytes(arena, 3u << 20), 0xff, 3u << 20);
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
        for (size_t i = 0; i < 3000; i++)
            assert_true(is_zero(arena_alloc(arena, i), i));
        assert_true(is_zero(arena_alloc(arena, 3u << 20), 3u << 20));
    }
}

static void adopted_memory_stays(void **state)
{
    struct arena *into = *state, *from = arena_new();
    char *p = arena_alloc(from, 100), *large = arena_alloc(from, 1u << 20);
    strcpy(p, "kept");
    strcpy(large, "kept too");
    arena_adopt(into, from);
    assert_int_equal(arena_used(from), 0);
    char *again = arena_alloc(from, 100);
    assert_true(again != p);
    arena_free(from);
    assert_string_equal(p, "kept");
    assert_string_equal(large, "kept too");
    assert_int_equal(arena_used(into), 100 + (1u << 20));
}

struct sealed { struct arena *arena; char *p; };

static void write_sealed(void *context)
{
    signal(SIGSEGV, SIG_DFL);
    signal(SIGBUS, SIG_DFL);
    *(volatile char *)((struct sealed *)context)->p = 2;
}

static void alloc_sealed(void *context)
{
    arena_alloc(((struct sealed *)context)->arena, 1);
}

static void sealed_memory_is_read_only(void **state)
{
    struct sealed sealed = { *state, arena_alloc(*state, 10) };
    sealed.p[0] = 1;
    arena_seal(sealed.arena);
    assert_int_equal(sealed.p[0], 1);
    assert_int_equal(in_child(write_sealed, &sealed), 128 + SIGSEGV);
    assert_int_equal(in_child(alloc_sealed, &sealed), 3);
}

static void alloc_too_much(void *arena)
{
    arena_alloc(arena, SIZE_MAX - 8);
}

static void absurd_sizes_die(void **state)
{
    assert_int_equal(in_child(alloc_too_much, *state), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(pieces_are_zeroed_aligned_and_apart), with_arena(large_pieces_fit),
        with_arena(reset_keeps_memory_and_zeroes_again), with_arena(adopted_memory_stays),
        with_arena(sealed_memory_is_read_only),          with_arena(absurd_sizes_die),
    };
    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
