/* JSON of a kind that is not known. Parsed all the same: malformed JSON is no document. */
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    return input->peek->family == PEEK_JSON ? 1 : 0;
}

static void read_unknown(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (root)
        js_unknown(facts, root);
}

const struct evidence_format evidence_json_unknown = {
    .id = "json-unknown", .title = "Other JSON", .detect = detect, .read = read_unknown, .media_type = "application/json",
};
