/* Open Cybersecurity Schema Framework: findings, as one object, a list, or one a line. A compliance finding carries
 * a status; of the other findings (vulnerability, detection) being there is the failure, unless resolved. */
#include "base/arena.h"
#include "read/evidence_lines.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    const char *const paths[] = { "class_uid", "[].class_uid" };
    for (size_t i = 0; i < 2; i++)
        if (peek_has(input, paths[i]))
            return peek_has(input, i ? "[].metadata" : "metadata") ? 9 : 5;
    return 0;
}

/* status_code is the tool's word; compliance.status and status_id are OCSF's own. */
static enum outcome outcome(const struct js *finding)
{
    struct str word = js_str(finding, "status_code"), state = js_str(finding, "status");
    if (word.n == 0)
        word = js_str(finding, "compliance.status");
    enum outcome outcome = outcome_of(word);
    double class = 0;
    js_number(finding, "class_uid", &class);
    if (word.n == 0 && (class < 2000 || class >= 3000))     /* events, not findings */
        outcome = OUTCOME_INFO;
    else if (word.n == 0)
        outcome = str_eq_fold(state, S("Resolved")) ? OUTCOME_INFO : OUTCOME_FAIL;
    bool muted = str_eq_fold(state, S("Suppressed")) || js_true(finding, "unmapped.muted");
    return outcome == OUTCOME_FAIL && muted ? OUTCOME_SUPPRESSED : outcome;
}

static void read_time(struct facts *facts, const struct js *finding)
{
    double time;
    struct str text = js_str(finding, "time_dt");
    if (text.n)
        facts_time(facts, text);
    else if (js_number(finding, "time", &time))     /* seconds or milliseconds, whatever the producer took */
        facts_epoch(facts, js_text(facts->arena, finding, "time"), time > 1e11 ? time / 1000 : time);
}

static void read_first(struct facts *facts, const struct js *finding)
{
    struct str name = js_str(finding, "metadata.product.name"), version = js_str(finding, "metadata.product.version");
    facts_tool(facts, "%.*s%s%.*s", STR(name), version.n ? " " : "", STR(version));
    read_time(facts, finding);
    facts->subject = facts_clean(facts, js_str(finding, "cloud.account.uid"));
    js_fact(facts, "OCSF version", finding, "metadata.version");
    js_fact(facts, "class", finding, "class_name");
}

static void read_finding(struct facts *facts, const struct js *finding)
{
    struct str name = js_str(finding, "metadata.event_code");
    if (name.n == 0)
        name = js_str(finding, "finding_info.title");
    if (name.n == 0)
        name = js_str(finding, "compliance.control");
    if (facts->counts.total == 0)
        read_first(facts, finding);
    facts_case(facts, outcome(finding), name, js_str(finding, "status_detail"));
}

static bool read_lines(struct evidence_input *input, struct facts *facts)
{
    struct lines *lines = lines_begin(input, facts);
    const struct js *finding;
    while ((finding = lines_next(lines)) != NULL)
        read_finding(facts, finding);
    return lines_end(lines);
}

static bool read_whole(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (js_is_object(root))
        read_finding(facts, root);
    for (size_t i = 0; i < js_size(root); i++)
        read_finding(facts, js_item(root, i));
    return root != NULL;
}

static void read_ocsf(struct evidence_input *input, struct facts *facts)
{
    bool fine = input->peek->family == PEEK_LINES ? read_lines(input, facts) : read_whole(input, facts);
    if (fine)
        facts_judge(facts);
}

const struct evidence_format evidence_ocsf = {
    .id = "ocsf", .title = "OCSF findings", .detect = detect, .read = read_ocsf, .media_type = "application/json",
};
