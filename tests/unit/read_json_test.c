/* The JSON reader against jansson, which is as strict and slower: they take the same texts and see the same values. */
#include "base_test.h"

#include <inttypes.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/file.h"
#include "read/json.h"

static bool same(const struct js *own, const json_t *other);

static bool same_object(const struct js *own, const json_t *other)
{
    if (!js_is_object(own) || own->n != json_object_size(other))
        return false;
    void *iter = json_object_iter((json_t *)(uintptr_t)other);
    js_each(own, member) {
        struct str key = { json_object_iter_key(iter), json_object_iter_key_len(iter) };
        if (!str_eq(member->key, key) || !same(&member->value, json_object_iter_value(iter)) || js_member(own, key) != &member->value)
            return false;
        iter = json_object_iter_next((json_t *)(uintptr_t)other, iter);
    }
    return true;
}

static bool same_list(const struct js *own, const json_t *other)
{
    if (!js_is_list(own) || js_size(own) != json_array_size(other))
        return false;
    for (size_t i = 0; i < js_size(own); i++)
        if (!same(js_item(own, i), json_array_get(other, i)))
            return false;
    return true;
}

static bool same(const struct js *own, const json_t *other)
{
    switch (json_typeof(other)) {
    case JSON_OBJECT: return same_object(own, other);
    case JSON_ARRAY: return same_list(own, other);
    case JSON_STRING: return js_is_string(own) && str_eq(js_string(own), (struct str){ json_string_value(other), json_string_length(other) });
    case JSON_INTEGER: return js_is_integer(own) && own->as.integer == json_integer_value(other);
    case JSON_REAL: return js_is_kind(own, JS_REAL) && js_real(own) == json_real_value(other);
    case JSON_TRUE: return js_is_kind(own, JS_TRUE);
    case JSON_FALSE: return js_is_kind(own, JS_FALSE);
    default: return js_is_kind(own, JS_NULL);
    }
}

/* True when both take the text. A copy with nothing behind its end, so that a sanitizer sees a step too far. */
static bool compare(struct arena *arena, struct str text)
{
    struct js_error error;
    json_error_t problem;
    char *exact = malloc(text.n ? text.n : 1);
    assert_non_null(exact);
    if (text.n)
        memcpy(exact, text.p, text.n);
    const struct js *own = js_parse(arena, (struct str){ exact, text.n }, &error);
    json_t *other = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &problem);
    if (!own != !other)
        fail_msg("%s takes: %.*s (%s)", own ? "only this reader" : "only jansson", STR(text), own ? problem.text : error.text);
    if (own && !same(own, other))
        fail_msg("read differently: %.*s", STR(text));
    /* Of several faults the other may tell another one; but a NUL never passes for a mere slip. */
    if (!own && error.fault == JS_MALFORMED && json_error_code(&problem) == json_error_null_character)
        fail_msg("a NUL is not refused: %.*s", STR(text));
    json_decref(other);
    free(exact);
    return own != NULL;
}

static void takes_what_is_json(void **state)
{
    static const char *const texts[] = {
        "{}", "[]", " [ ] \r\n\t", "[[],[{}],{\"a\":[]}]", "[0,-0,1,-1,10,1.5,-1.5e3,1E+2,1e-2,0.0,123456789012345678]",
        "[9223372036854775807,-9223372036854775808]", "[1e-400,1.7976931348623157e308,4.9e-324]",
        "[true,false,null]", "[\"\",\"a\",\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"]",
        "[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80 and a good deal of plain text behind it\"]", "{\"\":1,\"a\":2,\"\xc3\xa9\":3}",
        "[\"\x7f\"]", "{\"a\":{\"a\":{\"a\":1}}}", "[\"12345678\",\"1234567\",\"123456789\"]",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!compare(*state, str_of(texts[i])))
            fail_msg("not taken: %s", texts[i]);
}

static const struct { const char *text; size_t n; enum js_fault fault; unsigned line, column; } bad[] = {
#define BAD(text, fault, line, column) { text, sizeof text - 1, fault, line, column }
    BAD("", JS_MALFORMED, 1, 1), BAD("1", JS_MALFORMED, 1, 1), BAD("\"a\"", JS_MALFORMED, 1, 1), BAD("null", JS_MALFORMED, 1, 1),
    BAD("[", JS_MALFORMED, 1, 2), BAD("[1", JS_MALFORMED, 1, 3), BAD("[1,", JS_MALFORMED, 1, 4), BAD("[1,]", JS_MALFORMED, 1, 4),
    BAD("[,1]", JS_MALFORMED, 1, 2), BAD("[1 2]", JS_MALFORMED, 1, 4), BAD("[1}", JS_MALFORMED, 1, 3), BAD("{", JS_MALFORMED, 1, 2),
    BAD("{\"a\"}", JS_MALFORMED, 1, 5), BAD("{\"a\":}", JS_MALFORMED, 1, 6), BAD("{\"a\":1,}", JS_MALFORMED, 1, 8),
    BAD("{a:1}", JS_MALFORMED, 1, 2), BAD("{1:1}", JS_MALFORMED, 1, 2), BAD("[] []", JS_MALFORMED, 1, 4), BAD("[]x", JS_MALFORMED, 1, 3),
    BAD("[01]", JS_MALFORMED, 1, 3), BAD("[-]", JS_MALFORMED, 1, 2), BAD("[+1]", JS_MALFORMED, 1, 2), BAD("[.5]", JS_MALFORMED, 1, 2),
    BAD("[1.]", JS_MALFORMED, 1, 2), BAD("[1e]", JS_MALFORMED, 1, 2), BAD("[1e+]", JS_MALFORMED, 1, 2), BAD("[0x1]", JS_MALFORMED, 1, 3),
    BAD("[9223372036854775808]", JS_MALFORMED, 1, 2), BAD("[1e999]", JS_MALFORMED, 1, 2), BAD("[NaN]", JS_MALFORMED, 1, 2),
    BAD("[Infinity]", JS_MALFORMED, 1, 2), BAD("[truE]", JS_MALFORMED, 1, 2), BAD("['a']", JS_MALFORMED, 1, 2),
    BAD("[\"a]", JS_MALFORMED, 1, 2), BAD("[\"a\n\"]", JS_MALFORMED, 1, 4), BAD("[\"\t\"]", JS_MALFORMED, 1, 3),
    BAD("[\"\\x\"]", JS_MALFORMED, 1, 3), BAD("[\"\\", JS_MALFORMED, 1, 2), BAD("[\"\\u12\"]", JS_MALFORMED, 1, 3),
    BAD("[\"\\ud800\"]", JS_MALFORMED, 1, 3), BAD("[\"\\ud800\\u0041\"]", JS_MALFORMED, 1, 3), BAD("[\"\\udc00\"]", JS_MALFORMED, 1, 3),
    BAD("[\"\\u0000\"]", JS_REFUSED, 1, 3), BAD("{\"\\u0000\":1}", JS_REFUSED, 1, 3), BAD("[\"\xff\"]", JS_REFUSED, 1, 3),
    BAD("[\"\xc3\"]", JS_REFUSED, 1, 3), BAD("[\"\xc0\x80\"]", JS_REFUSED, 1, 3), BAD("[\"\xed\xa0\x80\"]", JS_REFUSED, 1, 3),
    BAD("[\"\xf4\x90\x80\x80\"]", JS_REFUSED, 1, 3), BAD("[\xff]", JS_REFUSED, 1, 2), BAD("[\xc3\xa9]", JS_MALFORMED, 1, 2),
    BAD("\xef\xbb\xbf[]", JS_MALFORMED, 1, 1), BAD("[\0]", JS_MALFORMED, 1, 2), BAD("[\"\0\"]", JS_MALFORMED, 1, 3), BAD("[]\0", JS_MALFORMED, 1, 3),
    BAD("{\"a\":1,\"a\":1}", JS_REFUSED, 1, 8), BAD("{\"a\":1,\n \"b\":2, \"\\u0061\":3}", JS_REFUSED, 2, 9),
    BAD("[\n\"\xc3\xa9\xc3\xa9\" x]", JS_MALFORMED, 2, 6), BAD("/* a */[]", JS_MALFORMED, 1, 1),
#undef BAD
};

static void refuses_the_rest_at_its_place(void **state)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct str text = { bad[i].text, bad[i].n };
        struct js_error error;
        assert_false(compare(*state, text));
        assert_null(js_parse(*state, text, &error));
        if (error.fault != bad[i].fault || error.line != bad[i].line || error.column != bad[i].column)
            fail_msg("%.*s: %" PRIu64 ":%" PRIu64 " %d %s", STR(text), error.line, error.column, (int)error.fault, error.text);
        assert_true(error.text[0] != 0);
    }
}

/* More members than are looked through one by one. */
static void finds_among_many_keys(void **state)
{
    struct buf text = { 0 };
    for (unsigned again = 0; again < 2; again++) {
        buf_reset(&text);
        buf_putc(&text, '{');
        for (unsigned i = 0; i < 1000; i++)
            buf_printf(&text, "%s\"key %u\":%u", i ? "," : "", i * 7919 % 1000, i);
        buf_printf(&text, "%s}", again ? ",\n\"key 5\":1" : "");
        assert_int_equal(compare(*state, buf_str(&text)), !again);
    }
    struct js_error error;
    assert_null(js_parse(*state, buf_str(&text), &error));
    assert_int_equal(error.fault, JS_REFUSED);
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 1);
    buf_free(&text);
}

static void getters_take_anything(void **state)
{
    struct js_error error;
    const struct js *root = js_parse(*state, S("{\"list\":[1,2.5,\"x\"],\"none\":null}"), &error), *list = js_member(root, S("list"));
    assert_int_equal(js_size(list), 3);
    assert_true(js_real(js_item(list, 0)) == 1 && js_real(js_item(list, 1)) == 2.5 && js_real(js_item(list, 2)) == 0);
    assert_str(js_string(js_item(list, 2)), "x");
    assert_null(js_item(list, 3));
    assert_null(js_item(root, 0));
    assert_null(js_member(list, S("list")));
    assert_null(js_member(NULL, S("list")));
    assert_int_equal(js_size(root), 0);
    assert_str(js_string(NULL), "");
    js_each(list, member)
        fail_msg("a list has the member %.*s", STR(member->key));
}

/* Every JSON fixture with every byte replaced in turn by one that means something, and cut there. */
static void changed_fixtures_are_taken_alike(void **state)
{
    static const char marks[] = "{}[],:\"\\ 0-e.u\n\x80";
    int folder = folder_open("tests/evidence");
    assert_true(folder >= 0);
    struct listing listing;
    struct arena *scratch = arena_new();
    folder_list(*state, folder, ".", &listing);
    size_t taken = 0, refused = 0;
    for (size_t i = 0; i < listing.list.n; i++) {
        struct str path = listing.list.v[i].path, bytes;
        if (!str_ends(path, S(".json")) || file_read(*state, folder, str_c(*state, path), 4096, &bytes) != FILE_FINE)
            continue;
        char *changed = arena_bytes(*state, bytes.n + 1);
        for (size_t at = 0; at < bytes.n; at++) {
            memcpy(changed, bytes.p, bytes.n);
            changed[at] = marks[(at + i) % (sizeof marks - 1)];
            bool fine = compare(scratch, (struct str){ changed, bytes.n });
            taken += fine;
            refused += !fine;
            compare(scratch, (struct str){ changed, at });
            arena_reset(scratch);
        }
    }
    assert_true(taken > 1000 && refused > 1000);
    arena_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(takes_what_is_json), with_arena(refuses_the_rest_at_its_place), with_arena(finds_among_many_keys),
        with_arena(getters_take_anything), with_arena(changed_fixtures_are_taken_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
