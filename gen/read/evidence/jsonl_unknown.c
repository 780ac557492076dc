/* JSON Lines of a kind that is not known: every line is parsed, nothing is judged. */
#include "read/evidence_lines.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    return input->peek->family == PEEK_LINES ? 1 : 0;
}

static void read_unknown(struct evidence_input *input, struct facts *facts)
{
    struct lines *lines = lines_begin(input, facts);
    uint64_t n = 0;
    const struct js *value;
    while ((value = lines_next(lines)) != NULL)
        if (n++ == 0)
            js_unknown(facts, value);
    if (lines_end(lines)) {
        facts->format = S("jsonl-unknown");
        facts_add_number(facts, "lines", n);
        facts_state(facts, FACTS_UNREAD, "JSON Lines of a kind that is not known");
    }
}

const struct evidence_format evidence_jsonl_unknown = {
    .id = "jsonl-unknown", .title = "Other JSON Lines", .detect = detect, .read = read_unknown,
    .media_type = "application/jsonl",
};
