/* Visual Studio test results (TRX). The outcome of the run as a whole may say more than its cases: aborted, timeout. */
#include "read/evidence_cases.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    return peek_root(input, "TestRun", "VisualStudio/TeamTest") ? 9 : peek_root(input, "TestRun", "") ? 5 : 0;
}

/* https://learn.microsoft.com/dotnet/api/microsoft.visualstudio.testplatform.objectmodel.testoutcome and older words. */
static enum outcome judge(struct xml *xml)
{
    struct str outcome = xml_attribute(xml, "outcome");
    if (str_is(outcome, "PassedButRunAborted") || str_is(outcome, "Disconnected") || str_is(outcome, "NotRunnable"))
        return OUTCOME_ERROR;
    if (str_is(outcome, "Warning") || str_is(outcome, "Completed"))
        return OUTCOME_INFO;
    if (str_is(outcome, "InProgress") || str_is(outcome, "Pending"))
        return OUTCOME_NOT_EVALUATED;
    return outcome_of(outcome);
}

static void around(struct xml *xml, struct facts *facts)
{
    if (xml_is(xml, "TestRun")) {
        facts->subject = facts_clean(facts, xml_attribute(xml, "name"));
        facts_add(facts, "user", xml_attribute(xml, "runUser"));
        facts_tool(facts, "Visual Studio test");
    } else if (xml_is(xml, "Times")) {
        facts_time(facts, xml_attribute(xml, "finish"));
    } else if (xml_is(xml, "ResultSummary")) {
        facts_add(facts, "outcome", xml_attribute(xml, "outcome"));
    }
}

static void read_trx(struct evidence_input *input, struct facts *facts)
{
    struct cases_shape shape = { .element = "UnitTestResult", .name = "testName", .judge = judge, .around = around };
    if (!cases_read(input, facts, &shape))
        return;
    for (size_t i = 0; i < facts->list.n; i++) {
        struct fact *fact = &facts->list.v[i];
        bool broken = str_is(fact->name, "outcome") && outcome_of(fact->value) == OUTCOME_ERROR;
        if (broken && facts->state == FACTS_SUPPORTS)
            facts_state(facts, FACTS_NO_RESULT, "the run as a whole did not end well");
    }
}

const struct evidence_format evidence_trx = {
    .id = "trx", .title = "Visual Studio test report", .detect = detect, .read = read_trx,
    .media_type = "application/xml",
};
