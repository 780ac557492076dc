/* An MLflow run as the REST interface gives it: {"run": {info, data}}, or its parts at the top. */
#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    if (input->peek->family != PEEK_JSON)
        return 0;
    if (peek_has(input, "run.info") || (peek_has(input, "info.run_id") && peek_has(input, "info.artifact_uri")))
        return 9;
    return peek_has(input, "run_id") && peek_has(input, "artifact_uri") ? 9 : 0;
}

static size_t read_metrics(struct facts *facts, const struct js *metrics)
{
    size_t n = 0;
    for (size_t i = 0; i < js_size(metrics); i++, n++) {
        const struct js *metric = js_item(metrics, i);
        js_metric(facts, js_str(metric, "key"), S(""), js_get(metric, "value"));
    }
    js_each(metrics, metric) {
        js_metric(facts, metric->key, S(""), &metric->value);
        n += js_is_number(&metric->value);
    }
    return n;
}

/* A tag by its name, from a list of {key, value} or from an object. */
static struct str tag(const struct js *tags, const char *name)
{
    for (size_t i = 0; i < js_size(tags); i++)
        if (js_is(js_item(tags, i), "key", name))
            return js_str(js_item(tags, i), "value");
    const struct js *value = js_member(tags, str_of(name));
    return js_is_string(value) ? js_string(value) : (struct str){ 0 };
}

static void read_info(struct facts *facts, const struct js *info, const struct js *tags)
{
    double end;
    struct str name = js_str(info, "run_name");
    facts_tool(facts, "mlflow");
    facts->subject = facts_clean(facts, name.n ? name : tag(tags, "mlflow.runName"));
    if (js_number(info, "end_time", &end))
        facts_epoch(facts, js_text(facts->arena, info, "end_time"), end / 1000);
    js_fact(facts, "run", info, "run_id");
    js_fact(facts, "status", info, "status");
    js_fact(facts, "user", info, "user_id");
    facts_add(facts, "commit", tag(tags, "mlflow.source.git.commit"));
}

static void read_run(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    const struct js *run = js_get(root, "run") ? js_get(root, "run") : root;
    const struct js *info = js_get(run, "info") ? js_get(run, "info") : run;
    const struct js *data = js_get(run, "data") ? js_get(run, "data") : run;
    read_info(facts, info, js_get(data, "tags"));
    facts_measured(facts, read_metrics(facts, js_get(data, "metrics")));
    if (!js_is(info, "status", "FINISHED"))
        facts_state(facts, FACTS_NO_RESULT, "the run did not finish");
    if (js_is(info, "lifecycle_stage", "deleted"))
        facts_warn(facts, "the run was deleted");
}

const struct evidence_format evidence_mlflow_run = {
    .id = "mlflow-run", .title = "MLflow run", .detect = detect, .read = read_run, .media_type = "application/json",
};
