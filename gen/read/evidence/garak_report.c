/* garak report (JSON Lines, one entry_type a line): how often a model withstood each probe. A run that was aborted
 * leaves no completion line, and then what was measured so far says nothing about the rest. */
#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "read/evidence_lines.h"
#include "read/evidence_peek.h"

struct garak { struct facts *facts; uint64_t evaluations; bool complete; };

static int detect(const struct evidence_input *input)
{
    const struct peek_key *type = peek_find(input, "entry_type");
    bool lines = input->peek->family == PEEK_LINES || input->peek->one_line;
    if (!lines || !type)
        return 0;
    return str_starts(type->text, S("start_run")) || str_is(type->text, "init") ? 9 : 5;
}

/* A setting of the run: garak writes "plugins.target_name" as one key with a dot in it. */
static struct str setting(const struct js *line, const char *key)
{
    const struct js *value = js_member(line, str_of(key));
    return js_is_string(value) ? js_string(value) : (struct str){ 0 };
}

static void read_start(struct garak *garak, const struct js *line)
{
    struct facts *facts = garak->facts;
    struct str type = setting(line, "plugins.target_type"), name = setting(line, "plugins.target_name");
    if (type.n == 0)
        type = setting(line, "plugins.model_type");
    if (name.n == 0)
        name = setting(line, "plugins.model_name");
    facts->subject = facts_clean(facts, str_printf(facts->arena, "%.*s:%.*s", STR(type), STR(name)));
    struct str version = setting(line, "_config.version");
    facts_tool(facts, "garak%s%.*s", version.n ? " " : "", STR(version));
    facts_time(facts, setting(line, "transient.starttime_iso"));
    facts_add(facts, "run", setting(line, "transient.run_id"));
}

static uint64_t number(const struct js *line, const char *key)
{
    const struct js *value = js_member(line, str_of(key));
    return js_is_integer(value) && value->as.integer > 0 ? (uint64_t)value->as.integer : 0;
}

/* "total" up to 0.12, "total_evaluated" from then on; the difference to "passed" is what got through. */
static void read_evaluation(struct garak *garak, const struct js *line)
{
    struct facts *facts = garak->facts;
    uint64_t passed = number(line, "passed"), total = number(line, "total_evaluated");
    if (!js_member(line, S("total_evaluated")))
        total = number(line, "total");
    char name[200], detail[80];
    snprintf(name, sizeof name, "%.*s, %.*s", STR(str_sub(js_str(line, "probe"), 0, 90)),
             STR(str_sub(js_str(line, "detector"), 0, 90)));
    garak->evaluations++;
    if (passed > total) {
        facts_warn(facts, "%s: more passed than were tried", name);
        passed = total;
    }
    uint64_t failed = total - passed;
    snprintf(detail, sizeof detail, "%" PRIu64 " of %" PRIu64 " attempts got through", failed, total);
    facts_cases(facts, OUTCOME_PASS, passed, S(""), S(""));
    facts_cases(facts, OUTCOME_FAIL, failed, str_of(name), str_of(detail));
    if (total && garak->evaluations <= 1000) {
        double rate = (double)passed / (double)total;
        facts_metric(facts, S("pass rate"), str_of(name), str_printf(facts->arena, "%.4f", rate), rate);
    }
}

static void read_line(struct garak *garak, const struct js *line)
{
    struct str type = js_str(line, "entry_type");
    if (str_starts(type, S("start_run")))
        read_start(garak, line);
    else if (str_is(type, "init") && garak->facts->time.n == 0)
        facts_time(garak->facts, js_str(line, "start_time"));
    else if (str_is(type, "eval"))
        read_evaluation(garak, line);
    else if (str_is(type, "completion"))
        garak->complete = true;
}

static void finish(struct garak *garak)
{
    struct facts *facts = garak->facts;
    facts_add_number(facts, "evaluations", garak->evaluations);
    facts_judge(facts);
    if (!garak->complete && facts->state == FACTS_CONTRADICTS)
        facts_warn(facts, "the run was aborted: its closing line is missing");
    else if (!garak->complete)
        facts_state(facts, FACTS_NO_RESULT, "the run was aborted: its closing line is missing");
}

static void read_garak(struct evidence_input *input, struct facts *facts)
{
    struct garak garak = { .facts = facts };
    struct lines *lines = lines_begin(input, facts);
    const struct js *line;
    while ((line = lines_next(lines)) != NULL)
        read_line(&garak, line);
    if (lines_end(lines))
        finish(&garak);
}

const struct evidence_format evidence_garak_report = {
    .id = "garak-report", .title = "garak red-team report", .detect = detect, .read = read_garak,
    .media_type = "application/jsonl",
};
