/* xUnit.net results: assemblies (version 2) or one assembly (version 1). */
#include "base/arena.h"
#include "read/evidence_cases.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    return peek_root(input, "assemblies", "") ? 9 : peek_root(input, "assembly", "") ? 8 : 0;
}

static void around(struct xml *xml, struct facts *facts)
{
    if (xml_is(xml, "assemblies")) {
        facts_time(facts, xml_attribute(xml, "timestamp"));
    } else if (xml_is(xml, "assembly") && facts->subject.n == 0) {
        struct str date = xml_attribute(xml, "run-date"), time = xml_attribute(xml, "run-time");
        facts->subject = facts_clean(facts, xml_attribute(xml, "name"));
        facts_tool(facts, "%.*s", STR(xml_attribute(xml, "test-framework")));
        facts_add(facts, "environment", xml_attribute(xml, "environment"));
        if (facts->time.n == 0 && date.n)
            facts_time(facts, str_printf(facts->arena, "%.*sT%.*s", STR(date), STR(time)));
    } else if (xml_is(xml, "error")) {      /* set-up and clean-up, outside a test */
        facts_case(facts, OUTCOME_ERROR, xml_attribute(xml, "name"), xml_attribute(xml, "type"));
    }
}

static void read_xunit(struct evidence_input *input, struct facts *facts)
{
    cases_read(input, facts, &(struct cases_shape){ .element = "test", .name = "name", .outcome = "result",
                                                    .around = around });
}

const struct evidence_format evidence_xunit_xml = {
    .id = "xunit-xml", .title = "xUnit.net test report", .detect = detect, .read = read_xunit,
    .media_type = "application/xml",
};
