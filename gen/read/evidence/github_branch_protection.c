/* Protection of a GitHub branch: the classic object, a ruleset, or the list of a branch's rules. Two settings decide
 * whether a change can reach the branch unseen, so they are cases: a required review, and no force push. The others
 * are facts. In a ruleset only what is there is said: another ruleset may hold the rest. */
#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    if (input->peek->family != PEEK_JSON)
        return 0;
    if (peek_has(input, "enforce_admins") && (peek_has(input, "required_status_checks") || peek_has(input, "allow_force_pushes")))
        return 9;
    if (peek_has(input, "rules[].type") && (peek_has(input, "enforcement") || peek_has(input, "ruleset_id")))
        return 9;
    return peek_has(input, "[].type") && peek_has(input, "[].ruleset_id") ? 9 : 0;
}

static void say(struct facts *facts, const char *name, bool yes)
{
    facts_add(facts, name, yes ? S("yes") : S("no"));
}

static void read_approvals(struct facts *facts, const struct js *settings, const char *count)
{
    js_fact(facts, "required approvals", settings, count);
    js_metric(facts, S("required approvals"), S(""), js_get(settings, count));
    say(facts, "stale reviews are dismissed", js_true(settings, "dismiss_stale_reviews")
                                              || js_true(settings, "dismiss_stale_reviews_on_push"));
    say(facts, "code owners review", js_true(settings, "require_code_owner_reviews")
                                     || js_true(settings, "require_code_owner_review"));
}

static void read_classic(struct facts *facts, const struct js *root)
{
    const struct js *reviews = js_get(root, "required_pull_request_reviews");
    double approvals = 0;
    js_number(reviews, "required_approving_review_count", &approvals);
    if (reviews)
        read_approvals(facts, reviews, "required_approving_review_count");
    bool force = js_true(root, "allow_force_pushes.enabled") || js_true(root, "allow_force_pushes");
    facts_case(facts, approvals >= 1 ? OUTCOME_PASS : OUTCOME_FAIL, S("a review is required"), S(""));
    facts_case(facts, force ? OUTCOME_FAIL : OUTCOME_PASS, S("force pushes are blocked"), S(""));
    say(facts, "holds for administrators", js_true(root, "enforce_admins.enabled") || js_true(root, "enforce_admins"));
    say(facts, "signed commits", js_true(root, "required_signatures.enabled"));
    say(facts, "linear history", js_true(root, "required_linear_history.enabled"));
    facts_add_number(facts, "required checks", js_count(root, "required_status_checks.contexts"));
    if (!js_true(root, "enforce_admins.enabled") && !js_true(root, "enforce_admins"))
        facts_warn(facts, "administrators are not bound by the rules");
}

static void read_rules(struct facts *facts, const struct js *rules)
{
    bool review = false, force = false, signed_commits = false, checks = false;
    for (size_t i = 0; i < js_size(rules); i++) {
        const struct js *rule = js_item(rules, i), *settings = js_get(rule, "parameters");
        double approvals = 0;
        js_number(settings, "required_approving_review_count", &approvals);
        if (js_is(rule, "type", "pull_request"))
            read_approvals(facts, settings, "required_approving_review_count");
        review = review || (js_is(rule, "type", "pull_request") && approvals >= 1);
        force = force || js_is(rule, "type", "non_fast_forward");
        signed_commits = signed_commits || js_is(rule, "type", "required_signatures");
        checks = checks || js_is(rule, "type", "required_status_checks");
    }
    facts_case(facts, review ? OUTCOME_PASS : OUTCOME_NOT_EVALUATED, S("a review is required"), S(""));
    facts_case(facts, force ? OUTCOME_PASS : OUTCOME_NOT_EVALUATED, S("force pushes are blocked"), S(""));
    say(facts, "signed commits", signed_commits);
    say(facts, "required checks", checks);
}

static void read_protection(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    const struct js *rules = js_is_list(root) ? root : js_get(root, "rules");
    struct str url = js_str(root, "url"), enforcement = js_str(root, "enforcement");
    facts_tool(facts, "GitHub");
    facts->subject = facts_clean(facts, url.n ? url : js_str(root, "name"));
    facts_add(facts, "enforcement", enforcement);
    if (rules)
        read_rules(facts, rules);
    else
        read_classic(facts, root);
    facts_judge(facts);
    if (enforcement.n && !str_is(enforcement, "active"))
        facts_state(facts, FACTS_NO_RESULT, "the rules are not in force");
    facts_time(facts, js_str(root, "updated_at"));
    if (facts->time.n == 0)
        facts_warn(facts, "the file holds no time");
}

const struct evidence_format evidence_github_branch_protection = {
    .id = "github-branch-protection", .title = "GitHub branch protection", .detect = detect, .read = read_protection,
    .media_type = "application/json",
};
