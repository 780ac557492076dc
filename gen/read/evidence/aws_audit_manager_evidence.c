/* AWS Audit Manager evidence (GetEvidence and lists of it): the status of the whole, or of its resources. */
#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static const char *const prefixes[] = { "", "evidence.", "evidence[].", "[]." };

static int detect(const struct evidence_input *input)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && input->peek->family == PEEK_JSON; i++) {
        struct str source = str_printf(input->scratch, "%sdataSource", prefixes[i]);
        struct str check = str_printf(input->scratch, "%scomplianceCheck", prefixes[i]);
        struct str resources = str_printf(input->scratch, "%sresourcesIncluded", prefixes[i]);
        if (peek_has(input, source.p) && peek_has(input, check.p))
            return 9;
        if (peek_has(input, source.p) && peek_has(input, resources.p))
            return 8;
    }
    return 0;
}

static void read_time(struct facts *facts, const struct js *item)
{
    double seconds;
    if (js_number(item, "time", &seconds))
        facts_epoch(facts, js_text(facts->arena, item, "time"), seconds > 1e11 ? seconds / 1000 : seconds);
    else
        facts_time(facts, js_str(item, "time"));
}

static void read_item(struct facts *facts, const struct js *item)
{
    struct str check = js_str(item, "complianceCheck");
    const struct js *resources = js_get(item, "resourcesIncluded");
    size_t judged = 0;
    if (facts->counts.total == 0) {
        facts_tool(facts, "AWS Audit Manager");
        facts->subject = facts_clean(facts, js_str(item, "evidenceAwsAccountId"));
        js_fact(facts, "source", item, "dataSource");
        js_fact(facts, "event", item, "eventName");
        js_fact(facts, "kind", item, "evidenceByType");
        read_time(facts, item);
    }
    for (size_t i = 0; i < js_size(resources); i++) {
        const struct js *resource = js_item(resources, i);
        struct str word = js_str(resource, "complianceCheck");
        if (word.n == 0)
            continue;
        facts_case(facts, outcome_of(word), js_str(resource, "arn"), js_str(item, "eventName"));
        judged++;
    }
    if (judged == 0)        /* configuration snapshots and user activity have no verdict */
        facts_case(facts, check.n ? outcome_of(check) : OUTCOME_NOT_EVALUATED, js_str(item, "eventName"), S(""));
}

static void read_evidence(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    const struct js *items = js_get(root, "evidence") ? js_get(root, "evidence") : root;
    if (js_is_object(items))
        read_item(facts, items);
    for (size_t i = 0; i < js_size(items); i++)
        read_item(facts, js_item(items, i));
    facts_judge(facts);
}

const struct evidence_format evidence_aws_audit_manager_evidence = {
    .id = "aws-audit-manager-evidence", .title = "AWS Audit Manager evidence", .detect = detect, .read = read_evidence,
    .media_type = "application/json",
};
