/* Looking into the model: records, types, findings; and the fields of `page` and `site`. */
#include <string.h>

#include "render/engine_state.h"

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

static int model_type_of(lua_State *L)
{
    if (lua_type(L, 1) == LUA_TSTRING)
        push_thing(L, &type_arg(L, "type_of")->thing);
    else
        push_thing(L, &record_arg(L, 1, "type_of")->type->thing);
    return 1;
}

static int model_days(lua_State *L)
{
    struct str text;
    date_days date;

    if (lua_isnil(L, 1))
        return 0;
    text = str_sub(text_arg(L, 1, "days"), 0, 10);
    if (!date_parse(text, &date))
        script_fail(L, "'%s' is no date", lua_tostring(L, 1));
    lua_pushinteger(L, (lua_Integer)date - script_of(L)->model->as_of);
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
    lua_Integer n = 0;

    script_pay(L, record->type->n_fields);
    lua_settop(L, 2);
    lua_createtable(L, 8, 0);
    if (!lua_istable(L, 2)) {
        for (size_t i = 0; i < record->type->n_fields; i++)
            add_filled(L, record, &record->type->fields[i], &n);
        return 1;
    }
    for (lua_Integer i = 1; lua_rawgeti(L, 2, i) == LUA_TSTRING; i++) {
        const struct field *field = type_field(record->type, str_of(lua_tostring(L, -1)));
        lua_pop(L, 1);
        if (field)
            add_filled(L, record, field, &n);
    }
    lua_pop(L, 1);
    return 1;
}

static void set_text(lua_State *L, const char *name, struct str text)
{
    if (!text.n)
        return;
    push_str(L, text);
    lua_setfield(L, -2, name);
}

static void push_finding(lua_State *L, const struct diag *diag)
{
    lua_createtable(L, 0, 8);
    set_text(L, "severity", str_of(severity_name(diag->code->severity)));
    set_text(L, "code", str_of(diag->code->name));
    set_text(L, "summary", str_of(diag->code->summary));
    set_text(L, "message", diag->message);
    set_text(L, "hint", diag->hint);
    set_text(L, "subject", diag->subject);
    if (!diag->pos.file)
        return;
    set_text(L, "file", sources_shown(script_of(L)->model->sources, diag->pos.file));
    if (diag->pos.line) {
        lua_pushinteger(L, diag->pos.line);
        lua_setfield(L, -2, "line");
    }
}

static int model_diagnostics(lua_State *L)
{
    const struct diags *findings = engine_of(L)->context->findings;
    size_t n = findings ? findings->list.n : 0;

    script_pay(L, n * 40);
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        push_finding(L, &findings->list.v[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

const luaL_Reg library_model[] = {
    { "records", model_records_of }, { "find", model_find_id }, { "type_of", model_type_of }, { "filled", model_filled },
    { "days", model_days }, { "diagnostics", model_diagnostics }, { NULL, NULL } };

/* --- page and site --- */

static void push_root(lua_State *L, struct str url)
{
    luaL_Buffer root;

    luaL_buffinit(L, &root);
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] == '/')
            luaL_addstring(&root, "../");
    luaL_pushresult(&root);
}

static void page_field(lua_State *L, const struct page *page, struct str key)
{
    if (str_is(key, "url"))
        push_str(L, page->url);
    else if (str_is(key, "title"))
        push_str(L, page->title);
    else if (str_is(key, "number"))
        lua_pushinteger(L, page->number);
    else if (str_is(key, "count"))
        lua_pushinteger(L, page->count);
    else if (str_is(key, "root"))
        push_root(L, page->url);
    else
        script_fail(L, "'page' has no '%s'; it has url, title, number, count, root", key.p);
}

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

static void push_navigation(lua_State *L)
{
    struct engine *engine = engine_of(L);
    const struct plan *plan = engine->context->plan;
    size_t n = plan ? plan->n_navigation : 0, mark;
    struct buf *out = html_begin(L, &mark);

    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        const struct page *page = plan->navigation[i];
        lua_createtable(L, 0, 3);
        push_str(L, page->title);
        lua_setfield(L, -2, "title");
        out->n = mark;
        put_relative(engine, out, page->url);
        push_str(L, str_sub(buf_str(out), mark, out->n));
        lua_setfield(L, -2, "href");
        lua_pushboolean(L, str_eq(page->url, engine->page->url));
        lua_setfield(L, -2, "current");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    out->n = mark;
}

static void site_field(lua_State *L, struct str key)
{
    const struct render_context *context = engine_of(L)->context;
    const struct settings *settings = &context->model->settings;
    struct date_parts day = date_parts(context->model->as_of);
    char text[48];

    if (str_is(key, "id"))
        push_str(L, settings->id);
    else if (str_is(key, "title"))
        push_str(L, settings->title);
    else if (str_is(key, "organization"))
        push_str(L, settings->organization);
    else if (str_is(key, "language"))
        push_str(L, settings->language);
    else if (str_is(key, "as_of"))
        lua_pushlstring(L, text, (size_t)snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day));
    else if (str_is(key, "edition"))
        push_str(L, context->edition);
    else if (str_is(key, "generator"))
        push_str(L, context->generator);
    else if (str_is(key, "frameworks"))
        push_frameworks(L, context->model);
    else if (str_is(key, "types"))
        push_types(L, context->model);
    else if (str_is(key, "navigation"))
        push_navigation(L);
    else if (str_is(key, "risk_scale"))
        lua_pushinteger(L, settings->risk_scale);
    else if (str_is(key, "risk_appetite"))
        lua_pushinteger(L, settings->risk_appetite);
    else
        script_fail(L, "'site' has no '%s'; it has id, title, organization, language, as_of, edition, generator, "
                       "frameworks, types, navigation, risk_scale, risk_appetite", key.p);
}

int index_page(lua_State *L, const struct thing *thing, struct str key)
{
    if (thing->kind == THING_PAGE)
        page_field(L, engine_of(L)->page, key);
    else
        site_field(L, key);
    return 1;
}
