/* gen/script: sandbox.c, environment.c, library_*.c: the helpers, each by what a page shows. */
#include "render_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "script/script.h"

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

struct shown { const char *expression, *expected; };

/* The page is the value of an expression. */
static void assert_shows(void **state, const char *expression, const char *expected)
{
    struct render_fixture *f;
    struct template *template;

    teardown(state);
    setup(state);
    f = *state;
    template = fixture_template(f, "pages/x", str_printf(f->arena, "{{ %s }}", expression));
    if (!fixture_draw(f, template))
        fail_msg("%s\nrefused: %.*s", expression, STR(f->diags.list.v[0].message));
    if (!str_is(buf_str(&f->out), expected))
        fail_msg("%s\ngot:      %.*s\nexpected: %s", expression, STR(buf_str(&f->out)), expected);
}

static void assert_all(void **state, const struct shown *cases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_shows(state, cases[i].expression, cases[i].expected);
}

/* The page of this code is refused with these words. */
static void assert_refuses(void **state, const char *code, const char *words)
{
    struct render_fixture *f;
    struct template *template;

    teardown(state);
    setup(state);
    f = *state;
    template = fixture_template(f, "pages/x", str_printf(f->arena, "{%% %s %%}", code));
    assert_true(templates_check(f->arena, &f->diags, &f->templates));
    if (fixture_draw(f, template))
        fail_msg("%s\nwas drawn", code);
    if (!str_contains(f->diags.list.v[0].message, str_of(words)))
        fail_msg("%s\ngot:      %.*s\nexpected: %s", code, STR(f->diags.list.v[0].message), words);
}

static void texts(void **state)
{
    static const struct shown cases[] = {
        { "contains('abc', 'bc')", "true" }, { "('abc'):contains('x')", "false" }, { "contains('abc', '')", "true" },
        { "('abc'):starts('ab')", "true" }, { "('abc'):ends('bc')", "true" }, { "ends('abc', 'abcd')", "false" },
        { "('a.b.c'):replace('.', '')", "abc" }, { "('aaa'):replace('aa', 'b')", "ba" },
        { "#('a,b,,c'):split(',')", "4" }, { "('a,b'):split(',')[2]", "b" }, { "#(''):split(',')", "1" },
        { "'[' .. ('  a b \\n'):trim() .. ']'", "[a b]" },
        { "('straße äö'):upper()", "STRASSE ÄÖ" }, { "('ÄÖX'):lower()", "äöx" },
        { "shorten('one two three', 7)", "one two …" },
        { "shorten('one two three', 6)", "one …" },
        { "shorten('one two', 7)", "one two" },
        { "shorten('überlang', 3)", "überlang" },
        { "shorten('one two', 0)", "one two" },
        { "slug('  Über uns: Ziele & Rollen ')", "über-uns-ziele--rollen" },
        { "'[' .. pad('ä', 3) .. pad('b', -3) .. ']'", "[ä    b]" }, { "pad('abc', 2)", "abc" },
        { "join({ 1, 'b', true }, '-')", "1-b-true" }, { "join(records('role'))", "Safety officer" }, { "join({})", "" },
        { "('abc'):len()", "3" }, { "('hello'):sub(2, 3)", "el" }, { "('hello'):sub(-3)", "llo" }, { "('abc'):sub(3, 2)", "" },
        { "('aäb'):sub(1, 2)", "a" }, { "('aäb'):sub(3)", "b" }, { "('A'):byte()", "65" }, { "('ab'):rep(2, '-')", "ab-ab" },
        { "('x'):rep(-1)", "" }, { "('%d|%5.1f|%-3s|%03d|%x|%%'):format(3, 2.25, 'ä', 7, 255)", "3|  2.2|ä  |007|ff|%" },
        { "('%.2s|%s|%s'):format('äb', true, 1.5)", "ä|true|1.5" }, { "('%d'):format(3.0)", "3" },
    };

    assert_all(state, cases, sizeof cases / sizeof *cases);
}

static void basics(void **state)
{
    static const struct shown cases[] = {
        { "type(1) .. type('') .. type(nil) .. type({}) .. type(type)", "numberstringniltablefunction" },
        { "type(subject) .. type(records('role')) .. type(link(subject)) .. type(page)", "recordlisthtmlthing" },
        { "tostring(1) .. tostring(1.5) .. tostring(nil) .. tostring(2.0)", "11.5nil2" },
        { "tonumber('12') + tonumber('0x10') + tonumber('11', 2)", "31" }, { "tonumber('x')", "" }, { "tonumber({})", "" },
        { "math.floor(2.7) + math.ceil(2.1) + math.max(1, 5) + math.min(3, 2) + math.abs(-1)", "13" },
        { "select('#', ('ab'):byte(1, 2))", "2" }, { "assert(5, 'no')", "5" }, { "1e15", "1e+15" }, { "0.1 + 0.2", "0.3" },
        { "-0.0", "0" }, { "2^53", "9.007199254741e+15" }, { "7 // 2", "3" }, { "1/0", "inf" },
        { "(function() local r = '' for k, v in pairs({ b = 2, [10] = 'x', a = 1, [2] = 'y', [true] = 't' }) do "
          "r = r .. tostring(k) .. tostring(v) end return r end)()", "2y10xa1b2truet" },
        { "(function() local r, t = '', { a = 1, b = 2, c = 3 } for k in pairs(t) do t.b = nil r = r .. k end return r end)()",
          "ac" },
        { "(function() local r = '' for i, c in ipairs(first(records('control'), 2)) do r = r .. i .. c.id end return r end)()",
          "1CTL-0012CTL-002" },
        { "(function() local r = '' for i, c in ipairs(records('role')) do r = r .. i .. c.id end return r end)()", "1ROLE-1" },
    };

    assert_all(state, cases, sizeof cases / sizeof *cases);
    assert_refuses(state, "local s = tostring(subject)", "needs a text, not a control");
    assert_refuses(state, "error('text ' .. 1)", "text 1");
    assert_refuses(state, "assert(false)", "an assertion failed");
    assert_refuses(state, "for i, x in pairs(records('role')) do end", "each(list)");
    assert_refuses(state, "local x = 'a' + 1", "arithmetic on a string");
    assert_refuses(state, "local x = string.find", "'find' is not available");
}

static void tables(void **state)
{
    static const struct shown cases[] = {
        { "(function() local t = { 1, 2 } table.insert(t, 3) table.insert(t, 1, 0) return table.concat(t, ',') end)()", "0,1,2,3" },
        { "(function() local t = { 1, 2, 3 } local a = table.remove(t, 1) return a .. table.remove(t) .. #t end)()", "131" },
        { "table.remove({})", "" }, { "table.concat({ 'a', 'b', 'c' }, '-', 2, 3)", "b-c" }, { "table.concat({})", "" },
        { "(function() local t = { 'b', 'a', 'c' } table.sort(t) return table.concat(t) end)()", "abc" },
        { "(function() local t = { 3, 1, 2 } table.sort(t, function(a, b) return a > b end) return table.concat(t) end)()", "321" },
        { "(function() local t = { 'b1', 'a1', 'b2', 'a2' } table.sort(t, function(a, b) return a:sub(1, 1) < b:sub(1, 1) end)"
          " return table.concat(t, ' ') end)()", "a1 a2 b1 b2" },
    };

    assert_all(state, cases, sizeof cases / sizeof *cases);
    assert_refuses(state, "table.insert({}, 5, 1)", "outside of the table");
    assert_refuses(state, "table.sort({ 1, 'a' })", "cannot compare");
    assert_refuses(state, "table.concat({ {} })", "needs a text");
    assert_refuses(state, "table.insert(records('role'), 1)", "needs a table, not a list");
}

static void lists(void **state)
{
    static const struct shown cases[] = {
        { "#records('control')", "12" }, { "records('control')[12].id", "CTL-012" }, { "records('control')[13]", "" },
        { "#filter(records('control'), 'status', 'not-implemented')", "4" },
        { "tally(records('control'), 'status')['not-implemented']", "4" },
        { "tally(records('control'), 'status')['no such']", "" },
        { "due().late + due(1, 1).soon", "0" },
        { "filled(find('CTL-001'), 'title notes owner')[2].name", "owner" },
        { "#back_links(records('requirement')[1])", "0" },
        { "count(records('control'), 'satisfies', 'ISO:A.9.2')", "12" },
        { "count(records('control'), 'satisfies', find('iso:A.9.2'))", "12" },
        { "count(records('control'), 'owner', 'ROLE-1')", "1" }, { "count({ { a = 1 }, { a = 2 } }, 'a', 2)", "1" },
        { "count(records('control'), 'weight', 2)", "12" }, { "count(records('control'), 'owner', nil)", "10" },
        { "sum(records('control'), 'weight')", "24" }, { "sum({ { n = 1.5 }, { n = 1 }, {} }, 'n')", "2.5" },
        { "sort(records('control'), '-title')[1].id", "CTL-012" },
        { "join(sort({ { k = 'A.10' }, { k = 'A.2' }, {} }, 'k')[1].k:split('.'), '/')", "A/2" },
        { "sort(records('control'), 'status', '-id')[1].id", "CTL-012" },
        { "sort({ { n = 2 }, { n = 10 }, { n = 1 } }, '-n')[1].n", "10" },
        { "group(records('control'), 'status')[1].key .. #group(records('control'), 'status')[2].list", "not-implemented8" },
        { "group(records('control'), 'owner')[3].key == nil", "true" },
        { "group(records('control'), 'satisfies')[1].key.id", "iso:A.9.2" },
        { "#first(records('control'), 5) + #first({ 1 }, 5)", "6" },
        { "(function() local r = '' for x in each({ 'a', 'b' }) do r = r .. x end return r end)()", "ab" },
        { "(function() local n = 0 for c in each(records('control')) do n = n + c.weight end return n end)()", "24" },
    };

    assert_all(state, cases, sizeof cases / sizeof *cases);
    assert_refuses(state, "sort(records('control'), 'titel')", "no field 'titel'");
    assert_refuses(state, "sort(records('control'))", "one to 8 fields");
    assert_refuses(state, "sum(records('control'), 'title')", "needs numbers");
    assert_refuses(state, "local x = records('control').first", "a list has");
}

/* What the timer would do after ten seconds of processor time, at once: two ticks. */
static int child_status(struct render_fixture *f, bool during)
{
    struct script script;
    pid_t child = fork();
    int status = -1;

    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, 2);
        script_open(&script, &f->model);
        backstop_start(&script, "pages/x");
        if (!during)
            backstop_stop();
        raise(SIGPROF);
        raise(SIGPROF);
        _exit(0);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void the_backstop_ends_the_program(void **state)
{
    assert_int_equal(child_status(*state, true), 3);
    assert_int_equal(child_status(*state, false), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(texts, setup, teardown),
        cmocka_unit_test_setup_teardown(basics, setup, teardown),
        cmocka_unit_test_setup_teardown(tables, setup, teardown),
        cmocka_unit_test_setup_teardown(lists, setup, teardown),
        cmocka_unit_test_setup_teardown(the_backstop_ends_the_program, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
