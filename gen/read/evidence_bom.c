/* Counts and judges what a bill of materials lists. */
#include "read/evidence_bom.h"

#include <inttypes.h>

#include "base/arena.h"

enum { LICENCES_SHOWN = 5, LICENCES_MAX = 10000 };

static const char *const severities[] = { "", "none", "unknown", "info", "low", "medium", "high", "critical" };
enum { RATED = 3, HIGH = 6 };

static size_t rank(struct str severity)
{
    for (size_t i = sizeof severities / sizeof *severities; i-- > 0;)
        if (str_eq_fold(severity, str_of(severities[i])))
            return i;
    return 2;
}

struct str bom_worse(struct str a, struct str b)
{
    return rank(b) > rank(a) ? b : a;
}

void bom_begin(struct bom *bom, struct evidence_input *input, struct facts *facts)
{
    *bom = (struct bom){ .facts = facts, .scratch = input->scratch, .licences = map_new(input->scratch) };
}

static void count_licence(struct bom *bom, struct str licence)
{
    uint64_t *n = map_find(bom->licences, licence);
    if (!n) {
        if (map_count(bom->licences) >= LICENCES_MAX)
            return;
        n = arena_new_of(bom->scratch, uint64_t);
        map_put(bom->licences, str_copy(bom->scratch, licence), n);
    }
    ++*n;
}

void bom_component(struct bom *bom, struct str type, struct str version, struct str licence)
{
    bom->components++;
    bom->models += str_is(type, "machine-learning-model");
    bom->datasets += str_is(type, "data");
    bom->without_version += version.n == 0;
    bom->without_licence += licence.n == 0;
    if (licence.n)
        count_licence(bom, licence);
    facts_case(bom->facts, OUTCOME_INFO, S(""), S(""));
}

static enum outcome judge_vulnerability(struct str severity, struct str state)
{
    if (str_is(state, "resolved") || str_is(state, "resolved_with_pedigree") || str_is(state, "not_affected")
        || str_is(state, "false_positive"))
        return OUTCOME_PASS;
    if (str_is(state, "in_triage"))
        return OUTCOME_NOT_EVALUATED;
    size_t n = rank(severity);
    return n >= HIGH ? OUTCOME_FAIL : n >= RATED ? OUTCOME_INFO : OUTCOME_UNKNOWN;
}

void bom_vulnerability(struct bom *bom, struct str id, struct str severity, struct str state)
{
    enum outcome outcome = judge_vulnerability(severity, state);
    bom->vulnerabilities++;
    bom->open += outcome != OUTCOME_PASS && outcome != OUTCOME_NOT_EVALUATED;
    facts_case(bom->facts, outcome, id, severity);
}

void bom_completeness(struct bom *bom, struct str aggregate)
{
    if (str_starts(aggregate, S("incomplete")))
        bom->partial = true;
}

struct top { struct str name[LICENCES_SHOWN]; uint64_t n[LICENCES_SHOWN]; };

/* Keeps the most frequent; of equals the one seen first. */
static void consider(void *context, struct str key, void *value)
{
    struct top *top = context;
    uint64_t n = *(uint64_t *)value;
    size_t at = LICENCES_SHOWN;
    while (at > 0 && n > top->n[at - 1])
        at--;
    if (at == LICENCES_SHOWN)
        return;
    for (size_t i = LICENCES_SHOWN - 1; i > at; i--) {
        top->name[i] = top->name[i - 1];
        top->n[i] = top->n[i - 1];
    }
    top->name[at] = key;
    top->n[at] = n;
}

static void add_licences(struct bom *bom)
{
    struct top top = { 0 };
    struct str text = { 0 };
    map_each(bom->licences, consider, &top);
    for (size_t i = 0; i < LICENCES_SHOWN && top.n[i]; i++) {
        struct str name = str_sub(top.name[i], 0, 50);
        text = str_printf(bom->scratch, "%.*s%s%.*s (%" PRIu64 ")", STR(text), i ? ", " : "", STR(name), top.n[i]);
    }
    size_t n = map_count(bom->licences);
    if (n > LICENCES_SHOWN)
        text = str_printf(bom->scratch, "%.*s, %zu more", STR(text), n - LICENCES_SHOWN);
    facts_add(bom->facts, "licences", text);
}

static void add(struct bom *bom, const char *name, uint64_t n)
{
    if (n)
        facts_add_number(bom->facts, name, n);
}

static void add_counts(struct bom *bom)
{
    facts_add_number(bom->facts, "components", bom->components);
    add(bom, "machine-learning models", bom->models);
    add(bom, "data sets", bom->datasets);
    add_licences(bom);
    add(bom, "components without a licence", bom->without_licence);
    add(bom, "components without a version", bom->without_version);
    add(bom, "vulnerabilities", bom->vulnerabilities);
    add(bom, "open vulnerabilities", bom->open);
    add(bom, "claims", bom->claims);
    add(bom, "standards", bom->standards);
}

void bom_judge(struct bom *bom)
{
    struct facts *facts = bom->facts;
    const struct counts *counts = &facts->counts;
    add_counts(bom);
    if (bom->partial)
        facts_warn(facts, "the inventory says itself that it is incomplete");
    if (counts->unknown)
        facts_warn(facts, "open vulnerabilities without a severity: %" PRIu64, counts->unknown);
    if (counts->fail)
        facts_state(facts, FACTS_CONTRADICTS, "open vulnerabilities rated high or critical: %" PRIu64, counts->fail);
    else if (bom->components)
        facts_state(facts, FACTS_SUPPORTS, "inventory of %" PRIu64 " component%s", bom->components,
                    bom->components == 1 ? "" : "s");
    else if (counts->pass && !counts->not_evaluated && !counts->unknown)
        facts_state(facts, FACTS_SUPPORTS, "vulnerabilities: %" PRIu64 ", all decided or rated below high",
                    bom->vulnerabilities);
    else if (bom->standards || bom->claims)
        facts_state(facts, FACTS_UNREAD, "claims and standards are listed, not judged; there is no component");
    else
        facts_state(facts, FACTS_NO_RESULT, "it lists no component");
}
