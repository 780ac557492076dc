/* gen/render/template*.c, html_context.c, html_join.c, gen/script/lua_scan.c: what is written where, and everything refused. */
#include "render_fixture.h"

static int setup(void **state)
{
    *state = fixture_new(3);
    return 0;
}

static int teardown(void **state)
{
    fixture_free(*state);
    return 0;
}

static struct render_fixture *fresh(void **state)
{
    fixture_free(*state);
    *state = fixture_new(3);
    return *state;
}

static void assert_draws(struct render_fixture *f, const char *text, const char *expected)
{
    struct template *template = fixture_template(f, "pages/x", str_of(text));

    if (!fixture_draw(f, template))
        fail_msg("%s\nrefused: %.*s", text, STR(f->diags.list.v[0].message));
    if (!str_is(buf_str(&f->out), expected))
        fail_msg("%s\ngot:      %.*s\nexpected: %s", text, STR(buf_str(&f->out)), expected);
}

/* The first diagnostic must stand at this place and hold these words. */
static void assert_fails(struct render_fixture *f, const char *text, uint32_t line, uint32_t col, const char *words)
{
    struct template *template = fixture_template(f, "pages/x", str_of(text));
    const struct diag *diag;

    if (fixture_draw(f, template))
        fail_msg("%s\nwas drawn: %.*s", text, STR(buf_str(&f->out)));
    assert_true(f->diags.list.n > 0);
    diag = &f->diags.list.v[0];
    if (!str_contains(diag->message, str_of(words)) || diag->pos.line != line || (col && diag->pos.col != col))
        fail_msg("%s\ngot %u:%u: %.*s\nexpected %u:%u: %s", text, diag->pos.line, diag->pos.col, STR(diag->message),
                 line, col, words);
    assert_string_equal(diag->code->name, "template-error");
}

struct drawn { const char *text, *expected; };

static void draws(void **state)
{
    static const struct drawn cases[] = {
        { "", "" },
        { "a { b } 5 % 3", "a { b } 5 % 3" },
        { "<p>{{ \"<b> & 'q' \\\"\" }}</p>", "<p>&lt;b&gt; &amp; &#39;q&#39; &quot;</p>" },
        { "<p title=\"{{ '<\"' }}\">x", "<p title=\"&lt;&quot;\">x" },
        { "<p title='{{ \"it\\'s\" }}'>x", "<p title='it&#39;s'>x" },
        { "{{ 1 }}{{ 2.5 }}{{ true }}{{ nil }}{{ 10 / 2 }}", "12.5true5" },
        { "a{# {{ nothing }} #}b", "ab" },
        { "a\n  {# alone #}\nb", "a\nb" },
        { "{% for i = 1, 3 do %}\n  {{ i }}\n{% end %}\nx", "  1\n  2\n  3\nx" },
        { "{% for i = 1, 3 do %}{{ i }}{% end %}", "123" },
        { "{% local t = { a = { 1 } } %}{{ t.a[1] }}", "1" },
        { "{{ ({ 5 })[1] }}{{ #{{1}} }}", "51" },
        { "{{ \"}}\" }}{% local s = \"%}\" %}{{ s }}", "}}%}" },
        { "{{ [[ <]] }}{{ [==[ ]] ]==] }}", " &lt; ]] " },
        { "{{ 1 -- a comment }}{% --[[ long\n]] local x = 2 -- %}{{ x }}", "12" },
        { "{% if false then %}a{% elseif true then %}b{% else %}c{% end %}", "b" },
        { "{% local n = 0 repeat n = n + 1 %}x{% until n == 2 %}", "xx" },
        { "{% while false do %}x{% end %}y", "y" },
        { "{% for i = 1, 3 do if i == 2 then goto next end %}{{ i }}{% ::next:: end %}", "13" },
        { "{% for i = 1, 3 do %}{% if i == 2 then break end %}{{ i }}{% end %}", "1" },
        { "{% local f = function(x) return x * 2 end %}{{ f(4) }}", "8" },
        { "<td {% if true then %}class=\"a\"{% end %}>", "<td class=\"a\">" },
        { "<td{% if true then %} class=\"a\"{% end %}>", "<td class=\"a\">" },
        { "<input {% if true then %}checked{% end %}>", "<input checked>" },
        { "<b {% for i = 1, 2 do %} data-{# #}a=\"{{ i }}\"{% end %}>", "<b  data-a=\"1\" data-a=\"2\">" },
        { "<p class=\"a{% if true then %} b{% end %} {{ 'c' }}\">", "<p class=\"a b c\">" },
        { "<!-- a <b> -- c --><p>{{ 1 }}</p>", "<!-- a <b> -- c --><p>1</p>" },
        { "<!doctype html><title>{{ '<' }}</title><script src=\"a.js\"></script>{{ 1 }}",
          "<!doctype html><title>&lt;</title><script src=\"a.js\"></script>1" },
        { "<style>p { color: red } </sty</style >{{ 1 }}", "<style>p { color: red } </sty</style >1" },
        { "<a href=\"{{ 'https://example.org/?a=1&b=2' }}\">", "<a href=\"https://example.org/?a=1&amp;b=2\">" },
        { "<a href=\"{{ 'mailto:a@example.org' }}\">", "<a href=\"mailto:a@example.org\">" },
        { "<a href=\"controls/{{ 'a b?c' }}.html#{{ 'ä' }}\">", "<a href=\"controls/a%20b%3Fc.html#%C3%A4\">" },
        { "<a href=\"{{ '../' }}x/{{ ':a' }}\">", "<a href=\"../x/%3Aa\">" },
        { "<a href=\"?q={{ 'a&b' }}\">", "<a href=\"?q=a%26b\">" },
        { "<a href=\"a/{{ '/b' }}\">", "<a href=\"a/%2Fb\">" },
        { "<a href=\"java{{ 'script:x' }}\">", "<a href=\"javascript%3Ax\">" },
        { "<a href=\"{% if true then %}a{% else %}b{% end %}.html\">", "<a href=\"a.html\">" },
        { "<a href=\"{% if true then %}{{ 'x' }}{% else %}{{ 'y' }}{% end %}#{{ 'z' }}\">", "<a href=\"x#z\">" },
        { "{% local a = 1 %}\r\n{{ a }}\r\n", "1\r\n" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_draws(fresh(state), cases[i].text, cases[i].expected);
}

struct refused { const char *text; uint32_t line, col; const char *words; };

static void refuses_places(void **state)
{
    static const struct refused cases[] = {
        { "<a href={{ 1 }}>", 1, 9, "quote the value" },
        { "<a href=x{{ 1 }}>", 1, 10, "quote the value" },
        { "<script>{{ 1 }}</script>", 1, 9, "<script>" },
        { "<style>\n{{ 1 }}</style>", 2, 1, "<style>" },
        { "<iframe>{{ 1 }}</iframe>", 1, 9, "<script>" },
        { "<p onclick=\"{{ 1 }}\">", 1, 13, "event handler" },
        { "<p ONCLICK=\"{{ 1 }}\">", 1, 13, "event handler" },
        { "<p style=\"{{ 1 }}\">", 1, 11, "this attribute" },
        { "<img srcset=\"{{ 1 }}\">", 1, 14, "this attribute" },
        { "<button formaction=\"{{ 1 }}\">", 1, 21, "this attribute" },
        { "<base href=\"{{ 1 }}\">", 1, 13, "this tag" },
        { "<svg><set to=\"{{ 1 }}\">", 1, 15, "this tag" },
        { "<!-- {{ 1 }} -->", 1, 6, "comment" },
        { "<!doctype {{ 1 }}>", 1, 11, "declaration" },
        { "<{{ 1 }}>", 1, 2, "name of a tag" },
        { "</{{ 1 }}>", 1, 3, "name of a tag" },
        { "<p{{ 1 }}>", 1, 3, "name of a tag" },
        { "<p {{ 1 }}=\"\">", 1, 4, "name of an attribute" },
        { "<p a{{ 1 }}=\"\">", 1, 5, "name of an attribute" },
        { "<title><b></title>", 1, 9, "no tag" },
        { "<!-->", 1, 5, "must not begin" },
        { "<!-- --!>", 1, 8, "--!" },
        { "<plaintext>", 1, 11, "plaintext" },
        { "<?php ?>", 1, 2, "<?" },
        { "<p a=\"b\" \"c\">", 1, 10, "attribute" },
        { "<meta http-equiv=\"refresh\" content=\"{{ 1 }}\">", 1, 45, "http-equiv" },
        { "<meta content=\"{{ 1 }}\" http-equiv=\"refresh\">", 1, 45, "http-equiv" },
        { "<p", 1, 2, "ends in a tag" },
        { "<p title=\"x", 1, 11, "ends in an attribute" },
        { "<a href=\"javascript:{{ 1 }}\">", 1, 21, "must be relative" },
        { "<a href=\"/{{ 1 }}\">", 1, 11, "must be relative" },
        { "<a href=\" x{{ 1 }}\">", 1, 12, "must be relative" },
        { "<a href=\"a&#58;{{ 1 }}\">", 1, 16, "must be relative" },
        { "<a href=\"{{ 'a' }}:b\">", 1, 19, "must come before" },
        { "<a href=\"{{ 'a' }}&colon;b\">", 1, 19, "must come before" },
        { "<a href=\"{% if true then %}a{% end %}{{ 1 }}\">", 1, 38, "may have begun" },
        { "<a href=\"{{ 'javascript:1' }}\">", 1, 10, "not allowed" },
        { "<a href=\"{{ ' javascript:1' }}\">", 1, 10, "not allowed" },
        { "<a href=\"{{ '//example.org' }}\">", 1, 10, "not allowed" },
        { "<img src=\"{{ 'https://example.org/x' }}\">", 1, 11, "not relative" },
        { "<img src=\"{{ '/x' }}\">", 1, 11, "not relative" },
        { "<p title=\"{{ link(subject) }}\">", 1, 11, "HTML may not stand in an attribute" },
        { "<title>{{ link(subject) }}</title>", 1, 8, "HTML may not stand" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_fails(fresh(state), cases[i].text, cases[i].line, cases[i].col, cases[i].words);
}

static void refuses_blocks(void **state)
{
    static const struct refused cases[] = {
        { "{% if true then %}<a href=\"{% else %}<b class=\"{% end %}", 1, 31, "began in text and ends in an attribute" },
        { "{% if true then %}<p {% end %}>", 1, 25, "began in text and ends in a tag" },
        { "{% for i = 1, 2 do %}<p>\n{% if i == 1 then %}<b{% end %}", 2, 26, "began in text" },
        { "<input {% if true then %}on{% end %}click=\"{{ 1 }}\">", 1, 37, "white space" },
        { "<input {% if true then %}on{% end %}=\"{{ 1 }}\">", 1, 37, "white space" },
        { "<b {% for i = 1, 2 do %}click=\"{{ 1 }}\" on{% end %}>", 1, 46, "another place" },
        { "<b {% if true then %}a{% else %}b{% end %}c>", 1, 43, "white space" },
        { "<p title=\"{% for i = 1, 2 do %}{% break %}{% end %}\">", 1, 35, "jump" },
        { "<p title=\"{% ::a:: %}\">", 1, 14, "jump" },
        { "{% return %}", 1, 4, "return" },
        { "{% end %}", 1, 4, "closes nothing" },
        { "{% until x %}", 1, 4, "closes nothing" },
        { "{% else %}", 1, 4, "no 'if'" },
        { "a\n{% if true then %}", 2, 4, "not closed with 'end'" },
        { "{% repeat %}", 1, 4, "not closed with 'until'" },
        { "{% repeat %}{% end %}", 1, 16, "closed with 'until'" },
        { "{% if true %}x{% then %}{% end %}", 1, 4, "'then' must stand in the same tag" },
        { "{% for i = 1, 2 %}{% do %}{% end %}", 1, 4, "'do' must stand in the same tag" },
        { "{% local f = function() %}x{% end %}", 1, 14, "function must end" },
        { "{% f( %}x{% ) %}", 1, 7, "bracket is not closed" },
        { "{{ 1) .. (2 }}", 1, 5, "closes nothing" },
        { "{{ (1] }}", 1, 6, "closes nothing" },
        { "{{ 1", 1, 1, "tag is not closed" },
        { "{% local s = \"a\n\" %}", 1, 14, "string is not closed" },
        { "{% local s = [[a %}", 1, 14, "string is not closed" },
        { "{# a", 1, 1, "comment is not closed" },
        { "{{ }}", 1, 1, "empty" },
        { "{{ \"\\0\" }}", 1, 5, "no character" },
        { "{{ \"\\200\" }}", 1, 5, "no character" },
        { "{{ \"\\u{D800}\" }}", 1, 5, "no character" },
        { "{% __w(1) %}", 1, 4, "'__'" },
        { "{% local _ENV = {} %}", 1, 10, "_ENV" },
        { "{% local a = {...} %}", 1, 15, "'...'" },
        { "a\n\n{{ 1 + }}", 3, 1, "unexpected symbol" },
        { "{% local x = %}y", 1, 1, "unexpected symbol" },
        { "{% block \"a\" %}", 1, 4, "endblock" },
        { "{% if true then %}{% endblock %}", 1, 4, "not closed before" },
        { "{% block \"a\" %}{% end %}", 1, 19, "endblock" },
        { "<p title=\"{% block \"a\" %}{% endblock %}\">", 1, 11, "must stand in text" },
        { "<p title=\"{% include \"a\" %}\">", 1, 11, "in text" },
        { "{% include \"a\" %}", 1, 13, "no template 'parts/a'" },
        { "{% include name %}", 1, 12, "double quotes" },
        { "{% keep \"a\", 'x' %}", 1, 10, "no template 'parts/a'" },
        { "x{% layout \"base\" %}", 1, 2, "first tag" },
        { "{% layout \"base\" %}", 1, 12, "no template 'layouts/base'" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_fails(fresh(state), cases[i].text, cases[i].line, cases[i].col, cases[i].words);
}

static void runtime_errors_have_their_line(void **state)
{
    static const struct refused cases[] = {
        { "<p>\n\n{{ subject.ownr }}\n</p>", 3, 1, "a control has no field 'ownr'" },
        { "<p>\n{{ 1 }}\n{{ 2 }} {{ {} }}\n", 3, 1, "a table cannot be written" },
        { "{{ 1 }}\n{# a\nb #}\n{{ {} }}", 4, 1, "a table" },
        { "{{ (function()\nreturn 1 end)() }}\n<p>{{ {} }}", 3, 4, "a table" },
        { "{% local t = {}\nt.x.y = 1 %}", 2, 1, "attempt to index a nil value (field 'x')" },
        { "{% for i = 1, 3 do %}\n{{ i }}\n{% if i == 2 then error('two') end %}\n{% end %}", 3, 1, "two" },
        { "{% total = 1 %}", 1, 1, "local total" },
        { "\n{{ frist }}", 2, 1, "nothing is called 'frist'" },
        { "{% for x in each(nil) do %}{% end %}", 1, 1, "'each' needs a list" },
        { "{% local function f() return 1 + f() end f() %}", 1, 1, "this" },
        { "<p>\n{% for i = 1, 'x' do %}{% end %}", 2, 1, "arithmetic on a string" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_fails(fresh(state), cases[i].text, cases[i].line, cases[i].col, cases[i].words);
}

static void many_values_in_one_text(void **state)
{
    struct buf text = { .p = NULL }, expected = { .p = NULL };

    for (int i = 0; i < 1000; i++) {
        buf_printf(&text, "<i>{{ %d }}</i>%s", i, i % 7 ? "" : "\n");
        buf_printf(&expected, "<i>%d</i>%s", i, i % 7 ? "" : "\n");
    }
    buf_putc(&text, 0);
    buf_putc(&expected, 0);
    assert_draws(*state, text.p, expected.p);
    buf_free(&text);
    buf_free(&expected);
}

static void layouts_and_parts(void **state)
{
    struct render_fixture *f = *state;

    fixture_template(f, "layouts/base", S("<html><title>{% block \"title\" %}T{% endblock %}</title>\n"
                                          "{% block \"main\" %}default{% endblock %}|{% block \"foot\" %}foot{% endblock %}"));
    fixture_template(f, "layouts/wide", S("{% layout \"base\" %}{% block \"main\" %}<div>{% block \"inner\" %}{% endblock %}"
                                          "</div>{% endblock %}"));
    fixture_template(f, "parts/state", S("<b>{{ args.of.id }}</b>"));
    assert_draws(f, "{# first #}{% layout \"wide\" %}\n{% local n = 3 %}\n{% block \"title\" %}{{ page.title }}{% endblock %}\n"
                    "{% block \"inner\" %}{{ n }}{% include \"state\", { of = subject } %}{% endblock %}\n",
                 "<html><title>CTL-001</title>\n<div>3<b>CTL-001</b></div>|foot");
}

static void kept_parts_depend_on_their_text_alone(void **state)
{
    struct render_fixture *f = *state;

    fixture_template(f, "parts/pill", S("<b>{{ args }}</b>"));
    assert_draws(f, "{% for _, word in ipairs({ 'a', 'b', 'a' }) do %}{% keep \"pill\", word %}{% end %}{% keep \"pill\", nil %}|{{ subject.id }}",
                 "<b>a</b><b>b</b><b>a</b>|CTL-001");
    f = fresh(state);
    fixture_template(f, "parts/pill", S("{{ subject }}{{ rows }}{{ page and page.url }}{{ args }}"));
    assert_draws(f, "{% local args = 'outer' %}{% keep \"pill\", 'x' %}", "x");
}

static void kept_parts_have_limits_of_their_own(void **state)
{
    struct render_fixture *f = *state;
    struct template *page;

    fixture_template(f, "parts/slow", S("{% for i = 1, 3000000 do local n = i * i end %}{{ args }}"));
    page = fixture_template(f, "pages/x", S("{% for i = 1, 30 do %}{% keep \"slow\", tostring(i) %}{% end %}"));
    assert_true(templates_check(f->arena, &f->diags, &f->templates));
    assert_true(fixture_draw(f, page));
}

static void an_error_in_a_kept_part_leaves_nothing_behind(void **state)
{
    struct render_fixture *f = *state;
    struct template *bad, *good;

    fixture_template(f, "parts/bad", S("\n{{ args.x.y }}"));
    bad = fixture_template(f, "pages/bad", S("{% keep \"bad\", 'x' %}"));
    good = fixture_template(f, "pages/good", S("{{ subject.id }} {{ page.title }}"));
    assert_true(templates_check(f->arena, &f->diags, &f->templates));
    assert_false(fixture_draw(f, bad));
    assert_int_equal(f->diags.list.v[0].pos.line, 2);
    assert_true(fixture_draw(f, good));
    assert_true(str_is(buf_str(&f->out), "CTL-001 CTL-001"));
}

static void layouts_lose_nothing(void **state)
{
    static const struct refused cases[] = {
        { "{% layout \"base\" %}\nlost{% block \"main\" %}{% endblock %}", 2, 1, "text outside of blocks" },
        { "{% layout \"base\" %}\n{{ 1 }}", 2, 1, "value outside of blocks" },
        { "{% layout \"base\" %}{% block \"mian\" %}{% endblock %}", 1, 30, "no block 'mian'" },
        { "{% layout \"base\" %}{% if true then %}{% block \"main\" %}{% endblock %}{% end %}", 1, 38, "another Lua block" },
        { "{% layout \"base\" %}{% include \"state\" %}", 1, 20, "part outside of blocks" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct render_fixture *f = fresh(state);
        fixture_template(f, "layouts/base", S("{% block \"main\" %}default{% endblock %}"));
        fixture_template(f, "parts/state", S("x"));
        assert_fails(f, cases[i].text, cases[i].line, cases[i].col, cases[i].words);
    }
}

static void an_error_in_a_part_is_at_the_part(void **state)
{
    struct render_fixture *f = *state;
    struct template *page;

    fixture_template(f, "parts/state", S("\n{{ args.of.x.y }}"));
    page = fixture_template(f, "pages/x", S("{% include \"state\", { of = {} } %}"));
    assert_true(templates_check(f->arena, &f->diags, &f->templates));
    assert_false(fixture_draw(f, page));
    assert_int_equal(f->diags.list.v[0].pos.file, f->templates.v[0].file);
    assert_int_equal(f->diags.list.v[0].pos.line, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(draws, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_places, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_blocks, setup, teardown),
        cmocka_unit_test_setup_teardown(runtime_errors_have_their_line, setup, teardown),
        cmocka_unit_test_setup_teardown(many_values_in_one_text, setup, teardown),
        cmocka_unit_test_setup_teardown(layouts_and_parts, setup, teardown),
        cmocka_unit_test_setup_teardown(kept_parts_depend_on_their_text_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(kept_parts_have_limits_of_their_own, setup, teardown),
        cmocka_unit_test_setup_teardown(an_error_in_a_kept_part_leaves_nothing_behind, setup, teardown),
        cmocka_unit_test_setup_teardown(layouts_lose_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(an_error_in_a_part_is_at_the_part, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
