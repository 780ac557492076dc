/* What was read from the files of evidence, beyond the fields of their records: counts, cases, numbers against limits. Of a
 * file with personal data only the counts. */
#include "model/evidence_files.h"
#include "model/limits.h"
#include "model/verdict.h"
#include "script/values.h"

enum { ROW_COST = 30 };

static const struct record *evidence_arg(lua_State *L, const char *who)
{
    const struct record *record = record_arg(L, 1, who);
    if (record->type != script_of(L)->model->known->evidence)
        script_fail(L, "'%s' needs evidence, not %s", who, what_at(L, 1));
    return record;
}

/* NULL: there is no file, or nothing of it is shown. */
static const struct facts *facts_arg(lua_State *L, const char *who, bool only_counts)
{
    const struct record *record = evidence_arg(L, who);
    const struct facts *facts = script_of(L)->model->evidence[record->index].facts;
    return only_counts || !evidence_is_personal(script_of(L)->model->known, record) ? facts : NULL;
}

static void set_text(lua_State *L, const char *key, struct str text)
{
    if (!text.n)
        return;
    push_str(L, text);
    lua_setfield(L, -2, key);
}

static void set_number(lua_State *L, const char *key, uint64_t number)
{
    lua_pushinteger(L, (lua_Integer)number);
    lua_setfield(L, -2, key);
}

/* counts(evidence): an array of `word` and `n`, the worst first, without those that are none. */
static int evidence_counts(lua_State *L)
{
    static const enum outcome order[] = { OUTCOME_FAIL, OUTCOME_ERROR, OUTCOME_UNKNOWN, OUTCOME_NOT_EVALUATED, OUTCOME_SKIPPED, OUTCOME_SUPPRESSED,
        OUTCOME_PASS, OUTCOME_NOT_APPLICABLE, OUTCOME_INFO };
    const struct facts *facts = facts_arg(L, "counts", true);
    lua_Integer at = 0;

    lua_newtable(L);
    for (size_t i = 0; facts && i < sizeof order / sizeof *order; i++) {
        uint64_t n = outcome_count(facts, order[i]);
        if (!n)
            continue;
        script_pay(L, ROW_COST);
        lua_createtable(L, 0, 2);
        set_text(L, "word", str_of(outcome_name(order[i])));
        set_number(L, "n", n);
        lua_rawseti(L, -2, ++at);
    }
    return 1;
}

static void push_case(lua_State *L, const struct fact_case *one)
{
    script_pay(L, ROW_COST);
    lua_createtable(L, 0, 4);
    set_text(L, "word", str_of(outcome_name(one->outcome)));
    set_text(L, "name", one->name);
    set_text(L, "detail", one->detail);
    set_number(L, "n", one->n);
}

/* cases(evidence): the cases that are kept, the worst class first, as an array of `word`, `name`, `detail`, `n`; `total`
 * says how many the file has. */
static int evidence_cases(lua_State *L)
{
    const struct facts *facts = facts_arg(L, "cases", false);
    lua_Integer at = 0;

    lua_newtable(L);
    set_number(L, "total", facts ? facts->counts.total : 0);
    for (enum case_class class = CASES_BAD; facts && class < CASE_CLASSES; class++)
        for (size_t i = 0; i < facts->cases.n; i++) {
            if (case_class_of(facts->cases.v[i].outcome) != class)
                continue;
            push_case(L, &facts->cases.v[i]);
            lua_rawseti(L, -2, ++at);
        }
    return 1;
}

/* said(evidence): what it says by its content, whatever its age: supports, contradicts, no-result or unread; nil where its
 * file is not there. */
static int evidence_said(lua_State *L)
{
    const struct evidence_file *file = &script_of(L)->model->evidence[evidence_arg(L, "said")->index];
    if (file->path.n && !file->facts)
        return 0;
    push_str(L, str_of(evidence_content(file)));
    return 1;
}

/* dated(evidence): the day from which its validity runs; nil for one without dates. */
static int evidence_dated(lua_State *L)
{
    date_days day = evidence_day(script_of(L)->model->known, evidence_arg(L, "dated"));
    if (day == DATE_NONE)
        return 0;
    push_date(L, day);
    return 1;
}

/* --- numbers --- */

struct numbers {
    const struct record *evidence;
    const struct list *related;     /* evaluations among them may hold limits */
    lua_Integer rows;
};

static void push_number(lua_State *L, const struct metric *metric)
{
    script_pay(L, ROW_COST);
    lua_createtable(L, 0, 7);
    set_text(L, "name", metric->name);
    set_text(L, "group", metric->group);
    set_text(L, "value", metric->value);
}

/* A row for each limit of `source` that is about the number: its `min` and `max` as written, and whether it was kept. */
static void push_limited(lua_State *L, struct numbers *numbers, const struct metric *metric, const struct record *source, const struct list *limits)
{
    for (uint32_t i = 0; i < limits->n; i++) {
        struct limit limit = limit_read(script_of(L)->model->known, limits->v[i].as.ref.record);
        if (!limit_is_about(&limit, metric->name, metric->group))
            continue;
        push_number(L, metric);
        if (limit.min->kind == VALUE_NUMBER)
            set_text(L, "min", str_of(limit.min->as.number.text));
        if (limit.max->kind == VALUE_NUMBER)
            set_text(L, "max", str_of(limit.max->as.number.text));
        set_text(L, "word", limit_side(&limit, metric->number) == LIMIT_WITHIN ? S("pass") : S("fail"));
        push_record(L, source);
        lua_setfield(L, -2, "source");
        lua_rawseti(L, -2, ++numbers->rows);
    }
}

/* What an evaluation of a later day says counts for nothing yet. */
static bool sets_limits(const struct model *model, const struct record *record)
{
    const struct known *known = model->known;
    return record->type == known->evaluation && !record->rejected && record_date(record, known->evaluation_run_at) <= model->as_of;
}

static void push_metric(lua_State *L, struct numbers *numbers, const struct metric *metric)
{
    const struct known *known = script_of(L)->model->known;
    lua_Integer before = numbers->rows;

    push_limited(L, numbers, metric, numbers->evidence, record_list(numbers->evidence, known->evidence_thresholds));
    for (uint32_t i = 0; i < numbers->related->n; i++) {
        const struct record *record = numbers->related->v[i].as.ref.record;
        if (sets_limits(script_of(L)->model, record))
            push_limited(L, numbers, metric, record, record_list(record, known->evaluation_thresholds));
    }
    if (numbers->rows == before) {
        push_number(L, metric);
        lua_rawseti(L, -2, ++numbers->rows);
    }
}

/* numbers(evidence, most): the first so many numbers of the file as an array of `name`, `group`, `value`; one with limits has
 * a row for each, with `min`, `max`, `word` (pass or fail) and `source`, the record that sets it. `total`: of all numbers. */
static int evidence_numbers(lua_State *L)
{
    const struct facts *facts = facts_arg(L, "numbers", false);
    lua_Integer most = luaL_checkinteger(L, 2);
    struct numbers numbers = { .evidence = evidence_arg(L, "numbers") };
    numbers.related = record_list(numbers.evidence, field_of(L, numbers.evidence->type, S("related")));

    lua_newtable(L);
    set_number(L, "total", facts ? facts->metrics.n : 0);
    for (size_t i = 0; facts && i < facts->metrics.n && (lua_Integer)i < most; i++)
        push_metric(L, &numbers, &facts->metrics.v[i]);
    return 1;
}

const luaL_Reg library_evidence[] = { { "said", evidence_said }, { "dated", evidence_dated }, { "counts", evidence_counts }, { "cases", evidence_cases }, { "numbers", evidence_numbers }, { NULL, NULL } };
