/* Drawing pages: each template is one function of the state, and a page is one call of it. */
#include <string.h>
#include <stdlib.h>

#include "base/die.h"
#include "render/engine_state.h"
#include "render/template_compile.h"

static const char no_blocks_key;

/* --- templates as functions --- */

static int page_include(lua_State *L);
static int page_layout(lua_State *L);

/* Calls the chunk at the top of the stack, which gives the function that draws. */
static void make_function(struct engine *engine, size_t index)
{
    lua_State *L = engine->script.L;

    lua_pushcfunction(L, page_write);
    lua_pushcfunction(L, page_include);
    lua_pushcfunction(L, page_keep);
    lua_pushcfunction(L, page_layout);
    script_push_environment(L);
    lua_call(L, 5, 1);
    engine->functions[index] = luaL_ref(L, LUA_REGISTRYINDEX);
}

static bool load_template(struct engine *engine, struct arena *scratch, struct diags *diags, size_t index)
{
    const struct template *template = &engine->context->templates->v[index];
    struct str message;
    const char *name = str_printf(scratch, "=%.*s", STR(template->name)).p;

    if (!script_load(&engine->script, scratch, template->lua, name, &message)) {
        template_report_syntax(diags, template, message);
        return false;
    }
    make_function(engine, index);
    return true;
}

/* All of them at once, before the first page: what a page costs must not depend on which came before it. */
static bool load_templates(struct engine *engine, struct arena *scratch, struct diags *diags)
{
    if (engine->loaded)
        return !engine->broken;
    engine->loaded = true;
    for (size_t i = 0; i < engine->context->templates->n; i++)
        engine->broken |= !load_template(engine, scratch, diags, i);
    return !engine->broken;
}

/* What a template with no layout, and a part, gets for blocks. */
static void push_no_blocks(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &no_blocks_key);
}

static void push_template(lua_State *L, size_t index)
{
    lua_rawgeti(L, LUA_REGISTRYINDEX, engine_of(L)->functions[index]);
}

enum { TEMPLATE_ARGUMENTS = 2 };        /* blocks and args */

void engine_draw(lua_State *L, size_t index, int args)
{
    struct engine *engine = engine_of(L);

    if (engine->parts == PARTS_MAX)
        script_fail(L, "parts are included more than %d deep", PARTS_MAX);
    engine->parts++;
    luaL_checkstack(L, 20, "too many parts");
    push_template(L, index);
    push_no_blocks(L);
    lua_pushvalue(L, args);
    lua_call(L, TEMPLATE_ARGUMENTS, 0);
    engine->parts--;
}

void engine_part(lua_State *L, const struct template *part)
{
    engine_draw(L, (size_t)(part - engine_of(L)->context->templates->v), lua_gettop(L));
    lua_pop(L, 1);
}

/* __i(index, args) */
static int page_include(lua_State *L)
{
    script_pay(L, 20);
    lua_settop(L, 2);
    engine_draw(L, (size_t)lua_tointeger(L, 1), 2);
    return 0;
}

/* __l(index, blocks, args): at the end of a template that has a layout, which sees the same `args`. */
static int page_layout(lua_State *L)
{
    push_template(L, (size_t)lua_tointeger(L, 1));
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 3);
    lua_call(L, TEMPLATE_ARGUMENTS, 0);
    return 0;
}

/* --- pages --- */

static void push_args(lua_State *L, const struct page *page)
{
    lua_createtable(L, 0, (int)page->n_args);
    for (size_t i = 0; i < page->n_args; i++) {
        push_str(L, page->args[i].name);
        push_str(L, page->args[i].value);
        lua_rawset(L, -3);
    }
}

static const struct thing *subject_of(const struct page *page)
{
    if (page->record)
        return &page->record->thing;
    return page->kind == PAGE_TYPE && page->type ? &page->type->thing : NULL;
}

/* The rows of this page as a list of its own, which looks into the list of all. */
static const struct thing *rows_of(const struct engine *engine, struct arena *scratch, const struct page *page)
{
    const struct list *all;
    struct list *rows;

    if (page->kind != PAGE_TYPE || !page->type)
        return NULL;
    all = model_records(engine->context->model, page->type);
    rows = arena_new_of(scratch, struct list);
    *rows = (struct list){ .thing.kind = THING_LIST };
    if (page->first < all->n) {
        rows->v = all->v + page->first;
        rows->n = page->n_rows < all->n - page->first ? page->n_rows : all->n - page->first;
    }
    return &rows->thing;
}

static const struct template *template_named(const struct engine *engine, struct str name)
{
    return name.n ? map_find(engine->context->templates->by_name, name) : NULL;
}

static void report(struct engine *engine, struct diags *diags, const struct script_error *error)
{
    const struct template *template = template_named(engine, error->chunk);
    struct pos pos;
    struct diag *diag;

    if (!template)
        template = engine->page->template;
    pos = error->line > 0 ? template_line(template, (uint32_t)error->line) : (struct pos){ .file = template->file };
    diag = diag_report(diags, DIAG_TEMPLATE_ERROR, pos, "%.*s", STR(error->message));
    if (error->hint.n)
        diag_hint(diags, diag, "%.*s", STR(error->hint));
    if (engine->block.file)
        diag_related(diag, engine->block, S("while this block was drawn"));
    else if (engine->page->record)
        diag_related(diag, engine->page->record->pos, S("while the page of this record was made"));
}

/* Whether templates see the page that is being drawn. */
void engine_show_page(struct engine *engine, bool shown)
{
    script_set(&engine->script, "page", shown ? &engine->page_thing : NULL);
    script_set(&engine->script, "subject", shown ? engine->subject : NULL);
    script_set(&engine->script, "rows", shown ? engine->rows : NULL);
}

static void page_begin(struct engine *engine, struct arena *scratch, const struct page *page, struct buf *out)
{
    engine->page = page;
    engine->out = out;
    engine->parts = 0;
    buf_reset(&engine->html);
    engine->block = (struct pos){ .file = 0 };
    engine->subject = subject_of(page);
    engine->rows = rows_of(engine, scratch, page);
    engine_show_page(engine, true);
    keep_begin(engine);
}

bool engine_page(struct engine *engine, struct arena *scratch, struct diags *diags, const struct page *page,
                 struct buf *out)
{
    lua_State *L = engine->script.L;
    const struct templates *templates = engine->context->templates;
    struct script_error error;
    const char *what = str_c(scratch, page->template->name);
    bool ok;

    if (!load_templates(engine, scratch, diags))
        return false;
    page_begin(engine, scratch, page, out);
    push_template(L, (size_t)(page->template - templates->v));
    lua_newtable(L);                    /* a page with a layout puts its blocks here */
    push_args(L, page);
    backstop_start(&engine->script, what);
    ok = script_run(&engine->script, scratch, TEMPLATE_ARGUMENTS, &error);
    backstop_stop();
    if (!ok)
        report(engine, diags, &error);
    return ok;
}

/* --- making and freeing --- */

struct engine *engine_new(const struct render_context *context)
{
    struct engine *engine = calloc(1, sizeof *engine);
    lua_State *L;

    if (engine)
        engine->functions = calloc(context->templates->n + 1, sizeof *engine->functions);
    if (!engine || !engine->functions)
        die(EXIT_MACHINE, "no memory");
    script_open(&engine->script, context->model);
    engine->context = context;
    engine->page_thing.kind = THING_PAGE;
    engine->site_thing.kind = THING_SITE;
    engine->script.index_other = index_page;
    engine->script.uncounted = !context->templates->foreign;
    engine->html.max = ENGINE_OUTPUT_MAX;
    script_add(&engine->script, library_page);
    script_add(&engine->script, library_site);
    keep_open(engine);
    script_set(&engine->script, "site", &engine->site_thing);
    L = engine->script.L;
    lua_createtable(L, 0, 0);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &no_blocks_key);
    return engine;
}

void engine_free(struct engine *engine)
{
    keep_close(engine);
    script_close(&engine->script);
    buf_free(&engine->html);
    free(engine->functions);
    free(engine);
}
