/* Collectors: their records as they are run, and when they are due. */
#include "model/collector.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/path.h"
#include "model/ledger.h"

enum { TIMEOUT_USUAL = 60, TIMEOUT_MAX = 24 * 60 * 60, COLLECTOR_ID_MAX = 40 };

struct reading {
    struct arena *arena;
    struct diags *diags;
    const struct known *known;
    const struct record *record;
    bool fine;
};

__attribute__((format(printf, 3, 4)))
static void refuse(struct reading *reading, const struct value *value, const char *format, ...)
{
    char text[500];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    diag_subject(diag_report(reading->diags, DIAG_BAD_VALUE, value_pos(reading->record, value), "%s", text), reading->record->id);
    reading->fine = false;
}

static size_t read_list(struct reading *reading, const struct field *field, struct str **texts)
{
    const struct list *list = record_list(reading->record, field);
    *texts = arena_array(reading->arena, list->n + 1, struct str);
    for (uint32_t i = 0; i < list->n; i++)
        (*texts)[i] = list->v[i].as.text;
    return list->n;
}

/* 90, 60s, 10min, 2h. A month is m in this format, so a minute is not. */
static bool parse_timeout(struct str text, unsigned *seconds)
{
    static const struct { struct str unit; unsigned seconds; } units[] = { { S_INIT("min"), 60 }, { S_INIT("s"), 1 }, { S_INIT("h"), 3600 } };
    uint64_t n;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_ends(text, units[i].unit) && str_u64(str_sub(text, 0, text.n - units[i].unit.n), &n) && n >= 1 && n <= TIMEOUT_MAX / units[i].seconds) {
            *seconds = (unsigned)n * units[i].seconds;
            return true;
        }
    return false;
}

static void read_timeout(struct reading *reading, struct collector *collector)
{
    const struct value *value = record_value(reading->record, reading->known->collector_timeout);
    collector->timeout = TIMEOUT_USUAL;
    if (value->kind == VALUE_TEXT && !parse_timeout(value->as.text, &collector->timeout))
        refuse(reading, value, "'timeout' must be a time such as 60s, 10min or 2h, up to 24h, not '%.*s'", STR(value->as.text));
}

static void read_success(struct reading *reading, struct collector *collector)
{
    const struct list *list = record_list(reading->record, reading->known->collector_success);
    collector->success = arena_array(reading->arena, list->n + 1, int);
    collector->n_success = list->n ? list->n : 1;
    for (uint32_t i = 0; i < list->n; i++) {
        uint64_t status;
        if (str_u64(list->v[i].as.text, &status) && status <= 255)
            collector->success[i] = (int)status;
        else
            refuse(reading, &list->v[i], "an exit status is a number from 0 to 255, not '%.*s'", STR(list->v[i].as.text));
    }
}

static bool is_reserved(struct str name)
{
    static const char *const names[] = { "stdout.txt", "stderr.txt", "failed-run.json", "index.yaml", "LEDGER.jsonl" };
    bool reserved = name.p[0] == '.' || str_ends(name, S(".evidence.yaml"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        reserved = reserved || str_is(name, names[i]);
    return reserved;
}

static void read_output(struct reading *reading, struct collector *collector)
{
    const struct value *value = record_value(reading->record, reading->known->collector_output);
    for (size_t i = 0; i < collector->n_command; i++)
        collector->places_output = collector->places_output || str_contains(collector->command[i], S(COLLECTOR_OUTPUT));
    if (value->kind == VALUE_TEXT && !str_is(value->as.text, "stdout"))
        collector->output = value->as.text;
    const char *problem = collector->output.n ? path_name_problem(collector->output) : NULL;
    if (problem)
        refuse(reading, value, "'output' must be stdout or a file of the project: '%.*s' %s", STR(collector->output), problem);
    else if (collector->output.n && is_reserved(path_name(collector->output)))
        refuse(reading, value, "an output cannot be called '%.*s': files of this name mean something else beside evidence", STR(path_name(collector->output)));
    if (collector->places_output && !collector->output.n)
        refuse(reading, record_value(reading->record, reading->known->collector_command), "the command writes to " COLLECTOR_OUTPUT ", and 'output' names no file");
}

static bool is_variable(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] == '=' || (unsigned char)name.p[i] <= ' ')
            return false;
    return name.n > 0;
}

static void read_environment(struct reading *reading, struct collector *collector)
{
    const struct list *list = record_list(reading->record, reading->known->collector_environment);
    collector->n_environment = read_list(reading, reading->known->collector_environment, &collector->environment);
    for (uint32_t i = 0; i < list->n; i++)
        if (!is_variable(list->v[i].as.text))
            refuse(reading, &list->v[i], "'environment' lists names of variables; values come from the environment of `dossier collect`");
}

static void read_item(struct reading *reading, const struct model *model, struct collector *collector)
{
    const struct list *rows = record_list(reading->record, reading->known->collector_record);
    collector->item = rows->n ? rows->v[0].as.ref.record : NULL;
    if (!collector->item)
        return;                             /* reported as missing */
    const struct value *level = record_value(collector->item, reading->known->collector_record_classification);
    bool known = level->kind != VALUE_TEXT;
    for (size_t i = 0; i < model->settings.n_levels; i++)
        known = known || str_eq(level->as.text, model->settings.levels[i]);
    if (!known)
        refuse(reading, level, "'%.*s' is not one of the levels of dossier.yaml", STR(level->as.text));
}

bool collector_read(struct arena *arena, struct diags *diags, const struct model *model, const struct record *record, struct collector *collector)
{
    struct reading reading = { arena, diags, model->known, record, true };
    *collector = (struct collector){ .record = record, .id = record->id };
    if (record->id.n > COLLECTOR_ID_MAX)
        diag_subject(diag_report(diags, DIAG_BAD_VALUE, record->pos, "the id of a collector is a part of its items' ids and has at most %d characters", COLLECTOR_ID_MAX), record->id);
    reading.fine = record->id.n <= COLLECTOR_ID_MAX;
    collector->n_command = read_list(&reading, model->known->collector_command, &collector->command);
    collector->n_version = read_list(&reading, model->known->collector_version, &collector->version);
    read_timeout(&reading, collector);
    read_success(&reading, collector);
    read_output(&reading, collector);
    read_environment(&reading, collector);
    read_item(&reading, model, collector);
    return reading.fine && !record->rejected && collector->n_command && collector->item;
}

/* --- when they are due -------------------------------------------------------------------------------------- */

struct record *collector_of(const struct model *model, const struct record *evidence)
{
    struct str id = evidence_collector(model->known, evidence);
    struct record *record = id.n ? model_find(model, id) : NULL;
    return record && record->type == model->known->collector ? record : NULL;
}

/* Only a result counts: a failed run, a report that broke off, or a file that is gone or was changed does not make the next
 * run late. */
static bool is_result(const struct known *known, const struct record *evidence)
{
    static const char *const states[] = { "supports", "contradicts", "unread", "stale" };
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (record_is(evidence, known->evidence_state, states[i]))
            return true;
    return false;
}

static void take_item(struct model *model, const struct record *evidence)
{
    const struct known *known = model->known;
    struct record *collector = collector_of(model, evidence);
    const struct value *at = record_value(evidence, known->evidence_collected_at);
    if (!collector || !is_result(known, evidence) || at->kind != VALUE_DATETIME)
        return;
    struct value *last = record_value(collector, known->collector_last_success);
    if (last->kind == VALUE_NONE || datetime_epoch(last->as.datetime) < datetime_epoch(at->as.datetime))
        *last = (struct value){ .kind = VALUE_DATETIME, .as.datetime = at->as.datetime };
}

bool collector_has_recovered(const struct model *model, const struct record *evidence)
{
    const struct known *known = model->known;
    const struct record *collector = collector_of(model, evidence);
    const struct value *at = record_value(evidence, known->evidence_collected_at);
    if (!collector || at->kind != VALUE_DATETIME || !record_is(evidence, known->evidence_format, "collector-run"))
        return false;
    const struct value *last = record_value(collector, known->collector_last_success);
    return last->kind == VALUE_DATETIME && datetime_epoch(last->as.datetime) > datetime_epoch(at->as.datetime);
}

static void date_next(const struct known *known, struct record *collector)
{
    const struct value *last = record_value(collector, known->collector_last_success), *every = record_value(collector, known->collector_every);
    if (last->kind == VALUE_DATETIME && every->kind == VALUE_DURATION)
        value_set_date(record_value(collector, known->collector_next_due), date_add(last->as.datetime.day, every->as.duration));
}

void collectors_date(struct model *model)
{
    const struct list *evidence = model_records(model, model->known->evidence), *collectors = model_records(model, model->known->collector);
    for (uint32_t i = 0; collectors->n && i < evidence->n; i++)
        take_item(model, evidence->v[i].as.ref.record);
    for (uint32_t i = 0; i < collectors->n; i++)
        date_next(model->known, collectors->v[i].as.ref.record);
}
