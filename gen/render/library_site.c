/* What pages know beside the model: findings, and the fields of `page` and `site`. */
#include "render/engine_state.h"

static void set_text(lua_State *L, const char *name, struct str text)
{
    if (!text.n)
        return;
    push_str(L, text);
    lua_setfield(L, -2, name);
}

static void push_finding(lua_State *L, const struct diag *diag)
{
    lua_createtable(L, 0, 10);
    set_text(L, "severity", str_of(severity_name(diag->code->severity)));
    set_text(L, "code", str_of(diag->code->name));
    set_text(L, "summary", str_of(diag->code->summary));
    set_text(L, "message", diag->message);
    set_text(L, "hint", diag->hint);
    set_text(L, "subject", diag->subject);
    if (diag->suppression) {
        set_text(L, "suppressed_by", diag->suppression->exception);
        set_text(L, "suppressed_until", diag->suppression->expires);
    }
    if (!diag->pos.file)
        return;
    set_text(L, "file", sources_shown(script_of(L)->model->sources, diag->pos.file));
    if (diag->pos.line) {
        lua_pushinteger(L, diag->pos.line);
        lua_setfield(L, -2, "line");
    }
}

static int site_diagnostics(lua_State *L)
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

const luaL_Reg library_site[] = { { "diagnostics", site_diagnostics }, { NULL, NULL } };

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
    else if (str_is(key, "in_navigation"))
        lua_pushboolean(L, page->navigation != 0);
    else
        script_fail(L, "'page' has no '%s'; it has url, title, number, count, root, in_navigation", key.p);
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
        push_str(L, page->url);
        lua_setfield(L, -2, "url");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    out->n = mark;
}

static void site_field(lua_State *L, struct str key)
{
    const struct render_context *context = engine_of(L)->context;

    if (str_is(key, "edition"))
        push_str(L, context->edition);
    else if (str_is(key, "generator"))
        push_str(L, context->generator);
    else if (str_is(key, "navigation"))
        push_navigation(L);
    else if (!push_project_field(L, key))
        script_fail(L, "'site' has no '%s'; it has edition, generator, navigation, " PROJECT_FIELDS, key.p);
}

int index_page(lua_State *L, const struct thing *thing, struct str key)
{
    if (thing->kind == THING_PAGE)
        page_field(L, engine_of(L)->page, key);
    else
        site_field(L, key);
    return 1;
}
