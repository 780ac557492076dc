/* Reads every TestResult of a file: rule results, target, times, score. A rule that was not selected or not
 * applicable is not a pass. */
#include "read/evidence_xccdf.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/evidence_xml.h"

static const char namespace_part[] = "checklists.nist.gov/xccdf";

struct xccdf {
    struct xml *xml;
    struct facts *facts;
    unsigned in_result, in_rule;    /* depth of the open element, or 0 */
    uint64_t results, rules, overrides;
    bool has_result;                /* of the rule being read */
    struct buf rule, text;
    struct str scanner, scanner_version, score;
};

static bool is_ours(struct xccdf *xccdf, const char *name)
{
    return xml_is(xccdf->xml, name) && str_contains(xml_namespace(xccdf->xml), str_of(namespace_part));
}

static void open_result(struct xccdf *xccdf)
{
    struct facts *facts = xccdf->facts;
    struct str end = xml_attribute(xccdf->xml, "end-time"), system = xml_attribute(xccdf->xml, "test-system");
    xccdf->in_result = xml_depth(xccdf->xml) + 1;
    xccdf->results++;
    if (end.n)
        facts_time(facts, end);
    if (system.n)
        facts_tool(facts, "%.*s", STR(system));
    if (xccdf->results == 1)
        facts_add(facts, "test result", xml_attribute(xccdf->xml, "id"));
}

static void open_rule(struct xccdf *xccdf)
{
    xccdf->in_rule = xml_depth(xccdf->xml) + 1;
    xccdf->has_result = false;
    xccdf->rules++;
    buf_reset(&xccdf->rule);
    buf_put(&xccdf->rule, xml_attribute(xccdf->xml, "idref"));
}

static bool read_result(struct xccdf *xccdf)
{
    if (!xml_content(xccdf->xml, &xccdf->text))
        return false;
    xccdf->has_result = true;
    facts_case(xccdf->facts, outcome_of(str_trim(buf_str(&xccdf->text))), buf_str(&xccdf->rule), S(""));
    return true;
}

static bool read_score(struct xccdf *xccdf)
{
    struct arena *arena = xccdf->facts->arena;
    if (xccdf->score.n)     /* one for each scoring system: the first is the default one */
        return true;
    struct str maximum = str_copy(arena, xml_attribute(xccdf->xml, "maximum"));
    if (!xml_content(xccdf->xml, &xccdf->text))
        return false;
    xccdf->score = str_printf(arena, "%.*s of %.*s", STR(str_trim(buf_str(&xccdf->text))),
                              STR(maximum.n ? maximum : S("100")));
    return true;
}

static bool read_target(struct xccdf *xccdf)
{
    if (!xml_content(xccdf->xml, &xccdf->text))
        return false;
    if (xccdf->facts->subject.n == 0)
        xccdf->facts->subject = facts_clean(xccdf->facts, buf_str(&xccdf->text));
    return true;
}

static bool read_fact(struct xccdf *xccdf)
{
    struct str name = xml_attribute(xccdf->xml, "name");
    struct str *to = str_is(name, "urn:xccdf:fact:scanner:name") ? &xccdf->scanner
                   : str_is(name, "urn:xccdf:fact:scanner:version") ? &xccdf->scanner_version : NULL;
    if (!to || to->n)
        return true;
    if (!xml_content(xccdf->xml, &xccdf->text))
        return false;
    *to = str_copy(xccdf->facts->arena, buf_str(&xccdf->text));
    return true;
}

static bool on_open(struct xccdf *xccdf)
{
    if (is_ours(xccdf, "TestResult"))
        open_result(xccdf);
    else if (!xccdf->in_result)
        return true;
    else if (xml_is(xccdf->xml, "rule-result"))
        open_rule(xccdf);
    else if (xccdf->in_rule && xml_is(xccdf->xml, "result") && xml_depth(xccdf->xml) == xccdf->in_rule)
        return read_result(xccdf);
    else if (xccdf->in_rule && xml_is(xccdf->xml, "override"))
        xccdf->overrides++;
    else if (xml_is(xccdf->xml, "score"))
        return read_score(xccdf);
    else if (xml_is(xccdf->xml, "target"))
        return read_target(xccdf);
    else if (xml_is(xccdf->xml, "fact"))
        return read_fact(xccdf);
    return true;
}

static void on_close(struct xccdf *xccdf)
{
    unsigned depth = xml_depth(xccdf->xml) + 1;
    if (depth == xccdf->in_rule) {
        if (!xccdf->has_result)
            facts_case(xccdf->facts, OUTCOME_UNKNOWN, buf_str(&xccdf->rule), S(""));
        xccdf->in_rule = 0;
    } else if (depth == xccdf->in_result) {
        xccdf->in_result = 0;
    }
}

static void finish(struct xccdf *xccdf)
{
    struct facts *facts = xccdf->facts;
    if (facts->tool.n == 0 && xccdf->scanner.n)
        facts_tool(facts, "%.*s %.*s", STR(xccdf->scanner), STR(xccdf->scanner_version));
    facts_add(facts, "score", xccdf->score);
    facts_judge(facts);
    if (xccdf->results == 0)
        facts_state(facts, FACTS_NO_RESULT, "it contains no test result");
    if (xccdf->results > 1)
        facts_warn(facts, "test results that are added up: %" PRIu64, xccdf->results);
    if (xccdf->overrides)
        facts_warn(facts, "results that were overridden by hand: %" PRIu64, xccdf->overrides);
}

void xccdf_read(struct evidence_input *input, struct facts *facts)
{
    struct xccdf xccdf = { .xml = xml_begin(input, facts), .facts = facts, .rule.max = 4096, .text.max = 4096 };
    enum xml_event event;
    while ((event = xml_next(xccdf.xml)) != XML_END_OF_FILE && event != XML_BAD) {
        if (event == XML_OPEN && !on_open(&xccdf))
            break;
        if (event == XML_CLOSE)
            on_close(&xccdf);
    }
    if (event == XML_END_OF_FILE)
        finish(&xccdf);
    xml_end(xccdf.xml);
    buf_free(&xccdf.rule);
    buf_free(&xccdf.text);
}
