/* gen/render/engine.c, html_value.c, links.c, show.c, document.c, library_page.c, library_site.c, gen/script/library_model.c: pages of records. */
#include "render_fixture.h"

#include "base/pool.h"

static int setup(void **state)
{
    *state = fixture_new(12);
    return 0;
}

static int teardown(void **state)
{
    fixture_free(*state);
    return 0;
}

static void draw(struct render_fixture *f, const char *text)
{
    struct template *template = fixture_template(f, "pages/x", str_of(text));

    if (!fixture_draw(f, template))
        fail_msg("%s\nrefused: %.*s", text, STR(f->diags.list.v[0].message));
}

static void assert_page(void **state, const char *text, const char *expected)
{
    struct render_fixture *f = *state;

    if (f->templates.n) {
        teardown(state);
        setup(state);
        f = *state;
    }
    draw(f, text);
    if (!str_is(buf_str(&f->out), expected))
        fail_msg("%s\ngot:      %.*s\nexpected: %s", text, STR(buf_str(&f->out)), expected);
}

static void fields(void **state)
{
    assert_page(state, "{{ subject.id }} {{ subject.type }} {{ subject.source_file }}:{{ subject.source_line }}",
                "CTL-001 control controls/controls.yaml:7");
    assert_page(state, "{{ subject.title }} {{ subject.reviewed }} {{ subject.weight + 1 }} {{ subject.notes }}|",
                "Stop &amp; check 1 2026-11-20 3 |");
    assert_page(state, "{{ subject.owner }} {{ subject.owner.id }} {{ subject.satisfies[1] }} {{ #subject.tags }}",
                "Safety officer ROLE-1 A.9.2 Responsible use 0");
    assert_page(state, "{{ subject.requires[1].title }} {{ subject.requires[1].id }} {{ subject.requires[1].type }}|",
                "Stop drill stop-drill |");
    assert_page(state, "{% local k = 'ti' %}{{ subject[k .. 'tle'] }}", "Stop &amp; check 1");
    assert_page(state, "{{ type_of(subject).name }} {{ type_of('role').plural }} {{ #type_of(subject).fields }} "
                       "{{ type_of(subject).fields[2].kind }} {{ #type_of(subject).records }}", "control roles 13 ref 12");
}

static void words_of_fields(void **state)
{
    assert_page(state, "{{ word('not-implemented') }} {{ word('a<b') }}", "not implemented a&lt;b");
}

static void names_in_a_text_become_links(void **state)
{
    assert_page(state, "{{ linked('see CTL-002/stop-drill, and NONE-1.') }}",
                "see <a href=\"CTL-002.html\" class=\"whole\">CTL-002/stop-drill</a>, and <span class=\"whole\">NONE-1</span>.");
    assert_page(state, "{{ linked('a < b (CTL-002).') }}", "a &lt; b (<a href=\"CTL-002.html\" class=\"whole\">CTL-002</a>).");
}

static void a_wrong_field_suggests_another(void **state)
{
    struct render_fixture *f = *state;
    struct template *template = fixture_template(f, "pages/x", S("{{ subject.requires[1].titel }}"));
    const struct diag *diag;

    assert_false(fixture_draw(f, template));
    diag = &f->diags.list.v[0];
    assert_string_equal(diag->message.p, "a row of 'requires' has no field 'titel'");
    assert_string_equal(diag->hint.p, "did you mean 'title'?");
    assert_int_equal(diag->related.line, 7);
}

static void links(void **state)
{
    assert_page(state, "{{ link(subject) }}", "<a href=\"CTL-001.html\"><span class=\"id\">CTL-001</span> Stop &amp; check 1</a>");
    assert_page(state, "{{ link(subject, 'a<b') }}", "<a href=\"CTL-001.html\">a&lt;b</a>");
    assert_page(state, "{{ link(find('iso:A.9.2')) }}",
                "<a href=\"../frameworks/iso/A.9.2.html\"><span class=\"id\">A.9.2</span> Responsible use</a>");
    assert_page(state, "{{ link(find('ROLE-1')) }}", "<span>Safety officer</span>");
    assert_page(state, "{{ link(nil) }}{{ link('plain <b>') }}{{ link(find('NOPE')) }}", "plain &lt;b&gt;");
    assert_page(state, "{{ link('files/a b.txt', 'x') }}", "<a href=\"../files/a%20b.txt\">x</a>");
    assert_page(state, "{{ link(type_of(subject)) }}", "<a href=\"index.html\">controls</a>");
    assert_page(state, "{{ link(subject.requires[1]) }}", "<a href=\"CTL-001.html\">Stop drill</a>");
    assert_page(state, "{{ href(subject) }} {{ href('index.html#a') }} {{ href(find('EV-1'), 'file') }} "
                       "{{ href(find('ROLE-1')) }}|{{ href('https://example.org/') }}",
                "CTL-001.html ../index.html#a ../files/1.json |https://example.org/");
    assert_page(state, "<a href=\"{{ href(subject) }}\">", "<a href=\"CTL-001.html\">");
}

static void shows(void **state)
{
    assert_page(state, "{{ show(subject, 'status') }}",
                "<span class=\"word\" data-value=\"not-implemented\">not implemented</span>");
    assert_page(state, "{{ show(subject, 'reviewed') }}", "<time datetime=\"2026-11-20\">2026-11-20</time>");
    assert_page(state, "{{ show(subject, 'weight') }} {{ show(subject, 'id') }} {{ show(subject, 'title') }}",
                "2 CTL-001 Stop &amp; check 1");
    assert_page(state, "{{ show(subject, 'tags') or 'none' }}", "none");
    assert_page(state, "{{ show(records('control')[2], 'owner') }}", "The &lt;board&gt;");
    assert_page(state, "{{ show(subject, 'satisfies') }}", "<ul class=\"list\"><li><a href=\"../frameworks/iso/A.9.2.html\">"
                       "<span class=\"id\">A.9.2</span> Responsible use</a></li></ul>");
    assert_page(state, "{{ show(subject, 'requires') }}",
                "<table class=\"rows\"><thead><tr><th scope=\"col\">id</th><th scope=\"col\">title</th></tr></thead><tbody>"
                "<tr><td>stop-drill</td><td>Stop drill</td></tr></tbody></table>");
    assert_page(state, "{{ show_rows(subject.requires, { 'title' }) }}",
                "<table class=\"rows\"><thead><tr><th scope=\"col\">title</th></tr></thead><tbody>"
                "<tr><td>Stop drill</td></tr></tbody></table>");
    assert_page(state, "{{ show(find('EV-1'), 'file') }}", "<a href=\"../files/1.json\"><code>drills/1.json</code></a>");
}

static void shows_other_kinds(void **state)
{
    struct render_fixture *f = *state;
    const struct record *c = &f->controls[0];

    *fixture_value(c, "key") = (struct value){ .kind = VALUE_BOOL, .as.truth = true };
    *fixture_value(c, "every") = (struct value){ .kind = VALUE_DURATION, .as.duration = { 90, 'd' } };
    *fixture_value(c, "seen") = (struct value){ .kind = VALUE_DATETIME, .as.datetime = { date_of(2026, 11, 2), 32400, true, true } };
    fixture_text(c, "link", "https://example.org/?a&b");
    draw(f, "{{ show(subject, 'key') }} {{ show(subject, 'every') }} {{ show(subject, 'seen') }} {{ show(subject, 'link') }}"
            " {{ subject.every }} {{ subject.seen }} {{ subject.key }}");
    assert_string_equal(str_copy(f->arena, buf_str(&f->out)).p,
                        "<span class=\"word\" data-value=\"yes\">yes</span> 90 days "
                        "<time datetime=\"2026-11-02T09:00:00Z\">2026-11-02 09:00 UTC</time> "
                        "<a href=\"https://example.org/?a&amp;b\" rel=\"noreferrer\">https://example.org/?a&amp;b</a> "
                        "90d 2026-11-02T09:00:00Z true");
}

static void site_and_page(void **state)
{
    assert_page(state, "{{ site.id }} {{ site.as_of }} {{ site.edition }} {{ site.generator }} {{ #site.types }} {{ page.url }} "
                       "{{ page.title }} {{ page.root }} {{ page.number }}/{{ page.count }}",
                "test 2026-11-30 internal dossier test 5 controls/CTL-001.html CTL-001 ../ 1/1");
    assert_page(state, "{{ days(subject.reviewed) }} {{ days('2026-12-01') }} {{ days(nil) }}|{{ rows }}|", "-10 1 ||");
    assert_page(state, "{{ days('2026-12-01', '2026-11-01') }} {{ days('2026-12-01T23:59:59Z', subject.reviewed) }}", "30 11");
    assert_page(state, "{{ after('2026-01-31', '1m') }} {{ after('2024-02-29', '1y') }} {{ after(nil, '1m') or 'none' }}", "2026-02-28 2025-02-28 none");
    assert_page(state, "{{ #diagnostics() }}", "0");
}

static void words_of_the_language(void **state)
{
    struct render_fixture *f = *state;
    static struct str text = { "von %1 (%2)", 11 }, word = { "nicht umgesetzt", 15 }, icon = { "<svg></svg>", 11 };

    map_put(f->templates.strings, S("by %1 (%2)"), &text);
    map_put(f->templates.strings, S("not-implemented"), &word);
    map_put(f->templates.icons, S("gap"), &icon);
    draw(f, "{{ t('by %1 (%2)', 'a<b', 2) }} {{ t('by %1 (%2)', link(subject, 'x'), '<') }} {{ t('100% of %3') }} "
            "{{ show(subject, 'status') }} {{ icon('gap') }}");
    assert_string_equal(str_copy(f->arena, buf_str(&f->out)).p,
                        "von a&lt;b (2) von <a href=\"CTL-001.html\">x</a> (&lt;) 100% of %3 "
                        "<span class=\"word\" data-value=\"not-implemented\">nicht umgesetzt</span> <svg></svg>");
}

/* --- documents --- */

static struct document *make_document(struct render_fixture *f)
{
    static struct piece pieces[] = {
        { PIECE_HTML, 0, { "<p>", 3 } }, { PIECE_REFERENCE, 0, { NULL, 0 } }, { PIECE_HTML, 0, { " <a href=\"", 10 } },
        { PIECE_LINK_HREF, 0, { NULL, 0 } }, { PIECE_HTML, 0, { "\">x</a><img src=\"", 17 } },
        { PIECE_LINK_HREF, 0, { NULL, 0 } }, { PIECE_HTML, 0, { "\"></p>", 6 } }, { PIECE_PART, 0, { NULL, 0 } } };
    static struct heading headings[] = { { 2, { "Roles", 5 }, { "roles", 5 }, { 0, 0, 0, 0 } } };
    static struct part_option options[] = { { { "framework", 9 }, { "iso", 3 } } };
    struct document *document = arena_new_of(f->arena, struct document);
    struct reference *reference = arena_new_of(f->arena, struct reference);
    struct link *link = arena_new_of(f->arena, struct link);
    struct part *part = arena_new_of(f->arena, struct part);

    *reference = (struct reference){ .target = S("POL-1"), .anchor = S("roles"), .record = &f->policy };
    *link = (struct link){ .path = S("../evidence/1.json"), .record = &f->evidence };
    *part = (struct part){ .name = S("matrix"), .n_options = 1, .options = options, .pos = { 1, 30, 1, 0 } };
    *document = (struct document){ .n_pieces = 8, .pieces = pieces, .n_headings = 1, .headings = headings,
                                   .references = reference, .links = link, .parts = part };
    return document;
}

static void documents(void **state)
{
    struct render_fixture *f = *state;

    f->policy.document = make_document(f);
    fixture_template(f, "parts/matrix", S("<b>{{ args.framework }} {{ link(subject, 'here') }}</b>"));
    draw(f, "{{ body(find('POL-1')) }}{{ body(subject) }}|{{ headings(find('POL-1'))[1].anchor }}");
    assert_string_equal(str_copy(f->arena, buf_str(&f->out)).p,
                        "<p><a href=\"../policies/POL-1.html#roles\"><span class=\"id\">POL-1</span> Oversight</a> "
                        "<a href=\"../evidence/EV-1.html\">x</a><img src=\"../files/1.json\"></p>"
                        "<b>iso <a href=\"CTL-001.html\">here</a></b>|roles");
}

static void an_error_in_a_block_names_the_document(void **state)
{
    struct render_fixture *f = *state;
    struct template *page;

    f->policy.document = make_document(f);
    fixture_template(f, "parts/matrix", S("\n{{ args.framework.x.y }}"));
    page = fixture_template(f, "pages/x", S("{{ body(find('POL-1')) }}"));
    assert_false(fixture_draw(f, page));
    assert_int_equal(f->diags.list.v[0].pos.line, 2);
    assert_int_equal(f->diags.list.v[0].related.line, 30);
}

/* --- pages that are not of a record --- */

static void type_pages_have_rows(void **state)
{
    struct render_fixture *f = *state;

    f->page = (struct page){ .kind = PAGE_TYPE, .url = S("controls/index-2.html"), .type = &f->types[T_CONTROL],
                             .number = 2, .count = 3, .first = 5, .n_rows = 5 };
    draw(f, "{{ subject.titles }} {{ #rows }} {{ rows[1].id }} {{ rows[5].id }}{{ rows[6] }}");
    assert_string_equal(str_copy(f->arena, buf_str(&f->out)).p, "controls 5 CTL-006 CTL-010");
}

static void pages_may_have_args(void **state)
{
    struct render_fixture *f = *state;
    static const struct part_option args[] = { { { "edition", 7 }, { "auditor", 7 } } };

    f->page.args = args;
    f->page.n_args = 1;
    draw(f, "{{ args.edition }}{{ args.other }}");
    assert_string_equal(str_copy(f->arena, buf_str(&f->out)).p, "auditor");
}

/* --- one page after another, and on many threads --- */

static void a_failed_page_does_not_hurt_the_next(void **state)
{
    struct render_fixture *f = *state;
    struct template *bad = fixture_template(f, "pages/bad", S("{% local t = {} while true do t[#t + 1] = { t } end %}"));
    struct template *good = fixture_template(f, "pages/good", S("{% local n = 0 for i = 1, 10 do n = n + i end %}{{ n }}"));

    for (int i = 0; i < 3; i++) {
        assert_false(fixture_draw(f, bad));
        assert_true(fixture_draw(f, good));
        assert_string_equal(str_copy(f->arena, buf_str(&f->out)).p, "55");
    }
}

struct job {
    struct render_fixture *f;
    const struct template *template;
    struct str pages[64];
};

static void draw_one(void *context, size_t i, struct worker *worker)
{
    struct job *job = context;
    struct page page = job->f->page;
    struct buf out = { .max = ENGINE_OUTPUT_MAX };

    if (!worker->room)
        worker->room = engine_new(&job->f->context);
    page.template = job->template;
    page.record = &job->f->controls[i % job->f->n_controls];
    if (engine_page(worker->room, worker->scratch, &worker->diags, &page, &out))
        job->pages[i] = buf_copy(worker->keep, &out);
    buf_free(&out);
}

static void draw_all(struct job *job, unsigned threads)
{
    struct pool *pool = pool_new(threads);

    pool_run(pool, 64, draw_one, job);
    for (unsigned i = 0; i < pool_size(pool); i++)
        if (pool_worker(pool, i)->room)
            engine_free(pool_worker(pool, i)->room);
    pool_collect(pool, job->f->arena, &job->f->diags);
    pool_free(pool);
}

static void threads_draw_the_same(void **state)
{
    struct render_fixture *f = *state;
    struct job one = { .f = f }, four = { .f = f };

    one.template = four.template = fixture_template(f, "pages/x", S(
        "{% local t = {} for c in each(records('control')) do t[c.id] = c end %}{% for k, c in pairs(t) do %}"
        "<i>{{ k }} {{ link(c) }} {{ show(c, 'satisfies') }}</i>{% end %}{{ subject.id }}"));
    assert_true(templates_check(f->arena, &f->diags, &f->templates));
    draw_all(&one, 1);
    draw_all(&four, 4);
    assert_int_equal(f->diags.list.n, 0);
    for (size_t i = 0; i < 64; i++)
        assert_true(one.pages[i].n > 1000 && str_eq(one.pages[i], four.pages[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fields, setup, teardown),
        cmocka_unit_test_setup_teardown(words_of_fields, setup, teardown),
        cmocka_unit_test_setup_teardown(names_in_a_text_become_links, setup, teardown),
        cmocka_unit_test_setup_teardown(a_wrong_field_suggests_another, setup, teardown),
        cmocka_unit_test_setup_teardown(links, setup, teardown),
        cmocka_unit_test_setup_teardown(shows, setup, teardown),
        cmocka_unit_test_setup_teardown(shows_other_kinds, setup, teardown),
        cmocka_unit_test_setup_teardown(site_and_page, setup, teardown),
        cmocka_unit_test_setup_teardown(words_of_the_language, setup, teardown),
        cmocka_unit_test_setup_teardown(documents, setup, teardown),
        cmocka_unit_test_setup_teardown(an_error_in_a_block_names_the_document, setup, teardown),
        cmocka_unit_test_setup_teardown(type_pages_have_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(pages_may_have_args, setup, teardown),
        cmocka_unit_test_setup_teardown(a_failed_page_does_not_hurt_the_next, setup, teardown),
        cmocka_unit_test_setup_teardown(threads_draw_the_same, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
