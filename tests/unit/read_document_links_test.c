/* gen/read/document_link.c: which addresses become links, records or errors. */
#include "read_document.h"

static void relative_links(void **state)
{
    struct fixture *f = *state;
    struct document *document = read_text(f, S("ä [a](b.md) [c](../d/e%20f.md#g%C3%BC 'T \"x\"') [h](#i) <a.b>\n\n[j][k]\n\n[k]: l.md\n"));

    assert_string_equal(show(f, document), "<p>ä <a href=\"{link b.md#}\">a</a> "
                                           "<a href=\"{link ../d/e f.md#gü}\" title=\"T &quot;x&quot;\">c</a> "
                                           "<a href=\"{link #i}\">h</a> &lt;a.b&gt;</p>\n"
                                           "<p><a href=\"{link l.md#}\">j</a></p>\n");
    assert_int_equal(document->n_links, 4);
    assert_pos(document->links[0].pos, 1, 7, 4);
    assert_pos(document->links[1].pos, 1, 17, 21);
    assert_pos(document->links[2].pos, 1, 52, 2);
    assert_pos(document->links[3].pos, 3, 1, 0);
    assert_string_equal(document->links[1].path.p, "../d/e f.md");
    assert_null(document->links[0].record);
    assert_int_equal(f->diags.list.n, 0);
}

static void equal_links_have_their_own_places(void **state)
{
    struct document *document = read_text(*state, S("[a](b) x (b) [a](b)\n[b](b) [![c](b)](b)\n"));

    assert_int_equal(document->n_links, 5);
    assert_pos(document->links[0].pos, 1, 5, 1);
    assert_pos(document->links[2].pos, 2, 5, 1);
    assert_pos(document->links[4].pos, 2, 14, 1);
}

static void absolute_links(void **state)
{
    struct fixture *f = *state;

    assert_html(f, "[a](https://b.c/d?e=f&g \"t\")",
                "<p><a href=\"https://b.c/d?e=f&amp;g\" title=\"t\" rel=\"noopener noreferrer\">a</a></p>\n");
    assert_html(f, "<HTTP://b.c>", "<p><a href=\"HTTP://b.c\" rel=\"noopener noreferrer\">HTTP://b.c</a></p>\n");
    assert_html(f, "<a@b.c>", "<p><a href=\"mailto:a@b.c\" rel=\"noopener noreferrer\">a@b.c</a></p>\n");
    assert_html(f, "[a](https://b.c/ü[]<>%)",
                "<p><a href=\"https://b.c/%C3%BC%5B%5D%3C%3E%\" rel=\"noopener noreferrer\">a</a></p>\n");
}

static void unsafe_links(void **state)
{
    static const char *const urls[] = {
        "javascript:alert(1)", "JavaScript:x", "&#106;avascript:x", "java&#10;script:x", "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "//host/x", "/\\host", "\\\\\\\\host", "C:\\\\x", "c:x", "a\\\\b", "a%5Cb",
        "javascript%3Aalert(1)", "%2F%2Fhost/x", "a%00b", "a%0Ab", "a%FFb", "a#%00", "ftp://a.b", "<a&#1;b>", "x:",
        "&#x09;javascript:x", "%6aavascript:x", "/%5chost",
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct document *document = read_text(f, str_printf(f->arena, "ok\n\ntext [a](%s) ![b](%s)\n", urls[i], urls[i]));
        assert_non_null(document);
        assert_int_equal(document->n_links, 0);
        assert_string_equal(show(f, document), "<p>ok</p>\n<p>text a b</p>\n");
        assert_int_equal(f->diags.list.n, 2 * i + 2);
        assert_ptr_equal(f->diags.list.v[2 * i].code, &diag_codes[DIAG_UNSAFE_URL]);
        assert_int_equal(f->diags.list.v[2 * i].pos.line, 3);
        assert_int_equal(f->diags.list.v[2 * i + 1].pos.line, 3);
    }
    assert_pos(f->diags.list.v[0].pos, 3, 10, 19);
    assert_pos(f->diags.list.v[1].pos, 3, 36, 19);
}

static void links_without_address(void **state)
{
    struct fixture *f = *state;

    assert_string_equal(show(f, read_text(f, S("x [a]() ![b]( )\n"))), "<p>x a b</p>\n");
    assert_int_equal(f->diags.list.n, 2);
    assert_diag(f, 0, DIAG_DEAD_LINK, 1, 3, 0);
}

static void images(void **state)
{
    struct fixture *f = *state;

    assert_html(f, "![a *b* [[C|d]] \"e\"](f%20g.png \"t\")",
                "<p><img src=\"{link f g.png#}\" alt=\"a b d &quot;e&quot;\" title=\"t\"></p>\n");
    assert_html(f, "[![a](b.png)](c.md)",
                "<p><a href=\"{link c.md#}\"><img src=\"{link b.png#}\" alt=\"a\"></a></p>\n");
    assert_html(f, "![](b.png)", "<p><img src=\"{link b.png#}\" alt=\"\"></p>\n");
}

/* A page asks no other machine. */
static void images_from_elsewhere_are_links(void **state)
{
    struct fixture *f = *state;

    assert_html(f, "![a](https://b.c/d.png)",
                "<p><a href=\"https://b.c/d.png\" rel=\"noopener noreferrer\">a</a></p>\n");
    assert_html(f, "![](https://b.c)", "<p><a href=\"https://b.c\" rel=\"noopener noreferrer\">https://b.c</a></p>\n");
    assert_html(f, "[![a](https://b.c/d.png)](e.md)", "<p><a href=\"{link e.md#}\">a</a></p>\n");
}

static void footnotes_in_links_are_no_links(void **state)
{
    const char *html = html_of(*state, "[a[^1]](b.md)\n\n[^1]: x\n");
    assert_non_null(strstr(html, "<a href=\"{link b.md#}\">a<sup class=\"footnote-ref\" id=\"fnref-1\">1</sup></a>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(relative_links),
        TEST(equal_links_have_their_own_places),
        TEST(absolute_links),
        TEST(unsafe_links),
        TEST(links_without_address),
        TEST(images),
        TEST(images_from_elsewhere_are_links),
        TEST(footnotes_in_links_are_no_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
