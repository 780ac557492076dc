/* What every unit test of base needs: cmocka, an arena per test, and comparing strings. */
#ifndef BASE_TEST_H
#define BASE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"

/* Compares bytes and shows both sides when they differ. */
#define assert_str(s, expected) assert_str_((s), (expected), __FILE__, __LINE__)

static inline void assert_str_(struct str s, const char *expected, const char *file, int line)
{
    if (str_is(s, expected))
        return;
    print_error("got:      \"%.*s\"\nexpected: \"%s\"\n", STR(s), expected);
    _fail(file, line);
}

static inline int make_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static inline int free_arena(void **state)
{
    arena_free(*state);
    return 0;
}

/* A test whose state is an arena. */
#define with_arena(test) cmocka_unit_test_setup_teardown(test, make_arena, free_arena)

#endif
