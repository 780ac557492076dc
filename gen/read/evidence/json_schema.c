/* A JSON Schema: a document that says how data must look. */
#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    const struct peek_key *schema = input->peek->family == PEEK_JSON ? peek_find(input, "$schema") : NULL;
    return schema && str_contains(schema->text, S("json-schema.org/")) ? 8 : 0;
}

static void read_schema(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    facts->subject = facts_clean(facts, js_str(root, "title"));
    js_fact(facts, "id", root, "$id");
    js_fact(facts, "dialect", root, "$schema");
    facts_add_number(facts, "properties", js_count(root, "properties"));
    facts_add_number(facts, "required", js_count(root, "required"));
    facts_state(facts, FACTS_UNREAD, "a schema is a document: it is shown, not judged");
}

const struct evidence_format evidence_json_schema = {
    .id = "json-schema", .title = "JSON Schema", .detect = detect, .read = read_schema,
    .media_type = "application/schema+json",
};
