/* Data set card as the Hugging Face hub keeps it: YAML front matter, then Markdown. */
#include "base/arena.h"
#include "read/evidence_peek.h"
#include "read/evidence_yaml.h"

static int detect(const struct evidence_input *input)
{
    static const char *const keys[] = { "task_categories", "dataset_info", "size_categories", "annotations_creators",
                                        "task_ids", "source_datasets" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys && input->peek->front_matter; i++)
        if (peek_has(input, keys[i]))
            return 9;
    return 0;
}

static void read_front(struct facts *facts, const struct node *front)
{
    static const char *const names[][2] = {
        { "licence", "license" }, { "tasks", "task_categories" }, { "languages", "language" },
        { "size", "size_categories" }, { "made by", "annotations_creators" }, { "sources", "source_datasets" },
        { "tags", "tags" },
    };
    facts->subject = facts_clean(facts, node_text(front, "pretty_name"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        facts_add(facts, names[i][0], node_joined(facts->arena, front, names[i][1]));
    if (!node_find(front, "license"))
        facts_warn(facts, "the card names no licence");
}

static void read_card(struct evidence_input *input, struct facts *facts)
{
    card_read(input, facts, read_front);
}

const struct evidence_format evidence_hf_dataset_card = {
    .id = "hf-dataset-card", .title = "Data set card (Hugging Face)", .detect = detect, .read = read_card,
    .media_type = "text/markdown",
};
