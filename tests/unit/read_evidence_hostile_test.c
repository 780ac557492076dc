/* gen/read/evidence*.c: inputs made to hurt. Each must end quickly, in little memory, and never as a pass. */
#include "read_evidence_test.h"

#include <errno.h>
#include <time.h>

#include "base/file.h"

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Sanitizers make everything slower; the bound is there to catch what is quadratic. */
enum { SECONDS = 20 };

static void repeat(struct buf *out, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++)
        buf_puts(out, text);
}

/* Reads `text` and checks format, state and a part of the reason. */
static void expect(struct buf *text, const char *format, enum facts_state state, const char *reason)
{
    struct arena *arena = arena_new();
    double start = now();
    struct reading reading = read_bytes(arena, text->p, text->n);
    if (now() - start > SECONDS)
        fail_msg("took %.1f s", now() - start);
    assert_sound(&reading.facts);
    assert_int_equal(reading.size, text->n);
    assert_true(digest_eq(reading.digest, digest_of(buf_str(text))));
    if (!str_is(reading.facts.format, format) || reading.facts.state != state
        || !str_contains(reading.facts.reason, str_of(reason)))
        fail_msg("%.*s, %s: %.*s", STR(reading.facts.format), facts_state_name(reading.facts.state),
                 STR(reading.facts.reason));
    arena_free(arena);
    buf_free(text);
}

static void many_attributes_are_refused(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "<testsuite name=\"s\">\n<testcase");
    for (int i = 0; i < 100000; i++)
        buf_printf(&text, " a%d=\"\"", i);
    buf_puts(&text, "/></testsuite>");
    expect(&text, "rejected", FACTS_NO_RESULT, "line 2: refused, a tag has more than 256 attributes");
}

static void attributes_up_to_the_limit_are_fine(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "<testsuite name='s'><testcase");
    for (int i = 0; i < 256; i++)
        buf_printf(&text, " a%d='x=y \" z'", i);
    buf_puts(&text, "/></testsuite>");
    expect(&text, "junit-xml", FACTS_SUPPORTS, "1 passed");
}

static void many_namespaces_are_refused(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "<testsuite>");
    for (int depth = 0; depth < 200; depth++) {
        buf_puts(&text, "<testsuite");
        for (int i = 0; i < 200; i++)
            buf_printf(&text, " xmlns:n%d_%d=\"u:%d\"", depth, i, i);
        buf_puts(&text, ">");
    }
    repeat(&text, "</testsuite>", 201);
    expect(&text, "rejected", FACTS_NO_RESULT, "namespaces");
}

static void namespaces_end_with_their_element(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "<testsuite>");
    repeat(&text, "<testcase xmlns:a=\"u:a\" xmlns=\"\" xmlnsb='1'/><testcase xmlns:b='u:b'></testcase>", 5000);
    buf_puts(&text, "</testsuite>");
    expect(&text, "junit-xml", FACTS_SUPPORTS, "10000 passed");
}

/* The dearest tags that are let through: every attribute has a prefix that is looked up among all. */
static void attributes_with_namespaces_are_bounded(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "<testsuite xmlns:z='u'><s");
    for (int i = 0; i < 250; i++)
        buf_printf(&text, " xmlns:n%d='u%d'", i, i);
    buf_puts(&text, ">");
    for (int j = 0; j < 500; j++) {
        buf_puts(&text, "<testcase");
        for (int i = 0; i < 250; i++)
            buf_printf(&text, " n%d:a=''", i);
        buf_puts(&text, "/>");
    }
    buf_puts(&text, "</s></testsuite>");
    expect(&text, "junit-xml", FACTS_SUPPORTS, "500 passed");
}

static void many_names_are_refused(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "<testsuite>");
    for (int i = 0; i < 300000; i++)
        buf_printf(&text, "<name-%d/>", i);
    buf_puts(&text, "</testsuite>");
    expect(&text, "rejected", FACTS_NO_RESULT, "more than 1 MiB of different names");
}

/* "<?x >>>>?>" and its like: each mark could be the end, and is looked at again with every piece. */
static void what_looks_like_an_end_is_bounded(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "<testsuite>");
    for (int i = 0; i < 4; i++) {
        buf_puts(&text, "<testcase name=\"");
        repeat(&text, ">>>>>>>>>>>>>>>>", (900 << 10) / 16);
        buf_puts(&text, "\"><?x ");
        repeat(&text, ">>>>>>>>>>>>>>>>", (900 << 10) / 16);
        buf_puts(&text, "?><!--");
        repeat(&text, "- > - > - > - > ", (4 << 20) / 16);
        buf_puts(&text, "--><![CDATA[");
        repeat(&text, "]]]]]]] > ]]]]]]", (4 << 20) / 16);
        buf_puts(&text, "]]></testcase>");
    }
    buf_puts(&text, "</testsuite>");
    expect(&text, "junit-xml", FACTS_SUPPORTS, "4 passed");
}

static void deep_xml_is_refused(void **state)
{
    (void)state;
    struct buf text = { 0 };
    repeat(&text, "<testsuite>\n", 10000);
    buf_puts(&text, "<testcase/>");
    repeat(&text, "</testsuite>\n", 10000);
    expect(&text, "rejected", FACTS_NO_RESULT, "line 257: refused, elements are nested deeper than 256");
}

static void deep_json_is_refused(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "{\"bomFormat\": \"CycloneDX\", \"components\": ");
    repeat(&text, "[\n", 10000);
    repeat(&text, "]", 10000);
    buf_puts(&text, "}");
    expect(&text, "rejected", FACTS_NO_RESULT, "line 200, column 1: values are nested deeper than 200");
}

static void deep_json_lines_are_refused(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "{\"a\": 1}\n{\"a\": ");
    repeat(&text, "[", 10000);
    repeat(&text, "]", 10000);
    buf_puts(&text, "}\n");
    expect(&text, "json-malformed", FACTS_NO_RESULT, "line 2: column 206: values are nested deeper than 200");
}

static void many_empty_containers_are_not_read(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "{\"bomFormat\": \"CycloneDX\", \"components\": [{}");
    repeat(&text, ",{}", 2 << 20);
    buf_puts(&text, "]}");
    expect(&text, "cyclonedx-json", FACTS_NO_RESULT, "more than 1048576 objects and lists");
}

static void large_json_is_not_read(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "{\"version\": \"2.1.0\", \"runs\": [], \"x\": \"");
    repeat(&text, "0123456789abcdef", (64 << 20) / 16);
    buf_puts(&text, "\"}");
    expect(&text, "sarif", FACTS_NO_RESULT, "more than 64 MiB");
}

/* One of each thing that a push parser might scan again and again. */
static void long_pieces_are_bounded(void **state)
{
    (void)state;
    static const char *const pieces[][2] = {
        { "<testcase name=\"", "\"/>" }, { "<testcase><!-- ", " --></testcase>" }, { "<testcase><?x ", " ?></testcase>" },
        { "<testcase><system-out><![CDATA[", "]]></system-out></testcase>" }, { "<testcase>", "</testcase>" },
        { "<testcase ", " />" },
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct buf text = { 0 };
        buf_printf(&text, "<testsuite>%s", pieces[i][0]);
        repeat(&text, "                ", (9 << 20) / 16);
        buf_printf(&text, "%s</testsuite>", pieces[i][1]);
        expect(&text, "rejected", FACTS_NO_RESULT, "a tag is longer than 1 MiB or a text longer than 8 MiB");
    }
}

static void pieces_below_the_limit_are_read(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "<testsuite><testcase name=\"");
    repeat(&text, "0123456789abcde ", 1 << 15);
    buf_puts(&text, "\"/><testcase><system-out>");
    repeat(&text, "0123456789 &amp; abc\n", 1 << 18);
    buf_puts(&text, "</system-out><!-- ");
    repeat(&text, "0123456789abcde ", 1 << 18);
    buf_puts(&text, " --></testcase></testsuite>");
    expect(&text, "junit-xml", FACTS_SUPPORTS, "2 passed");
}

static void a_wide_table_is_refused(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "user,reviewer,decision\na,b,keep\nc,d,");
    repeat(&text, "x,", 100000);
    expect(&text, "rejected", FACTS_NO_RESULT, "line 3: more than 1024 columns");
}

static void a_long_row_is_refused(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "user,reviewer,decision\na,b,\"");
    repeat(&text, "0123456789abcdef", (5 << 20) / 16);
    expect(&text, "rejected", FACTS_NO_RESULT, "line 2: a row is longer than 4 MiB");
}

static void a_long_line_is_refused(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "{\"a\": 1}\n{\"a\": \"");
    repeat(&text, "0123456789abcdef", (5 << 20) / 16);
    buf_puts(&text, "\"}\n");
    expect(&text, "json-malformed", FACTS_NO_RESULT, "line 2: longer than 4 MiB");
}

static void a_million_warnings_stay_few(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buf text = { 0 };
    buf_puts(&text, "<testsuites>");
    for (int i = 0; i < 20000; i++)
        buf_printf(&text, "<testsuite tests=\"%d\"><testcase><failure message=\"%d\"/></testcase></testsuite>", i + 2, i);
    buf_puts(&text, "</testsuites>");
    struct reading reading = read_bytes(arena, text.p, text.n);
    assert_sound(&reading.facts);
    assert_int_equal(reading.facts.counts.fail, 20000);
    assert_true(reading.facts.warnings.n <= 20);
    assert_true(reading.facts.list.n <= 40);
    buf_free(&text);
    arena_free(arena);
}

/* No prefix and no flipped bit of a report may crash; a prefix is never a pass, but for the `end` bytes of white
 * space after its last mark (SIZE_MAX: rows and lines may end anywhere). */
static void cut_and_flipped(const char *path, size_t end)
{
    struct arena *arena = arena_new();
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char bytes[4096];
    ssize_t n = read(fd, bytes, sizeof bytes);
    close(fd);
    assert_true(n > 0);
    for (size_t cut = 0; cut < (size_t)n; cut++) {
        struct reading reading = read_bytes(arena, bytes, cut);
        assert_sound(&reading.facts);
        if (end < (size_t)n && cut < (size_t)n - end && reading.facts.state == FACTS_SUPPORTS)
            fail_msg("%s cut at %zu supports", path, cut);
        for (int bit = 0; bit < 8; bit += 3) {
            char flipped[4096];
            memcpy(flipped, bytes, (size_t)n);
            flipped[cut] = (char)(flipped[cut] ^ 1 << bit);
            reading = read_bytes(arena, flipped, (size_t)n);
            assert_sound(&reading.facts);
        }
        arena_reset(arena);
    }
    arena_free(arena);
}

static void cut_and_flipped_files_do_no_harm(void **state)
{
    (void)state;
    cut_and_flipped("tests/evidence/junit-xml/pass.xml", 1);
    cut_and_flipped("tests/evidence/sarif/clean.sarif", 1);
    cut_and_flipped("tests/evidence/cyclonedx-json/inventory.json", 1);
    cut_and_flipped("tests/evidence/fairness-metricframe/one-metric.json", 1);
    cut_and_flipped("tests/evidence/access-review-csv/semicolon-bom.csv", SIZE_MAX);
    cut_and_flipped("tests/evidence/oversight-decisions/thirds.jsonl", SIZE_MAX);
    cut_and_flipped("tests/evidence/hf-model-card/card.md", SIZE_MAX);
    cut_and_flipped("tests/evidence/junit-xml/utf-16.xml", 4);
}

/* The same, coarsely, for every fixture: whatever stands in a file, no format may crash on it. */
static void cut_and_flipped_fixtures_do_no_harm(void **state)
{
    (void)state;
    struct arena *arena = arena_new(), *files = arena_new();
    int folder = folder_open("tests/evidence");
    assert_true(folder >= 0);
    struct listing listing = { 0 };
    folder_list(files, folder, ".", &listing);
    for (size_t i = 0; i < listing.list.n; i++) {
        struct str path = listing.list.v[i].path, bytes;
        if (str_find(path, '/') == path.n)
            continue;
        assert_int_equal(file_read(files, folder, str_c(files, path), 1 << 20, &bytes), FILE_FINE);
        char *changed = arena_bytes(files, bytes.n + 1);
        for (size_t at = i % 5; at < bytes.n; at += 11) {
            struct reading reading = read_bytes(arena, bytes.p, at);
            assert_sound(&reading.facts);
            memcpy(changed, bytes.p, bytes.n);
            changed[at] = (char)(at % 3 ? changed[at] ^ 1 << at % 8 : 0);
            reading = read_bytes(arena, changed, bytes.n);
            assert_sound(&reading.facts);
            arena_reset(arena);
        }
    }
    close(folder);
    arena_free(arena);
    arena_free(files);
}

static void where_the_descriptor_stands_does_not_matter(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int fd = memory_file("<testsuite><testcase/></testsuite>", 34);
    struct reading first = read_fd(arena, fd), again = read_fd(arena, fd);
    assert_int_equal(first.facts.state, FACTS_SUPPORTS);
    assert_int_equal(again.facts.state, FACTS_SUPPORTS);
    assert_int_equal(again.size, 34);
    assert_true(digest_eq(first.digest, again.digest));
    close(fd);
    arena_free(arena);
}

static void what_cannot_be_read_is_rejected(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int fd = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct reading reading = read_fd(arena, fd);
    assert_sound(&reading.facts);
    assert_true(str_is(reading.facts.format, "rejected"));
    assert_true(str_contains(reading.facts.reason, str_of(strerror(EISDIR))));
    close(fd);
    arena_free(arena);
}

/* Stops early in the format, reads on for the digest. */
static void the_digest_covers_what_no_one_reads(void **state)
{
    (void)state;
    struct buf text = { 0 };
    buf_puts(&text, "<testsuite><!DOCTYPE x>");
    repeat(&text, "0123456789abcdef", 1 << 16);
    expect(&text, "rejected", FACTS_NO_RESULT, "a DOCTYPE");
}

static void memory_does_not_grow_with_the_file(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buf text = { 0 };
    buf_puts(&text, "<testsuite>");
    for (int i = 0; i < 200000; i++)
        buf_printf(&text, "<testcase classname=\"some.class.name\" name=\"a case &amp; its name %d\" time=\"0.1\"/>\n", i);
    buf_puts(&text, "</testsuite>");
    int fd = memory_file(text.p, text.n);
    buf_free(&text);
    struct reading reading = read_fd(arena, fd);
    assert_int_equal(reading.facts.counts.pass, 200000);
    assert_true(arena_used(arena) < 100000);
    close(fd);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_attributes_are_refused),
        cmocka_unit_test(attributes_up_to_the_limit_are_fine),
        cmocka_unit_test(many_namespaces_are_refused),
        cmocka_unit_test(namespaces_end_with_their_element),
        cmocka_unit_test(attributes_with_namespaces_are_bounded),
        cmocka_unit_test(many_names_are_refused),
        cmocka_unit_test(what_looks_like_an_end_is_bounded),
        cmocka_unit_test(deep_xml_is_refused),
        cmocka_unit_test(deep_json_is_refused),
        cmocka_unit_test(deep_json_lines_are_refused),
        cmocka_unit_test(many_empty_containers_are_not_read),
        cmocka_unit_test(large_json_is_not_read),
        cmocka_unit_test(long_pieces_are_bounded),
        cmocka_unit_test(pieces_below_the_limit_are_read),
        cmocka_unit_test(a_wide_table_is_refused),
        cmocka_unit_test(a_long_row_is_refused),
        cmocka_unit_test(a_long_line_is_refused),
        cmocka_unit_test(a_million_warnings_stay_few),
        cmocka_unit_test(cut_and_flipped_files_do_no_harm),
        cmocka_unit_test(cut_and_flipped_fixtures_do_no_harm),
        cmocka_unit_test(where_the_descriptor_stands_does_not_matter),
        cmocka_unit_test(what_cannot_be_read_is_rejected),
        cmocka_unit_test(the_digest_covers_what_no_one_reads),
        cmocka_unit_test(memory_does_not_grow_with_the_file),
    };
    return cmocka_run_group_tests(tests, setup_evidence, NULL);
}
