/* Fairness metrics by their AIF360 names, at the top or under "metrics". Measured here, judged by the thresholds of
 * the evidence record. */
#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static const char *const names[] = {
    "statistical_parity_difference", "mean_difference", "disparate_impact", "equal_opportunity_difference",
    "average_odds_difference", "average_abs_odds_difference", "theil_index", "consistency",
    "error_rate_difference", "error_rate_ratio", "false_positive_rate_difference", "false_negative_rate_difference",
};
enum { NAMES = sizeof names / sizeof *names };

static int detect(const struct evidence_input *input)
{
    int found = 0;
    for (size_t i = 0; i < NAMES && input->peek->family == PEEK_JSON; i++) {
        struct str nested = str_printf(input->scratch, "metrics.%s", names[i]);
        found += peek_has(input, names[i]) || peek_has(input, nested.p);
    }
    return found >= 2 ? 9 : found ? 5 : 0;
}

static bool is_known(struct str name)
{
    for (size_t i = 0; i < NAMES; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

/* "sex=1, age=0" from [{"sex": 1, "age": 0}]. */
static void add_groups(struct facts *facts, const char *name, const struct js *groups)
{
    struct str text = { 0 };
    for (size_t i = 0; i < js_size(groups) && i < 8; i++)
        js_each(js_item(groups, i), member) {
            const struct js *value = &member->value;
            struct str is = js_is_number(value) ? js_number_text(facts->arena, value) : js_string(value);
            if (text.n < 300)
                text = str_printf(facts->arena, "%.*s%s%.*s=%.*s", STR(text), text.n ? ", " : "",
                                  STR(str_sub(member->key, 0, 40)), STR(str_sub(is, 0, 40)));
        }
    facts_add(facts, name, text);
}

static size_t read_metrics(struct facts *facts, const struct js *metrics)
{
    size_t n = 0;
    js_each(metrics, member) {
        struct str name = member->key;
        const struct js *value = &member->value;
        if (!is_known(name))
            continue;
        if (!js_is_number(value)) {
            facts_warn(facts, "%.*s is no number", STR(name));
            continue;
        }
        js_metric(facts, name, S(""), value);
        facts_add(facts, str_copy(facts->arena, name).p, js_number_text(facts->arena, value));
        n++;
    }
    return n;
}

static void read_sizes(struct facts *facts, const struct js *root)
{
    js_each(js_get(root, "group_sizes"), group)
        js_metric(facts, S("group size"), group->key, &group->value);
    js_metric(facts, S("group size"), S("privileged"), js_get(root, "num_privileged"));
    js_metric(facts, S("group size"), S("unprivileged"), js_get(root, "num_unprivileged"));
}

static void read_aif360(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    struct str version = js_str(root, "tool_version"), tool = js_str(root, "tool");
    facts_tool(facts, "%.*s%s%.*s", STR(tool.n ? tool : S("aif360")), version.n ? " " : "", STR(version));
    facts_time(facts, js_str(root, "created"));
    facts->subject = facts_clean(facts, js_str(root, "model"));
    const struct js *metrics = js_get(root, "metrics");
    size_t n = read_metrics(facts, js_is_object(metrics) ? metrics : root);
    add_groups(facts, "privileged groups", js_get(root, "privileged_groups"));
    add_groups(facts, "unprivileged groups", js_get(root, "unprivileged_groups"));
    read_sizes(facts, root);
    facts_measured(facts, n);
}

const struct evidence_format evidence_fairness_aif360 = {
    .id = "fairness-aif360", .title = "Fairness metrics (AIF360)", .detect = detect, .read = read_aif360,
    .media_type = "application/json",
};
