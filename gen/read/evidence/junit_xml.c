/* JUnit XML as many tools write it: <testsuites> or a bare <testsuite>, no namespace, no schema that is followed.
 * Cases are counted by their children failure, error and skipped; declared numbers are only compared. */
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/evidence_peek.h"
#include "read/evidence_xml.h"

enum { TESTS, FAILURES, ERRORS, SKIPPED, NUMBERS };
static const char *const number_names[NUMBERS] = { "tests", "failures", "errors", "skipped" };

struct suite {
    uint64_t declared[NUMBERS];
    bool declares[NUMBERS];
    uint64_t own[NUMBERS], all[NUMBERS];    /* of its own cases; with those of suites within */
};

struct junit {
    struct xml *xml;
    struct facts *facts;
    struct suite suites[XML_DEPTH_MAX + 1];
    unsigned open;                  /* suites open now */
    bool in_case, decided;
    bool wants_text;                /* a failure without a message attribute: its text says what went wrong */
    enum outcome outcome;
    struct buf name, detail, first_suite;
    struct str time;
    uint64_t n_suites, flaky;
};

static int detect(const struct evidence_input *input)
{
    return peek_root(input, "testsuites", "") || peek_root(input, "testsuite", "") ? 9 : 0;
}

static void set(struct buf *buf, struct str text)
{
    buf_reset(buf);
    buf_put(buf, text);
}

static void read_declared(struct junit *junit, struct suite *suite)
{
    for (int i = 0; i < NUMBERS; i++)
        suite->declares[i] = str_u64(xml_attribute(junit->xml, number_names[i]), &suite->declared[i]);
    uint64_t disabled;
    if (suite->declares[SKIPPED] && str_u64(xml_attribute(junit->xml, "disabled"), &disabled))
        suite->declared[SKIPPED] += disabled;
}

static void open_suite(struct junit *junit)
{
    if (junit->open > XML_DEPTH_MAX)
        return;
    struct suite *suite = &junit->suites[junit->open++];
    *suite = (struct suite){ 0 };
    read_declared(junit, suite);
    struct facts *facts = junit->facts;
    struct str name = xml_attribute(junit->xml, "name"), time = xml_attribute(junit->xml, "timestamp");
    if (facts->subject.n == 0)
        facts->subject = facts_clean(facts, name);
    if (junit->time.n == 0 && time.n)
        junit->time = str_copy(facts->arena, time);
    if (junit->open == 1) {
        struct str took = xml_attribute(junit->xml, "time");
        if (took.n)
            facts_add(facts, "duration", str_printf(facts->arena, "%.*s s", STR(took)));
    }
    junit->n_suites += xml_is(junit->xml, "testsuite");
    struct str host = xml_attribute(junit->xml, "hostname");
    if (junit->n_suites == 1)
        facts_add(facts, "host", host);
}

/* A suite may count its own cases only, or those of the suites within as well: both are in use. */
static void compare(struct junit *junit, const struct suite *suite)
{
    for (int i = 0; i < NUMBERS; i++) {
        if (!suite->declares[i] || suite->declared[i] == suite->own[i] || suite->declared[i] == suite->all[i])
            continue;
        char declared[24];
        snprintf(declared, sizeof declared, "%llu", (unsigned long long)suite->declared[i]);
        facts_declared(junit->facts, number_names[i], str_of(declared), suite->all[i]);
    }
}

static void close_suite(struct junit *junit)
{
    if (junit->open == 0)
        return;
    struct suite *suite = &junit->suites[--junit->open];
    compare(junit, suite);
    if (junit->open == 0)
        return;
    struct suite *outer = &junit->suites[junit->open - 1];
    for (int i = 0; i < NUMBERS; i++)
        outer->all[i] += suite->all[i];
}

static void open_case(struct junit *junit)
{
    junit->in_case = true;
    junit->decided = junit->wants_text = false;
    junit->outcome = OUTCOME_PASS;
    struct str class_name = xml_attribute(junit->xml, "classname"), name = xml_attribute(junit->xml, "name");
    set(&junit->name, class_name);
    if (class_name.n && name.n)
        buf_puts(&junit->name, ".");
    buf_put(&junit->name, name);
    buf_reset(&junit->detail);
    /* GoogleTest marks what it did not run by an attribute only. */
    struct str words[] = { xml_attribute(junit->xml, "status"), xml_attribute(junit->xml, "result") };
    for (size_t i = 0; i < sizeof words / sizeof *words && !junit->decided; i++) {
        enum outcome outcome = outcome_of(words[i]);
        bool says = outcome == OUTCOME_FAIL || outcome == OUTCOME_ERROR || outcome == OUTCOME_SKIPPED
                    || outcome == OUTCOME_SUPPRESSED;
        if (says)
            junit->outcome = outcome == OUTCOME_SUPPRESSED ? OUTCOME_SKIPPED : outcome;
    }
}

static void close_case(struct junit *junit)
{
    junit->in_case = false;
    facts_case(junit->facts, junit->outcome, buf_str(&junit->name), buf_str(&junit->detail));
    if (junit->open == 0)
        return;
    struct suite *suite = &junit->suites[junit->open - 1];
    int number = junit->outcome == OUTCOME_FAIL ? FAILURES : junit->outcome == OUTCOME_ERROR ? ERRORS
               : junit->outcome == OUTCOME_SKIPPED ? SKIPPED : TESTS;
    suite->own[TESTS]++;
    suite->all[TESTS]++;
    if (number != TESTS) {
        suite->own[number]++;
        suite->all[number]++;
    }
}

static bool child_outcome(struct xml *xml, enum outcome *outcome)
{
    if (xml_is(xml, "failure"))
        *outcome = OUTCOME_FAIL;
    else if (xml_is(xml, "error"))
        *outcome = OUTCOME_ERROR;
    else if (xml_is(xml, "skipped"))
        *outcome = OUTCOME_SKIPPED;
    else
        return false;
    return true;
}

/* The first of failure and error decides; skipped yields to both. */
static void open_child(struct junit *junit)
{
    enum outcome outcome;
    if (xml_is(junit->xml, "flakyFailure") || xml_is(junit->xml, "flakyError")) {
        junit->flaky++;
        return;
    }
    if (!child_outcome(junit->xml, &outcome))
        return;
    bool worse = !junit->decided || junit->outcome == OUTCOME_SKIPPED;
    if (!worse || (junit->decided && outcome == OUTCOME_SKIPPED))
        return;
    junit->decided = true;
    junit->outcome = outcome;
    set(&junit->detail, xml_attribute(junit->xml, "message"));
    junit->wants_text = junit->detail.n == 0;
}

/* A fault outside a case, as when a suite's set-up fails, must not vanish. */
static void open_outside(struct junit *junit)
{
    enum outcome outcome;
    if (junit->open == 0 || !child_outcome(junit->xml, &outcome) || outcome == OUTCOME_SKIPPED)
        return;
    facts_case(junit->facts, OUTCOME_ERROR, S("(a suite as a whole)"), xml_attribute(junit->xml, "message"));
}

static void on_open(struct junit *junit)
{
    if (junit->in_case)
        open_child(junit);
    else if (xml_is(junit->xml, "testsuite") || xml_is(junit->xml, "testsuites"))
        open_suite(junit);
    else if (xml_is(junit->xml, "testcase"))
        open_case(junit);
    else
        open_outside(junit);
}

static void on_close(struct junit *junit)
{
    junit->wants_text = false;
    if (xml_is(junit->xml, "testcase") && junit->in_case)
        close_case(junit);
    else if (!junit->in_case && (xml_is(junit->xml, "testsuite") || xml_is(junit->xml, "testsuites")))
        close_suite(junit);
}

static void finish(struct junit *junit)
{
    struct facts *facts = junit->facts;
    facts_time(facts, junit->time);
    if (junit->n_suites > 1)
        facts_add_number(facts, "suites", junit->n_suites);
    if (junit->flaky)
        facts_warn(facts, "failed attempts that were repeated until they passed: %llu", (unsigned long long)junit->flaky);
    facts_judge(facts);
}

static void read_junit(struct evidence_input *input, struct facts *facts)
{
    struct junit *junit = arena_new_of(input->scratch, struct junit);
    junit->xml = xml_begin(input, facts);
    junit->facts = facts;
    junit->name.max = junit->detail.max = 4096;
    enum xml_event event;
    while ((event = xml_next(junit->xml)) != XML_END_OF_FILE && event != XML_BAD) {
        if (event == XML_OPEN)
            on_open(junit);
        else if (event == XML_CLOSE)
            on_close(junit);
        else if (junit->wants_text)
            buf_put(&junit->detail, xml_text(junit->xml));
    }
    if (event == XML_END_OF_FILE)
        finish(junit);
    xml_end(junit->xml);
    buf_free(&junit->name);
    buf_free(&junit->detail);
}

const struct evidence_format evidence_junit_xml = {
    .id = "junit-xml", .title = "JUnit XML test report", .detect = detect, .read = read_junit,
    .media_type = "application/xml",
};
