/* Unit tests of base/html.c. */
#include "base_test.h"

#include "base/html.h"

static void references(void **state)
{
    struct buf out = { 0 };
    (void)state;
    buf_html(&out, S("<a href=\"x\">R&D's \u00e4</a>"));
    assert_str(buf_str(&out), "&lt;a href=&quot;x&quot;&gt;R&amp;D&#39;s \u00e4&lt;/a&gt;");
    buf_reset(&out);
    buf_html(&out, S(""));
    buf_html(&out, (struct str){ 0 });
    buf_html(&out, S("clean"));
    buf_html(&out, S("&&"));
    assert_str(buf_str(&out), "clean&amp;&amp;");
    buf_free(&out);
}

static void addresses(void **state)
{
    static const char *const allowed[] = {
        "", "a.html", "../x/y.html#z", "#top", "?q=a:b", "http://e.org/", "HTTPS://e.org", "mailto:a@b.c",
        "/rooted", "a/b:c", "./a:b", "x%3Ay", "\u00e4.html", " http://e.org",
    };
    static const char *const refused[] = {
        "javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "java\tscript:x", "java\nscript:x", "\x01javascript:x",
        "data:text/html,x", "file:///etc/passwd", "ftp://e.org", "vbscript:x", "//host/x", "\\\\host\\x", "/\\host",
        "\\/host", " //host", "blob:x", "a b:c", ":x", "tel:1", "a\x7f", "a\xc2\x85-",
    };
    (void)state;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (!url_is_allowed(str_of(allowed[i])))
            fail_msg("%s was refused", allowed[i]);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (url_is_allowed(str_of(refused[i])))
            fail_msg("%s was allowed", refused[i]);
    assert_false(url_is_allowed(S("a\0b")));
}

static void percent_encoding(void **state)
{
    struct buf out = { 0 };
    (void)state;
    buf_url_path(&out, S("a b/\u00e4-._~#?%&\0"));
    assert_str(buf_str(&out), "a%20b/%C3%A4-._~%23%3F%25%26%00");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = { with_arena(references), with_arena(addresses), with_arena(percent_encoding) };
    return cmocka_run_group_tests_name("base/html", tests, NULL, NULL);
}
