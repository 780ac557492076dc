/* What only pages have: addresses, links, HTML of fields and documents, icons, translation. */
#include <stdio.h>
#include <string.h>

#include "base/html.h"
#include "render/engine_state.h"

/* --- addresses --- */

static bool has_scheme(struct str url)
{
    size_t end = 0;

    while (end < url.n && !strchr("/?#:", url.p[end]))
        end++;
    return end < url.n && url.p[end] == ':';
}

/* A path of the site, perhaps with "#anchor" or "?query" behind it; addresses with a scheme stay as they are. */
static void put_path(lua_State *L, struct buf *out, struct str path)
{
    size_t end = 0;

    if (has_scheme(path) || (path.n && path.p[0] == '/')) {
        if (!url_is_allowed(path) || path.p[0] == '/')
            script_fail(L, "this address is not allowed: it must be a path of the site, http, https or mailto");
        buf_put(out, path);
        return;
    }
    while (end < path.n && path.p[end] != '#' && path.p[end] != '?')
        end++;
    if (end) {
        struct buf *plain = &script_of(L)->text;
        buf_reset(plain);
        put_relative(engine_of(L), plain, str_sub(path, 0, end));
        buf_url_path(out, buf_str(plain));
    }
    buf_put(out, str_sub(path, end, path.n));
}

static struct str path_of_thing(lua_State *L, const struct thing *thing, bool file)
{
    const struct engine *engine = engine_of(L);

    if (thing && thing->kind == THING_RECORD)
        return file ? file_path(engine, (const struct record *)thing) : record_path(engine, (const struct record *)thing);
    if (thing && thing->kind == THING_TYPE)
        return type_path(engine, (const struct record_type *)thing);
    script_fail(L, "'href' needs a record, a type or a path, not %s", what_at(L, 1));
}

/* href(x), href(evidence, "file") */
static int page_href(lua_State *L)
{
    size_t mark;
    struct buf *out;
    bool file = !lua_isnoneornil(L, 2);

    script_pay(L, 10);
    if (lua_isnil(L, 1))
        return 0;
    out = html_begin(L, &mark);
    if (lua_type(L, 1) == LUA_TSTRING) {
        put_path(L, out, text_arg(L, 1, "href"));
    } else {
        struct str path = path_of_thing(L, thing_at(L, 1), file);
        if (!path.n)
            return 0;
        put_relative(engine_of(L), out, path);
    }
    push_str(L, str_sub(buf_str(out), mark, out->n));
    out->n = mark;
    return 1;
}

/* Text, or HTML made by another helper. */
static void put_text_or_html(lua_State *L, int index, struct buf *out, const char *who)
{
    const struct thing *thing = thing_at(L, index);
    struct buf *text = &script_of(L)->text;

    if (thing && thing->kind == THING_HTML) {
        buf_put(out, ((const struct html *)thing)->bytes);
        return;
    }
    buf_reset(text);
    if (thing && thing->kind == THING_RECORD)
        put_record_words(text, (const struct record *)thing);
    else
        put_text(L, index, text, who);
    buf_html(out, buf_str(text));
}

static int link_path(lua_State *L, struct buf *out, size_t mark)
{
    bool plain = lua_isnoneornil(L, 2);

    if (!plain) {
        size_t from;
        buf_puts(out, "<a href=\"");
        from = out->n;
        put_path(L, out, text_arg(L, 1, "link"));
        for (size_t i = from; i < out->n; i++)
            if (strchr("\"<>&'", out->p[i]))
                script_fail(L, "this address cannot be linked");
        buf_puts(out, "\">");
    }
    put_text_or_html(L, plain ? 1 : 2, out, "link");
    if (!plain)
        buf_puts(out, "</a>");
    html_push(L, mark);
    return 1;
}

static int link_type(lua_State *L, struct buf *out, size_t mark, const struct record_type *type)
{
    struct str path = type_path(engine_of(L), type);

    buf_puts(out, path.n ? "<a href=\"" : "<span>");
    if (path.n) {
        put_relative(engine_of(L), out, path);
        buf_puts(out, "\">");
    }
    if (lua_isnoneornil(L, 2))
        buf_html(out, translated(engine_of(L), type->titles));
    else
        put_text_or_html(L, 2, out, "link");
    buf_puts(out, path.n ? "</a>" : "</span>");
    html_push(L, mark);
    return 1;
}

static int page_link(lua_State *L)
{
    const struct thing *thing = thing_at(L, 1);
    struct str words = S("");
    size_t mark;
    struct buf *out;

    script_pay(L, 20);
    if (lua_isnil(L, 1))
        return 0;
    out = html_begin(L, &mark);
    if (lua_type(L, 1) == LUA_TSTRING)
        return link_path(L, out, mark);
    if (thing && thing->kind == THING_TYPE)
        return link_type(L, out, mark, (const struct record_type *)thing);
    if (!lua_isnoneornil(L, 2))
        words = text_arg(L, 2, "link");
    put_link(engine_of(L), out, record_arg(L, 1, "link"), S(""), words);
    html_push(L, mark);
    return 1;
}

/* --- HTML of fields and documents --- */

/* nil rather than empty HTML, so that templates can write: show(r, "f") or "–". */
static int push_html_or_nil(lua_State *L, const struct buf *out, size_t mark)
{
    if (out->n == mark)
        return 0;
    html_push(L, mark);
    return 1;
}

static int page_show(lua_State *L)
{
    const struct record *record = record_arg(L, 1, "show");
    struct str name = text_arg(L, 2, "show");
    const struct field *field = type_field(record->type, name);
    size_t mark;
    struct buf *out = html_begin(L, &mark);

    if (!field && str_is(name, "id"))
        buf_html(out, record->id);
    else if (!field)
        field = field_of(L, record->type, name);
    if (field && field->kind == FIELD_FILE && file_path(engine_of(L), record).n) {
        buf_puts(out, "<a href=\"");
        put_relative(engine_of(L), out, file_path(engine_of(L), record));
        buf_puts(out, "\">");
        put_value(L, out, field, record_value(record, field));
        buf_puts(out, "</a>");
    } else if (field) {
        put_value(L, out, field, record_value(record, field));
    }
    return push_html_or_nil(L, out, mark);
}

static int page_show_rows(lua_State *L)
{
    const struct list *rows = list_at(L, 1);
    const struct field **columns = NULL;
    size_t mark, n = 0;
    struct buf *out = html_begin(L, &mark);

    if (lua_isnil(L, 1) || (rows && rows->n == 0))
        return 0;
    if (!rows || rows->v[0].kind != VALUE_RECORD)
        script_fail(L, "'show_rows' needs a list of rows, not %s", what_at(L, 1));
    if (lua_istable(L, 2)) {
        n = (size_t)lua_rawlen(L, 2);
        columns = script_scratch(L, (n + 1) * sizeof *columns);
        for (size_t i = 0; i < n; i++) {
            lua_rawgeti(L, 2, (lua_Integer)i + 1);
            columns[i] = field_of(L, rows->v[0].as.ref.record->type, text_arg(L, -1, "show_rows"));
            lua_pop(L, 1);
        }
    }
    put_rows(L, out, rows, columns, n);
    return push_html_or_nil(L, out, mark);
}

static int page_body(lua_State *L)
{
    const struct record *record = record_arg(L, 1, "body");
    size_t mark;
    struct buf *out = html_begin(L, &mark);

    if (!record->document)
        return 0;
    put_document(L, out, record->document);
    return push_html_or_nil(L, out, mark);
}

static int page_headings(lua_State *L)
{
    const struct document *document = record_arg(L, 1, "headings")->document;
    size_t n = document ? document->n_headings : 0;

    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_createtable(L, 0, 3);
        lua_pushinteger(L, document->headings[i].level);
        lua_setfield(L, -2, "level");
        push_str(L, document->headings[i].text);
        lua_setfield(L, -2, "text");
        push_str(L, document->headings[i].anchor);
        lua_setfield(L, -2, "anchor");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
        script_pay(L, 20);
    }
    return 1;
}

static int page_icon(lua_State *L)
{
    const struct map *icons = engine_of(L)->context->templates->icons;
    struct str name = text_arg(L, 1, "icon");
    const struct str *icon = icons ? map_find(icons, name) : NULL;
    if (!icon && icons && !lua_isnoneornil(L, 2))
        icon = map_find(icons, text_arg(L, 2, "icon"));
    size_t mark;
    struct buf *out = html_begin(L, &mark);

    if (!icon) {
        if (icons)
            script_hint(L, map_nearest(icons, name));
        script_fail(L, "the theme has no icon '%s'", lua_tostring(L, 1));
    }
    buf_put(out, *icon);
    html_push(L, mark);
    return 1;
}

/* --- translation --- */

static bool has_html(lua_State *L)
{
    for (int i = 2; i <= lua_gettop(L); i++) {
        const struct thing *thing = thing_at(L, i);
        if (thing && thing->kind == THING_HTML)
            return true;
    }
    return false;
}

static void put_argument(lua_State *L, int index, struct buf *out, bool html)
{
    const struct record *record = record_at(L, index);

    if (html)
        put_text_or_html(L, index, out, "t");
    else if (record)
        put_record_words(out, record);
    else
        put_text(L, index, out, "t");
}

/* The words with %1, %2 … replaced. When a value is HTML the result is HTML, and the words are escaped. */
static void put_translation(lua_State *L, struct buf *out, struct str words, bool html)
{
    for (size_t from = 0, at; from < words.n; from = at + 2) {
        struct str piece;
        int index;
        at = from + str_find(str_sub(words, from, words.n), '%');
        piece = str_sub(words, from, at);
        if (html)
            buf_html(out, piece);
        else
            buf_put(out, piece);
        if (at >= words.n)
            return;
        index = at + 1 < words.n ? words.p[at + 1] - '0' + 1 : 0;
        if (index >= 2 && index <= lua_gettop(L))
            put_argument(L, index, out, html);
        else
            buf_put(out, str_sub(words, at, at + 2));
    }
}

static int page_t(lua_State *L)
{
    struct str words = translated(engine_of(L), text_arg(L, 1, "t"));
    bool html = has_html(L);
    size_t mark;
    struct buf *out = html_begin(L, &mark);

    script_pay_bytes(L, words.n);
    put_translation(L, out, words, html);
    if (out->over || out->n - mark > SCRIPT_TEXT_MAX)
        script_fail(L, "this makes a text of more than %d KB", SCRIPT_TEXT_MAX >> 10);
    script_pay_bytes(L, out->n - mark);
    if (html) {
        html_push(L, mark);
    } else {
        push_str(L, str_sub(buf_str(out), mark, out->n));
        out->n = mark;
    }
    return 1;
}

/* A word of a field as show() writes it. */
static int page_word(lua_State *L)
{
    struct str word = text_arg(L, 1, "word");
    size_t mark;
    struct buf *out = html_begin(L, &mark);

    script_pay_bytes(L, word.n);
    put_word(engine_of(L), out, word);
    html_push(L, mark);
    return 1;
}

/* Bytes as people say them. */
static int page_size(lua_State *L)
{
    double bytes = lua_tonumber(L, 1);
    char text[48];

    if (lua_type(L, 1) != LUA_TNUMBER)
        script_fail(L, "'size' needs a number of bytes, not %s", what_at(L, 1));
    script_pay(L, 10);
    if (bytes < 1000) {
        lua_pushinteger(L, (lua_Integer)bytes);
        lua_pushliteral(L, "%1 bytes");
        lua_replace(L, 1);
        lua_settop(L, 2);
        return page_t(L);
    }
    lua_pushlstring(L, text, (size_t)snprintf(text, sizeof text, bytes < 1e6 ? "%.1f kB" : "%.1f MB", bytes / (bytes < 1e6 ? 1e3 : 1e6)));
    return 1;
}

const luaL_Reg library_page[] = {
    { "href", page_href }, { "link", page_link }, { "linked", page_linked }, { "show", page_show }, { "show_rows", page_show_rows },
    { "body", page_body }, { "headings", page_headings }, { "icon", page_icon }, { "t", page_t }, { "word", page_word }, { "size", page_size }, { NULL, NULL } };
