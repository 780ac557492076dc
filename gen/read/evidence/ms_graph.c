/* An answer of Microsoft Graph: what was asked and how many came. Not judged: it may be anything of a tenant. */
#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    const struct peek_key *context = input->peek->family == PEEK_JSON ? peek_find(input, "@odata.context") : NULL;
    return context && str_contains(context->text, S("graph.microsoft.")) ? 9 : 0;
}

/* Its keys have dots in them. */
static struct str text_of(const struct js *root, const char *key)
{
    const struct js *value = js_member(root, str_of(key));
    return js_is_string(value) ? js_string(value) : (struct str){ 0 };
}

static void read_graph(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    const struct js *list = js_member(root, S("value"));
    facts_tool(facts, "Microsoft Graph");
    facts_add(facts, "context", text_of(root, "@odata.context"));
    facts_cases(facts, OUTCOME_INFO, js_size(list), S(""), S(""));
    facts_add_number(facts, "items", js_size(list));
    if (text_of(root, "@odata.nextLink").n)
        facts_warn(facts, "there are more items than the file holds");
    facts_warn(facts, "the file holds no time");
    if (js_is_list(list) && js_size(list) == 0)
        facts_state(facts, FACTS_NO_RESULT, "the answer is empty");
    else
        facts_state(facts, FACTS_UNREAD, "an answer of a directory is shown, not judged");
}

const struct evidence_format evidence_ms_graph = {
    .id = "ms-graph", .title = "Microsoft Graph answer", .detect = detect, .read = read_graph,
    .media_type = "application/json",
};
