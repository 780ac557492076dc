/* Fairness of a model as fairlearn's MetricFrame gives it: a metric overall and by group. Numbers are measured here,
 * judged elsewhere: the threshold comes from the evidence record, not from the file that it judges. */
#include <math.h>

#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

struct spread { double low, high, furthest; size_t n; };

static int detect(const struct evidence_input *input)
{
    bool fits = input->peek->family == PEEK_JSON && peek_has(input, "overall") && peek_has(input, "by_group");
    return fits ? 9 : 0;
}

static void widen(struct spread *spread, double value, bool has_overall, double overall)
{
    spread->low = spread->n == 0 || value < spread->low ? value : spread->low;
    spread->high = spread->n == 0 || value > spread->high ? value : spread->high;
    if (has_overall && fabs(value - overall) > spread->furthest)
        spread->furthest = fabs(value - overall);
    spread->n++;
}

/* The declared number must be what the groups give, to the digits a tool rounds to. fairlearn measures a difference
 * between groups or to the overall value; either is right. */
static void compare(struct facts *facts, const char *what, const struct js *declared, double one, double other)
{
    double value = js_real(declared), slack = 0.005 + fabs(value) * 0.01;
    if (js_is_number(declared) && fabs(value - one) > slack && fabs(value - other) > slack)
        facts_warn(facts, "declares a %s of %g, the groups give %.3g", what, value, one);
}

static void derive(struct facts *facts, struct str metric, const struct spread *spread, const struct js *root)
{
    double difference = spread->high - spread->low, ratio = spread->high > 0 ? spread->low / spread->high : NAN;
    const struct js *said_difference = js_get(root, "difference"), *said_ratio = js_get(root, "ratio");
    compare(facts, "difference", said_difference, difference, spread->furthest);
    if (!isnan(ratio))
        compare(facts, "ratio", said_ratio, ratio, ratio);
    if (js_is_number(said_difference))
        js_metric(facts, S("difference"), S(""), said_difference);
    else
        facts_metric(facts, S("difference"), metric, str_printf(facts->arena, "%.4g", difference), difference);
    if (js_is_number(said_ratio))
        js_metric(facts, S("ratio"), S(""), said_ratio);
    else if (!isnan(ratio))
        facts_metric(facts, S("ratio"), metric, str_printf(facts->arena, "%.4g", ratio), ratio);
}

/* One metric: {"female": 0.39, "male": 0.43}. */
static size_t read_groups(struct facts *facts, struct str metric, const struct js *groups, const struct js *overall,
                          const struct js *root)
{
    struct spread spread = { 0 };
    js_metric(facts, metric, S("overall"), overall);
    js_each(groups, group) {
        const struct js *value = &group->value;
        if (!js_is_number(value)) {
            facts_warn(facts, "the group %.*s has no number", STR(str_sub(group->key, 0, 80)));
            continue;
        }
        js_metric(facts, metric, group->key, value);
        widen(&spread, js_real(value), js_is_number(overall), js_real(overall));
    }
    if (spread.n > 1)
        derive(facts, metric, &spread, root);
    return spread.n;
}

static bool holds_objects(const struct js *object)
{
    return js_count(object, "") > 0 && js_is_object(&js_first(object)->value);
}

static size_t read_metrics(struct facts *facts, const struct js *root)
{
    const struct js *by_group = js_get(root, "by_group"), *overall = js_get(root, "overall");
    struct str metric = js_str(root, "metric");
    if (!holds_objects(by_group))
        return read_groups(facts, metric.n ? metric : S("metric"), by_group, overall, root);
    size_t n = 0;       /* a frame of several metrics: {"accuracy": {"female": …}, …} */
    js_each(by_group, member)
        n += read_groups(facts, member->key, &member->value, js_member(overall, member->key), NULL);
    return n;
}

static void read_sizes(struct facts *facts, const struct js *root)
{
    static const char *const paths[] = { "group_sizes", "group_counts", "counts", "count" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        js_each(js_get(root, paths[i]), group)
            js_metric(facts, S("group size"), group->key, &group->value);
}

/* A pass by the file's own threshold is no pass: whoever wrote the file chose it. A miss is a failure all the same. */
static void check_own_threshold(struct facts *facts, const struct js *root)
{
    double ratio, least, difference, most;
    js_fact(facts, "threshold in the file, least ratio", root, "threshold.ratio_min");
    js_fact(facts, "threshold in the file, greatest difference", root, "threshold.difference_max");
    if (js_number(root, "ratio", &ratio) && js_number(root, "threshold.ratio_min", &least) && ratio < least)
        facts_state(facts, FACTS_CONTRADICTS, "the ratio %g misses the file's own threshold of %g", ratio, least);
    if (js_number(root, "difference", &difference) && js_number(root, "threshold.difference_max", &most)
        && fabs(difference) > most)
        facts_state(facts, FACTS_CONTRADICTS, "the difference %g misses the file's own threshold of %g", difference, most);
}

static void read_head(struct facts *facts, const struct js *root)
{
    struct str tool = js_str(root, "tool"), version = js_str(root, "tool_version");
    facts_tool(facts, "%.*s%s%.*s", STR(tool), tool.n && version.n ? " " : "", STR(version));
    facts_time(facts, js_str(root, "created"));
    facts->subject = facts_clean(facts, js_str(root, "model"));
    js_fact(facts, "metric", root, "metric");
    js_fact(facts, "sensitive feature", root, "sensitive_feature");
    js_fact(facts, "data set", root, "dataset");
    js_fact(facts, "overall", root, "overall");
    js_fact(facts, "difference", root, "difference");
    js_fact(facts, "ratio", root, "ratio");
}

static void read_frame(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    read_head(facts, root);
    size_t n = read_metrics(facts, root);
    read_sizes(facts, root);
    facts_measured(facts, n);
    check_own_threshold(facts, root);
}

const struct evidence_format evidence_fairness_metricframe = {
    .id = "fairness-metricframe", .title = "Fairness by group (MetricFrame)", .detect = detect, .read = read_frame,
    .media_type = "application/json",
};
