/* HTML values: what helpers make, and the only values that are written without escaping. */
#include <string.h>

#include "render/engine_state.h"

struct buf *html_begin(lua_State *L, size_t *mark)
{
    struct buf *out = &engine_of(L)->html;

    *mark = out->n;
    return out;
}

void html_push(lua_State *L, size_t mark)
{
    struct buf *out = &engine_of(L)->html;
    size_t n = out->n - mark;
    struct html *html = script_scratch(L, sizeof *html + n);

    if (out->over)
        script_fail(L, "this makes more HTML than a page may hold");
    *html = (struct html){ .thing.kind = THING_HTML, .bytes = { (const char *)(html + 1), n } };
    memcpy(html + 1, out->p + mark, n);
    out->n = mark;
    push_thing(L, &html->thing);
}
