/* Reads metrics and tests of Evidently. A test's state is judged; a metric is a number for a threshold. */
#include "read/evidence_evidently.h"

#include <string.h>

#include "base/arena.h"

/* SUCCESS, FAIL, WARNING, ERROR, SKIPPED. A warning did not fail and did not pass. */
static enum outcome outcome(const struct js *test)
{
    struct str status = js_str(test, "status");
    return str_eq_fold(status, S("WARNING")) ? OUTCOME_INFO : outcome_of(status);
}

static void read_tests(struct facts *facts, const struct js *tests)
{
    for (size_t i = 0; i < js_size(tests); i++) {
        const struct js *test = js_item(tests, i);
        facts_case(facts, outcome(test), js_str(test, "name"), js_str(test, "description"));
    }
}

/* A number, or an object of numbers such as {"count": 5, "share": 0.33}. */
static size_t read_values(struct facts *facts, struct str name, const struct js *value)
{
    size_t n = 0;
    if (js_is_number(value)) {
        js_metric(facts, name, S(""), value);
        return 1;
    }
    js_each(value, member)
        if (js_is_number(&member->value)) {
            js_metric(facts, name, member->key, &member->value);
            n++;
        }
    return n;
}

static size_t read_metrics(struct facts *facts, const struct js *metrics)
{
    size_t n = 0;
    for (size_t i = 0; i < js_size(metrics); i++) {
        const struct js *metric = js_item(metrics, i);
        struct str name = js_str(metric, "metric_name");
        if (name.n == 0)
            name = js_str(metric, "metric");
        const struct js *value = js_get(metric, "value");
        n += read_values(facts, name, value ? value : js_get(metric, "result"));
    }
    return n;
}

static void read_drift(struct facts *facts, const struct js *metrics)
{
    static const char *const paths[][2] = {
        { "value.share", "DriftedColumnsCount" }, { "result.share_of_drifted_columns", "DatasetDriftMetric" },
    };
    for (size_t i = 0; i < js_size(metrics); i++)
        for (size_t j = 0; j < sizeof paths / sizeof *paths; j++) {
            const struct js *metric = js_item(metrics, i);
            struct str name = js_str(metric, j ? "metric" : "metric_name");
            if (str_starts(name, str_of(paths[j][1])))
                js_fact(facts, "share of drifted columns", metric, paths[j][0]);
        }
}

static void check_summary(struct facts *facts, const struct js *summary)
{
    static const char *const names[][2] = { { "total_tests", "tests" }, { "success_tests", "passed tests" },
                                            { "failed_tests", "failed tests" } };
    const uint64_t read[] = { facts->counts.total, facts->counts.pass, facts->counts.fail };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        facts_declared(facts, names[i][1], js_text(facts->arena, summary, names[i][0]), read[i]);
}

void evidently_read(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    const struct js *metrics = js_get(root, "metrics"), *tests = js_get(root, "tests");
    struct str version = js_str(root, "version"), time = js_str(root, "timestamp");
    facts_tool(facts, "evidently%s%.*s", version.n ? " " : "", STR(version));
    facts_time(facts, time);
    read_tests(facts, tests);
    check_summary(facts, js_get(root, "summary"));
    size_t n = read_metrics(facts, metrics);
    facts_add_number(facts, "metrics", js_size(metrics));
    read_drift(facts, metrics);
    if (js_size(tests))
        facts_judge(facts);
    else
        facts_measured(facts, n);
    if (time.n == 0)
        facts_warn(facts, "the file holds no time");
}
