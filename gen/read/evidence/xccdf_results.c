/* XCCDF 1.1 and 1.2 results: a bare TestResult, or a benchmark that holds some. */
#include "read/evidence_peek.h"
#include "read/evidence_xccdf.h"

static int detect(const struct evidence_input *input)
{
    const char *part = "checklists.nist.gov/xccdf";
    return peek_root(input, "TestResult", part) || peek_root(input, "Benchmark", part) ? 9 : 0;
}

const struct evidence_format evidence_xccdf_results = {
    .id = "xccdf-results", .title = "XCCDF test results", .detect = detect, .read = xccdf_read,
    .media_type = "application/xml",
};
