/* Mocha's JSON: stats, and the tests in lists by outcome. The lists are counted, the stats only compared. */
#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    bool stats = peek_has(input, "stats.passes") || peek_has(input, "stats.tests");
    return stats && (peek_has(input, "passes") || peek_has(input, "failures") || peek_has(input, "tests")) ? 9 : 0;
}

static void read_list(struct facts *facts, const struct js *list, enum outcome outcome)
{
    for (size_t i = 0; i < js_size(list); i++) {
        const struct js *test = js_item(list, i);
        facts_case(facts, outcome, js_str(test, "fullTitle"), js_str(test, "err.message"));
    }
}

/* A hook that fails is listed under failures and is no test, so only these three are compared. */
static void compare(struct facts *facts, const struct js *stats)
{
    facts_declared(facts, "passes", js_text(facts->arena, stats, "passes"), facts->counts.pass);
    facts_declared(facts, "failures", js_text(facts->arena, stats, "failures"), facts->counts.fail);
    facts_declared(facts, "pending", js_text(facts->arena, stats, "pending"), facts->counts.skipped);
}

static void read_mocha(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    struct str end = js_str(root, "stats.end");
    facts_tool(facts, "mocha");
    facts_time(facts, end);
    read_list(facts, js_get(root, "passes"), OUTCOME_PASS);
    read_list(facts, js_get(root, "failures"), OUTCOME_FAIL);
    read_list(facts, js_get(root, "pending"), OUTCOME_SKIPPED);
    js_fact(facts, "suites", root, "stats.suites");
    compare(facts, js_get(root, "stats"));
    facts_judge(facts);
}

const struct evidence_format evidence_mocha_json = {
    .id = "mocha-json", .title = "Mocha test report", .detect = detect, .read = read_mocha,
    .media_type = "application/json",
};
