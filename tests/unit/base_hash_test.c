/* Unit tests of base/hash.c. */
#include <pthread.h>
#include <string.h>

#include "base_test.h"

#include "base/hash.h"

static const char empty_hex[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char abc_hex[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

static void known_digests(void **state)
{
    assert_str(digest_hex(*state, digest_of((struct str){ 0 })), empty_hex);
    assert_str(digest_hex(*state, digest_of(S("abc"))), abc_hex);
    assert_str(digest_base64(*state, digest_of(S("abc"))), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

static void streams_agree(void **state)
{
    char block[1000];
    struct digest_stream *stream = digest_begin();
    memset(block, 'x', sizeof block);
    for (size_t i = 0; i < 50; i++)
        digest_add(stream, block, i * 20);
    digest_add(stream, NULL, 0);
    struct digest streamed = digest_end(stream);

    char *whole = arena_bytes(*state, 24500);
    memset(whole, 'x', 24500);
    assert_true(digest_eq(streamed, digest_of((struct str){ whole, 24500 })));
}

static void parsing(void **state)
{
    struct digest d = { { 0 } };
    assert_true(digest_is_zero(d));
    assert_true(digest_parse(str_of(abc_hex), &d));
    assert_false(digest_is_zero(d));
    assert_true(digest_eq(d, digest_of(S("abc"))));
    struct digest upper;
    assert_true(digest_parse(S("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"), &upper));
    assert_true(digest_eq(d, upper));
    assert_false(digest_parse(str_sub(str_of(abc_hex), 0, 63), &upper));
    assert_false(digest_parse(str_printf(*state, "%s0", abc_hex), &upper));
    assert_false(digest_parse(str_printf(*state, "g%s", abc_hex + 1), &upper));
}

/* Gives NULL when all is well. */
static void *many(void *differs)
{
    struct digest first = digest_of(S("abc"));
    for (int i = 0; i < 1000; i++)
        if (!digest_eq(first, digest_of(S("abc"))))
            return differs;
    return NULL;
}

static void threads_agree(void **state)
{
    pthread_t threads[4];
    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, many, threads), 0);
    for (int i = 0; i < 4; i++) {
        void *result;
        pthread_join(threads[i], &result);
        assert_null(result);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { with_arena(known_digests), with_arena(streams_agree), with_arena(parsing),
                                        with_arena(threads_agree) };
    return cmocka_run_group_tests_name("base/hash", tests, NULL, NULL);
}
