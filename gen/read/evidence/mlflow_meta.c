/* meta.yaml of an MLflow run on disk. It says how the run ended and holds no metric. */
#include <stdlib.h>

#include "base/arena.h"
#include "read/evidence_peek.h"
#include "read/evidence_yaml.h"

/* mlflow.entities.RunStatus */
static const char *const statuses[] = { "", "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED" };

static int detect(const struct evidence_input *input)
{
    bool run = peek_has(input, "run_id") || peek_has(input, "run_uuid");
    return input->peek->yaml && peek_has(input, "artifact_uri") && run ? 9 : 0;
}

static struct str status_of(const struct node *root)
{
    struct str text = node_text(root, "status");
    uint64_t n;
    return str_u64(text, &n) && n < sizeof statuses / sizeof *statuses ? str_of(statuses[n]) : text;
}

static void read_meta(struct evidence_input *input, struct facts *facts)
{
    struct str text, problem;
    if (!evidence_rest(input->scratch, input, YAML_FILE_MAX, &text)) {
        facts_state(facts, FACTS_NO_RESULT, "not read: YAML of more than 16 MiB");
        return;
    }
    const struct node *root = yaml_evidence(input, text, 1, &problem);
    if (!root) {
        facts_state(facts, FACTS_NO_RESULT, "it cannot be read as YAML: %.*s", STR(problem));
        return;
    }
    struct str status = status_of(root), end = node_text(root, "end_time");
    facts_tool(facts, "mlflow");
    facts->subject = facts_clean(facts, node_text(root, "run_name"));
    if (end.n)
        facts_epoch(facts, end, strtod(end.p, NULL) / 1000);
    facts_add(facts, "run", node_text(root, "run_id"));
    facts_add(facts, "status", status);
    facts_add(facts, "user", node_text(root, "user_id"));
    if (str_is(status, "FINISHED"))
        facts_state(facts, FACTS_UNREAD, "the run finished; its metrics are in other files");
    else
        facts_state(facts, FACTS_NO_RESULT, "the run did not finish");
}

const struct evidence_format evidence_mlflow_meta = {
    .id = "mlflow-meta", .title = "MLflow run (meta.yaml)", .detect = detect, .read = read_meta,
    .media_type = "application/yaml",
};
