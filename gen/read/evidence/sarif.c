/* SARIF 2.1.0 (OASIS): results of static analysis. `kind` says what a result is and is "fail" when absent; results
 * with an accepted suppression are counted apart. A run without findings is a pass only when an invocation says
 * that it ran to its end; a run without a `results` list reports nothing at all (section 3.14.23). */
#include "base/arena.h"
#include "base/map.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

enum { LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTE, LEVEL_NONE, LEVELS };
static const char *const level_names[LEVELS] = { "error", "warning", "note", "none" };

struct sarif {
    struct facts *facts;
    struct arena *scratch;
    struct map *rules;      /* of the run being read, by id */
    uint64_t levels[LEVELS];
    uint64_t clean;         /* runs to the end without findings: each is one pass */
    const char *incomplete; /* why the runs are no pass even without findings; the first reason counts */
};

static int detect(const struct evidence_input *input)
{
    if (input->peek->family != PEEK_JSON)
        return 0;
    const struct peek_key *version = peek_find(input, "version"), *schema = peek_find(input, "$schema");
    const struct peek_key *runs = peek_find(input, "runs");
    if (runs && runs->kind == '[' && version && str_starts(version->text, S("2.")))
        return 9;
    if (schema && str_contains(schema->text, S("sarif")))
        return 9;
    return peek_has(input, "runs[].tool.driver") ? 5 : 0;
}

static void find_rules(struct sarif *sarif, const struct js *run)
{
    const struct js *rules = js_get(run, "tool.driver.rules");
    if (js_count(run, "results") == 0)
        return;
    sarif->rules = map_new(sarif->scratch);
    for (size_t i = 0; i < js_size(rules); i++) {
        struct str id = js_str(js_item(rules, i), "id");
        if (id.n)
            map_put(sarif->rules, id, (struct js *)(uintptr_t)js_item(rules, i));
    }
}

static const struct js *rule_of(const struct sarif *sarif, const struct js *run, const struct js *result)
{
    const struct js *index = js_get(result, "ruleIndex");
    if (!index)
        index = js_get(result, "rule.index");
    if (js_is_integer(index) && index->as.integer >= 0)
        return js_item(js_get(run, "tool.driver.rules"), (size_t)index->as.integer);
    struct str id = js_str(result, "ruleId");
    return id.n ? map_find(sarif->rules, id) : NULL;
}

static void count_level(struct sarif *sarif, const struct js *run, const struct js *result)
{
    struct str level = js_str(result, "level");
    if (level.n == 0)
        level = js_str(rule_of(sarif, run, result), "defaultConfiguration.level");
    for (int i = 0; i < LEVELS; i++)
        if (str_is(level, level_names[i])) {
            sarif->levels[i]++;
            return;
        }
    sarif->levels[LEVEL_WARNING]++;     /* the default of the standard */
}

/* Suppressed only when every suppression is accepted; one without a status is. */
static bool is_suppressed(const struct js *result)
{
    const struct js *list = js_get(result, "suppressions");
    for (size_t i = 0; i < js_size(list); i++) {
        struct str status = js_str(js_item(list, i), "status");
        if (status.n && !str_is(status, "accepted"))
            return false;
    }
    return js_size(list) > 0;
}

static enum outcome outcome(const struct js *result)
{
    struct str kind = js_str(result, "kind");
    if (js_is(result, "baselineState", "absent"))       /* a finding of an earlier run that is gone */
        return OUTCOME_INFO;
    if (str_is(kind, "pass"))
        return OUTCOME_PASS;
    if (str_is(kind, "notApplicable"))
        return OUTCOME_NOT_APPLICABLE;
    if (str_is(kind, "informational"))
        return OUTCOME_INFO;
    if (is_suppressed(result))
        return OUTCOME_SUPPRESSED;
    if (str_is(kind, "open") || str_is(kind, "review"))
        return OUTCOME_NOT_EVALUATED;
    return kind.n == 0 || str_is(kind, "fail") ? OUTCOME_FAIL : OUTCOME_UNKNOWN;
}

static struct str rule_name(const struct sarif *sarif, const struct js *run, const struct js *result)
{
    struct str id = js_str(result, "ruleId");
    if (id.n == 0)
        id = js_str(result, "rule.id");
    return id.n ? id : js_str(rule_of(sarif, run, result), "id");
}

static struct str place(struct facts *facts, const struct js *result)
{
    const struct js *where = js_get(result, "locations.0.physicalLocation");
    struct str uri = js_str(where, "artifactLocation.uri"), line = js_text(facts->arena, where, "region.startLine");
    if (uri.n == 0)
        return js_str(result, "message.text");
    return str_printf(facts->arena, "%.*s:%.*s %.*s", STR(uri), STR(line), STR(js_str(result, "message.text")));
}

static void read_results(struct sarif *sarif, const struct js *run)
{
    const struct js *results = js_get(run, "results");
    for (size_t i = 0; i < js_size(results); i++) {
        const struct js *result = js_item(results, i);
        enum outcome found = outcome(result);
        struct str name = { 0 }, detail = { 0 };
        if (found == OUTCOME_FAIL) {
            count_level(sarif, run, result);
            name = rule_name(sarif, run, result);
            if (sarif->facts->counts.fail < 10)
                detail = place(sarif->facts, result);
        }
        facts_case(sarif->facts, found, name, detail);
    }
}

enum ending { ENDED_UNKNOWN, ENDED_WELL, ENDED_BADLY };

/* What the invocations say; one that failed outweighs the others. */
static enum ending read_invocations(struct facts *facts, const struct js *run)
{
    const struct js *list = js_get(run, "invocations");
    enum ending ending = ENDED_UNKNOWN;
    for (size_t i = 0; i < js_size(list); i++) {
        const struct js *invocation = js_item(list, i), *success = js_get(invocation, "executionSuccessful");
        struct str end = js_str(invocation, "endTimeUtc"), start = js_str(invocation, "startTimeUtc");
        if (end.n || start.n)
            facts_time(facts, end.n ? end : start);
        if (js_is_kind(success, JS_FALSE))
            ending = ENDED_BADLY;
        else if (js_is_kind(success, JS_TRUE) && ending == ENDED_UNKNOWN)
            ending = ENDED_WELL;
    }
    return ending;
}

static void add_tool(struct facts *facts, const struct js *run)
{
    struct str name = js_str(run, "tool.driver.name"), version = js_str(run, "tool.driver.version");
    if (version.n == 0)
        version = js_str(run, "tool.driver.semanticVersion");
    if (name.n && facts->tool.n < 200)
        facts_tool(facts, "%.*s%s%.*s%s%.*s", STR(facts->tool), facts->tool.n ? ", " : "", STR(name),
                   version.n ? " " : "", STR(version));
}

static void read_run(struct sarif *sarif, const struct js *run)
{
    struct facts *facts = sarif->facts;
    struct counts before = facts->counts;
    add_tool(facts, run);
    find_rules(sarif, run);
    read_results(sarif, run);
    enum ending ending = read_invocations(facts, run);
    bool reports = js_is_list(js_get(run, "results")), empty = facts->counts.total == before.total;
    /* Suppressed and informational results leave a run clean; what nobody evaluated does not. */
    uint64_t quiet = facts->counts.suppressed - before.suppressed + facts->counts.info - before.info;
    if (ending == ENDED_WELL && reports && facts->counts.total - before.total == quiet) {
        facts_case(facts, OUTCOME_PASS, S("no findings"), S(""));
        sarif->clean++;
    }
    const char *why = ending == ENDED_BADLY ? "a run was not successful"
                    : !reports ? "a run has no list of results"
                    : ending == ENDED_UNKNOWN && empty
                    ? "no findings, but the tool does not say that it ran to its end" : NULL;
    if (!sarif->incomplete)
        sarif->incomplete = why;
    if (js_count(run, "externalPropertyFileReferences.results"))
        facts_warn(facts, "more results are in other files");
}

static void finish(struct sarif *sarif, const struct js *root)
{
    struct facts *facts = sarif->facts;
    js_fact(facts, "SARIF version", root, "version");
    if (js_count(root, "runs") > 1)
        facts_add_number(facts, "runs", js_count(root, "runs"));
    for (int i = 0; i < LEVELS; i++)
        if (sarif->levels[i])
            facts_add_number(facts, str_printf(facts->arena, "level %s", level_names[i]).p, sarif->levels[i]);
    facts_judge(facts);
    if (sarif->incomplete && facts->state == FACTS_CONTRADICTS)
        facts_warn(facts, "%s", sarif->incomplete);
    else if (sarif->incomplete)
        facts_state(facts, FACTS_NO_RESULT, "%s", sarif->incomplete);
    else if (facts->state == FACTS_SUPPORTS && facts->counts.pass == sarif->clean)
        facts_state(facts, FACTS_SUPPORTS, "no open findings, and the tool says that it ran to its end");
}

static void read_sarif(struct evidence_input *input, struct facts *facts)
{
    struct sarif sarif = { .facts = facts, .scratch = input->scratch };
    const struct js *root = js_read(input, facts);
    const struct js *runs = js_get(root, "runs");
    if (root && !js_is_list(runs))
        facts_state(facts, FACTS_NO_RESULT, "it has no list of runs");
    else if (root) {
        for (size_t i = 0; i < js_size(runs); i++)
            read_run(&sarif, js_item(runs, i));
        finish(&sarif, root);
    }
}

const struct evidence_format evidence_sarif = {
    .id = "sarif", .title = "SARIF static analysis results", .detect = detect, .read = read_sarif,
    .media_type = "application/sarif+json",
};
