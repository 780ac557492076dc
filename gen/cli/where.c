/* Conditions of `list --where FIELD=VALUE`. */
#include "cli/where.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "model/known.h"

_Noreturn static void refuse(const struct session *session, struct str message, struct str near)
{
    if (near.n)
        usage_error(session->call->command, "%.*s; did you mean '%.*s'?", STR(message), STR(near));
    usage_error(session->call->command, "%.*s", STR(message));
}

const struct record_type *type_of_operand(const struct session *session, const char *name)
{
    const struct model *model = &session->model;
    const struct record_type *type = model_type_by_plural(model, str_of(name));
    if (!type)
        type = model_type(model, str_of(name));
    struct nearest nearest = nearest_to(str_of(name));
    for (size_t i = 0; !type && i < model->n_types; i++) {
        nearest_try(&nearest, model->types[i]->plural);
        nearest_try(&nearest, model->types[i]->name);
    }
    if (!type)
        refuse(session, str_printf(session->output, "there is no record type '%s'", name), nearest.word);
    return type;
}

static void refuse_value(struct session *session, const struct condition *condition, const char *expected, struct str near)
{
    refuse(session, str_printf(session->output, "'%.*s' is %s, so it is never '%.*s'", STR(condition->field->name), expected, STR(condition->text)), near);
}

static void check_word(struct session *session, const struct condition *condition)
{
    const struct field *field = condition->field;
    struct nearest nearest = nearest_to(condition->text);
    struct buf words = { 0 };
    for (size_t i = 0; i < field->n_words; i++) {
        if (str_eq(field->words[i], condition->text)) {
            buf_free(&words);
            return;
        }
        nearest_try(&nearest, field->words[i]);
        buf_printf(&words, "%s%.*s", i == 0 ? "one of " : ", ", STR(field->words[i]));
    }
    struct str list = buf_copy(session->output, &words);
    buf_free(&words);
    if (list.n)
        refuse_value(session, condition, str_c(session->output, list), nearest.word);
}

/* Frameworks also go by their alias; requirements by alias:node. */
static const struct record *find_record(const struct model *model, struct str text)
{
    const struct record *record = model_find(model, text);
    const struct framework *framework = record ? NULL : model_framework(model, text);
    return framework ? framework->record : record;
}

static void check_record(struct session *session, struct condition *condition)
{
    const struct field *field = condition->field;
    struct str id = str_sub(condition->text, 0, str_find(condition->text, '/'));
    condition->record = find_record(&session->model, id);
    if (condition->record || field->or_text)
        return;
    struct nearest nearest = nearest_to(id);
    nearest_try(&nearest, map_nearest(session->model.by_id, id));
    for (size_t i = 0; i < session->model.n_frameworks; i++)
        nearest_try(&nearest, session->model.frameworks[i].alias);
    refuse(session, str_printf(session->output, "'%.*s' names a record, and there is no '%.*s'", STR(field->name), STR(id)), nearest.word);
}

static bool is_number(struct str text)
{
    char *end;
    if (!text.n)
        return false;
    (void)strtod(text.p, &end);
    return end == text.p + text.n;
}

static void check_value(struct session *session, struct condition *condition)
{
    date_days date;
    struct datetime datetime;
    struct duration duration;
    struct str text = condition->text;
    switch ((enum field_kind)condition->field->kind) {
    case FIELD_WORD: case FIELD_WORDS:
        check_word(session, condition);
        break;
    case FIELD_REF: case FIELD_REFS: case FIELD_BACKLINKS:
        check_record(session, condition);
        break;
    case FIELD_BOOL:
        if (!str_is(text, "true") && !str_is(text, "false"))
            refuse_value(session, condition, "true or false", S(""));
        break;
    case FIELD_DATE:
        if (!date_parse(text, &date))
            refuse_value(session, condition, "a date such as 2026-11-30", S(""));
        break;
    case FIELD_DATETIME:
        if (!datetime_parse(text, &datetime))
            refuse_value(session, condition, "a time such as 2026-11-30T09:00:00Z", S(""));
        break;
    case FIELD_DURATION:
        if (!duration_parse(text, &duration))
            refuse_value(session, condition, "a duration such as 90d", S(""));
        break;
    case FIELD_NUMBER:
        if (!is_number(text))
            refuse_value(session, condition, "a number", S(""));
        break;
    case FIELD_TEXT: case FIELD_MARKDOWN: case FIELD_LIST: case FIELD_ROWS: case FIELD_URL: case FIELD_FILE:
        break;                              /* anything may stand there */
    }
}

struct conditions where_parse(struct session *session, const struct record_type *type)
{
    struct conditions conditions = { 0 };
    const char *given;
    for (size_t k = 0; (given = option_value_at(session->call, "where", k)); k++) {
        struct str text = str_of(given), name = str_sub(text, 0, str_find(text, '='));
        if (name.n == text.n)
            refuse(session, str_printf(session->output, "--where takes FIELD=VALUE, not '%s'", given), S(""));
        struct condition condition = { .field = type_field(type, name), .text = str_sub(text, name.n + 1, text.n) };
        if (!condition.field)
            refuse(session, str_printf(session->output, "the type '%.*s' has no field '%.*s'", STR(type->name), STR(name)), map_nearest(type->by_name, name));
        if (condition.text.n)
            check_value(session, &condition);
        *vec_add(session->output, &conditions.list) = condition;
    }
    return conditions;
}

/* A record matches by what it is, and one of its rows only when the condition names it as well. */
static bool names(const struct condition *condition, const struct value *value)
{
    const struct record *record = value->as.ref.record;
    if (record->type->is_rows)
        return str_eq_fold(record->id, condition->text);
    if (record != condition->record)
        return false;
    struct str part = str_sub(condition->text, str_find(condition->text, '/') + 1, condition->text.n);
    return !part.n || (value->as.ref.part && str_eq_fold(value->as.ref.part->id, part));
}

static bool has(struct session *session, const struct condition *condition, const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_LIST:
        for (uint32_t i = 0; i < value->as.list->n; i++)
            if (has(session, condition, &value->as.list->v[i]))
                return true;
        return !condition->text.n && !value->as.list->n;
    case VALUE_RECORD:
        return names(condition, value);
    case VALUE_NUMBER:
        return condition->text.n && value->as.number.number == strtod(condition->text.p, NULL);
    default:
        return str_eq(value_text(session->output, value), condition->text);
    }
}

/* A requirement's id is written in several ways. */
static bool is_called(const struct session *session, const struct record *record, struct str id)
{
    const struct known *known = session->model.known;
    if (record->type == known->requirement && str_eq_fold(record_text(record, known->requirement_node), id))
        return true;
    return find_record(&session->model, id) == record;
}

bool where_holds(struct session *session, const struct conditions *conditions, const struct record *record)
{
    for (size_t i = 0; i < conditions->list.n; i++) {
        const struct condition *condition = &conditions->list.v[i];
        bool is_id = str_is(condition->field->name, "id");
        if (is_id ? !is_called(session, record, condition->text) : !has(session, condition, record_value(record, condition->field)))
            return false;
    }
    return true;
}
