/* Evidently from 0.7 on: metrics with metric_name, tests beside them, no time. */
#include "read/evidence_evidently.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    return input->peek->family == PEEK_JSON && peek_has(input, "metrics[].metric_name") ? 9 : 0;
}

const struct evidence_format evidence_evidently_v2 = {
    .id = "evidently-v2", .title = "Evidently snapshot", .detect = detect, .read = evidently_read,
    .media_type = "application/json",
};
