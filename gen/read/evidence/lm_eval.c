/* lm-evaluation-harness results: metrics by task. Measured here, judged by the record's thresholds; a run with a
 * `limit` saw only part of its data and is no result. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    if (input->peek->family != PEEK_JSON || !peek_has(input, "results"))
        return 0;
    if (peek_has(input, "lm_eval_version") || peek_has(input, "n-shot"))
        return 9;
    return peek_has(input, "versions") && peek_has(input, "config") ? 8
         : peek_has(input, "configs") && peek_has(input, "group_subtasks") ? 8 : 0;
}

/* "acc,none" is the metric acc with no filter; its standard error is shown nowhere else, so it is no metric. */
static size_t read_task(struct facts *facts, struct str task, const struct js *metrics)
{
    size_t n = 0;
    js_each(metrics, member) {
        struct str name = member->key, plain = str_ends(name, S(",none")) ? str_sub(name, 0, name.n - 5) : name;
        if (!js_is_number(&member->value) || str_contains(name, S("_stderr")))
            continue;
        js_metric(facts, plain, task, &member->value);
        n++;
    }
    return n;
}

static size_t read_tasks(struct facts *facts, const struct js *results)
{
    size_t n = 0, tasks = 0;
    js_each(results, task) {
        n += read_task(facts, task->key, &task->value);
        tasks++;
    }
    facts_add_number(facts, "tasks", tasks);
    return n;
}

/* True when fewer samples were used than there are. */
static bool is_partial(const struct js *root)
{
    const struct js *limit = js_get(root, "config.limit");
    if (limit && !js_is_kind(limit, JS_NULL))
        return true;
    js_each(js_get(root, "n-samples"), task) {
        double original, effective;
        if (js_number(&task->value, "original", &original) && js_number(&task->value, "effective", &effective)
            && effective < original)
            return true;
    }
    return false;
}

static struct str model_of(struct facts *facts, const struct js *root)
{
    struct str name = js_str(root, "model_name");
    if (name.n == 0)
        name = js_str(root, "config.model_args.pretrained");
    return facts_clean(facts, name.n ? name : js_str(root, "config.model_args"));
}

static void read_head(struct facts *facts, const struct js *root)
{
    struct str version = js_str(root, "lm_eval_version");
    double date;
    facts_tool(facts, "lm-eval%s%.*s", version.n ? " " : "", STR(version));
    facts->subject = model_of(facts, root);
    if (js_number(root, "date", &date))
        facts_epoch(facts, js_text(facts->arena, root, "date"), date);
    js_fact(facts, "backend", root, "config.model");
    js_fact(facts, "harness commit", root, "git_hash");
    js_fact(facts, "random seed", root, "config.random_seed");
    js_fact(facts, "limit", root, "config.limit");
}

static void read_lm_eval(struct evidence_input *input, struct facts *facts)
{
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    read_head(facts, root);
    facts_measured(facts, read_tasks(facts, js_get(root, "results")));
    if (is_partial(root))
        facts_state(facts, FACTS_NO_RESULT, "a partial run: it used only part of the samples");
}

const struct evidence_format evidence_lm_eval = {
    .id = "lm-eval", .title = "lm-evaluation-harness results", .detect = detect, .read = read_lm_eval,
    .media_type = "application/json",
};
