/* Model Card Toolkit: version, limits, metrics with slices. A card is a document: shown, not judged. Its images are
 * base64 text inside and are passed over. */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    bool fits = input->peek->family == PEEK_JSON && peek_has(input, "model_details");
    return fits && peek_has(input, "schema_version") ? 9 : fits && peek_has(input, "considerations") ? 8 : 0;
}

/* Numbers are written as text here. */
static void read_metrics(struct facts *facts, const struct js *metrics)
{
    for (size_t i = 0; i < js_size(metrics); i++) {
        const struct js *metric = js_item(metrics, i);
        struct str value = js_text(facts->arena, metric, "value"), type = js_str(metric, "type");
        char *end = NULL;
        double number = value.n ? strtod(str_c(facts->arena, value), &end) : 0;
        if (value.n && *end == 0 && isfinite(number))
            facts_metric(facts, type, js_str(metric, "slice"), value, number);
        else
            facts_warn(facts, "the value of %.*s is no number", STR(str_sub(type, 0, 100)));
    }
    facts_add_number(facts, "metrics", js_size(metrics));
}

static void read_card(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    facts->subject = facts_clean(facts, js_str(root, "model_details.name"));
    facts_time(facts, js_str(root, "model_details.version.date"));
    js_fact(facts, "schema version", root, "schema_version");
    js_fact(facts, "version", root, "model_details.version.name");
    js_fact(facts, "licence", root, "model_details.licenses.0.identifier");
    facts_add_number(facts, "owners", js_count(root, "model_details.owners"));
    facts_add_number(facts, "data sets", js_count(root, "model_parameters.data"));
    facts_add_number(facts, "limitations", js_count(root, "considerations.limitations"));
    facts_add_number(facts, "ethical considerations", js_count(root, "considerations.ethical_considerations"));
    read_metrics(facts, js_get(root, "quantitative_analysis.performance_metrics"));
    facts_state(facts, FACTS_UNREAD, "a card is a document: its claims are shown, not judged");
}

const struct evidence_format evidence_mct_model_card = {
    .id = "mct-model-card", .title = "Model card (Model Card Toolkit)", .detect = detect, .read = read_card,
    .media_type = "application/json",
};
