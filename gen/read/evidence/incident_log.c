/* A log of incidents as a YAML list, at the top or under `incidents:`. Open ones are counted; whether one is overdue
 * depends on the day of the build, so that is not said here. */
#include <inttypes.h>

#include "base/arena.h"
#include "read/evidence_peek.h"
#include "read/evidence_yaml.h"

struct incidents {
    struct facts *facts;
    uint64_t n, open, serious, without_detection, without_review, contained;
    struct str last;
};

static int detect(const struct evidence_input *input)
{
    bool fits = input->peek->yaml && str_contains(input->head, S("detected_at:"));
    if (!fits)
        return 0;
    return peek_has(input, "incidents") || str_contains(input->head, S("severity:")) ? 9 : 5;
}

static void read_incident(struct incidents *log, const struct node *incident)
{
    struct str detected = node_text(incident, "detected_at"), serious = node_text(incident, "serious_incident_eu");
    bool closed = node_text(incident, "closed_at").n > 0;
    log->n++;
    log->open += !closed;
    log->serious += str_eq_fold(serious, S("true"));
    log->without_detection += detected.n == 0;
    log->contained += node_text(incident, "contained_at").n > 0;
    log->without_review += closed && node_text(incident, "post_incident_review").n == 0;
    if (str_cmp(detected, log->last) > 0)
        log->last = detected;
    if (!closed)
        facts_add(log->facts, "open incident", node_text(incident, "id"));
    facts_case(log->facts, OUTCOME_INFO, S(""), S(""));
}

static void finish(struct incidents *log)
{
    struct facts *facts = log->facts;
    facts_add_number(facts, "incidents", log->n);
    facts_add_number(facts, "open", log->open);
    facts_add_number(facts, "closed", log->n - log->open);
    facts_add_number(facts, "contained", log->contained);
    facts_add_number(facts, "serious incidents (EU)", log->serious);
    facts_time(facts, log->last);
    if (log->without_detection)
        facts_warn(facts, "incidents without the time of detection: %" PRIu64, log->without_detection);
    if (log->without_review)
        facts_warn(facts, "closed incidents without a review: %" PRIu64, log->without_review);
    facts_state(facts, FACTS_UNREAD, "incidents are counted, not judged: %" PRIu64 " of %" PRIu64 " open", log->open, log->n);
}

static void read_log(struct evidence_input *input, struct facts *facts)
{
    struct incidents log = { .facts = facts };
    struct str text, problem;
    if (!evidence_rest(input->scratch, input, YAML_FILE_MAX, &text)) {
        facts_state(facts, FACTS_NO_RESULT, "not read: YAML of more than 16 MiB");
        return;
    }
    const struct node *root = yaml_evidence(input, text, 1, &problem);
    const struct node *list = root && root->kind == NODE_MAPPING ? node_find(root, "incidents") : root;
    if (!root || !list || list->kind != NODE_SEQUENCE) {
        facts_state(facts, FACTS_NO_RESULT, "it is no list of incidents: %.*s", STR(root ? S("") : problem));
        return;
    }
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].kind == NODE_MAPPING)
            read_incident(&log, &list->items[i]);
    finish(&log);
}

const struct evidence_format evidence_incident_log = {
    .id = "incident-log", .title = "Incident log", .detect = detect, .read = read_log, .media_type = "application/yaml",
};
