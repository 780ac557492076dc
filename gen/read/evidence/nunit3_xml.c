/* NUnit 3 results: test-run, with nested suites of cases. */
#include "read/evidence_cases.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    return peek_root(input, "test-run", "") ? 9 : 0;
}

/* "Warning" passed with a remark; "Failed" with the label Error never got as far as an assertion. */
static enum outcome judge(struct xml *xml)
{
    struct str result = xml_attribute(xml, "result");
    if (str_is(result, "Warning"))
        return OUTCOME_INFO;
    if (str_is(result, "Failed") && str_is(xml_attribute(xml, "label"), "Error"))
        return OUTCOME_ERROR;
    return outcome_of(result);
}

static void around(struct xml *xml, struct facts *facts)
{
    if (xml_is(xml, "test-run")) {
        struct str version = xml_attribute(xml, "engine-version"), end = xml_attribute(xml, "end-time");
        facts_tool(facts, "NUnit%s%.*s", version.n ? " " : "", STR(version));
        facts_time(facts, end.n ? end : xml_attribute(xml, "start-time"));
    } else if (xml_is(xml, "test-suite") && facts->subject.n == 0) {
        facts->subject = facts_clean(facts, xml_attribute(xml, "name"));
    }
}

static void read_nunit3(struct evidence_input *input, struct facts *facts)
{
    cases_read(input, facts, &(struct cases_shape){ .element = "test-case", .name = "fullname", .judge = judge,
                                                    .around = around, .root = "test-run", .total = "total" });
}

const struct evidence_format evidence_nunit3_xml = {
    .id = "nunit3-xml", .title = "NUnit 3 test report", .detect = detect, .read = read_nunit3,
    .media_type = "application/xml",
};
