/* ScoutSuite results: a JavaScript assignment of one JSON object. A rule that flagged something fails; a rule that
 * checked something and flagged nothing passes; a rule that found nothing to check is not applicable. */
#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    return str_starts(str_trim(input->head), S("scoutsuite_results")) ? 9 : 0;
}

static void read_rules(struct facts *facts, const struct js *findings)
{
    js_each(findings, rule) {
        const struct js *finding = &rule->value;
        double flagged = 0, checked = 0;
        js_number(finding, "flagged_items", &flagged);
        js_number(finding, "checked_items", &checked);
        enum outcome outcome = flagged > 0 ? OUTCOME_FAIL : checked > 0 ? OUTCOME_PASS : OUTCOME_NOT_APPLICABLE;
        facts_case(facts, outcome, rule->key, js_str(finding, "description"));
    }
}

static void read_scoutsuite(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read_after(input, facts, '=');
    if (!root)
        return;
    facts_tool(facts, "ScoutSuite %.*s", STR(js_str(root, "last_run.version")));
    facts_time(facts, js_str(root, "last_run.time"));
    facts->subject = facts_clean(facts, js_text(facts->arena, root, "account_id"));
    js_fact(facts, "provider", root, "provider_name");
    js_fact(facts, "rule set", root, "last_run.ruleset_name");
    js_each(js_get(root, "services"), service) {
        facts_add(facts, "service", service->key);
        read_rules(facts, js_get(&service->value, "findings"));
    }
    facts_judge(facts);
}

const struct evidence_format evidence_scoutsuite_js = {
    .id = "scoutsuite-js", .title = "ScoutSuite results", .detect = detect, .read = read_scoutsuite,
    .media_type = "text/javascript",
};
