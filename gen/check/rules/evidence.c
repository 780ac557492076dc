/* Findings about evidence items: each bad state, files without a record, oddities inside files. */
#include "check/check.h"
#include "model/collector.h"
#include "model/limits.h"
#include "model/verdict.h"

static struct str first_reason(const struct model *model, const struct record *evidence)
{
    const struct list *reasons = record_list(evidence, model->known->evidence_reasons);
    return reasons->n ? reasons->v[reasons->n - 1].as.text : S("");
}

/* What is no digest could never be found to differ. */
static void check_digest(struct diags *diags, const struct record *evidence, const struct field *field)
{
    const struct value *value = record_value(evidence, field);
    struct digest digest;
    if (value->kind != VALUE_TEXT || digest_parse(value->as.text, &digest))
        return;
    struct diag *diag = diag_report(diags, DIAG_BAD_VALUE, value_pos(evidence, value), "'%.*s' must be 64 hexadecimal digits, not '%.*s'", STR(field->name),
                                    STR(value->as.text));
    diag_subject(diag, evidence->id);
}

static void check_item(const struct model *model, struct diags *diags, const struct record *evidence)
{
    static const struct { const char *state; enum diag_id id; } states[] = {
        { "missing", DIAG_EVIDENCE_MISSING }, { "tampered", DIAG_EVIDENCE_TAMPERED },
        { "future", DIAG_EVIDENCE_FUTURE }, { "no-result", DIAG_EVIDENCE_NO_RESULT } };
    enum file_problem problem = model->evidence[evidence->index].problem;
    if (problem != FILE_FINE && problem != FILE_ABSENT)
        return;                             /* reported as an error already */
    if (record_is(evidence, model->known->evidence_state, "no-result") && collector_has_recovered(model, evidence))
        return;                             /* it stays in the history, and asks for nothing */
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (!record_is(evidence, model->known->evidence_state, states[i].state))
            continue;
        struct diag *diag = diag_report(diags, states[i].id, evidence->pos, "%.*s: %.*s", STR(evidence->id), STR(first_reason(model, evidence)));
        diag_subject(diag, evidence->id);
    }
}

static void check_warnings(const struct model *model, struct diags *diags, const struct record *evidence)
{
    const struct list *warnings = record_list(evidence, model->known->evidence_warnings);
    for (uint32_t i = 0; i < warnings->n; i++) {
        struct diag *diag = diag_report(diags, DIAG_EVIDENCE_WARNING, evidence->pos, "%.*s: %.*s", STR(evidence->id), STR(warnings->v[i].as.text));
        diag_subject(diag, evidence->id);
    }
}

static bool is_measured(const struct facts *facts, const struct limit *limit)
{
    for (size_t i = 0; i < facts->metrics.n; i++)
        if (limit_is_about(limit, facts->metrics.v[i].name, facts->metrics.v[i].group))
            return true;
    return false;
}

/* A limit that judges nothing must not look like one that was kept. */
static void check_limits(const struct model *model, struct diags *diags, const struct record *evidence)
{
    const struct list *limits = record_list(evidence, model->known->evidence_thresholds);
    const struct facts *facts = model->evidence[evidence->index].facts;
    for (uint32_t i = 0; i < limits->n; i++) {
        const struct record *row = limits->v[i].as.ref.record;
        struct limit limit = limit_read(model->known, row);
        if (facts && is_measured(facts, &limit))
            continue;
        struct diag *diag = diag_report(diags, DIAG_EVIDENCE_WARNING, row->pos, "%.*s: the limit for '%.*s' judges nothing", STR(evidence->id), STR(limit.metric));
        if (facts && facts->metrics.n)
            diag_hint(diags, diag, "a limit has a min or a max; the file has '%.*s', for instance", STR(facts->metrics.v[0].name));
        else
            diag_hint(diags, diag, "no number was read from the file");
        diag_subject(diag, evidence->id);
    }
}

static void report_contradiction(const struct model *model, struct diags *diags, const struct record *control, const struct record *evidence, struct str what)
{
    struct diag *diag = diag_report(diags, DIAG_EVIDENCE_CONTRADICTS, evidence->pos, "%.*s contradicts %.*s: %.*s", STR(evidence->id), STR(what),
                                    STR(first_reason(model, evidence)));
    diag_within(diag_subject(diag, evidence->id), control->id);
}

static void report_lapse(const struct model *model, struct diags *diags, const struct record *control, const struct record *evidence, struct str what,
                         struct duration every)
{
    date_days until = evidence_valid_until(model->known, evidence, every);
    bool undated = evidence_day(model->known, evidence) == DATE_NONE && every.unit;
    if (!undated && (until == DATE_NONE || until >= model->as_of))
        return;
    struct str end = undated ? S("has no date") : str_printf(diags->arena, "was valid until %.*s", STR(date_text(diags->arena, until)));
    struct diag *diag = diag_report(diags, DIAG_EVIDENCE_STALE, evidence->pos, "%.*s is the newest evidence for %.*s and %.*s", STR(evidence->id), STR(what), STR(end));
    diag_within(diag_subject(diag, evidence->id), control->id);
}

/* The items that decide an obligation for the worse: one for each AI system that evidence names. */
static void check_obligation(const struct model *model, struct diags *diags, const struct record *control, const struct record *row)
{
    const struct known *known = model->known;
    const struct list *deciders = record_list(row, known->control_requires_deciders);
    const struct value *every = record_value(row, known->control_requires_every);
    struct str what = str_printf(diags->arena, "%.*s/%.*s", STR(control->id), STR(row->id));
    for (uint32_t i = 0; i < deciders->n; i++) {
        const struct record *evidence = deciders->v[i].as.ref.record;
        if (evidence->type != known->evidence)
            continue;                       /* an evaluation: its rule speaks of it */
        if (record_is(evidence, known->evidence_state, "contradicts"))
            report_contradiction(model, diags, control, evidence, what);
        else
            report_lapse(model, diags, control, evidence, what, every->kind == VALUE_DURATION ? every->as.duration : (struct duration){ 0 });
    }
}

/* A failure counts as a finding even where the control never said that it owes evidence. */
static void check_unasked(const struct model *model, struct diags *diags, const struct record *control)
{
    const struct list *evidence = record_list(control, model->known->control_evidence);
    for (uint32_t i = 0; i < evidence->n; i++)
        if (record_is(evidence->v[i].as.ref.record, model->known->evidence_state, "contradicts"))
            report_contradiction(model, diags, control, evidence->v[i].as.ref.record, control->id);
}

static void check_unrecorded(const struct model *model, struct diags *diags)
{
    for (size_t i = 0; i < model->n_unrecorded; i++)
        diag_report(diags, DIAG_EVIDENCE_UNRECORDED, (struct pos){ .file = model->unrecorded[i] }, "this file has no record, so it counts as no evidence");
}

static void run(const struct model *model, struct diags *diags)
{
    const struct known *known = model->known;
    const struct list *items = model_records(model, known->evidence), *controls = model_records(model, known->control);
    for (uint32_t i = 0; i < items->n; i++) {
        check_digest(diags, items->v[i].as.ref.record, known->evidence_sha256);
        check_digest(diags, items->v[i].as.ref.record, known->evidence_redacts_sha256);
        check_item(model, diags, items->v[i].as.ref.record);
        check_warnings(model, diags, items->v[i].as.ref.record);
        check_limits(model, diags, items->v[i].as.ref.record);
    }
    for (uint32_t i = 0; i < controls->n; i++) {
        const struct record *control = controls->v[i].as.ref.record;
        const struct list *requires = record_list(control, known->control_requires);
        if (!requires->n)
            check_unasked(model, diags, control);
        for (uint32_t k = 0; k < requires->n; k++)
            check_obligation(model, diags, control, requires->v[k].as.ref.record);
    }
    check_unrecorded(model, diags);
}

const struct rule rule_evidence = { "evidence", "evidence items, by state", run };
