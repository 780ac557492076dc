/* Bytes that no other format knows. */
#include "read/evidence_peek.h"
#include "read/evidence_pieces.h"

static int detect(const struct evidence_input *input)
{
    return input->peek->family == PEEK_BINARY ? 1 : 0;
}

static void read_binary(struct evidence_input *input, struct facts *facts)
{
    struct pieces *pieces = pieces_begin(input);
    while (pieces_next(pieces))
        ;
    facts_add_number(facts, "bytes", pieces->size);
    facts_state(facts, FACTS_UNREAD, "an unknown binary file is not interpreted");
}

const struct evidence_format evidence_binary = {
    .id = "binary", .title = "Other binary file", .detect = detect, .read = read_binary,
    .media_type = "application/octet-stream",
};
