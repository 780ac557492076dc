/* Diagnostics as JUnit XML, as build servers read it: one test case for each code. A case passes only when it was
 * looked for and nothing was found:
 *   error     findings that are errors
 *   failure   warnings, where warnings make the run fail
 *   skipped   warnings that do not, or that exceptions suppress; or nothing was looked for: there is no model, or no record
 * Notes pass. The findings themselves are the text of the case. */
#include "base/html.h"
#include "check/codes.h"
#include "cli/report.h"
#include "model/known.h"

enum case_outcome { CASE_PASSED, CASE_SKIPPED, CASE_FAILED, CASE_BROKEN, CASE_OUTCOMES };

struct test_case {
    const struct diag_code *code;
    enum case_outcome outcome;
    size_t findings, suppressed;
    struct buf text;
};

struct junit {
    const struct report *report;
    struct buf *out;
    struct test_case *cases;
    size_t n;
    size_t counts[CASE_OUTCOMES];
};

/* XML has no place for most control characters. */
static void put_xml(struct buf *out, struct str text)
{
    for (size_t i = 0, from = 0; i <= text.n; i++) {
        bool odd = i < text.n && (unsigned char)text.p[i] < 0x20 && text.p[i] != '\n' && text.p[i] != '\t';
        if (i < text.n && !odd)
            continue;
        buf_html(out, str_sub(text, from, i));
        buf_puts(out, odd ? "\uFFFD" : "");
        from = i + 1;
    }
}

static enum case_outcome case_outcome_of(const struct report *report, const struct diag *diag)
{
    if (diag->code->severity == SEVERITY_ERROR)
        return CASE_BROKEN;
    if (diag->code->severity == SEVERITY_NOTE)
        return CASE_PASSED;
    return report_fails(report, diag) ? CASE_FAILED : CASE_SKIPPED;
}

static void add_finding(struct junit *junit, struct test_case *test, const struct diag *diag)
{
    enum case_outcome outcome = case_outcome_of(junit->report, diag);
    test->outcome = outcome > test->outcome ? outcome : test->outcome;
    test->findings++;
    test->suppressed += diag->suppression != NULL;
    diag_print(&test->text, &junit->report->session->sources, diag, false);
}

/* What frameworks say of themselves is no record of the project. */
static bool has_records(const struct model *model)
{
    for (size_t t = 0; t < model->n_types; t++)
        if (type_is_written(model->types[t]) && model->records[t]->n)
            return true;
    return false;
}

static bool looked(const struct session *session)
{
    return session->loaded && !session->model.incomplete && has_records(&session->model);
}

static void make_cases(struct junit *junit)
{
    const struct session *session = junit->report->session;
    struct codes codes = codes_all(session->output, &session->rules);
    struct map *by_code = map_new(session->output);
    junit->cases = arena_array(session->output, codes.n, struct test_case);
    for (junit->n = 0; junit->n < codes.n; junit->n++) {
        struct test_case *test = &junit->cases[junit->n];
        *test = (struct test_case){ .code = codes.v[junit->n], .outcome = looked(session) ? CASE_PASSED : CASE_SKIPPED };
        map_put(by_code, str_of(test->code->name), test);
    }
    for (size_t i = 0; i < session->diags.list.n; i++)
        add_finding(junit, map_find(by_code, str_of(session->diags.list.v[i].code->name)), &session->diags.list.v[i]);
    for (size_t i = 0; i < junit->n; i++)
        junit->counts[junit->cases[i].outcome]++;
}

static void put_element(struct buf *out, const char *name, const struct test_case *test)
{
    buf_printf(out, "      <%s message=\"", name);
    if (test->findings)
        buf_printf(out, "%zu found, %zu of them suppressed by exceptions", test->findings, test->suppressed);
    else
        buf_puts(out, "not looked for: nothing could be read, or there are no records");
    buf_puts(out, "\"");
}

static void put_text(struct buf *out, const char *element, const struct test_case *test)
{
    put_xml(out, buf_str(&test->text));
    buf_printf(out, "</%s>\n", element);
}

static void put_case(struct buf *out, const struct test_case *test)
{
    static const char *const elements[] = { [CASE_FAILED] = "failure", [CASE_BROKEN] = "error" };
    buf_printf(out, "    <testcase classname=\"dossier.check\" name=\"%s\" time=\"0\"", test->code->name);
    if (test->outcome == CASE_PASSED && !test->findings) {
        buf_puts(out, "/>\n");
        return;
    }
    buf_puts(out, ">\n");
    if (test->outcome >= CASE_FAILED) {
        put_element(out, elements[test->outcome], test);
        buf_printf(out, " type=\"%s\">", test->code->name);
        put_text(out, elements[test->outcome], test);
    } else {
        if (test->outcome == CASE_SKIPPED) {
            put_element(out, "skipped", test);
            buf_puts(out, "/>\n");
        }
        if (test->findings) {
            buf_puts(out, "      <system-out>");
            put_text(out, "system-out", test);
        }
    }
    buf_puts(out, "    </testcase>\n");
}

static void put_counts(const struct junit *junit)
{
    buf_printf(junit->out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"0\"", junit->n, junit->counts[CASE_FAILED],
               junit->counts[CASE_BROKEN], junit->counts[CASE_SKIPPED]);
}

static void write(const struct report *report, struct buf *out)
{
    struct session *session = report->session;
    struct junit junit = { .report = report, .out = out };
    make_cases(&junit);
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"dossier check\"");
    put_counts(&junit);
    buf_puts(out, ">\n  <testsuite name=\"");
    put_xml(out, session->model.settings.id);
    buf_puts(out, "\"");
    if (session->loaded)        /* the day as of which it was judged */
        buf_printf(out, " timestamp=\"%.*sT00:00:00Z\"", STR(date_text(session->output, session->model.as_of)));
    put_counts(&junit);
    buf_puts(out, ">\n");
    for (size_t i = 0; i < junit.n; i++) {
        put_case(out, &junit.cases[i]);
        buf_free(&junit.cases[i].text);
    }
    buf_puts(out, "  </testsuite>\n</testsuites>\n");
}

const struct report_format report_junit = { "junit", write };
