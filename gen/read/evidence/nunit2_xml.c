/* NUnit 2 results, also as others write them: test-case with executed, success and, later, result. */
#include "base/arena.h"
#include "read/evidence_cases.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    return peek_root(input, "test-results", "") ? 9 : 0;
}

static enum outcome judge(struct xml *xml)
{
    struct str result = xml_attribute(xml, "result"), success = xml_attribute(xml, "success");
    if (str_eq_fold(xml_attribute(xml, "executed"), S("False")))
        return OUTCOME_SKIPPED;
    if (result.n)
        return str_is(result, "NotRunnable") ? OUTCOME_ERROR : outcome_of(result);
    return str_eq_fold(success, S("True")) ? OUTCOME_PASS
         : str_eq_fold(success, S("False")) ? OUTCOME_FAIL : OUTCOME_UNKNOWN;
}

static void around(struct xml *xml, struct facts *facts)
{
    if (xml_is(xml, "test-results")) {
        struct str date = xml_attribute(xml, "date"), time = xml_attribute(xml, "time");
        facts->subject = facts_clean(facts, xml_attribute(xml, "name"));
        if (date.n)
            facts_time(facts, str_printf(facts->arena, "%.*s%s%.*s", STR(date), time.n ? "T" : "", STR(time)));
    } else if (xml_is(xml, "environment") && facts->tool.n == 0) {
        facts_tool(facts, "NUnit %.*s", STR(xml_attribute(xml, "nunit-version")));
        facts_add(facts, "host", xml_attribute(xml, "machine-name"));
    }
}

static void read_nunit2(struct evidence_input *input, struct facts *facts)
{
    cases_read(input, facts, &(struct cases_shape){ .element = "test-case", .name = "name", .judge = judge,
                                                    .around = around, .root = "test-results", .total = "total" });
}

const struct evidence_format evidence_nunit2_xml = {
    .id = "nunit2-xml", .title = "NUnit 2 test report", .detect = detect, .read = read_nunit2,
    .media_type = "application/xml",
};
