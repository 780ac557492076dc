/* Trivy's own JSON. Vulnerabilities fail when rated high or critical, as in a bill of materials; failed checks of the
 * configuration and secrets always do. A target in which nothing was found is a pass; without any target nothing was
 * scanned. "fixed" as a status means that a fixed version exists, not that it is installed. */
#include <inttypes.h>

#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

enum { LEVELS = 5 };
static const char *const level_names[LEVELS] = { "CRITICAL", "HIGH", "MEDIUM", "LOW", "UNKNOWN" };

struct trivy {
    struct facts *facts;
    uint64_t vulnerabilities, misconfigurations, secrets, levels[LEVELS];
};

static int detect(const struct evidence_input *input)
{
    if (input->peek->family != PEEK_JSON || !peek_is(input, "SchemaVersion", "2"))
        return 0;
    return peek_has(input, "ArtifactType") || peek_has(input, "ArtifactName") ? 9 : 0;
}

static void count_level(struct trivy *trivy, const struct js *finding)
{
    for (int i = 0; i < LEVELS; i++)
        trivy->levels[i] += js_is(finding, "Severity", level_names[i]);
}

static uint64_t read_vulnerabilities(struct trivy *trivy, const struct js *list)
{
    for (size_t i = 0; i < js_size(list); i++) {
        const struct js *found = js_item(list, i);
        bool severe = js_is(found, "Severity", "CRITICAL") || js_is(found, "Severity", "HIGH");
        bool harmless = js_is(found, "Status", "not_affected");
        count_level(trivy, found);
        facts_case(trivy->facts, severe && !harmless ? OUTCOME_FAIL : OUTCOME_INFO, js_str(found, "VulnerabilityID"),
                   js_str(found, "PkgName"));
    }
    trivy->vulnerabilities += js_size(list);
    return js_size(list);
}

static uint64_t read_misconfigurations(struct trivy *trivy, const struct js *target)
{
    const struct js *list = js_get(target, "Misconfigurations");
    uint64_t failed = 0, passed = 0;
    double number;
    for (size_t i = 0; i < js_size(list); i++) {
        const struct js *found = js_item(list, i);
        enum outcome outcome = outcome_of(js_str(found, "Status"));
        if (outcome == OUTCOME_FAIL)
            count_level(trivy, found);
        failed += outcome == OUTCOME_FAIL;
        passed += outcome == OUTCOME_PASS;
        facts_case(trivy->facts, outcome, js_str(found, "ID"), js_str(found, "Title"));
    }
    trivy->misconfigurations += failed;
    facts_declared(trivy->facts, "failed checks", js_text(trivy->facts->arena, target, "MisconfSummary.Failures"), failed);
    /* Passed checks are mostly counted only. */
    if (js_number(target, "MisconfSummary.Successes", &number) && number > (double)passed && number < 1e9)
        facts_cases(trivy->facts, OUTCOME_PASS, (uint64_t)number - passed, S(""), S(""));
    if (js_number(target, "MisconfSummary.Exceptions", &number) && number > 0 && number < 1e9)
        facts_cases(trivy->facts, OUTCOME_SUPPRESSED, (uint64_t)number, S(""), S(""));
    return failed;
}

static uint64_t read_secrets(struct trivy *trivy, const struct js *list)
{
    for (size_t i = 0; i < js_size(list); i++) {
        count_level(trivy, js_item(list, i));
        facts_case(trivy->facts, OUTCOME_FAIL, js_str(js_item(list, i), "RuleID"), S("a secret"));
    }
    trivy->secrets += js_size(list);
    return js_size(list);
}

static void read_target(struct trivy *trivy, const struct js *target)
{
    uint64_t before = trivy->facts->counts.pass, found = read_vulnerabilities(trivy, js_get(target, "Vulnerabilities"));
    found += read_misconfigurations(trivy, target);
    found += read_secrets(trivy, js_get(target, "Secrets"));
    if (js_count(target, "ExperimentalModifiedFindings"))
        facts_cases(trivy->facts, OUTCOME_SUPPRESSED, js_count(target, "ExperimentalModifiedFindings"), S(""), S(""));
    if (found == 0 && trivy->facts->counts.pass == before)
        facts_case(trivy->facts, OUTCOME_PASS, S(""), S(""));
}

static void finish(struct trivy *trivy, size_t targets)
{
    struct facts *facts = trivy->facts;
    facts_add_number(facts, "targets", targets);
    facts_add_number(facts, "vulnerabilities", trivy->vulnerabilities);
    facts_add_number(facts, "misconfigurations", trivy->misconfigurations);
    facts_add_number(facts, "secrets", trivy->secrets);
    for (int i = 0; i < LEVELS; i++)
        if (trivy->levels[i])
            facts_add_number(facts, str_printf(facts->arena, "severity %s", level_names[i]).p, trivy->levels[i]);
    facts_judge(facts);
    if (targets == 0)
        facts_state(facts, FACTS_NO_RESULT, "nothing was scanned: it lists no target");
    else if (facts->state == FACTS_NO_RESULT && facts->counts.info)
        facts_state(facts, FACTS_SUPPORTS, "%" PRIu64 " findings, none rated high or critical", facts->counts.info);
}

static void read_trivy(struct evidence_input *input, struct facts *facts)
{
    struct trivy trivy = { .facts = facts };
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    struct str version = js_str(root, "Trivy.Version");
    facts_tool(facts, "trivy%s%.*s", version.n ? " " : "", STR(version));
    facts_time(facts, js_str(root, "CreatedAt"));
    facts->subject = facts_clean(facts, js_str(root, "ArtifactName"));
    js_fact(facts, "artifact type", root, "ArtifactType");
    js_fact(facts, "system", root, "Metadata.OS.Family");
    js_fact(facts, "system version", root, "Metadata.OS.Name");
    const struct js *results = js_get(root, "Results");
    for (size_t i = 0; i < js_size(results); i++)
        read_target(&trivy, js_item(results, i));
    finish(&trivy, js_size(results));
}

const struct evidence_format evidence_trivy_json = {
    .id = "trivy-json", .title = "Trivy scan", .detect = detect, .read = read_trivy, .media_type = "application/json",
};
