/* Dart and Flutter test results, one event a line. Hidden tests (loading a file) count only when they fail. Without
 * the closing event the run was cut. */
#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/map.h"
#include "read/evidence_lines.h"
#include "read/evidence_peek.h"

enum { NAMES_MAX = 100000 };

struct dart { struct facts *facts; struct arena *scratch; struct map *names; bool done, success; };

static int detect(const struct evidence_input *input)
{
    return input->peek->family == PEEK_LINES && peek_has(input, "protocolVersion") && peek_has(input, "runnerVersion") ? 9 : 0;
}

static struct str id_of(struct arena *arena, const struct js *value, const char *path)
{
    double id;
    return js_number(value, path, &id) ? str_printf(arena, "%.0f", id) : (struct str){ 0 };
}

static void start_test(struct dart *dart, const struct js *event)
{
    if (map_count(dart->names) >= NAMES_MAX)
        return;
    struct str *name = arena_new_of(dart->scratch, struct str);
    *name = str_copy(dart->scratch, js_str(event, "test.name"));
    map_put(dart->names, id_of(dart->scratch, event, "test.id"), name);
}

static void end_test(struct dart *dart, const struct js *event)
{
    char id[32];
    double number = 0;
    js_number(event, "testID", &number);
    snprintf(id, sizeof id, "%.0f", number);
    const struct str *name = map_find(dart->names, str_of(id));
    enum outcome outcome = js_true(event, "skipped") ? OUTCOME_SKIPPED : outcome_of(js_str(event, "result"));
    if (js_true(event, "hidden") && outcome == OUTCOME_PASS)
        return;
    facts_case(dart->facts, outcome, name ? *name : (struct str){ 0 }, S(""));
}

static void read_event(struct dart *dart, const struct js *event)
{
    struct str type = js_str(event, "type");
    if (str_is(type, "start"))
        facts_tool(dart->facts, "dart test %.*s", STR(js_str(event, "runnerVersion")));
    else if (str_is(type, "testStart"))
        start_test(dart, event);
    else if (str_is(type, "testDone"))
        end_test(dart, event);
    else if (str_is(type, "suite") && dart->facts->subject.n == 0)
        dart->facts->subject = facts_clean(dart->facts, js_str(event, "suite.path"));
    else if (str_is(type, "done")) {
        dart->done = true;
        dart->success = js_true(event, "success");
    }
}

static void finish(struct dart *dart)
{
    struct facts *facts = dart->facts;
    facts_judge(facts);
    if (facts->state == FACTS_CONTRADICTS)
        return;
    if (!dart->done)
        facts_state(facts, FACTS_NO_RESULT, "the run was cut: its closing event is missing");
    else if (!dart->success)
        facts_state(facts, FACTS_NO_RESULT, "the run says that it was not successful, and names no failure");
}

static void read_dart(struct evidence_input *input, struct facts *facts)
{
    struct dart dart = { .facts = facts, .scratch = input->scratch, .names = map_new(input->scratch) };
    struct lines *lines = lines_begin(input, facts);
    const struct js *event;
    while ((event = lines_next(lines)) != NULL)
        read_event(&dart, event);
    if (lines_end(lines))
        finish(&dart);
}

const struct evidence_format evidence_dart_json_lines = {
    .id = "dart-json-lines", .title = "Dart test events", .detect = detect, .read = read_dart,
    .media_type = "application/jsonl",
};
