/* Decisions of people about a model's outputs, as JSON Lines: accept, override, reject, escalate. An override
 * without a reason is a failure: nobody can learn from it, and nobody can check it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "read/evidence_lines.h"
#include "read/evidence_peek.h"

enum action { ACCEPT, OVERRIDE, REJECT, ESCALATE, OTHER, ACTIONS };
enum { TIME_MAX = 48, KEYS_MAX = 5 };
static const struct str time_keys[KEYS_MAX] = { S_INIT("at"), S_INIT("ts"), S_INIT("time"), S_INIT("timestamp"), S_INIT("decided_at") };
static const struct str action_keys[KEYS_MAX] = { S_INIT("human_action"), S_INIT("decision"), S_INIT("action") };
static const struct str reason_keys[KEYS_MAX] = { S_INIT("reason"), S_INIT("reason_code"), S_INIT("rationale"), S_INIT("comment") };
static const char *const action_names[ACTIONS] = { "accept", "override", "reject", "escalate", "other" };
static const char *const action_words[OTHER] = {
    "accept|accepted|approve|approved|confirm|confirmed|agree", "override|overridden|overrode|overruled|overrule",
    "reject|rejected|decline|declined|stop|stopped", "escalate|escalated|refer|referred",
};

struct decisions {
    struct facts *facts;
    uint64_t n[ACTIONS], total, timed, without_reason, first_without_reason;
    double latency, longest;
    uint64_t without_time;
    char first[TIME_MAX], last[TIME_MAX];
};

static bool peek_any(const struct evidence_input *input, const char *a, const char *b)
{
    return peek_has(input, a) || peek_has(input, b);
}

static int detect(const struct evidence_input *input)
{
    const struct evidence_peek *peek = input->peek;
    bool lines = peek->family == PEEK_LINES || (peek->family == PEEK_JSON && peek->one_line && peek->whole);
    if (!lines || !peek_has(input, "ai_output"))
        return 0;
    return peek_any(input, "human_action", "decision") && peek_any(input, "case", "case_id") ? 9 : 5;
}

/* The first of several keys that holds a text. */
static struct str first_of(const struct js *value, const struct str keys[KEYS_MAX])
{
    for (size_t i = 0; i < KEYS_MAX && keys[i].n; i++) {
        struct str text = js_string(js_member(value, keys[i]));
        if (text.n)
            return text;
    }
    return (struct str){ 0 };
}

static enum action action_of(struct str word)
{
    for (enum action action = ACCEPT; action < OTHER; action++)
        if (column_is(word, action_words[action]))
            return action;
    return OTHER;
}

static void keep(char to[TIME_MAX], struct str time)
{
    size_t n = time.n < TIME_MAX ? time.n : TIME_MAX - 1;
    memcpy(to, time.p, n);
    to[n] = 0;
}

static void note_time(struct decisions *decisions, const struct js *value)
{
    struct str at = first_of(value, time_keys);
    double latency;
    if (at.n && !decisions->first[0])
        keep(decisions->first, at);
    if (at.n)
        keep(decisions->last, at);
    decisions->without_time += at.n == 0;
    if (js_number(value, "latency_s", &latency) && latency >= 0) {
        decisions->timed++;
        decisions->latency += latency;
        decisions->longest = latency > decisions->longest ? latency : decisions->longest;
    }
}

static void read_decision(struct decisions *decisions, const struct js *value, uint64_t line)
{
    enum action action = action_of(first_of(value, action_keys));
    struct str reason = str_trim(first_of(value, reason_keys));
    enum outcome outcome = action == OTHER ? OUTCOME_UNKNOWN : OUTCOME_PASS;
    decisions->n[action]++;
    decisions->total++;
    note_time(decisions, value);
    char place[40] = "";
    if (action == OVERRIDE && reason.n == 0) {
        outcome = OUTCOME_FAIL;
        if (decisions->without_reason++ == 0)
            decisions->first_without_reason = line;
        if (decisions->without_reason <= 10)
            snprintf(place, sizeof place, "line %" PRIu64, line);
    }
    facts_case(decisions->facts, outcome, str_of(place), S("an override without a reason"));
}

static void add_shares(struct decisions *decisions)
{
    struct facts *facts = decisions->facts;
    for (enum action action = ACCEPT; action < ACTIONS; action++) {
        uint64_t n = decisions->n[action];
        if (action == OTHER && n == 0)
            continue;
        facts_add_share(facts, action_names[action], n, decisions->total);
    }
    double rate = (double)decisions->n[OVERRIDE] / (double)decisions->total;
    facts_metric(facts, S("override rate"), S(""), str_printf(facts->arena, "%.4f", rate), rate);
    if (decisions->timed) {
        double mean = decisions->latency / (double)decisions->timed;
        facts_add(facts, "mean latency", str_printf(facts->arena, "%.1f s", mean));
        facts_add(facts, "longest latency", str_printf(facts->arena, "%.1f s", decisions->longest));
        facts_metric(facts, S("mean latency"), S(""), str_printf(facts->arena, "%.1f", mean), mean);
    }
}

static void finish(struct decisions *decisions)
{
    struct facts *facts = decisions->facts;
    facts_add_number(facts, "decisions", decisions->total);
    if (decisions->total)
        add_shares(decisions);
    facts_time(facts, str_of(decisions->last));
    facts_add(facts, "first decision", str_of(decisions->first));
    facts_add(facts, "last decision", str_of(decisions->last));
    if (decisions->without_time)
        facts_warn(facts, "decisions without a time: %" PRIu64, decisions->without_time);
    facts_judge(facts);
    if (decisions->without_reason)
        facts_state(facts, FACTS_CONTRADICTS, "line %" PRIu64 ": an override without a reason (%" PRIu64 " of %" PRIu64
                    " overrides)", decisions->first_without_reason, decisions->without_reason, decisions->n[OVERRIDE]);
}

static void read_decisions(struct evidence_input *input, struct facts *facts)
{
    struct decisions decisions = { .facts = facts };
    struct lines *lines = lines_begin(input, facts);
    const struct js *value;
    while ((value = lines_next(lines)) != NULL) {
        if (decisions.total == 0)
            facts->subject = facts_clean(facts, js_str(value, "system"));
        read_decision(&decisions, value, lines_number(lines));
    }
    if (lines_end(lines))
        finish(&decisions);
}

const struct evidence_format evidence_oversight_decisions = {
    .id = "oversight-decisions", .title = "Human oversight decisions", .detect = detect, .read = read_decisions,
    .media_type = "application/jsonl",
};
