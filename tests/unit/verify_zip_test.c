/* The scan of ZIP files that are too large to write: sparse files with real headers around holes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/pool.h"
#include "pack/format.h"
#include "verify/der.h"
#include "verify/zip.h"

enum { ENTRIES_MAX = 8 };

struct made {
    FILE *file;
    struct arena *arena;
    struct { uint64_t size, local; } entries[ENTRIES_MAX];
    size_t n;
    uint64_t at;
};

static void put(struct made *made, const uint8_t *bytes, size_t size)
{
    assert_int_equal(pwrite(fileno(made->file), bytes, size, (off_t)made->at), (ssize_t)size);
    made->at += size;
}

static void put_number(struct made *made, uint64_t value, size_t size)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(value >> 8 * i);
    put(made, bytes, size);
}

static uint64_t narrow(uint64_t value)
{
    return value >= UINT32_MAX ? UINT32_MAX : value;
}

/* Version, flags, method, time, checksum and sizes stand in this order in both headers. */
static void put_common(struct made *made, uint64_t size, bool wide)
{
    put_number(made, wide ? 45 : 10, 2);
    put_number(made, 0, 4);
    put_number(made, 0x5a6b0000, 4);
    put_number(made, 0, 4);
    put_number(made, narrow(size), 4);
    put_number(made, narrow(size), 4);
}

/* A stored entry of `size` zeros, which take no space. Its checksum is not right: only the scan is under test. */
static void put_entry(struct made *made, uint64_t size)
{
    bool wide = size >= UINT32_MAX;
    made->entries[made->n].size = size;
    made->entries[made->n].local = made->at;
    put_number(made, ZIP_SIG_LOCAL, 4);
    put_common(made, size, wide);
    put_number(made, 1, 2);
    put_number(made, wide ? 20 : 0, 2);
    put_number(made, 'a' + made->n++, 1);
    if (wide) {
        put_number(made, 1 | 16 << 16, 4);
        put_number(made, size, 8);
        put_number(made, size, 8);
    }
    made->at += size;
}

static void put_central(struct made *made, size_t i)
{
    uint64_t size = made->entries[i].size, local = made->entries[i].local;
    bool wide = size >= UINT32_MAX, far = local >= UINT32_MAX;
    uint16_t extra = (uint16_t)((wide ? 16 : 0) + (far ? 8 : 0));
    put_number(made, ZIP_SIG_CENTRAL, 4);
    put_number(made, ZIP_MADE_BY, 2);
    put_common(made, size, wide || far);
    put_number(made, 1, 2);
    put_number(made, extra > 0 ? extra + 4 : 0, 2);
    put_number(made, 0, 6);
    put_number(made, (uint64_t)ZIP_FILE_MODE << 16, 4);
    put_number(made, narrow(local), 4);
    put_number(made, 'a' + i, 1);
    if (extra > 0)
        put_number(made, (uint64_t)1 | (uint64_t)extra << 16, 4);
    if (wide) {
        put_number(made, size, 8);
        put_number(made, size, 8);
    }
    if (far)
        put_number(made, local, 8);
}

static void put_end(struct made *made)
{
    uint64_t central = made->at;
    for (size_t i = 0; i < made->n; i++)
        put_central(made, i);
    uint64_t end = made->at, size = end - central;
    if (central >= UINT32_MAX) {
        put_number(made, ZIP_SIG_END64, 4);
        put_number(made, ZIP_SIZE_END64 - 12, 8);
        put_number(made, 45 | 45 << 16, 4);
        put_number(made, 0, 8);
        put_number(made, made->n, 8);
        put_number(made, made->n, 8);
        put_number(made, size, 8);
        put_number(made, central, 8);
        put_number(made, ZIP_SIG_LOCATOR64, 4);
        put_number(made, 0, 4);
        put_number(made, end, 8);
        put_number(made, 1, 4);
    }
    put_number(made, ZIP_SIG_END, 4);
    put_number(made, 0, 4);
    put_number(made, made->n, 2);
    put_number(made, made->n, 2);
    put_number(made, size, 4);
    put_number(made, narrow(central), 4);
    put_number(made, 0, 2);
}

static bool scan(struct made *made, struct judgement *judgement)
{
    struct zip zip = {.fd = fileno(made->file), .size = made->at};
    judgement_new(made->arena, judgement, "sparse.zip");
    return zip_scan(&zip, judgement);
}

static int setup(void **state)
{
    static struct made made;
    made = (struct made){.file = tmpfile(), .arena = arena_new()};
    assert_non_null(made.file);
    *state = &made;
    return 0;
}

static int teardown(void **state)
{
    struct made *made = *state;
    fclose(made->file);
    arena_free(made->arena);
    return 0;
}

static void entries_beyond_4_gigabytes(void **state)
{
    struct made *made = *state;
    struct judgement judgement;
    put_entry(made, 10);
    put_entry(made, (uint64_t)5 << 30);
    put_entry(made, 20);            /* its offset needs 64 bits, its size does not */
    put_end(made);
    assert_true(scan(made, &judgement));
    assert_int_equal(judgement.problems.n, 0);
}

static void more_than_10_gigabytes(void **state)
{
    struct made *made = *state;
    struct judgement judgement;
    for (size_t i = 0; i < 6; i++)
        put_entry(made, (uint64_t)2 << 30);
    put_end(made);
    assert_false(scan(made, &judgement));
    assert_string_equal(judgement.problems.v[0].kind->code, "zip-limit");
}

static void exactly_10_gigabytes(void **state)
{
    struct made *made = *state;
    struct judgement judgement;
    for (size_t i = 0; i < 5; i++)
        put_entry(made, (uint64_t)2 << 30);
    put_end(made);
    assert_true(scan(made, &judgement));
}

/* A declared size that would wrap around when it is added to an offset. */
static void sizes_that_wrap(void **state)
{
    struct made *made = *state;
    struct judgement judgement;
    put_entry(made, 10);
    made->entries[0].size = UINT64_MAX - 20;
    put_end(made);
    assert_false(scan(made, &judgement));
}

static void lengths_of_der(void **state)
{
    (void)state;
    static const struct { uint8_t bytes[6]; size_t n; bool fine; size_t content; } cases[] = {
        {{0x30, 0x00}, 2, true, 0},
        {{0x30, 0x01, 0x05}, 3, true, 1},
        {{0x30, 0x02, 0x05}, 3, false, 0},                  /* cut off */
        {{0x30, 0x80, 0x00, 0x00}, 4, false, 0},            /* indefinite */
        {{0x30, 0x81, 0x01, 0x05}, 4, false, 0},            /* longer than needed */
        {{0x30, 0x82, 0x00, 0x81}, 4, false, 0},
        {{0x30, 0x85, 0x01, 0x00, 0x00, 0x00}, 6, false, 0},
        {{0x1f, 0x01, 0x00}, 3, false, 0},                  /* identifiers of several octets */
        {{0x30}, 1, false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct der rest = {cases[i].bytes, cases[i].n}, content;
        int tag;
        assert_int_equal(der_next(&rest, &tag, &content, NULL), cases[i].fine);
        if (cases[i].fine)
            assert_int_equal(content.n, cases[i].content);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(entries_beyond_4_gigabytes, setup, teardown),
        cmocka_unit_test_setup_teardown(more_than_10_gigabytes, setup, teardown),
        cmocka_unit_test_setup_teardown(exactly_10_gigabytes, setup, teardown),
        cmocka_unit_test_setup_teardown(sizes_that_wrap, setup, teardown),
        cmocka_unit_test(lengths_of_der),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
