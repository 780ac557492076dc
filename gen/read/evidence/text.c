/* Anything that is plain text and nothing else known: notes, logs, Markdown, HTML. Not interpreted. */
#include "read/evidence_peek.h"
#include "read/evidence_pieces.h"

static int detect(const struct evidence_input *input)
{
    return input->peek->family == PEEK_TEXT || input->peek->family == PEEK_EMPTY ? 1 : 0;
}

static void read_text(struct evidence_input *input, struct facts *facts)
{
    struct pieces *pieces = pieces_begin(input);
    uint64_t lines = 0;
    bool blank = true;
    while (pieces_next(pieces)) {
        lines += pieces_count(pieces, S("\n"));
        blank = blank && str_trim((struct str){ pieces->bytes, pieces->n }).n == 0;
    }
    if (blank) {
        facts_state(facts, FACTS_NO_RESULT, "the file is empty");
        return;
    }
    lines += pieces->bytes[pieces->n - 1] != '\n';
    facts_add_number(facts, "lines", lines);
    facts_add_number(facts, "bytes", pieces->size);
    facts_state(facts, FACTS_UNREAD, "text is shown, not interpreted");
}

const struct evidence_format evidence_text = {
    .id = "text", .title = "Plain text", .detect = detect, .read = read_text, .media_type = "text/plain",
};
