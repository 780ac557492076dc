/* AWS Security Finding Format: a list under Findings, a bare list, or one finding a line. Findings without a
 * compliance status (vulnerabilities) fail when rated high or critical, as in a bill of materials. */
#include "base/arena.h"
#include "read/evidence_lines.h"
#include "read/evidence_peek.h"

struct asff { struct facts *facts; uint64_t plain; };

static bool is_finding(const struct evidence_input *input, const char *prefix)
{
    struct str version = str_printf(input->scratch, "%sSchemaVersion", prefix);
    struct str product = str_printf(input->scratch, "%sProductArn", prefix);
    return peek_has(input, version.p) && peek_has(input, product.p);
}

static int detect(const struct evidence_input *input)
{
    if (input->peek->family != PEEK_JSON && input->peek->family != PEEK_LINES)
        return 0;
    return is_finding(input, "") || is_finding(input, "[].") || is_finding(input, "Findings[].") ? 9 : 0;
}

static bool is_severe(const struct js *finding)
{
    double number;
    if (js_is(finding, "Severity.Label", "CRITICAL") || js_is(finding, "Severity.Label", "HIGH"))
        return true;
    return js_str(finding, "Severity.Label").n == 0 && js_number(finding, "Severity.Normalized", &number) && number >= 70;
}

static enum outcome outcome(struct asff *asff, const struct js *finding)
{
    struct str status = js_str(finding, "Compliance.Status"), workflow = js_str(finding, "Workflow.Status");
    enum outcome found = outcome_of(status);
    if (status.n == 0) {
        asff->plain++;
        found = is_severe(finding) ? OUTCOME_FAIL : OUTCOME_INFO;
    } else if (str_is(status, "WARNING")) {     /* the check could not decide */
        found = OUTCOME_NOT_EVALUATED;
    }
    if (js_is(finding, "RecordState", "ARCHIVED") || str_is(workflow, "RESOLVED"))
        return found == OUTCOME_FAIL ? OUTCOME_INFO : found;
    return found == OUTCOME_FAIL && str_is(workflow, "SUPPRESSED") ? OUTCOME_SUPPRESSED : found;
}

static void read_first(struct facts *facts, const struct js *finding)
{
    struct str product = js_str(finding, "ProductName");
    if (product.n == 0)
        product = js_str(finding, "ProductFields.Product Name");
    if (product.n == 0)
        product = js_str(finding, "ProductFields.ProviderName");
    facts_tool(facts, "%.*s", STR(product.n ? product : js_str(finding, "GeneratorId")));
    facts_time(facts, js_str(finding, "UpdatedAt"));
    facts->subject = facts_clean(facts, js_str(finding, "AwsAccountId"));
    js_fact(facts, "schema", finding, "SchemaVersion");
}

static void read_finding(struct asff *asff, const struct js *finding)
{
    if (asff->facts->counts.total == 0)
        read_first(asff->facts, finding);
    facts_case(asff->facts, outcome(asff, finding), js_str(finding, "Title"), js_str(finding, "Resources.0.Id"));
}

static bool read_lines(struct evidence_input *input, struct asff *asff)
{
    struct lines *lines = lines_begin(input, asff->facts);
    const struct js *finding;
    while ((finding = lines_next(lines)) != NULL)
        read_finding(asff, finding);
    return lines_end(lines);
}

static bool read_whole(struct evidence_input *input, struct asff *asff)
{
    const struct js *root = js_read(input, asff->facts);
    const struct js *list = js_is_list(root) ? root : js_get(root, "Findings");
    for (size_t i = 0; i < js_size(list); i++)
        read_finding(asff, js_item(list, i));
    if (js_is_object(root) && !list)
        read_finding(asff, root);
    return root != NULL;
}

static void read_asff(struct evidence_input *input, struct facts *facts)
{
    struct asff asff = { .facts = facts };
    bool fine = input->peek->family == PEEK_LINES ? read_lines(input, &asff) : read_whole(input, &asff);
    if (!fine)
        return;
    facts_add_number(facts, "findings", facts->counts.total);
    if (asff.plain)
        facts_add_number(facts, "findings without a compliance status", asff.plain);
    facts_judge(facts);
}

const struct evidence_format evidence_asff = {
    .id = "asff", .title = "AWS security findings", .detect = detect, .read = read_asff, .media_type = "application/json",
};
