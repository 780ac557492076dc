/* Looking into the model: records and types, dates, and what is known of the project. */
#include "model/due.h"
#include "model/known.h"
#include "script/values.h"

static void put_type_name(struct map *names, const struct model *model)
{
    for (size_t i = 0; i < model->n_types; i++)
        map_put(names, model->types[i]->name, names);
}

static const struct record_type *type_arg(lua_State *L, const char *who)
{
    const struct model *model = script_of(L)->model;
    struct str name = text_arg(L, 1, who);
    const struct record_type *type = model_type(model, name);
    struct map *names;

    if (type)
        return type;
    names = map_new(script_of(L)->scratch);
    put_type_name(names, model);
    script_hint(L, map_nearest(names, name));
    script_fail(L, "there is no record type '%s'", lua_tostring(L, 1));
}

static int model_records_of(lua_State *L)
{
    push_thing(L, &model_records(script_of(L)->model, type_arg(L, "records"))->thing);
    return 1;
}

static int model_find_id(lua_State *L)
{
    script_pay(L, 10);
    push_record(L, model_find(script_of(L)->model, text_arg(L, 1, "find")));
    return 1;
}

/* part(record, field): the row that a reference names behind its "/". */
static int model_part(lua_State *L)
{
    const struct record *record = record_arg(L, 1, "part");
    const struct value *value = record_value(record, field_of(L, record->type, text_arg(L, 2, "part")));

    push_record(L, value->kind == VALUE_RECORD ? value->as.ref.part : NULL);
    return 1;
}

/* text(record, field): what was written there, whatever its kind; nil when that is nothing but white space. */
static int model_text(lua_State *L)
{
    const struct record *record = record_arg(L, 1, "text");
    const struct value *value = record_value(record, field_of(L, record->type, text_arg(L, 2, "text")));
    struct str text = str_trim(value_text(script_of(L)->scratch, value));

    script_count(L, text.n);
    if (text.n)
        push_str(L, text);
    return text.n ? 1 : 0;
}

static int model_type_of(lua_State *L)
{
    if (lua_type(L, 1) == LUA_TSTRING)
        push_thing(L, &type_arg(L, "type_of")->thing);
    else
        push_thing(L, &record_arg(L, 1, "type_of")->type->thing);
    return 1;
}

/* A date, or the day of a time. */
static date_days date_arg(lua_State *L, int index, const char *who)
{
    date_days date;

    if (!date_parse(str_sub(text_arg(L, index, who), 0, 10), &date))
        script_fail(L, "'%s' is no date", lua_tostring(L, index));
    return date;
}

static int model_days(lua_State *L)
{
    date_days from = script_of(L)->model->as_of;

    if (lua_isnil(L, 1))
        return 0;
    if (!lua_isnoneornil(L, 2))
        from = date_arg(L, 2, "days");
    lua_pushinteger(L, (lua_Integer)date_arg(L, 1, "days") - from);
    return 1;
}

/* due_when(date): "overdue", "soon" or "later"; nil for none. */
static int model_due_when(lua_State *L)
{
    if (lua_isnil(L, 1))
        return 0;
    push_str(L, due_when(script_of(L)->model, date_arg(L, 1, "due_when")));
    return 1;
}

static int model_after(lua_State *L)
{
    struct duration duration;

    if (lua_isnil(L, 1) || lua_isnil(L, 2))
        return 0;
    if (!duration_parse(text_arg(L, 2, "after"), &duration))
        script_fail(L, "'%s' is no duration: write 90d, 12w, 6m or 2y", lua_tostring(L, 2));
    push_date(L, date_add(date_arg(L, 1, "after"), duration));
    return 1;
}

static void add_filled(lua_State *L, const struct record *record, const struct field *field, lua_Integer *n)
{
    const struct value *value = record_value(record, field);

    if (value->kind == VALUE_NONE || (value->kind == VALUE_LIST && value->as.list->n == 0))
        return;
    push_thing(L, &field->thing);
    lua_rawseti(L, -2, ++*n);
}

/* Going through the fields of a type is the most frequent loop of all pages, so it is made here. */
static int model_filled(lua_State *L)
{
    const struct record *record = record_arg(L, 1, "filled");
    struct str names = lua_isnoneornil(L, 2) ? S("") : text_arg(L, 2, "filled"), name;
    lua_Integer n = 0;

    script_pay(L, record->type->n_fields);
    lua_settop(L, 2);
    lua_createtable(L, 8, 0);
    if (lua_isnil(L, 2))
        for (size_t i = 0; i < record->type->n_fields; i++)
            add_filled(L, record, &record->type->fields[i], &n);
    while (names.n && str_split(&names, ' ', &name)) {
        const struct field *field = type_field(record->type, name);
        if (field)
            add_filled(L, record, field, &n);
    }
    return 1;
}

static bool is_named(struct str names, struct str name)
{
    struct str one;

    while (str_split(&names, ' ', &one))
        if (str_eq(one, name))
            return true;
    return false;
}

/* Who refers to a record, from most pages of which nothing comes: back-links that hold something. */
static int model_back_links(lua_State *L)
{
    const struct record *record = record_arg(L, 1, "back_links");
    struct str skip = lua_isnoneornil(L, 2) ? S("") : text_arg(L, 2, "back_links");
    lua_Integer n = 0;

    script_pay(L, record->type->n_fields);
    lua_createtable(L, 0, 0);
    for (size_t i = 0; i < record->type->n_fields; i++) {
        const struct field *field = &record->type->fields[i];
        if (field->kind == FIELD_BACKLINKS && !is_named(skip, field->name))
            add_filled(L, record, field, &n);
    }
    return 1;
}

static lua_Integer count_arg(lua_State *L, int index, lua_Integer all)
{
    int is_integer;
    lua_Integer n = lua_isnoneornil(L, index) ? all : lua_tointegerx(L, index, &is_integer);

    if (!lua_isnoneornil(L, index) && (!is_integer || n < 0))
        script_fail(L, "'due' needs whole numbers, none below 0");
    return n;
}

static void push_due(lua_State *L, const struct due *due, size_t n)
{
    script_pay(L, 30);
    lua_createtable(L, 0, 6);
    push_record(L, due->record);
    lua_setfield(L, -2, "record");
    push_record(L, due->row);
    lua_setfield(L, -2, "row");
    if (due->row && record_title(due->row).n) {
        push_str(L, record_title(due->row));
        lua_setfield(L, -2, "row_title");
    }
    push_thing(L, &due->field->thing);
    lua_setfield(L, -2, "field");
    push_date(L, due->date);
    lua_setfield(L, -2, "date");
    lua_pushinteger(L, (lua_Integer)n);
    lua_setfield(L, -2, "n");
}

/* due(late, soon, within): what falls due, soonest first, at most so many overdue and so many of the others, those within
 * so many days; `late` and `soon` of the result say how many there are. */
static int model_due(lua_State *L)
{
    const struct model *model = script_of(L)->model;
    struct due_list due = due_list(script_of(L)->scratch, model);
    lua_Integer all = (lua_Integer)due.list.n, within = count_arg(L, 3, INT32_MAX);
    lua_Integer most[2] = { count_arg(L, 1, all), count_arg(L, 2, all) }, seen[2] = { 0, 0 }, at = 0;

    script_pay(L, due.list.n);
    lua_newtable(L);
    for (struct due_line line = { 0 }; due_next_line(model, &due, &line) && due.list.v[line.first].date - model->as_of <= within;) {
        bool soon = due.list.v[line.first].date >= model->as_of;
        if (++seen[soon] > most[soon])
            continue;
        push_due(L, &due.list.v[line.first], line.n);
        lua_rawseti(L, -2, ++at);
    }
    lua_pushinteger(L, seen[false]);
    lua_setfield(L, -2, "late");
    lua_pushinteger(L, seen[true]);
    lua_setfield(L, -2, "soon");
    return 1;
}

const luaL_Reg library_model[] = {
    { "records", model_records_of }, { "find", model_find_id }, { "part", model_part }, { "text", model_text },
    { "type_of", model_type_of }, { "filled", model_filled }, { "back_links", model_back_links },
    { "due", model_due }, { "due_when", model_due_when }, { "days", model_days }, { "after", model_after }, { NULL, NULL } };

/* --- the project --- */

static void push_frameworks(lua_State *L, const struct model *model)
{
    size_t n = model->settings.n_frameworks;

    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {        /* in the order of dossier.yaml */
        push_record(L, model_framework(model, model->settings.frameworks[i])->record);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_types(lua_State *L, const struct model *model)
{
    lua_Integer n = 0;

    lua_createtable(L, (int)model->n_types, 0);
    for (size_t i = 0; i < model->n_types; i++) {
        if (model->records[i]->n == 0)
            continue;
        push_thing(L, &model->types[i]->thing);
        lua_rawseti(L, -2, ++n);
    }
}

bool push_project_field(lua_State *L, struct str key)
{
    const struct model *model = script_of(L)->model;
    const struct settings *settings = &model->settings;

    if (str_is(key, "id"))
        push_str(L, settings->id);
    else if (str_is(key, "title"))
        push_str(L, settings->title);
    else if (str_is(key, "organization"))
        push_str(L, settings->organization);
    else if (str_is(key, "language"))
        push_str(L, settings->language);
    else if (str_is(key, "as_of"))
        push_date(L, model->as_of);
    else if (str_is(key, "frameworks"))
        push_frameworks(L, model);
    else if (str_is(key, "types"))
        push_types(L, model);
    else if (str_is(key, "risk_scale"))
        lua_pushinteger(L, settings->risk_scale);
    else if (str_is(key, "risk_appetite"))
        lua_pushinteger(L, settings->risk_appetite);
    else
        return false;
    return true;
}
