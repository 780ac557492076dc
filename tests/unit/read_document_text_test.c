/* gen/read/document_text.c and what it uses: references, ~~struck~~ text, bare addresses, escaping, words. */
#include "read_document.h"

static void text_is_escaped(void **state)
{
    assert_html(*state, "a < b & \"c\" > d 'e'", "<p>a &lt; b &amp; &quot;c&quot; &gt; d 'e'</p>\n");
    assert_html(*state, "&lt;x&gt; &amp;amp; &copy; &#34;", "<p>&lt;x&gt; &amp;amp; © &quot;</p>\n");
}

static void references(void **state)
{
    assert_html(*state, "See [[CTL-014]].", "<p>See {ref CTL-014#|}.</p>\n");
    assert_html(*state, "[[CTL-014|our wording]]", "<p>{ref CTL-014#|our wording}</p>\n");
    assert_html(*state, "[[POL-AI-001#roles]]", "<p>{ref POL-AI-001#roles|}</p>\n");
    assert_html(*state, "[[POL-1#roles|who does what]]", "<p>{ref POL-1#roles|who does what}</p>\n");
    assert_html(*state, "[[iso-42001:A.9.2]][[A]]", "<p>{ref iso-42001:A.9.2#|}{ref A#|}</p>\n");
    assert_html(*state, "[[CTL-1 | a \"b\" & c]]", "<p>{ref CTL-1#|a \"b\" & c}</p>\n");
    assert_html(*state, "**[[A]]** *[[B]]*", "<p><strong>{ref A#|}</strong> <em>{ref B#|}</em></p>\n");
    assert_html(*state, "x [[[A]]]", "<p>x [{ref A#|}]</p>\n");
}

static void no_references(void **state)
{
    assert_html(*state, "`[[A]]` [[]] [[ A ]] [[A] ] [[A]", "<p><code>[[A]]</code> [[]] [[ A ]] [[A] ] [[A]</p>\n");
    assert_html(*state, "[[A\n]] [[:alpha:]] x[[i", "<p>[[A\n]] [[:alpha:]] x[[i</p>\n");
    assert_html(*state, "    [[A]]\n", "<pre tabindex=\"0\"><code>[[A]]\n</code></pre>\n");
    assert_html(*state, "\\[[A]] [\\[B]] \\[\\[C\\]\\] [[A]]", "<p>[[A]] [[B]] [[C]] {ref A#|}</p>\n");
    assert_html(*state, "\\\\[[A]]", "<p>\\{ref A#|}</p>\n");
    assert_html(*state, "[[#]] [[|x]]", "<p>[[#]] [[|x]]</p>\n");
}

static void references_in_tables_escape_the_bar(void **state)
{
    const char *html = html_of(*state, "| a |\n|---|\n| [[CTL-1\\|our words]] |\n");
    assert_non_null(strstr(html, "<td>{ref CTL-1#|our words}</td>"));
}

static void references_know_place_and_heading(void **state)
{
    struct fixture *f = *state;
    struct document *document = read_text(f, S("x [[A]]\n\n## One\n\nä `[[B]]` [[B]]\n[[B|c]]\n\n## Two [[C]]\n\n> - [[D#e]]\n"));

    assert_int_equal(document->n_references, 5);
    assert_pos(document->references[0].pos, 1, 5, 1);
    assert_int_equal(document->references[0].heading, 0);
    assert_pos(document->references[1].pos, 5, 13, 1);
    assert_int_equal(document->references[1].heading, 1);
    assert_pos(document->references[2].pos, 6, 3, 1);
    assert_pos(document->references[3].pos, 8, 10, 1);
    assert_int_equal(document->references[3].heading, 2);
    assert_pos(document->references[4].pos, 10, 7, 3);
    assert_null(document->references[4].record);
}

static void anchors_of_the_same_document(void **state)
{
    struct fixture *f = *state;
    struct document *document = read_text(f, S("[[#roles]] [[#roles|who]]"));

    assert_string_equal(show(f, document), "<p><a href=\"{link #roles}\">roles</a> <a href=\"{link #roles}\">who</a></p>\n");
    assert_int_equal(document->n_references, 0);
    assert_pos(document->links[0].pos, 1, 3, 6);
}

static void references_that_do_not_end(void **state)
{
    struct fixture *f = *state;

    assert_non_null(read_text(f, S("a [[CTL-1|our *wording*]]\n\n| a | b |\n|---|---|\n| [[CTL-2|x]] | c |\n")));
    assert_int_equal(f->diags.list.n, 2);
    assert_diag(f, 0, DIAG_BAD_VALUE, 1, 3, 7);
    assert_diag(f, 1, DIAG_BAD_VALUE, 5, 3, 7);
    assert_true(str_contains(f->diags.list.v[1].hint, S("\\|")));
}

static void references_inside_links_are_text(void **state)
{
    struct fixture *f = *state;
    struct document *document = read_text(f, S("[see [[A|b]] c](https://x.y)"));

    assert_string_equal(show(f, document),
                        "<p><a href=\"https://x.y\" rel=\"noopener noreferrer\">see b c</a></p>\n");
    assert_int_equal(document->n_references, 1);
}

static void struck_text(void **state)
{
    assert_html(*state, "a ~~b~~ c", "<p>a <del>b</del> c</p>\n");
    assert_html(*state, "~~a *b* c~~ ~~d~~", "<p><del>a <em>b</em> c</del> <del>d</del></p>\n");
    assert_html(*state, "*a ~~b~~*", "<p><em>a <del>b</del></em></p>\n");
    assert_html(*state, "~~`a`~~", "<p><del><code>a</code></del></p>\n");
    assert_html(*state, "~~a\nb~~", "<p><del>a\nb</del></p>\n");
    assert_html(*state, "~~[[A]]~~", "<p><del>{ref A#|}</del></p>\n");
    assert_html(*state, "a~~b~~c", "<p>a<del>b</del>c</p>\n");
}

static void not_struck(void **state)
{
    static const char *const texts[] = { "~~a", "a~~", "~~ a ~~", "~a~", "~~~ a", "~~a ~~ b", "~~a *b~~*" };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_null(strstr(html_of(f, texts[i]), "<del>"));
    assert_html(f, "\\~~a~~", "<p>~~a~~</p>\n");
    assert_html(f, "`~~a~~`", "<p><code>~~a~~</code></p>\n");
}

static void bare_addresses(void **state)
{
    static const char *const cases[][3] = {
        /* before, address, behind */
        { "", "http://a.b", "" },
        { "see ", "https://a.b/c?d=e#f", "." },
        { "(", "https://a.b/c_(d)", ")" },
        { "", "HTTP://A.b", "!" },
        { "x, ", "https://a.b/c_d_e", ", y" },
        { "", "https://a.b/%20", " c" },
        { "", "https://ü.de", "" },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str text = str_printf(f->arena, "%s%s%s", cases[i][0], cases[i][1], cases[i][2]);
        struct str link = str_printf(f->arena, "rel=\"noopener noreferrer\">%s</a>%s</p>", cases[i][1], cases[i][2]);
        const char *html = html_of(f, text.p);
        if (!strstr(html, link.p))
            fail_msg("%s", html);
    }
    assert_html(f, "https://a.b/?c&d", "<p><a href=\"https://a.b/?c&amp;d\" rel=\"noopener noreferrer\">"
                                       "https://a.b/?c&amp;d</a></p>\n");
}

static void no_bare_addresses(void **state)
{
    static const char *const texts[] = { "www.a.b", "ftp://a.b", "xhttp://a.b", "http:// a", "http://", "://a.b",
                                         "http:/a.b", "a@b.c", "`http://a.b`", "http://.a" };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_null(strstr(html_of(f, texts[i]), "<a "));
    assert_html(f, "[http://a.b](http://c.d)",
                "<p><a href=\"http://c.d\" rel=\"noopener noreferrer\">http://a.b</a></p>\n");
}

static void words_are_counted(void **state)
{
    assert_int_equal(read_text(*state, S("# One two\n\nthree [[four]] *five*\n\n- six\n\n`code` http://seven\n"))->n_words, 7);
    assert_int_equal(read_text(*state, S(""))->n_words, 0);
    assert_int_equal(read_text(*state, S("a bb ccc dddd eeeee\tffffff  ggggggg hhhhhhhh iiiiiiiii ü ж漢 x"))->n_words, 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(text_is_escaped),
        TEST(references),
        TEST(no_references),
        TEST(references_in_tables_escape_the_bar),
        TEST(references_know_place_and_heading),
        TEST(anchors_of_the_same_document),
        TEST(references_that_do_not_end),
        TEST(references_inside_links_are_text),
        TEST(struck_text),
        TEST(not_struck),
        TEST(bare_addresses),
        TEST(no_bare_addresses),
        TEST(words_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
