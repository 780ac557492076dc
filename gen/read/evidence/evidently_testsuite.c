/* Evidently up to 0.6: a suite of tests with a summary. */
#include "read/evidence_evidently.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    bool fits = input->peek->family == PEEK_JSON && peek_has(input, "tests[].status") && peek_has(input, "tests[].name");
    if (!fits || peek_has(input, "metrics[].metric_name"))
        return 0;
    return peek_has(input, "summary.all_passed") || peek_has(input, "summary.total_tests") ? 9 : 4;
}

const struct evidence_format evidence_evidently_testsuite = {
    .id = "evidently-testsuite", .title = "Evidently test suite (up to 0.6)", .detect = detect, .read = evidently_read,
    .media_type = "application/json",
};
