/* InSpec and Heimdall Data Format: profiles of controls. Impact 0 is not applicable, as Heimdall counts; else a
 * control fails when any of its results failed; one without a result was not reviewed; a waived failure is suppressed. */
#include "base/arena.h"
#include "base/map.h"
#include "read/evidence_json.h"
#include "read/evidence_peek.h"

struct hdf { struct facts *facts; struct map *seen; uint64_t waived; };

static int detect(const struct evidence_input *input)
{
    bool fits = input->peek->family == PEEK_JSON && peek_has(input, "platform") && peek_has(input, "profiles");
    if (fits && (peek_has(input, "profiles[].controls") || peek_has(input, "statistics")))
        return 9;
    return fits || peek_has(input, "profiles[].controls") ? 5 : 0;
}

static enum outcome outcome_of_results(const struct js *control)
{
    const struct js *results = js_get(control, "results");
    size_t passed = 0, failed = 0, errors = 0;
    for (size_t i = 0; i < js_size(results); i++) {
        const struct js *result = js_item(results, i);
        enum outcome outcome = outcome_of(js_str(result, "status"));
        passed += outcome == OUTCOME_PASS;
        failed += outcome == OUTCOME_FAIL;
        errors += outcome == OUTCOME_ERROR || js_get(result, "backtrace.0") != NULL;
    }
    return failed ? OUTCOME_FAIL : errors ? OUTCOME_ERROR : passed ? OUTCOME_PASS : OUTCOME_NOT_EVALUATED;
}

static bool is_waived(const struct js *control)
{
    const struct js *waiver = js_get(control, "waiver_data");
    return js_str(waiver, "justification").n > 0;
}

static void read_control(struct hdf *hdf, const struct js *control)
{
    double impact;
    enum outcome outcome = outcome_of_results(control);
    if (js_number(control, "impact", &impact) && impact == 0)
        outcome = OUTCOME_NOT_APPLICABLE;
    if (is_waived(control)) {
        hdf->waived++;
        if (outcome == OUTCOME_FAIL || outcome == OUTCOME_ERROR)
            outcome = OUTCOME_SUPPRESSED;
    }
    facts_case(hdf->facts, outcome, js_str(control, "id"), js_str(control, "title"));
}

/* A profile that overlays another repeats its controls, mostly without their results: the ones with results count. */
static void read_controls(struct hdf *hdf, const struct js *profiles, bool with_results)
{
    for (size_t i = 0; i < js_size(profiles); i++) {
        const struct js *controls = js_get(js_item(profiles, i), "controls");
        for (size_t j = 0; j < js_size(controls); j++) {
            const struct js *control = js_item(controls, j);
            struct str id = js_str(control, "id");
            if ((js_count(control, "results") > 0) != with_results)
                continue;
            if (with_results && id.n)
                map_put(hdf->seen, id, hdf);
            else if (id.n && map_find(hdf->seen, id))
                continue;
            read_control(hdf, control);
        }
    }
}

static void read_head(struct facts *facts, const struct js *root)
{
    struct str version = js_str(root, "version");
    const struct js *profiles = js_get(root, "profiles");
    facts_tool(facts, "inspec/hdf%s%.*s", version.n ? " " : "", STR(version));
    struct str target = js_str(root, "platform.target_id");
    facts->subject = facts_clean(facts, target.n ? target : js_str(root, "platform.name"));
    js_fact(facts, "platform", root, "platform.name");
    js_fact(facts, "release", root, "platform.release");
    for (size_t i = 0; i < js_size(profiles) && i < 3; i++)
        js_fact(facts, "profile", js_item(profiles, i), js_str(js_item(profiles, i), "title").n ? "title" : "name");
    facts_time(facts, js_str(root, "profiles.0.controls.0.results.0.start_time"));
}

static void read_hdf(struct evidence_input *input, struct facts *facts)
{
    struct hdf hdf = { .facts = facts, .seen = map_new(input->scratch) };
    const struct js *root = js_read(input, facts);
    if (!root)
        return;
    read_head(facts, root);
    read_controls(&hdf, js_get(root, "profiles"), true);
    read_controls(&hdf, js_get(root, "profiles"), false);
    if (hdf.waived)
        facts_add_number(facts, "waived", hdf.waived);
    facts_judge(facts);
}

const struct evidence_format evidence_inspec_hdf = {
    .id = "inspec-hdf", .title = "InSpec or HDF results", .detect = detect, .read = read_hdf,
    .media_type = "application/json",
};
