/* A bare in-toto statement. Nothing proves who made it. */
#include "read/evidence_intoto.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    const struct peek_key *type = input->peek->family == PEEK_JSON ? peek_find(input, "_type") : NULL;
    if (type && str_contains(type->text, S("in-toto.io/Statement")))
        return 9;
    return peek_has(input, "predicateType") && peek_has(input, "subject") ? 5 : 0;
}

static void read_statement(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    intoto_statement(facts, root);
    facts_warn(facts, "the statement is not signed");
}

const struct evidence_format evidence_intoto_statement = {
    .id = "in-toto-statement", .title = "in-toto statement", .detect = detect, .read = read_statement,
    .media_type = "application/vnd.in-toto+json",
};
