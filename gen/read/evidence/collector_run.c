/* A run of a collector that failed, as `dossier collect` keeps it: never a result. */
#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    return input->peek->family == PEEK_JSON && peek_has(input, "failed_run") && peek_has(input, "collector") ? 9 : 0;
}

static void read_run(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    facts->subject = facts_clean(facts, js_str(root, "collector"));
    facts->tool = facts_clean(facts, js_str(root, "tool"));
    facts_time(facts, js_str(root, "ended"));
    js_fact(facts, "collector", root, "collector");
    js_fact(facts, "outcome", root, "failed_run");
    js_fact(facts, "started", root, "started");
    js_fact(facts, "ended", root, "ended");
    js_fact(facts, "exit status", root, "exit");
    struct str reason = js_str(root, "reason");
    facts_state(facts, FACTS_NO_RESULT, "the run of the collector failed%s%.*s", reason.n ? ": " : "", STR(reason));
}

const struct evidence_format evidence_collector_run = {
    .id = "collector-run", .title = "Failed run of a collector", .detect = detect, .read = read_run,
    .media_type = "application/json",
};
