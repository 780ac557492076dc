/* YAML of no known kind. What only looks like YAML, or uses what is refused (aliases, tags), is shown as text. */
#include "base/arena.h"
#include "base/buf.h"
#include "read/evidence_peek.h"
#include "read/evidence_yaml.h"

static int detect(const struct evidence_input *input)
{
    return input->peek->yaml ? 2 : 0;
}

static struct str key_list(struct arena *arena, const struct node *root)
{
    struct buf keys = { .max = 300 };
    for (size_t i = 0; i < root->n && i < 12; i++)
        buf_printf(&keys, "%s%.*s", i ? ", " : "", STR(root->pairs[i].key));
    struct str text = buf_copy(arena, &keys);
    buf_free(&keys);
    return text;
}

static void read_yaml(struct evidence_input *input, struct facts *facts)
{
    struct str text, problem;
    if (!evidence_rest(input->scratch, input, YAML_FILE_MAX, &text)) {
        facts_state(facts, FACTS_NO_RESULT, "not read: YAML of more than 16 MiB");
        return;
    }
    const struct node *root = yaml_evidence(input, text, 1, &problem);
    if (!root) {
        facts->format = S("text");
        facts_warn(facts, "it looks like YAML but cannot be read as YAML, %.*s", STR(problem));
        facts_state(facts, FACTS_UNREAD, "text is shown, not interpreted");
        return;
    }
    if (root->kind == NODE_MAPPING)
        facts_add(facts, "keys", key_list(input->scratch, root));
    else
        facts_add_number(facts, "items", root->n);
    facts_state(facts, FACTS_UNREAD, "YAML of a kind that is not known");
}

const struct evidence_format evidence_yaml = {
    .id = "yaml", .title = "Other YAML", .detect = detect, .read = read_yaml, .media_type = "application/yaml",
};
