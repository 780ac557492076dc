/* Unit tests of base/json.c. */
#include "base_test.h"

#include "base/json.h"

static void write_sample(struct json *json)
{
    json_object(json);
    json_key(json, "a");
    json_int(json, -5);
    json_key(json, "b");
    json_array(json);
    json_str(json, S("x"));
    json_object(json);
    json_end_object(json);
    json_array(json);
    json_bool(json, true);
    json_null(json);
    json_end_array(json);
    json_end_array(json);
    json_key_str(json, S("c\""));
    json_str_or_null(json, S(""));
    json_key(json, "d");
    json_str_or_null(json, S("y"));
    json_key(json, "e");
    json_array(json);
    json_end_array(json);
    json_end_object(json);
}

static void pretty(void **state)
{
    struct buf out = { 0 };
    (void)state;
    write_sample(&(struct json){ .out = &out });
    assert_str(buf_str(&out), "{\n"
                              "  \"a\": -5,\n"
                              "  \"b\": [\n"
                              "    \"x\",\n"
                              "    {},\n"
                              "    [\n"
                              "      true,\n"
                              "      null\n"
                              "    ]\n"
                              "  ],\n"
                              "  \"c\\\"\": null,\n"
                              "  \"d\": \"y\",\n"
                              "  \"e\": []\n"
                              "}");
    buf_free(&out);
}

static void compact(void **state)
{
    struct buf out = { 0 };
    (void)state;
    write_sample(&(struct json){ .out = &out, .compact = true });
    assert_str(buf_str(&out), "{\"a\":-5,\"b\":[\"x\",{},[true,null]],\"c\\\"\":null,\"d\":\"y\",\"e\":[]}");
    buf_free(&out);
}

static void strings(void **state)
{
    struct buf out = { 0 };
    (void)state;
    buf_json_str(&out, S("plain \u00e4\U0001F600 \"q\" \\ / \b\f\n\r\t \x01\x1f\x7f \0 end"));
    assert_str(buf_str(&out),
               "\"plain \u00e4\U0001F600 \\\"q\\\" \\\\ / \\b\\f\\n\\r\\t \\u0001\\u001f\x7f \\u0000 end\"");
    buf_reset(&out);
    buf_json_str(&out, S("a\xff\xe2\x82z\xed\xa0\x80"));
    assert_str(buf_str(&out), "\"a\uFFFD\uFFFD\uFFFDz\uFFFD\uFFFD\uFFFD\"");
    buf_reset(&out);
    buf_json_str(&out, (struct str){ 0 });
    assert_str(buf_str(&out), "\"\"");
    buf_free(&out);
}

static void numbers(void **state)
{
    struct buf out = { 0 };
    struct json json = { .out = &out };
    (void)state;
    json_int(&json, INT64_MIN);
    assert_str(buf_str(&out), "-9223372036854775808");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = { with_arena(pretty), with_arena(compact), with_arena(strings), with_arena(numbers) };
    return cmocka_run_group_tests_name("base/json", tests, NULL, NULL);
}
