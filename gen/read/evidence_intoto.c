/* What an in-toto statement says. Of the predicates only those with a verdict are judged: test-result,
 * verification summaries (SLSA VSA) and simple verification results (SVR). */
#include "read/evidence_intoto.h"

#include <inttypes.h>

#include "base/arena.h"

static void read_subjects(struct facts *facts, const struct js *subjects)
{
    size_t n = js_size(subjects);
    facts->subject = facts_clean(facts, js_str(js_item(subjects, 0), "name"));
    facts_add_number(facts, "subjects", n);
    for (size_t i = 0; i < n && i < 5; i++) {
        const struct js *subject = js_item(subjects, i);
        struct str digest = js_str(subject, "digest.sha256");
        if (digest.n)
            facts_add(facts, "subject", str_printf(facts->arena, "%.*s sha256:%.*s",
                                                   STR(str_sub(js_str(subject, "name"), 0, 150)), STR(digest)));
    }
}

static void read_list(struct facts *facts, const struct js *list, enum outcome outcome)
{
    for (size_t i = 0; i < js_size(list); i++)
        facts_case(facts, outcome, js_string(js_item(list, i)), S(""));
}

/* https://github.com/in-toto/attestation, predicate test-result v0.1: PASSED, WARNED or FAILED, and lists of names. */
static void judge_test_result(struct facts *facts, const struct js *predicate)
{
    struct str result = js_str(predicate, "result");
    read_list(facts, js_get(predicate, "passedTests"), OUTCOME_PASS);
    read_list(facts, js_get(predicate, "warnedTests"), OUTCOME_INFO);
    read_list(facts, js_get(predicate, "failedTests"), OUTCOME_FAIL);
    js_fact(facts, "result", predicate, "result");
    js_fact(facts, "run", predicate, "url");
    if (js_count(predicate, "warnedTests"))
        facts_warn(facts, "tests with warnings: %" PRIu64, js_count(predicate, "warnedTests"));
    bool failed = facts->counts.fail > 0;
    if (str_is(result, "PASSED") && failed)
        facts_warn(facts, "says PASSED and lists failed tests");
    if (str_is(result, "FAILED") && !failed)
        facts_case(facts, OUTCOME_FAIL, S("the run as a whole"), S(""));
    else if (facts->counts.total == 0 && result.n)
        facts_case(facts, str_is(result, "WARNED") ? OUTCOME_INFO : outcome_of(result), S("the run as a whole"), S(""));
    facts_judge(facts);
}

static void judge_summary(struct facts *facts, const struct js *predicate)
{
    js_fact(facts, "verifier", predicate, "verifier.id");
    js_fact(facts, "policy", predicate, "policy.uri");
    facts_time(facts, js_str(predicate, "timeVerified"));
    facts_case(facts, outcome_of(js_str(predicate, "verificationResult")), js_str(predicate, "resourceUri"), S(""));
    facts_judge(facts);
}

/* An SVR lists only the properties that were verified. */
static void judge_properties(struct facts *facts, const struct js *predicate)
{
    js_fact(facts, "verifier", predicate, "verifier.id");
    facts_time(facts, js_str(predicate, "timeCreated"));
    facts_cases(facts, OUTCOME_PASS, js_count(predicate, "properties"), S(""), S(""));
    facts_judge(facts);
}

void intoto_statement(struct facts *facts, const struct js *statement)
{
    const struct js *predicate = js_get(statement, "predicate");
    struct str type = js_str(statement, "predicateType");
    read_subjects(facts, js_get(statement, "subject"));
    facts_add(facts, "predicate", type);
    if (str_contains(type, S("/test-result/")))
        judge_test_result(facts, predicate);
    else if (str_contains(type, S("verification_summary")))
        judge_summary(facts, predicate);
    else if (str_contains(type, S("/svr/")))
        judge_properties(facts, predicate);
    else
        facts_state(facts, FACTS_UNREAD, "a statement without a verdict: it is shown, not judged");
}
