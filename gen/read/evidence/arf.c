/* Asset Reporting Format (NISTIR 7694): the XCCDF test results that it holds. */
#include "read/evidence_peek.h"
#include "read/evidence_xccdf.h"

static int detect(const struct evidence_input *input)
{
    return peek_root(input, "asset-report-collection", "scap.nist.gov/schema/asset-reporting-format") ? 9 : 0;
}

const struct evidence_format evidence_arf = {
    .id = "arf", .title = "Asset report with XCCDF results", .detect = detect, .read = xccdf_read,
    .media_type = "application/xml",
};
