/* Not detected but concluded: what is refused (a DOCTYPE, too deep, a read error). */
#include "read/evidence.h"

static int detect(const struct evidence_input *input)
{
    (void)input;
    return 0;
}

static void read_rejected(struct evidence_input *input, struct facts *facts)
{
    (void)input;
    facts_reject(facts, "rejected", "refused");
}

const struct evidence_format evidence_rejected = {
    .id = "rejected", .title = "Refused", .detect = detect, .read = read_rejected, .media_type = "application/octet-stream",
};
