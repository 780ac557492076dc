/* What evaluations say about evidence. The limits that were set beforehand stand in the evaluation, the numbers in the
 * file that it names, in the evaluation itself, or in both: one number beyond its limit and the file contradicts; all of
 * them within and a file that only measured supports. An evaluation without a file that is beyond its limits speaks against
 * the controls that it names, until a later one of the same system measures the same again.
 * Runs before the states of evidence are found. */
#include "model/judging.h"

/* An evaluation's values are compared with its limits in two places: its own rows and the metrics of a file. */
struct number {
    struct str name, group, text;
    double value;
};

struct verdict_of_numbers {
    bool judged;                    /* some limit was about some number */
    struct str missed, within;      /* what to say; empty: nothing of the kind */
};

/* "false_proposal_rate" and "False proposal rate" are one name. */
static bool same_name(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        char x = a.p[i] == '_' || a.p[i] == '-' ? ' ' : a.p[i], y = b.p[i] == '_' || b.p[i] == '-' ? ' ' : b.p[i];
        if (x != y && !str_eq_fold((struct str){ &x, 1 }, (struct str){ &y, 1 }))
            return false;
    }
    return true;
}

static void judge_number(struct arena *arena, const struct known *known, const struct record *limit, const struct number *number, struct verdict_of_numbers *verdict)
{
    const struct value *min = record_value(limit, known->evaluation_thresholds_min), *max = record_value(limit, known->evaluation_thresholds_max);
    struct str group = record_text(limit, known->evaluation_thresholds_group);
    bool low = min->kind == VALUE_NUMBER && number->value < min->as.number.number;
    bool high = max->kind == VALUE_NUMBER && number->value > max->as.number.number;
    bool limits = min->kind == VALUE_NUMBER || max->kind == VALUE_NUMBER;       /* a row without either judges nothing */
    if (!limits || !same_name(record_text(limit, known->evaluation_thresholds_metric), number->name) || (group.n && !same_name(group, number->group)))
        return;
    verdict->judged = true;
    struct str of = number->group.n ? str_printf(arena, " (%.*s)", STR(number->group)) : S("");
    if ((low || high) && !verdict->missed.n)
        verdict->missed = str_printf(arena, "%.*s%.*s is %.*s, %s %s", STR(number->name), STR(of), STR(number->text), low ? "below" : "above",
                                     low ? min->as.number.text : max->as.number.text);
    else if (!verdict->within.n)
        verdict->within = str_printf(arena, "%.*s%.*s is %.*s", STR(number->name), STR(of), STR(number->text));
}

static void judge_by_limits(struct arena *arena, const struct known *known, const struct record *evaluation, const struct number *number, struct verdict_of_numbers *verdict)
{
    const struct list *limits = record_list(evaluation, known->evaluation_thresholds);
    for (uint32_t i = 0; i < limits->n; i++)
        judge_number(arena, known, limits->v[i].as.ref.record, number, verdict);
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
            judge_by_limits(arena, known, evaluation, &number, &verdict);
    if (!verdict.missed.n && record_is(evaluation, known->evaluation_result, "fail"))
        verdict.missed = S("its result is fail");
    return verdict;
}

static void judge_file(struct model *model, const struct record *evaluation, const struct verdict_of_numbers *own, struct facts *facts)
{
    struct verdict_of_numbers verdict = { 0 };
    for (size_t i = 0; i < facts->metrics.n; i++) {
        const struct metric *metric = &facts->metrics.v[i];
        struct number number = { metric->name, metric->group, metric->value, metric->number };
        judge_by_limits(model->arena, model->known, evaluation, &number, &verdict);
    }
    struct str missed = verdict.missed.n ? verdict.missed : own->missed;
    if (facts->state == FACTS_CONTRADICTS || facts->state == FACTS_NO_RESULT)
        return;
    if (missed.n) {
        facts->state = FACTS_CONTRADICTS;
        facts->reason = str_printf(model->arena, "%.*s: %.*s", STR(evaluation->id), STR(missed));
    } else if (verdict.judged && facts->state == FACTS_UNREAD) {
        facts->state = FACTS_SUPPORTS;
        facts->reason = str_printf(model->arena, "%.*s: %.*s, within its limit", STR(evaluation->id), STR(verdict.within));
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
            judge_file(model, evaluation, own, file->facts);
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
