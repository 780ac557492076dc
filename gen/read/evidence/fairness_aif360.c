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
static void add_groups(struct facts *facts, const char *name, const json_t *groups)
{
    struct str text = { 0 }, key;
    json_t *value;
    for (size_t i = 0; i < json_array_size(groups) && i < 8; i++)
        js_each(json_array_get(groups, i), iter, key, value) {
            struct str is = json_is_string(value) ? js_str(json_array_get(groups, i), key.p)
                          : json_is_number(value) ? js_number_text(facts->arena, value) : (struct str){ 0 };
            if (text.n < 300)
                text = str_printf(facts->arena, "%.*s%s%.*s=%.*s", STR(text), text.n ? ", " : "",
                                  STR(str_sub(key, 0, 40)), STR(str_sub(is, 0, 40)));
        }
    facts_add(facts, name, text);
}

static size_t read_metrics(struct facts *facts, const json_t *metrics)
{
    size_t n = 0;
    struct str name;
    json_t *value;
    js_each((json_t *)(uintptr_t)metrics, iter, name, value) {
        if (!is_known(name))
            continue;
        if (!json_is_number(value)) {
            facts_warn(facts, "%.*s is no number", STR(name));
            continue;
        }
        js_metric(facts, name, S(""), value);
        facts_add(facts, str_copy(facts->arena, name).p, js_number_text(facts->arena, value));
        n++;
    }
    return n;
}

static void read_sizes(struct facts *facts, const json_t *root)
{
    struct str group;
    json_t *value;
    js_each(js_get(root, "group_sizes"), iter, group, value)
        js_metric(facts, S("group size"), group, value);
    js_metric(facts, S("group size"), S("privileged"), js_get(root, "num_privileged"));
    js_metric(facts, S("group size"), S("unprivileged"), js_get(root, "num_unprivileged"));
}

static void read_aif360(struct evidence_input *input, struct facts *facts)
{
    json_t *root = js_read(input, facts);
    if (!root)
        return;
    struct str version = js_str(root, "tool_version"), tool = js_str(root, "tool");
    facts_tool(facts, "%.*s%s%.*s", STR(tool.n ? tool : S("aif360")), version.n ? " " : "", STR(version));
    facts_time(facts, js_str(root, "created"));
    facts->subject = facts_clean(facts, js_str(root, "model"));
    const json_t *metrics = js_get(root, "metrics");
    size_t n = read_metrics(facts, json_is_object(metrics) ? metrics : root);
    add_groups(facts, "privileged groups", js_get(root, "privileged_groups"));
    add_groups(facts, "unprivileged groups", js_get(root, "unprivileged_groups"));
    read_sizes(facts, root);
    facts_measured(facts, n);
    json_decref(root);
}

const struct evidence_format evidence_fairness_aif360 = {
    .id = "fairness-aif360", .title = "Fairness metrics (AIF360)", .detect = detect, .read = read_aif360,
    .media_type = "application/json",
};
