/* Evidently up to 0.6: a report of metrics. */
#include "read/evidence_evidently.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    bool fits = input->peek->family == PEEK_JSON && peek_has(input, "metrics[].metric") && !peek_has(input, "tests");
    return fits && peek_has(input, "metrics[].result") ? 9 : fits ? 5 : 0;
}

const struct evidence_format evidence_evidently_report = {
    .id = "evidently-report", .title = "Evidently report (up to 0.6)", .detect = detect, .read = evidently_read,
    .media_type = "application/json",
};
