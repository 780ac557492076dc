/* Model card as the Hugging Face hub keeps it: YAML front matter, then Markdown. */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/evidence_peek.h"
#include "read/evidence_yaml.h"

static int detect(const struct evidence_input *input)
{
    if (!input->peek->front_matter)
        return 0;
    if (peek_has(input, "model-index") || peek_has(input, "library_name") || peek_has(input, "pipeline_tag"))
        return 9;
    return peek_has(input, "base_model") ? 8 : 0;
}

/* Metrics are numbers, or text as some authors write them ("91.3 %"): those are shown and not measured. */
static void read_metric(struct facts *facts, struct str dataset, const struct node *metric)
{
    struct str name = node_text(metric, "name"), value = node_text(metric, "value");
    if (name.n == 0)
        name = node_text(metric, "type");
    if (value.n == 0)
        return;
    char *end;
    double number = strtod(value.p, &end);
    if (*end == 0 && isfinite(number))
        facts_metric(facts, name, dataset, value, number);
    else
        facts_warn(facts, "the value of %.*s is no number", STR(name));
}

static const struct node *list(const struct node *mapping, const char *key)
{
    static const struct node none = { .kind = NODE_SEQUENCE };
    const struct node *node = mapping->kind == NODE_MAPPING ? node_find(mapping, key) : NULL;
    return node && node->kind == NODE_SEQUENCE ? node : &none;
}

static size_t read_results(struct facts *facts, const struct node *index)
{
    const struct node *results = list(index, "results");
    for (size_t i = 0; i < results->n; i++) {
        const struct node *result = &results->items[i], *metrics = list(result, "metrics");
        const struct node *dataset = result->kind == NODE_MAPPING ? node_find(result, "dataset") : NULL;
        for (size_t j = 0; j < metrics->n; j++)
            if (metrics->items[j].kind == NODE_MAPPING)
                read_metric(facts, node_text(dataset, "name"), &metrics->items[j]);
    }
    return results->n;
}

static void read_front(struct facts *facts, const struct node *front)
{
    struct arena *arena = facts->arena;
    const struct node *index = list(front, "model-index");
    size_t results = 0;
    for (size_t i = 0; i < index->n; i++) {
        if (facts->subject.n == 0)
            facts->subject = facts_clean(facts, node_text(&index->items[i], "name"));
        results += read_results(facts, &index->items[i]);
    }
    facts_add(facts, "licence", node_joined(arena, front, "license"));
    facts_add(facts, "library", node_text(front, "library_name"));
    facts_add(facts, "task", node_text(front, "pipeline_tag"));
    facts_add(facts, "base model", node_joined(arena, front, "base_model"));
    facts_add(facts, "data sets", node_joined(arena, front, "datasets"));
    facts_add(facts, "languages", node_joined(arena, front, "language"));
    facts_add_number(facts, "results", results);
    if (!node_find(front, "license"))
        facts_warn(facts, "the card names no licence");
}

static void read_card(struct evidence_input *input, struct facts *facts)
{
    card_read(input, facts, read_front);
}

const struct evidence_format evidence_hf_model_card = {
    .id = "hf-model-card", .title = "Model card (Hugging Face)", .detect = detect, .read = read_card,
    .media_type = "text/markdown",
};
