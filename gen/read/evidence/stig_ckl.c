/* STIG Viewer checklist (.ckl): a status a rule, set by hand or by a tool. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/evidence_peek.h"
#include "read/evidence_xml.h"

struct ckl {
    struct facts *facts;
    struct xml *xml;
    struct buf text, rule, kind;    /* kind: which of a VULN's attributes the next ATTRIBUTE_DATA is */
    enum outcome outcome;
    bool has_status;
    uint64_t overrides;
};

static int detect(const struct evidence_input *input)
{
    return peek_root(input, "CHECKLIST", "") ? 9 : 0;
}

static void copy(struct buf *to, struct str text)
{
    buf_reset(to);
    buf_put(to, text);
}

static void end_rule(struct ckl *ckl)
{
    facts_case(ckl->facts, ckl->has_status ? ckl->outcome : OUTCOME_UNKNOWN, buf_str(&ckl->rule), S(""));
    ckl->has_status = false;
    buf_reset(&ckl->rule);
}

static void on_close(struct ckl *ckl)
{
    struct str text = str_trim(buf_str(&ckl->text));
    if (xml_is(ckl->xml, "STATUS")) {
        ckl->outcome = outcome_of(text);
        ckl->has_status = true;
    } else if (xml_is(ckl->xml, "VULN_ATTRIBUTE") || xml_is(ckl->xml, "SID_NAME")) {
        copy(&ckl->kind, text);
    } else if (xml_is(ckl->xml, "ATTRIBUTE_DATA") && str_is(buf_str(&ckl->kind), "Vuln_Num")) {
        copy(&ckl->rule, text);
    } else if (xml_is(ckl->xml, "SID_DATA") && str_is(buf_str(&ckl->kind), "title")) {
        facts_add(ckl->facts, "guide", text);
    } else if (xml_is(ckl->xml, "SEVERITY_OVERRIDE")) {
        ckl->overrides += text.n > 0;
    } else if (xml_is(ckl->xml, "HOST_NAME") && ckl->facts->subject.n == 0) {
        ckl->facts->subject = facts_clean(ckl->facts, text);
    } else if (xml_is(ckl->xml, "VULN")) {
        end_rule(ckl);
    }
    buf_reset(&ckl->text);
}

static void finish(struct ckl *ckl)
{
    facts_judge(ckl->facts);
    if (ckl->overrides)
        facts_warn(ckl->facts, "severities that were overridden by hand: %" PRIu64, ckl->overrides);
}

static void read_ckl(struct evidence_input *input, struct facts *facts)
{
    struct ckl ckl = { .facts = facts, .xml = xml_begin(input, facts), .text.max = 1000, .rule.max = 1000, .kind.max = 1000 };
    enum xml_event event;
    while ((event = xml_next(ckl.xml)) != XML_END_OF_FILE && event != XML_BAD) {
        if (event == XML_OPEN)
            buf_reset(&ckl.text);
        else if (event == XML_TEXT)
            buf_put(&ckl.text, xml_text(ckl.xml));
        else
            on_close(&ckl);
    }
    if (event == XML_END_OF_FILE)
        finish(&ckl);
    xml_end(ckl.xml);
    buf_free(&ckl.text);
    buf_free(&ckl.rule);
    buf_free(&ckl.kind);
}

const struct evidence_format evidence_stig_ckl = {
    .id = "stig-ckl", .title = "STIG checklist", .detect = detect, .read = read_ckl, .media_type = "application/xml",
};
