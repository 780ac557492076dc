/* gen/read/document_walk.c against the library's own renderer, which is right by definition, on documents made
 * of random lines; and one thread against four. */
#include <cmark-gfm.h>
#include <stdlib.h>

#include "read_document.h"

#include "base/hash.h"
#include "base/pool.h"

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Lines whose HTML both make in the same way: no headings, links, raw HTML, tables or info strings. */
static const char *const lines[] = {
    "", "", "", "text", "two words  ", "  indented text", "    more indented", "*a* **b** ***c***", "*a **b* c**",
    "_a_ __b__ a_b_c", "`code` ``co`de``", "`a", "a\\", "\\*a\\* \\\\", "&amp; &copy; &#35; &x;", "a < b > c \"d\"",
    "- item", "- item two", "-", "  - nested", "    - deeper", "* star", "+ plus", "1. one", "2. two", "7) seven",
    "   1. inner", "> quote", ">> two", "> - list in quote", ">", "- > quote in list", "---", "***", "```", "~~~",
    "    code", "\tcode with tab", "  - ```", "*a", "b*", "**", "a*b*c", "- a\\", "é ü 漢字", "a\tb", "1. ", "10. ten",
    "***", "- - two", "  text", "> lazy", "_", "`` ` ``", "a  ", "a\\*b", "* * *", "-\ttab", "!", "[", "]", "[a]", "(b)",
};

static struct str random_text(struct fixture *f, uint32_t *seed)
{
    struct buf text = { 0 };
    size_t n = 1 + next_random(seed) % 24;

    for (size_t i = 0; i < n; i++) {
        buf_puts(&text, lines[next_random(seed) % (sizeof lines / sizeof *lines)]);
        buf_puts(&text, "\n");
    }
    struct str copy = buf_copy(f->arena, &text);
    buf_free(&text);
    return copy;
}

static struct str replace(struct fixture *f, struct str text, struct str what, struct str with)
{
    struct buf out = { 0 };
    for (size_t at; (at = str_find_str(text, what)) < text.n; text = str_sub(text, at + what.n, text.n)) {
        buf_put(&out, str_sub(text, 0, at));
        buf_put(&out, with);
    }
    buf_put(&out, text);
    struct str copy = buf_copy(f->arena, &out);
    buf_free(&out);
    return copy;
}

static void same_as_the_library(void **state)
{
    struct fixture *f = *state;
    uint32_t seed = 42;
    size_t compared = 0;

    for (int i = 0; i < 20000; i++) {
        struct str text = random_text(f, &seed);
        if (str_starts(text, S("---")))
            continue;
        struct document *document = read_text(f, text);
        char *theirs = cmark_markdown_to_html(text.p, text.n, CMARK_OPT_DEFAULT);
        assert_non_null(document);
        struct str ours = replace(f, str_of(show(f, document)), S("&#39;"), S("'"));
        struct str want = replace(f, str_of(theirs), S(" />"), S(">"));
        want = replace(f, want, S("<pre><code"), S("<pre tabindex=\"0\"><code"));
        bool has_heading = str_contains(want, S("</h"));
        compared += !has_heading;
        if (!has_heading && !str_eq(ours, want))
            fail_msg("%.*s\nours:\n%.*s\ntheirs:\n%.*s", STR(text), STR(ours), STR(want));
        free(theirs);
        arena_reset(f->arena);
        diags_new(f->arena, &f->diags);
    }
    assert_in_range(compared, 10000, 20000);
}

enum { CORPUS = 400 };

struct corpus {
    struct str texts[CORPUS];
    struct digest digests[CORPUS];
};

static void corpus_make(struct fixture *f, struct corpus *corpus)
{
    static const char *const more[] = {
        "# Heading *one*", "## Heading [[CTL-1]]", "Setext\n===", "[[CTL-2|label]] ~~struck~~ http://a.b",
        "| a | b |\n|:--|--:|\n| [[C]] | ~~d~~ |", "[link](x.md#y) ![img](z.png)", "a[^1]\n\n[^1]: note", "<b>raw</b>",
        "[bad](javascript:x)", "```matrix a=b\nc\n```", "- [x] done\n- [ ] open", "[d]: /u\n\n[d]",
    };
    uint32_t seed = 7;

    for (size_t i = 0; i < CORPUS; i++) {
        struct str text = S("");
        for (int part = 0; part < 12; part++)
            text = str_printf(f->arena, "%.*s\n%s\n\n%.*s", STR(text),
                              more[next_random(&seed) % (sizeof more / sizeof *more)], STR(random_text(f, &seed)));
        corpus->texts[i] = text;
    }
}

static void corpus_render(void *context, size_t i, struct worker *worker)
{
    struct corpus *corpus = context;
    struct fixture f = { .arena = worker->scratch };
    diags_new(worker->scratch, &f.diags);
    struct document *document = read_text(&f, corpus->texts[i]);
    struct buf all = { 0 };

    buf_puts(&all, document ? show(&f, document) : "none");
    for (size_t d = 0; d < f.diags.list.n; d++)
        buf_printf(&all, "%u:%u %.*s\n", f.diags.list.v[d].pos.line, f.diags.list.v[d].pos.col,
                   STR(f.diags.list.v[d].message));
    for (size_t h = 0; document && h < document->n_headings; h++)
        buf_printf(&all, "%.*s\n", STR(document->headings[h].anchor));
    corpus->digests[i] = digest_of(buf_str(&all));
    buf_free(&all);
}

static void corpus_run(struct corpus *corpus, unsigned jobs)
{
    struct pool *pool = pool_new(jobs);
    pool_run(pool, CORPUS, corpus_render, corpus);
    pool_free(pool);
}

static void same_on_any_number_of_threads(void **state)
{
    struct fixture *f = *state;
    struct corpus *one = arena_new_of(f->arena, struct corpus), *four = arena_new_of(f->arena, struct corpus);

    corpus_make(f, one);
    *four = *one;
    corpus_run(one, 1);
    for (int run = 0; run < 5; run++) {
        memset(four->digests, 0, sizeof four->digests);
        corpus_run(four, 4);
        assert_memory_equal(one->digests, four->digests, sizeof one->digests);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(same_as_the_library),
        TEST(same_on_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
