/* OSCAL assessment results, JSON or XML: findings with the state of their target. */
#include "base/arena.h"
#include "base/buf.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"
#include "read/evidence_xml.h"

static int detect(const struct evidence_input *input)
{
    if (peek_root(input, "assessment-results", "csrc.nist.gov/ns/oscal"))
        return 9;
    return input->peek->family == PEEK_JSON && peek_has(input, "assessment-results") ? 9 : 0;
}

static enum outcome outcome(struct str state)
{
    return str_is(state, "satisfied") ? OUTCOME_PASS : str_is(state, "not-satisfied") ? OUTCOME_FAIL : OUTCOME_UNKNOWN;
}

static void read_result(struct facts *facts, const struct js *result)
{
    const struct js *findings = js_get(result, "findings");
    struct str end = js_str(result, "end");
    facts_time(facts, end.n ? end : js_str(result, "start"));
    for (size_t i = 0; i < js_size(findings); i++) {
        const struct js *finding = js_item(findings, i);
        facts_case(facts, outcome(js_str(finding, "target.status.state")), js_str(finding, "target.target-id"),
                   js_str(finding, "title"));
    }
}

static bool read_json(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    const struct js *top = js_get(root, "assessment-results"), *results = js_get(top, "results");
    facts->subject = facts_clean(facts, js_str(top, "metadata.title"));
    js_fact(facts, "OSCAL version", top, "metadata.oscal-version");
    for (size_t i = 0; i < js_size(results); i++)
        read_result(facts, js_item(results, i));
    return root != NULL;
}

struct oscal { struct xml *xml; struct facts *facts; unsigned in_finding; struct buf id, text; };

static void on_open(struct oscal *oscal)
{
    struct xml *xml = oscal->xml;
    buf_reset(&oscal->text);
    if (xml_is(xml, "finding"))
        oscal->in_finding = xml_depth(xml) + 1;
    if (!oscal->in_finding)
        return;
    if (xml_is(xml, "target")) {
        buf_reset(&oscal->id);
        buf_put(&oscal->id, xml_attribute(xml, "target-id"));
    } else if (xml_is(xml, "status") && xml_has(xml, "state")) {
        facts_case(oscal->facts, outcome(xml_attribute(xml, "state")), buf_str(&oscal->id), S(""));
    }
}

static void on_close(struct oscal *oscal)
{
    unsigned depth = xml_depth(oscal->xml);
    struct str text = buf_str(&oscal->text);
    if (depth + 1 == oscal->in_finding)
        oscal->in_finding = 0;
    else if (depth == 2 && xml_is(oscal->xml, "title") && oscal->facts->subject.n == 0)
        oscal->facts->subject = facts_clean(oscal->facts, text);
    else if (depth == 2 && xml_is(oscal->xml, "oscal-version"))
        facts_add(oscal->facts, "OSCAL version", text);
    else if (depth == 2 && (xml_is(oscal->xml, "end") || (xml_is(oscal->xml, "start") && oscal->facts->time.n == 0)))
        facts_time(oscal->facts, text);
    buf_reset(&oscal->text);
}

static bool read_xml(struct evidence_input *input, struct facts *facts)
{
    struct oscal oscal = { .xml = xml_begin(input, facts), .facts = facts, .id.max = 500, .text.max = 500 };
    enum xml_event event;
    while ((event = xml_next(oscal.xml)) != XML_END_OF_FILE && event != XML_BAD) {
        if (event == XML_OPEN)
            on_open(&oscal);
        else if (event == XML_TEXT)
            buf_put(&oscal.text, xml_text(oscal.xml));
        else
            on_close(&oscal);
    }
    xml_end(oscal.xml);
    buf_free(&oscal.id);
    buf_free(&oscal.text);
    return event == XML_END_OF_FILE;
}

static void read_oscal(struct evidence_input *input, struct facts *facts)
{
    bool fine = input->peek->family == PEEK_XML ? read_xml(input, facts) : read_json(input, facts);
    if (fine)
        facts_judge(facts);
}

const struct evidence_format evidence_oscal_assessment_results = {
    .id = "oscal-assessment-results", .title = "OSCAL assessment results", .detect = detect, .read = read_oscal,
    .media_type = "application/oscal+json",
};
