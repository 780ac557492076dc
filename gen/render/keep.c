/* {% keep "part", text %}: a part whose HTML depends on one text and on the folder of the page, and on nothing else.
 * It is drawn once by each thread and copied from then on: the frame of every page, the pill of every state.
 * That it depends on nothing else is certain, not promised: while it is drawn there is no page, subject or rows, the
 * model is sealed, and locals of the template around it do not reach it.
 * What a page costs must not depend on which pages were drawn before, so a drawing has limits of its own. */
#include "render/engine_state.h"

enum { KEPT_MAX = 16 << 20 };       /* bytes of one engine; what comes later is drawn each time */

/* Draws the part for the text on top of the stack; the HTML is valid until the next drawing. */
static struct str draw(lua_State *L, size_t index)
{
    struct engine *engine = engine_of(L);
    struct buf *outer = engine->out;
    unsigned parts = engine->parts;
    struct script_account account;

    script_open_account(&engine->script, &account);
    engine_show_page(engine, false);
    engine->keep.drawing = true;
    buf_reset(&engine->keep.out);
    engine->out = &engine->keep.out;
    engine->parts = 0;
    engine_draw(L, index, lua_gettop(L));
    engine->parts = parts;
    engine->out = outer;
    engine->keep.drawing = false;
    engine_show_page(engine, true);
    script_close_account(&engine->script, &account);
    return buf_str(&engine->keep.out);
}

/* The texts for which a template has been drawn for this folder. */
static struct map *kept_of(struct keep *keep, size_t index)
{
    if (!keep->here[index])
        keep->here[index] = map_new(keep->arena);
    return keep->here[index];
}

static const struct str *draw_and_keep(lua_State *L, size_t index, struct str text)
{
    struct keep *keep = &engine_of(L)->keep;
    struct str *html = arena_new_of(keep->arena, struct str);

    *html = str_copy(keep->arena, draw(L, index));
    keep->bytes += html->n + text.n;
    map_put(kept_of(keep, index), str_copy(keep->arena, text), html);
    return html;
}

/* __k(index, text) */
int page_keep(lua_State *L)
{
    struct engine *engine = engine_of(L);
    size_t index = (size_t)lua_tointeger(L, 1);
    const struct str *html;
    struct str text;

    lua_settop(L, 2);
    if (lua_isnil(L, 2))
        return 0;
    text = text_arg(L, 2, "keep");
    html = map_find(kept_of(&engine->keep, index), text);
    if (!html && (engine->keep.drawing || engine->keep.bytes > KEPT_MAX)) {
        script_pay(L, 20);
        engine_draw(L, index, 2);
        return 0;
    }
    if (!html)
        html = draw_and_keep(L, index, text);
    buf_put(engine->out, *html);
    if (engine->out->over)
        script_fail(L, "this page is larger than %d MB", ENGINE_OUTPUT_MAX >> 20);
    script_pay_bytes(L, html->n);
    return 0;
}

void keep_begin(struct engine *engine)
{
    struct keep *keep = &engine->keep;
    struct str url = engine->page->url;
    size_t n = url.n;

    keep->drawing = false;      /* an error may have ended the last page within a drawing */
    while (n && url.p[n - 1] != '/')
        n--;
    keep->here = map_find(keep->folders, str_sub(url, 0, n));
    if (keep->here)
        return;
    keep->here = arena_array(keep->arena, engine->context->templates->n, struct map *);
    map_put(keep->folders, str_copy(keep->arena, str_sub(url, 0, n)), keep->here);
}

void keep_open(struct engine *engine)
{
    engine->keep.arena = arena_new();
    engine->keep.folders = map_new(engine->keep.arena);
    engine->keep.out.max = ENGINE_OUTPUT_MAX;
}

void keep_close(struct engine *engine)
{
    buf_free(&engine->keep.out);
    arena_free(engine->keep.arena);
}
