/* Outcomes of cases: what the words of tools mean, how many there are of each, which cases are kept for a page, and what
 * state follows. */
#include "read/evidence.h"

#include <inttypes.h>

#include "base/buf.h"

enum { FAILURES_MAX = 10, CASES_MAX = 1000000000 };

struct word { struct str text; enum outcome outcome; };
#define WORD(text, outcome) { { text, sizeof text - 1 }, OUTCOME_##outcome }
static const struct word words[] = {
    WORD("pass", PASS), WORD("passed", PASS), WORD("success", PASS), WORD("succeeded", PASS),
    WORD("ok", PASS), WORD("fixed", PASS), WORD("notafinding", PASS), WORD("compliant", PASS),
    WORD("fail", FAIL), WORD("failed", FAIL), WORD("failure", FAIL), WORD("open", FAIL),
    WORD("noncompliant", FAIL), WORD("notsatisfied", FAIL),
    WORD("error", ERROR), WORD("errored", ERROR), WORD("timeout", ERROR),
    WORD("aborted", ERROR), WORD("crashed", ERROR), WORD("invalid", ERROR),
    WORD("skip", SKIPPED), WORD("skipped", SKIPPED), WORD("disabled", SKIPPED),
    WORD("ignored", SKIPPED), WORD("notrun", SKIPPED), WORD("notexecuted", SKIPPED),
    WORD("pending", SKIPPED), WORD("explicit", SKIPPED),
    WORD("notapplicable", NOT_APPLICABLE), WORD("notselected", NOT_APPLICABLE),
    WORD("notavailable", NOT_APPLICABLE),
    WORD("notchecked", NOT_EVALUATED), WORD("notreviewed", NOT_EVALUATED),
    WORD("notevaluated", NOT_EVALUATED), WORD("manual", NOT_EVALUATED),
    WORD("inconclusive", NOT_EVALUATED),
    WORD("suppressed", SUPPRESSED), WORD("muted", SUPPRESSED),
    WORD("informational", INFO), WORD("info", INFO),
};
#undef WORD

enum outcome outcome_of(struct str word)
{
    char plain[24];
    size_t n = 0;
    if (word.n == 0)
        return OUTCOME_UNKNOWN;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (c == '_' || c == ' ' || c == '-')
            continue;
        if (n == sizeof plain)
            return OUTCOME_UNKNOWN;
        plain[n++] = c;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_fold((struct str){ plain, n }, words[i].text))
            return words[i].outcome;
    return OUTCOME_UNKNOWN;
}

static size_t listed(const struct facts *facts, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < facts->list.n; i++)
        n += str_is(facts->list.v[i].name, name);
    return n;
}

static void list_failure(struct facts *facts, const char *kind, struct str name, struct str detail)
{
    if (listed(facts, "failed") + listed(facts, "error") >= FAILURES_MAX)
        return;
    name = str_trim(name);
    detail = str_trim(detail);
    if (name.n == 0)
        name = S("(a case without a name)");
    if (detail.n == 0)
        facts_add(facts, kind, name);
    else
        facts_add(facts, kind, str_printf(facts->arena, "%.*s: %.*s", (int)(name.n < 200 ? name.n : 200), name.p,
                                          (int)(detail.n < 200 ? detail.n : 200), detail.p));
}

const char *outcome_name(enum outcome outcome)
{
    static const char *const names[] = {
        [OUTCOME_PASS] = "pass", [OUTCOME_FAIL] = "fail", [OUTCOME_ERROR] = "error", [OUTCOME_SKIPPED] = "skipped",
        [OUTCOME_NOT_APPLICABLE] = "not-applicable", [OUTCOME_NOT_EVALUATED] = "not-evaluated", [OUTCOME_SUPPRESSED] = "suppressed",
        [OUTCOME_INFO] = "info", [OUTCOME_UNKNOWN] = "unknown",
    };
    return names[outcome];
}

static uint64_t *slot_of(struct counts *counts, enum outcome outcome)
{
    uint64_t *const slots[] = {
        [OUTCOME_PASS] = &counts->pass, [OUTCOME_FAIL] = &counts->fail, [OUTCOME_ERROR] = &counts->error,
        [OUTCOME_SKIPPED] = &counts->skipped, [OUTCOME_NOT_APPLICABLE] = &counts->not_applicable,
        [OUTCOME_NOT_EVALUATED] = &counts->not_evaluated, [OUTCOME_SUPPRESSED] = &counts->suppressed,
        [OUTCOME_INFO] = &counts->info, [OUTCOME_UNKNOWN] = &counts->unknown,
    };
    return slots[outcome];
}

uint64_t outcome_count(const struct facts *facts, enum outcome outcome)
{
    struct counts counts = facts->counts;
    return *slot_of(&counts, outcome);
}

/* A page shows what went wrong before what did not take place, and that before what went well. */
enum case_class case_class_of(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_FAIL: case OUTCOME_ERROR: return CASES_BAD;
    case OUTCOME_SKIPPED: case OUTCOME_NOT_EVALUATED: case OUTCOME_SUPPRESSED: case OUTCOME_UNKNOWN: return CASES_OPEN;
    default: return CASES_GOOD;
    }
}

static void keep_case(struct facts *facts, enum outcome outcome, uint64_t n, struct str name, struct str detail)
{
    static const uint8_t most[] = { [CASES_BAD] = 30, [CASES_OPEN] = 10, [CASES_GOOD] = 10 };
    enum case_class class = case_class_of(outcome);
    if (facts->kept[class] == most[class] || (!name.n && !detail.n))
        return;
    facts->kept[class]++;
    struct fact_case *kept = vec_add(facts->arena, &facts->cases);
    *kept = (struct fact_case){ outcome, n, facts_clean(facts, name), facts_clean(facts, detail) };
}

void facts_cases(struct facts *facts, enum outcome outcome, uint64_t n, struct str name, struct str detail)
{
    struct counts *counts = &facts->counts;
    if (n > CASES_MAX)      /* a file that only claims numbers must not make a sum wrap to 0 */
        n = CASES_MAX;
    *slot_of(counts, outcome) += n;
    counts->total += n;
    if (n)
        keep_case(facts, outcome, n, name, detail);
    if (n && (outcome == OUTCOME_FAIL || outcome == OUTCOME_ERROR))
        list_failure(facts, outcome == OUTCOME_FAIL ? "failed" : "error", name, detail);
}

void facts_case(struct facts *facts, enum outcome outcome, struct str name, struct str detail)
{
    facts_cases(facts, outcome, 1, name, detail);
}

static void put_count(struct buf *out, uint64_t n, const char *words_after)
{
    if (n)
        buf_printf(out, "%s%" PRIu64 " %s", out->n ? ", " : "", n, words_after);
}

/* "2 failed, 1 error, 14 passed": the worst first. */
static void put_counts(struct buf *out, const struct counts *counts)
{
    put_count(out, counts->fail, "failed");
    put_count(out, counts->error, counts->error == 1 ? "error" : "errors");
    put_count(out, counts->pass, "passed");
    put_count(out, counts->skipped, "skipped");
    put_count(out, counts->not_applicable, "not applicable");
    put_count(out, counts->not_evaluated, "not evaluated");
    put_count(out, counts->suppressed, "suppressed");
    put_count(out, counts->info, "informational");
    put_count(out, counts->unknown, "with an unknown result");
}

void facts_judge(struct facts *facts)
{
    const struct counts *counts = &facts->counts;
    struct buf text = { .max = 1000 };
    put_counts(&text, counts);
    if (counts->fail || counts->error)
        facts_state(facts, FACTS_CONTRADICTS, "%.*s", STR(buf_str(&text)));
    else if (counts->pass)
        facts_state(facts, FACTS_SUPPORTS, "%.*s", STR(buf_str(&text)));
    else if (text.n)
        facts_state(facts, FACTS_NO_RESULT, "nothing passed and nothing failed: %.*s", STR(buf_str(&text)));
    else
        facts_state(facts, FACTS_NO_RESULT, "it contains no case");
    buf_free(&text);
    if (counts->suppressed)
        facts_warn(facts, "suppressed results: %" PRIu64, counts->suppressed);
    if (counts->unknown)
        facts_warn(facts, "results that are not known: %" PRIu64, counts->unknown);
}
