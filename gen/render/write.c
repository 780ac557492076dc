/* __w: literal text and values in turn, into the page. The first byte of a literal says how the value behind it is
 * written, so that one call does a whole row of a table. */
#include <string.h>

#include "base/html.h"
#include "render/engine_state.h"
#include "render/html_context.h"

/* The call began on the line of its first literal; the lines between are those of the literals before `index`. */
static void set_line(lua_State *L, int index)
{
    lua_Debug debug;

    if (!lua_getstack(L, 1, &debug) || !lua_getinfo(L, "l", &debug))
        return;
    for (int i = 1; i < index; i += 2) {
        size_t n;
        const char *s = lua_tolstring(L, i, &n);
        for (size_t k = 0; k < n; k++)
            debug.currentline += s[k] == '\n';
    }
    script_of(L)->line = debug.currentline;
}

static _Noreturn void write_fail(lua_State *L, int index, const char *message)
{
    set_line(L, index);
    script_fail(L, message, what_at(L, index));
}

static bool is_html(const struct thing *thing)
{
    return thing->kind == THING_HTML || thing->kind == THING_RICH;
}

static void write_thing(lua_State *L, int index, char mode, struct buf *out)
{
    const struct thing *thing = thing_at(L, index);
    struct buf *words = &script_of(L)->text;

    if (is_html(thing) && mode != MODE_TEXT)
        write_fail(L, index, "%s may not stand in an attribute, only in text");
    if (thing->kind == THING_HTML) {
        buf_put(out, ((const struct html *)thing)->bytes);
    } else if (thing->kind == THING_RICH) {
        put_document(L, out, ((const struct rich *)thing)->document);
    } else if (thing->kind == THING_RECORD) {
        buf_reset(words);
        put_record_words(words, (const struct record *)thing);
        buf_html(out, buf_str(words));
    } else {
        write_fail(L, index, "%s cannot be written; use show, link or each");
    }
}

/* Where the page would load something: nothing may come from outside of the site. */
static bool is_relative(struct str url)
{
    size_t end = 0;

    if (!url_is_allowed(url) || (url.n && (url.p[0] == '/' || url.p[0] == '\\')))
        return false;
    while (end < url.n && !strchr("/?#:", url.p[end]))
        end++;
    return end == url.n || url.p[end] != ':';
}

/* A piece of an address keeps its slashes, except the first: behind "/" it would name another host. */
static void write_piece(struct buf *out, struct str piece)
{
    if (piece.n && piece.p[0] == '/') {
        buf_puts(out, "%2F");
        piece = str_sub(piece, 1, piece.n);
    }
    buf_url_path(out, piece);
}

static void write_str(lua_State *L, int index, char mode, struct buf *out, struct str text)
{
    switch (mode) {
    case MODE_TEXT:
    case MODE_ATTRIBUTE: buf_html(out, text); return;
    case MODE_PIECE: write_piece(out, text); return;
    case MODE_RELATIVE:
        if (!is_relative(text))
            write_fail(L, index, "this address is not relative: nothing may be loaded from outside of the site");
        buf_html(out, text);
        return;
    default:
        if (!url_is_allowed(text))
            write_fail(L, index, "this address is not allowed: it must be relative, http, https or mailto");
        buf_html(out, text);
    }
}

static void write_value(lua_State *L, int index, char mode, struct buf *out)
{
    char number[48];
    size_t n;
    const char *s;

    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        s = lua_tolstring(L, index, &n);
        write_str(L, index, mode, out, (struct str){ s, n });
        return;
    case LUA_TNUMBER:
        n = number_text(L, index, number);
        write_str(L, index, mode, out, (struct str){ number, n });
        return;
    case LUA_TNIL: return;
    case LUA_TBOOLEAN: buf_puts(out, lua_toboolean(L, index) ? "true" : "false"); return;
    case LUA_TLIGHTUSERDATA: write_thing(L, index, mode, out); return;
    default: write_fail(L, index, "%s cannot be written");
    }
}

int page_write(lua_State *L)
{
    struct buf *out = engine_of(L)->out;
    int n = lua_gettop(L);
    size_t before = out->n;

    for (int i = 1; i <= n; i += 2) {
        size_t length;
        const char *literal = lua_tolstring(L, i, &length);
        buf_bytes(out, literal + 1, length - 1);
        if (i < n)
            write_value(L, i + 1, literal[0], out);
    }
    if (out->over)
        script_fail(L, "this page is larger than %d MB", ENGINE_OUTPUT_MAX >> 20);
    script_pay_bytes(L, out->n - before);
    return 0;
}
