/* Real files of other projects beside this one (../shared/data/evidence-samples), and what a reference detector
 * found in them: the same formats, the same counts. They are not part of this project; without them this test is
 * skipped. */
#include "read_evidence_test.h"

#include <jansson.h>

#include "base/file.h"

static const char folder[] = "../shared/data/evidence-samples";

/* Where this reader says something else on purpose. */
static const struct { const char *file, *format, *why; } differences[] = {
    { "synthetic/junit-xxe.xml", "rejected", "a DOCTYPE is refused before anything in it can be malformed" },
    { "prowler/prowler-sample.asff-json", "asff", "one finding a line is ASFF as well" },
};

/* Counts that differ on purpose. */
static const struct { const char *file, *count, *why; } other_counts[] = {
    { "other-test-results/dart__json__tests.json", "success", "a skipped test is skipped, though its result is success" },
    { "other-test-results/nunit__nunit3__jenkins__NUnit-failure.xml", "total", "3 cases are read, 4 are declared" },
    { "scoutsuite/scoutsuite_sample.js", "clean", "a rule that found nothing to check is not applicable, no pass" },
    { "trivy/trivy-asff.json", "NONE", "vulnerabilities without a compliance status count by their severity" },
};

/* Counts of the reference that are facts here, by the name of the fact. */
static const char *const as_facts[][2] = {
    { "components", "components" }, { "ml_models", "machine-learning models" }, { "vulnerabilities", "vulnerabilities" },
    { "claims", "claims" }, { "standards", "standards" }, { "keep", "keep" }, { "revoke", "revoke" },
    { "pending", "pending" }, { "accept", "accept" }, { "override", "override" }, { "escalate", "escalate" },
    { "misconfigurations", "misconfigurations" }, { "secrets", "secrets" }, { "evals", "evaluations" },
    { "tasks", "tasks" }, { "incidents", "incidents" }, { "open", "open" },
};

static const char *fact_name(const char *name)
{
    for (size_t i = 0; i < sizeof as_facts / sizeof *as_facts; i++)
        if (strcmp(as_facts[i][0], name) == 0)
            return as_facts[i][1];
    return NULL;
}

/* "1 (33.3 %)" is 1; absent is 0. */
static uint64_t fact_number(const struct facts *facts, const char *name)
{
    for (size_t i = 0; i < facts->list.n; i++)
        if (str_is(facts->list.v[i].name, name))
            return strtoull(facts->list.v[i].value.p, NULL, 10);
    return 0;
}

static uint64_t *slot(struct counts *counts, const char *name)
{
    if (strcmp(name, "total") == 0 || strcmp(name, "rows") == 0)
        return &counts->total;
    static const char *const words[][2] = { { "pass_", "pass" }, { "clean", "pass" }, { "flagged", "fail" },
                                            { "undetermined", "manual" }, { "failures", "fail" }, { "errors", "error" } };
    const char *word = name;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], name) == 0)
            word = words[i][1];
    switch (outcome_of(str_of(word))) {
    case OUTCOME_PASS: return &counts->pass;
    case OUTCOME_FAIL: return &counts->fail;
    case OUTCOME_ERROR: return &counts->error;
    case OUTCOME_SKIPPED: return &counts->skipped;
    case OUTCOME_NOT_APPLICABLE: return &counts->not_applicable;
    case OUTCOME_NOT_EVALUATED: return &counts->not_evaluated;
    case OUTCOME_SUPPRESSED: return &counts->suppressed;
    case OUTCOME_INFO: return &counts->info;
    case OUTCOME_UNKNOWN: break;
    }
    return &counts->unknown;
}

static unsigned compare(const char *file, const char *name, uint64_t got, uint64_t expected)
{
    for (size_t i = 0; i < sizeof other_counts / sizeof *other_counts; i++)
        if (strcmp(other_counts[i].file, file) == 0 && strcmp(other_counts[i].count, name) == 0)
            return 0;
    if (got == expected)
        return 0;
    print_error("%s: %s is %" PRIu64 ", the reference says %" PRIu64 "\n", file, name, got, expected);
    return 1;
}

/* Several words of a tool may be one count here, so the expected ones are added up first. */
static unsigned compare_counts(const char *file, const struct facts *facts, json_t *counts)
{
    struct counts expected = { 0 }, named = { 0 }, read = facts->counts;
    const char *name;
    json_t *value;
    unsigned wrong = 0;
    json_object_foreach(counts, name, value) {
        uint64_t n = json_is_integer(value) ? (uint64_t)json_integer_value(value)
                                            : strtoull(json_is_string(value) ? json_string_value(value) : "0", NULL, 10);
        if (fact_name(name)) {
            wrong += compare(file, name, fact_number(facts, fact_name(name)), n);
            continue;
        }
        *slot(&expected, name) += n;
        *slot(&named, name) += 1;
    }
    json_object_foreach(counts, name, value)
        if (!fact_name(name) && *slot(&named, name)) {
            wrong += compare(file, name, *slot(&read, name), *slot(&expected, name));
            *slot(&named, name) = 0;
        }
    return wrong;
}

static const char *expected_format(const char *file, const char *format)
{
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
        if (strcmp(differences[i].file, file) == 0 && evidence_format_find(str_of(differences[i].format)))
            return differences[i].format;
    return format;
}

static unsigned compare_file(struct arena *arena, json_t *line, unsigned *skipped)
{
    const char *file = json_string_value(json_object_get(line, "file"));
    const char *format = expected_format(file, json_string_value(json_object_get(line, "format")));
    struct str path = str_printf(arena, "%s/%s", folder, file);
    struct reading reading = read_path(arena, path.p);
    assert_sound(&reading.facts);
    if (!evidence_format_find(str_of(format))) {
        ++*skipped;
        return 0;
    }
    if (!str_is(reading.facts.format, format)) {
        print_error("%s: read as %.*s, the reference says %s\n", file, STR(reading.facts.format), format);
        return 1;
    }
    return compare_counts(file, &reading.facts, json_object_get(line, "counts"));
}

static void samples_are_read_as_by_the_reference(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct str text, line, path = str_printf(arena, "%s/expected.jsonl", folder);
    if (file_read_path(arena, path.p, 16 << 20, &text) != FILE_FINE) {
        arena_free(arena);
        print_message("skipped: %s is not here\n", folder);
        skip();
    }
    unsigned wrong = 0, skipped = 0, files = 0;
    for (; str_split(&text, '\n', &line); files++) {
        json_t *value = json_loadb(line.p, line.n, 0, NULL);
        if (line.n == 0)
            break;
        assert_non_null(value);
        wrong += compare_file(arena, value, &skipped);
        json_decref(value);
    }
    print_message("%u files, %u of formats that are not read yet, %u differences\n", files, skipped, wrong);
    assert_int_equal(wrong, 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(samples_are_read_as_by_the_reference) };
    return cmocka_run_group_tests(tests, setup_evidence, NULL);
}
