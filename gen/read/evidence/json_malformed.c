/* Not detected but concluded: JSON that breaks off or breaks the rules. */
#include "read/evidence.h"

static int detect(const struct evidence_input *input)
{
    (void)input;
    return 0;
}

static void read_malformed(struct evidence_input *input, struct facts *facts)
{
    (void)input;
    facts_reject(facts, "json-malformed", "malformed");
}

const struct evidence_format evidence_json_malformed = {
    .id = "json-malformed", .title = "Malformed JSON", .detect = detect, .read = read_malformed,
    .media_type = "application/json",
};
