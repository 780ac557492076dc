/* report{ … }: a finding of a rule, at the place where the record says what it is about; and a word for its message. */
#include <string.h>

#include "base/arena.h"
#include "check/check.h"
#include "check/rule_run.h"

enum { TEXT_MAX = 4000, REPORT_COST = 200 };

static const char *const keys[] = { "at", "field", "item", "line", "column", "length", "in_file", "code", "message", "hint",
                                    "subject", "related", "related_message", NULL };

/* A misspelt key would be lost silently. */
static void check_keys(lua_State *L)
{
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        size_t i = 0;
        while (keys[i] && strcmp(keys[i], key))
            i++;
        if (!keys[i])
            script_fail(L, "'report' takes no '%s'; it takes at, field, item, line, column, length, in_file, code, message, hint, "
                           "subject, related, related_message", key);
    }
}

/* Pushes a key of the table; true when it is there. */
static bool has(lua_State *L, const char *key)
{
    lua_getfield(L, 1, key);
    return !lua_isnil(L, -1);
}

/* A text of the finding, copied to where findings live; empty: it is not there. */
static struct str text_of(lua_State *L, const char *key)
{
    struct str text = { .n = 0 };

    if (has(L, key)) {
        text = text_arg(L, -1, "report");
        if (text.n > TEXT_MAX)
            script_fail(L, "the %s of a report has at most %d bytes", key, TEXT_MAX);
        script_count(L, text.n);
        text = str_copy(run_of(L)->keep, text);
    }
    lua_pop(L, 1);
    return text;
}

static uint32_t number_of(lua_State *L, const char *key)
{
    lua_Integer number = 0;
    int is_integer = 1;

    if (has(L, key))
        number = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer || number < 0 || number > INT32_MAX)
        script_fail(L, "the %s of a report is a whole number", key);
    lua_pop(L, 1);
    return (uint32_t)number;
}

static const struct record *record_of(lua_State *L, const char *key, bool required)
{
    const struct record *record = NULL;

    if (has(L, key) || required) {
        record = record_at(L, -1);
        if (!record)
            script_fail(L, "'report' needs a record as '%s', not %s", key, what_at(L, -1));
    }
    lua_pop(L, 1);
    return record;
}

static const struct diag_code *code_of(lua_State *L)
{
    const struct rule_file *rule = run_of(L)->rule;
    struct str name;

    if (!has(L, "code")) {
        lua_pop(L, 1);
        return &rule->codes[0];
    }
    name = text_arg(L, -1, "report");
    for (size_t i = 0; i < rule->n_codes; i++)
        if (str_is(name, rule->codes[i].name)) {
            lua_pop(L, 1);
            return &rule->codes[i];
        }
    script_fail(L, "this rule describes no code '%s'", lua_tostring(L, -1));
}

/* Requirements stand in the library; where the project asks for their framework is the place that can be changed. */
static struct pos place_of_record(const struct model *model, const struct record *record)
{
    const struct framework *framework = NULL;
    struct pos pos = record->pos;

    while (!pos.file && record->parent)
        pos = (record = record->parent)->pos;
    if (record->type == model->known->requirement)
        framework = model_framework_of(model, record);
    return framework && framework->in_scope ? framework_pos(model, framework->id) : pos;
}

/* Where a field was written, or an item of it; where the record is when it was not. */
static struct pos place_of_field(lua_State *L, const struct record *record, struct str name)
{
    const struct value *value = record_value(record, field_of(L, record->type, name));
    uint32_t item = number_of(L, "item");

    if (value->kind == VALUE_LIST && item >= 1 && item <= value->as.list->n)
        value = &value->as.list->v[item - 1];
    return value->line ? value_pos(record, value) : place_of_record(script_of(L)->model, record);
}

static struct pos place(lua_State *L, const struct record *record)
{
    struct str field = { .n = 0 };
    struct pos pos;

    if (has(L, "field"))
        field = text_arg(L, -1, "report");
    pos = field.n ? place_of_field(L, record, field) : place_of_record(script_of(L)->model, record);
    lua_pop(L, 1);
    if (has(L, "line"))
        pos = (struct pos){ .file = pos.file, .line = number_of(L, "line"), .col = number_of(L, "column"), .len = number_of(L, "length") };
    lua_pop(L, 1);
    return pos;
}

/* Of a row the record that holds it. */
static struct str subject_of(lua_State *L, const struct record *record)
{
    struct str subject = text_of(L, "subject");

    while (record->parent)
        record = record->parent;
    return subject.n ? subject : record->id;
}

/* in_file: the line is one of the evidence record's file. */
static bool put_in_file(lua_State *L, const struct record *record, const struct diag *diag)
{
    struct rule_run *run = run_of(L);
    const struct model *model = run->script.model;
    bool wanted;

    lua_getfield(L, 1, "in_file");
    wanted = lua_toboolean(L, -1);
    lua_pop(L, 1);
    if (!wanted)
        return false;
    if (record->type != model->known->evidence || !model->evidence[record->index].path.n)
        script_fail(L, "'in_file' is for evidence that has a file");
    *vec_add(run->keep, &run->placed->list) = (struct placed){ model->evidence[record->index].path, number_of(L, "line"), *diag };
    return true;
}

static int report(lua_State *L)
{
    struct rule_run *run = run_of(L);
    struct diag diag = { .code = NULL };

    script_pay(L, REPORT_COST);
    if (lua_gettop(L) != 1 || !lua_istable(L, 1))
        script_fail(L, "'report' needs a table: report{ at = record, message = \"…\" }");
    check_keys(L);
    const struct record *record = record_of(L, "at", true), *related = record_of(L, "related", false);
    diag.code = code_of(L);
    diag.pos = place(L, record);
    diag.message = text_of(L, "message");
    diag.hint = text_of(L, "hint");
    diag.subject = subject_of(L, record);
    if (!diag.message.n)
        script_fail(L, "'report' needs a message");
    if (related) {
        diag.related = place_of_record(run->script.model, related);
        diag.related_message = text_of(L, "related_message");
    }
    script_count(L, sizeof diag);
    run->reported++;
    if (put_in_file(L, record, &diag))
        return 0;
    struct diag *reported = diag_report_code(run->diags, diag.code, diag.pos, diag.message);
    *reported = diag;
    return 0;
}

/* many(1, "day") is "1 day", many(3, "day") is "3 days". */
static int many(lua_State *L)
{
    struct buf *text = &script_of(L)->text;
    struct str word = text_arg(L, 2, "many");
    int is_integer;
    lua_Integer n = lua_tointegerx(L, 1, &is_integer);

    if (!is_integer)
        script_fail(L, "'many' needs a whole number and a word");
    buf_reset(text);
    buf_printf(text, "%lld ", (long long)n);
    buf_put(text, word);
    if (n != 1)
        buf_putc(text, 's');
    return push_text(L);
}

const luaL_Reg library_report[] = { { "report", report }, { "many", many }, { NULL, NULL } };
