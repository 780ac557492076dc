/* gen/read/document*.c: front matter, headings, tables, tasks, footnotes, code, parts, raw HTML, rich texts. */
#include "read_document.h"

static void front_matter(void **state)
{
    struct fixture *f = *state;
    struct document *document = read_text(f, S("\xEF\xBB\xBF---\r\nid: X\r\ntitle: T\r\n--- \r\n\r\n# T\r\n\r\n[[A]]\r\n"));

    assert_int_equal(f->diags.list.n, 0);
    assert_string_equal(node_find(document->front, "id")->text.p, "X");
    assert_pos(node_find(document->front, "title")->pos, 3, 8, 1);
    assert_pos(document->headings[0].pos, 6, 1, 3);
    assert_pos(document->references[0].pos, 8, 3, 1);
    assert_int_equal(document->file, 1);
}

static void front_matter_may_be_absent_or_empty(void **state)
{
    struct fixture *f = *state;

    assert_null(read_text(f, S("# T\n\n---\n\nx\n"))->front);
    assert_int_equal(read_text(f, S("---\n---\nx"))->front->n, 0);
    assert_int_equal(read_text(f, S("---\n---"))->n_pieces, 0);
    assert_int_equal(read_text(f, S(""))->n_pieces, 0);
    assert_int_equal(f->diags.list.n, 0);
}

static void broken_front_matter(void **state)
{
    struct fixture *f = *state;

    assert_null(read_text(f, S("---\nid: X\n\n# T\n")));
    assert_diag(f, 0, DIAG_MALFORMED_YAML, 1, 1, 3);
    assert_null(read_text(f, S("---\na: b: c\n---\n")));
    assert_diag(f, 1, DIAG_MALFORMED_YAML, 2, 5, 1);
    assert_null(read_text(f, S("---\n- a\n---\n")));
    assert_diag(f, 2, DIAG_MALFORMED_YAML, 2, 1, 1);
    assert_null(read_text(f, S("---\na: 1\na: 2\n---\n")));
    assert_diag(f, 3, DIAG_DUPLICATE_KEY, 3, 1, 1);
}

static void headings_move_below_the_page(void **state)
{
    struct fixture *f = *state;

    assert_html(f, "# A\n\n## B\n\n###### C\n",
                "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h6 id=\"c\">C</h6>\n");
    assert_html(f, "## A\n\n### B\n", "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n");
    assert_html(f, "## A\n\n> B\n> =\n", "<h3 id=\"a\">A</h3>\n<blockquote>\n<h2 id=\"b\">B</h2>\n</blockquote>\n");
}

static void headings_are_records(void **state)
{
    struct fixture *f = *state;
    struct document *document = read_text(f, S("## Über *uns* & `x` [[CTL-1|the ~~old~~ control]]\n\n - ### In a list\n\nSetext\nhere\n------\n"));

    assert_int_equal(document->n_headings, 3);
    assert_string_equal(document->headings[0].text.p, "Über uns & x the ~~old~~ control");
    assert_int_equal(document->headings[0].level, 2);
    assert_pos(document->headings[0].pos, 1, 1, 49);
    assert_int_equal(document->headings[1].level, 3);
    assert_string_equal(document->headings[1].anchor.p, "in-a-list");
    assert_pos(document->headings[1].pos, 3, 4, 13);
    assert_string_equal(document->headings[2].text.p, "Setext here");
    assert_pos(document->headings[2].pos, 5, 1, 6);
}

static void anchors(void **state)
{
    static const char *const cases[][2] = {
        { "Roles and Duties", "roles-and-duties" }, { "1.2 What's new?", "12-whats-new" },
        { "Snake_case - dash", "snake_case---dash" }, { "ÄÖÜ Straße", "äöü-strasse" },
        { "Политика ИИ", "политика-ии" }, { "ポリシー 管理", "ポリシー-管理" }, { "e\xCC\x81", "é" },
        { "— ?!", "-" }, { "?!", "section" }, { "a/b (c)", "ab-c" }, { "नीति", "नीति" }, { "Fn 1", "fn-1-1" },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document *document = read_text(f, str_printf(f->arena, "## %s\n", cases[i][0]));
        assert_string_equal(document->headings[0].anchor.p, cases[i][1]);
    }
}

static void anchors_are_unique(void **state)
{
    static const char *const want[] = { "a", "a-1", "a-1-1", "a-2", "section", "section-1" };
    struct document *document = read_text(*state, S("## A\n\n## A\n\n## A 1\n\n## A\n\n## !\n\n## ?\n"));

    assert_int_equal(document->n_headings, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(document->headings[i].anchor.p, want[i]);
}

static void empty_headings_are_nothing(void **state)
{
    struct document *document = read_text(*state, S("#\n\n## \n\nx\n"));

    assert_int_equal(document->n_headings, 0);
    assert_string_equal(show(*state, document), "<p>x</p>\n");
}

static void tables(void **state)
{
    assert_html(*state, "| a | b |   |\n|:--|:-:|--:|\n| c | *d* |\n| e | f | g | h |\n",
                "<div class=\"table-wrap\" role=\"group\" tabindex=\"0\" aria-label=\"Table 1\">\n<table>\n"
                "<thead>\n<tr>\n<th scope=\"col\" class=\"align-left\">a</th>\n"
                "<th scope=\"col\" class=\"align-center\">b</th>\n<td class=\"align-right\"></td>\n</tr>\n</thead>\n"
                "<tbody>\n<tr>\n<td class=\"align-left\">c</td>\n<td class=\"align-center\"><em>d</em></td>\n"
                "<td class=\"align-right\"></td>\n</tr>\n<tr>\n<td class=\"align-left\">e</td>\n"
                "<td class=\"align-center\">f</td>\n<td class=\"align-right\">g</td>\n</tr>\n</tbody>\n"
                "</table>\n</div>\n");
}

static void tables_are_numbered(void **state)
{
    const char *html = html_of(*state, "a|b\n-|-\n\n> |c|\n> |-|\n> |d|\n");

    assert_non_null(strstr(html, "aria-label=\"Table 1\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n"
                                 "<th scope=\"col\">b</th>\n</tr>\n</thead>\n</table>\n</div>\n"));
    assert_non_null(strstr(html, "aria-label=\"Table 2\""));
}

static void tasks(void **state)
{
    assert_html(*state, "- [ ] a\n- [x] b\n- c\n",
                "<ul>\n<li class=\"task-item\"><span class=\"task\" role=\"img\" aria-label=\"open\">☐</span> a</li>\n"
                "<li class=\"task-item\"><span class=\"task\" role=\"img\" aria-label=\"done\">☑</span> b</li>\n"
                "<li>c</li>\n</ul>\n");
}

static void footnotes(void **state)
{
    assert_html(*state, "a[^x] b[^y] c[^x]\n\n[^x]: One\n\n[^y]: Two\n\n    ```\n    z\n    ```\n",
                "<p>a<sup class=\"footnote-ref\" id=\"fnref-1\"><a href=\"#fn-1\" aria-label=\"Footnote 1\">1</a></sup> "
                "b<sup class=\"footnote-ref\" id=\"fnref-2\"><a href=\"#fn-2\" aria-label=\"Footnote 2\">2</a></sup> "
                "c<sup class=\"footnote-ref\" id=\"fnref-1-2\"><a href=\"#fn-1\" aria-label=\"Footnote 1\">1</a></sup></p>\n"
                "<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n<li id=\"fn-1\">\n"
                "<p>One <a href=\"#fnref-1\" class=\"footnote-back\" aria-label=\"Back to reference 1\">↩</a> "
                "<a href=\"#fnref-1-2\" class=\"footnote-back\" aria-label=\"Back to reference 1-2\">↩</a></p>\n</li>\n"
                "<li id=\"fn-2\">\n<p>Two</p>\n<pre tabindex=\"0\"><code>z\n</code></pre>\n"
                " <a href=\"#fnref-2\" class=\"footnote-back\" aria-label=\"Back to reference 2\">↩</a></li>\n"
                "</ol>\n</div>\n");
}

static void footnotes_that_are_not(void **state)
{
    assert_html(*state, "a[^x]\n\n[^y]: unused\n", "<p>a[^x]</p>\n");
}

static void footnotes_hold_references(void **state)
{
    struct document *document = read_text(*state, S("a[^x]\n\n[^x]: See [[A]]\n\nb [[B]]\n"));

    assert_int_equal(document->n_references, 2);
    assert_string_equal(document->references[1].target.p, "A");
    assert_pos(document->references[1].pos, 3, 13, 1);
    assert_pos(document->references[0].pos, 5, 5, 1);
}

static void code(void **state)
{
    struct fixture *f = *state;

    assert_html(f, "```c\na < b\n```\n", "<pre tabindex=\"0\"><code class=\"language-c\">a &lt; b\n</code></pre>\n");
    assert_html(f, "~~~ c++ x=y\na\n~~~\n", "<pre tabindex=\"0\"><code class=\"language-c++\">a\n</code></pre>\n");
    assert_html(f, "```a\"b\nc\n```\n", "<pre tabindex=\"0\"><code>c\n</code></pre>\n");
    assert_html(f, "```\n```\n", "<pre tabindex=\"0\"><code></code></pre>\n");
    assert_html(f, "`a & b`", "<p><code>a &amp; b</code></p>\n");
}

static void parts(void **state)
{
    struct fixture *f = *state;
    struct document *document = read_text(f, S("x\n\n- y\n\n  ```matrix framework=iso-42001 title=\"a b\" n=\n  body\n  ```\n\n```controls\n```\n"));
    const struct part *part = &document->parts[0];

    assert_int_equal(document->n_parts, 2);
    assert_string_equal(part->name.p, "matrix");
    assert_pos(part->pos, 5, 6, 6);
    assert_string_equal(part->body.p, "body\n");
    assert_int_equal(part->n_options, 2);
    assert_string_equal(part->options[0].name.p, "framework");
    assert_string_equal(part->options[0].value.p, "iso-42001");
    assert_string_equal(part->options[1].value.p, "a b");
    assert_int_equal(document->parts[1].n_options, 0);
    assert_int_equal(f->diags.list.n, 1);
    assert_diag(f, 0, DIAG_BAD_VALUE, 5, 45, 2);
    assert_string_equal(show(f, document),
                        "<p>x</p>\n<ul>\n<li>\n<p>y</p>\n{part matrix}\n</li>\n</ul>\n{part controls}\n");
}

static void part_options_that_are_wrong(void **state)
{
    static const char *const options[] = { "x", "=a", "1a=b", "a=\"b", "a=b\"c\"", "a.b=c", "a=1 a=2" };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        assert_non_null(read_text(f, str_printf(f->arena, "```matrix %s\n```\n", options[i])));
        assert_int_equal(f->diags.list.n, i + 1);
        assert_ptr_equal(f->diags.list.v[i].code, &diag_codes[DIAG_BAD_VALUE]);
        assert_int_equal(f->diags.list.v[i].pos.line, 1);
    }
    assert_non_null(read_text(f, S("```matrix a=\"\"\n```\n")));
    assert_int_equal(f->diags.list.n, sizeof options / sizeof *options);
}

static void other_fences_are_code(void **state)
{
    struct fixture *f = *state;
    struct document *document = document_read(f->arena, f->arena, &f->diags, 1, S("```matrix\n```\n"), NULL);
    assert_int_equal(document->n_parts, 0);
}

static void raw_html_is_text(void **state)
{
    struct fixture *f = *state;
    struct document *document = read_text(f, S("a <b>x</b> <!-- c -->\n\n > <div onclick=\"e()\">\n > y\n"));

    assert_string_equal(show(f, document), "<p>a &lt;b&gt;x&lt;/b&gt; &lt;!-- c --&gt;</p>\n<blockquote>\n"
                                           "<pre class=\"raw-html\" tabindex=\"0\">&lt;div onclick=&quot;e()&quot;&gt;\ny\n</pre>\n"
                                           "</blockquote>\n");
    assert_int_equal(f->diags.list.n, 3);
    assert_diag(f, 0, DIAG_RAW_HTML, 1, 3, 3);
    assert_diag(f, 1, DIAG_RAW_HTML, 1, 12, 10);
    assert_diag(f, 2, DIAG_RAW_HTML, 3, 4, 19);
    assert_int_equal(f->diags.list.v[0].code->severity, SEVERITY_WARNING);
}

static void reports_are_limited(void **state)
{
    struct fixture *f = *state;

    assert_non_null(read_text(f, repeat(f, "<b>\n\n", 1000)));
    assert_int_equal(f->diags.list.n, 101);
    assert_true(str_contains(f->diags.list.v[100].message, S("more")));
}

static void rich_texts(void **state)
{
    struct fixture *f = *state;
    struct node folded = { .kind = NODE_SCALAR, .pos = { 1, 10, 7, 20 }, .text = S("# A [[B]]\n\nc [d](e.md)\n\n```matrix\n```\n"),
        .written = S(">\n  # A [[B]]\n\n\n  c\n  [d](e.md)\n\n\n  ```matrix\n\n  ```\n") };
    struct document *document = document_read_text(f->arena, &f->diags, &folded);

    assert_string_equal(show(f, document), "<p><strong>A {ref B#|}</strong></p>\n<p>c <a href=\"{link e.md#}\">d</a></p>\n"
                                           "<pre tabindex=\"0\"><code class=\"language-matrix\"></code></pre>\n");
    assert_int_equal(document->n_headings, 0);
    assert_int_equal(document->n_parts, 0);
    assert_pos(document->references[0].pos, 11, 9, 1);
    assert_pos(document->links[0].pos, 15, 7, 4);
    assert_int_equal(f->diags.list.n, 0);
    struct node block = folded;         /* behind | and indented by four */
    block.block = true;
    block.text_col = 5;
    document = document_read_text(f->arena, &f->diags, &block);
    assert_pos(document->references[0].pos, 11, 11, 1);
    assert_pos(document->links[0].pos, 13, 11, 4);
    struct node quoted = { .kind = NODE_SCALAR, .pos = { 1, 10, 7, 20 }, .text_col = 8, .text = S("\u00e4 [[B]]") };
    document = document_read_text(f->arena, &f->diags, &quoted);
    assert_pos(document->references[0].pos, 10, 12, 1);
    quoted.text = repeat(f, "a ", DOCUMENT_BLOCK_MAX);
    assert_null(document_read_text(f->arena, &f->diags, &quoted));
    assert_diag(f, 0, DIAG_TOO_LARGE, 10, 8, 1);
    quoted.text = (struct str){ 0 };
    assert_int_equal(document_read_text(f->arena, &f->diags, &quoted)->n_pieces, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(front_matter),
        TEST(front_matter_may_be_absent_or_empty),
        TEST(broken_front_matter),
        TEST(headings_move_below_the_page),
        TEST(headings_are_records),
        TEST(anchors),
        TEST(anchors_are_unique),
        TEST(empty_headings_are_nothing),
        TEST(tables),
        TEST(tables_are_numbered),
        TEST(tasks),
        TEST(footnotes),
        TEST(footnotes_that_are_not),
        TEST(footnotes_hold_references),
        TEST(code),
        TEST(parts),
        TEST(part_options_that_are_wrong),
        TEST(other_fences_are_code),
        TEST(raw_html_is_text),
        TEST(reports_are_limited),
        TEST(rich_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
