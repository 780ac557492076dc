/* What limits say about evidence. Those that were set beforehand stand in an evaluation, or in the record of the evidence
 * itself; the numbers stand in the file, in the evaluation, or in both: one number beyond its limit and the file contradicts;
 * all of them within and a file that only measured supports. An evaluation without a file that is beyond its limits speaks
 * against the controls that it names, until a later one of the same system measures the same again.
 * Runs before the states of evidence are found. */
#include "model/judging.h"
#include "model/limits.h"

/* An evaluation's values are compared with its limits in two places: its own rows and the metrics of a file. */
struct number {
    struct str name, group, text;
    double value;
};

struct verdict_of_numbers {
    bool judged;                    /* some limit was about some number */
    struct str missed, within;      /* what to say; empty: nothing of the kind */
};

static void judge_number(struct arena *arena, const struct limit *limit, const struct number *number, struct verdict_of_numbers *verdict)
{
    if (!limit_is_about(limit, number->name, number->group))
        return;
    enum limit_side side = limit_side(limit, number->value);
    struct str of = number->group.n ? str_printf(arena, " (%.*s)", STR(number->group)) : S("");
    verdict->judged = true;
    if (side != LIMIT_WITHIN && !verdict->missed.n)
        verdict->missed = str_printf(arena, "%.*s%.*s is %.*s, %s %s", STR(number->name), STR(of), STR(number->text), side == LIMIT_BELOW ? "below" : "above",
                                     side == LIMIT_BELOW ? limit->min->as.number.text : limit->max->as.number.text);
    else if (!verdict->within.n)
        verdict->within = str_printf(arena, "%.*s%.*s is %.*s", STR(number->name), STR(of), STR(number->text));
}

static void judge_by_limits(struct arena *arena, const struct known *known, const struct list *limits, const struct number *number, struct verdict_of_numbers *verdict)
{
    for (uint32_t i = 0; i < limits->n; i++) {
        struct limit limit = limit_read(known, limits->v[i].as.ref.record);
        judge_number(arena, &limit, number, verdict);
    }
}

static bool read_number(const struct known *known, const struct record *row, struct number *number)
{
    const struct value *value = record_value(row, known->evaluation_metrics_value);
    if (value->kind != VALUE_NUMBER)
        return false;                       /* reported: a number is required */
    *number = (struct number){ record_text(row, known->evaluation_metrics_name), record_text(row, known->evaluation_metrics_group),
                               str_of(value->as.number.text), value->as.number.number };
    return true;
}

/* The numbers that the evaluation itself writes down, and the result that it claims: a failure is believed. */
static struct verdict_of_numbers judge_own(struct arena *arena, const struct known *known, const struct record *evaluation)
{
    const struct list *metrics = record_list(evaluation, known->evaluation_metrics);
    struct verdict_of_numbers verdict = { 0 };
    struct number number;
    for (uint32_t i = 0; i < metrics->n; i++)
        if (read_number(known, metrics->v[i].as.ref.record, &number))
            judge_by_limits(arena, known, record_list(evaluation, known->evaluation_thresholds), &number, &verdict);
    if (!verdict.missed.n && record_is(evaluation, known->evaluation_result, "fail"))
        verdict.missed = S("its result is fail");
    return verdict;
}

/* Holds the numbers of a file against the limits of a record. `missed`: what the record says by itself. */
static void judge_file(struct model *model, const struct record *judge, const struct list *limits, struct str missed, struct facts *facts)
{
    struct verdict_of_numbers verdict = { 0 };
    for (size_t i = 0; i < facts->metrics.n; i++) {
        const struct metric *metric = &facts->metrics.v[i];
        struct number number = { metric->name, metric->group, metric->value, metric->number };
        judge_by_limits(model->arena, model->known, limits, &number, &verdict);
    }
    if (facts->state == FACTS_CONTRADICTS || facts->state == FACTS_NO_RESULT)
        return;
    if (verdict.missed.n)
        missed = verdict.missed;
    if (missed.n) {
        facts->state = FACTS_CONTRADICTS;
        facts->reason = str_printf(model->arena, "%.*s: %.*s", STR(judge->id), STR(missed));
    } else if (verdict.judged && facts->state == FACTS_UNREAD) {
        facts->state = FACTS_SUPPORTS;
        facts->reason = str_printf(model->arena, "%.*s: %.*s, within its limit", STR(judge->id), STR(verdict.within));
    }
}

/* The limits that a record of evidence sets for its own file. */
static void judge_own_limits(struct model *model)
{
    const struct list *evidence = model_records(model, model->known->evidence);
    for (uint32_t i = 0; i < evidence->n; i++) {
        const struct record *record = evidence->v[i].as.ref.record;
        const struct list *limits = record_list(record, model->known->evidence_thresholds);
        if (limits->n && model->evidence[i].facts)
            judge_file(model, record, limits, S(""), model->evidence[i].facts);
    }
}

/* --- what was measured last --- */

static int64_t epoch_of(const struct known *known, const struct record *evaluation)
{
    return datetime_epoch(record_value(evaluation, known->evaluation_run_at)->as.datetime);
}

static struct str key_of(struct arena *arena, const struct known *known, const struct record *evaluation, const struct number *number)
{
    const struct record *system = record_ref(evaluation, known->evaluation_system);
    return str_printf(arena, "%.*s/%.*s/%.*s", STR(system ? system->id : S("")), STR(number->name), STR(number->group));
}

static void note_newest(struct judging *judging, struct map *newest, const struct record *evaluation)
{
    const struct known *known = judging->model->known;
    const struct list *metrics = record_list(evaluation, known->evaluation_metrics);
    int64_t epoch = epoch_of(known, evaluation);
    struct number number;
    for (uint32_t i = 0; i < metrics->n; i++) {
        if (!read_number(known, metrics->v[i].as.ref.record, &number))
            continue;
        struct str key = key_of(judging->scratch, known, evaluation, &number);
        int64_t *last = map_find(newest, key);
        if (!last) {
            last = arena_new_of(judging->scratch, int64_t);
            *last = epoch;
            map_put(newest, key, last);
        }
        *last = epoch > *last ? epoch : *last;
    }
}

/* Whether some number of it was not measured again since. */
static bool is_newest(const struct judging *judging, const struct map *newest, const struct record *evaluation)
{
    const struct known *known = judging->model->known;
    const struct list *metrics = record_list(evaluation, known->evaluation_metrics);
    int64_t epoch = epoch_of(known, evaluation);
    struct number number;
    for (uint32_t i = 0; i < metrics->n; i++) {
        if (!read_number(known, metrics->v[i].as.ref.record, &number))
            continue;
        const int64_t *last = map_find(newest, key_of(judging->scratch, known, evaluation, &number));
        if (last && *last <= epoch)
            return true;
    }
    return false;
}

/* --- the step --- */

static bool counts_today(const struct model *model, const struct record *evaluation)
{
    date_days day = record_date(evaluation, model->known->evaluation_run_at);
    return !evaluation->rejected && day != DATE_NONE && day <= model->as_of;
}

/* True: there is evidence that carries what the evaluation says. */
static bool judge_items(struct model *model, const struct record *evaluation, const struct verdict_of_numbers *own)
{
    const struct list *evidence = record_list(evaluation, model->known->evaluation_evidence);
    bool carried = false;
    for (uint32_t k = 0; k < evidence->n; k++) {
        struct evidence_file *file = &model->evidence[evidence->v[k].as.ref.record->index];
        if (file->facts)
            judge_file(model, evaluation, record_list(evaluation, model->known->evaluation_thresholds), own->missed, file->facts);
        else if (!file->path.n && own->missed.n)
            file->refuted = str_printf(model->arena, "%.*s: %.*s", STR(evaluation->id), STR(own->missed));
        carried = carried || file->facts || !file->path.n;
    }
    return carried;
}

void judge_evaluations(struct judging *judging)
{
    struct model *model = judging->model;
    const struct list *evaluations = model_records(model, model->known->evaluation);
    struct map *newest = map_new_fold(judging->scratch);
    judge_own_limits(model);
    judging->failed = arena_array(judging->scratch, evaluations->n, bool);
    for (uint32_t i = 0; i < evaluations->n; i++)
        if (counts_today(model, evaluations->v[i].as.ref.record))
            note_newest(judging, newest, evaluations->v[i].as.ref.record);
    for (uint32_t i = 0; i < evaluations->n; i++) {
        const struct record *evaluation = evaluations->v[i].as.ref.record;
        if (!counts_today(model, evaluation))
            continue;
        struct verdict_of_numbers own = judge_own(model->arena, model->known, evaluation);
        bool carried = judge_items(model, evaluation, &own);
        judging->failed[i] = own.missed.n && !carried && is_newest(judging, newest, evaluation);
    }
}
