/* Helpers for texts: linear in the length of the text, and paid for by it. There are no patterns: a short pattern can
 * keep a matcher busy for hours. All of them are also methods: ("x"):upper(). */
#include <string.h>
#include <utf8proc.h>

#include "script/opening.h"

enum { PAD_MAX = 1000 };

static struct str paid_text(lua_State *L, int index, const char *who)
{
    struct str text = text_arg(L, index, who);

    script_pay_bytes(L, text.n);
    return text;
}

static struct buf *begin_text(lua_State *L)
{
    struct buf *text = &script_of(L)->text;

    buf_reset(text);
    return text;
}

/* Offset of the first `part` at or after `from`, or text.n + 1. */
static size_t find_from(struct str text, size_t from, struct str part)
{
    const char *at = part.n <= text.n - from ? memmem(text.p + from, text.n - from, part.p, part.n) : NULL;

    return at ? (size_t)(at - text.p) : text.n + 1;
}

static int text_contains(lua_State *L)
{
    struct str text = paid_text(L, 1, "contains"), part = paid_text(L, 2, "contains");

    lua_pushboolean(L, find_from(text, 0, part) <= text.n);
    return 1;
}

static int text_starts(lua_State *L)
{
    struct str text = text_arg(L, 1, "starts"), part = paid_text(L, 2, "starts");

    lua_pushboolean(L, str_starts(text, part));
    return 1;
}

static int text_ends(lua_State *L)
{
    struct str text = text_arg(L, 1, "ends"), part = paid_text(L, 2, "ends");

    lua_pushboolean(L, str_ends(text, part));
    return 1;
}

static int text_replace(lua_State *L)
{
    struct str text = paid_text(L, 1, "replace"), old = paid_text(L, 2, "replace"), new = paid_text(L, 3, "replace");
    struct buf *out = begin_text(L);
    size_t from = 0, at;

    if (old.n == 0)
        script_fail(L, "'replace' needs a text to look for");
    while (!out->over && (at = find_from(text, from, old)) <= text.n) {
        buf_put(out, str_sub(text, from, at));
        buf_put(out, new);
        from = at + old.n;
        script_pay(L, 2);
    }
    buf_put(out, str_sub(text, from, text.n));
    return push_text(L);
}

static int text_split(lua_State *L)
{
    struct str text = paid_text(L, 1, "split"), separator = paid_text(L, 2, "split");
    size_t from = 0;

    if (separator.n == 0)
        script_fail(L, "'split' needs a separator");
    lua_settop(L, 2);
    lua_newtable(L);
    for (lua_Integer i = 1; from <= text.n; i++) {
        size_t at = find_from(text, from, separator);
        push_str(L, str_sub(text, from, at > text.n ? text.n : at));
        lua_rawseti(L, -2, i);
        script_pay(L, 2);
        from = at > text.n ? at : at + separator.n;
    }
    return 1;
}

static int text_trim(lua_State *L)
{
    push_str(L, str_trim(paid_text(L, 1, "trim")));
    return 1;
}

/* As many words as fit into so many code points, at least one; "…" stands for the others. */
static int text_shorten(lua_State *L)
{
    struct str text = paid_text(L, 1, "shorten"), rest = text, word;
    int is_integer;
    lua_Integer room = lua_tointegerx(L, 2, &is_integer), used = -1;
    size_t end = 0;

    if (!is_integer)
        script_fail(L, "'shorten' needs a whole number");
    while (str_split(&rest, ' ', &word)) {
        used += 1 + (lua_Integer)str_code_points(word);
        if (end && used > room)
            break;
        end = (size_t)(word.p - text.p) + word.n;
    }
    if (room <= 0 || end == text.n)
        lua_settop(L, 1);
    else
        lua_pushfstring(L, "%s …", lua_pushlstring(L, text.p, end));
    return 1;
}

static void put_code_point(struct buf *out, utf8proc_int32_t c)
{
    utf8proc_uint8_t bytes[4];

    buf_bytes(out, bytes, (size_t)utf8proc_encode_char(c, bytes));
}

/* The code point at *at; steps behind it. Texts here are valid UTF-8; anything else ends the loop of the caller. */
static bool next_code_point(struct str text, size_t *at, utf8proc_int32_t *c)
{
    utf8proc_ssize_t n;

    if (*at >= text.n)
        return false;
    n = utf8proc_iterate((const utf8proc_uint8_t *)text.p + *at, (utf8proc_ssize_t)(text.n - *at), c);
    if (n <= 0)
        return false;
    *at += (size_t)n;
    return true;
}

static int text_upper(lua_State *L)
{
    struct str text = paid_text(L, 1, "upper");
    struct buf *out = begin_text(L);
    utf8proc_int32_t c;

    script_pay(L, text.n / 2);
    for (size_t at = 0; next_code_point(text, &at, &c);) {
        if (c == 0xDF)
            buf_puts(out, "SS");        /* ß */
        else
            put_code_point(out, utf8proc_toupper(c));
    }
    return push_text(L);
}

static int text_lower(lua_State *L)
{
    struct str text = paid_text(L, 1, "lower");
    struct buf *out = begin_text(L);
    utf8proc_int32_t c;

    script_pay(L, text.n / 2);
    for (size_t at = 0; next_code_point(text, &at, &c);)
        put_code_point(out, utf8proc_tolower(c));
    return push_text(L);
}

static bool is_letter_or_digit(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    default: return false;
    }
}

/* As anchors of headings are made: lower case, white space becomes hyphens, punctuation is dropped. */
static int text_slug(lua_State *L)
{
    struct str text = str_trim(paid_text(L, 1, "slug"));
    struct buf *out = begin_text(L);
    utf8proc_int32_t c;

    script_pay(L, text.n / 2);
    for (size_t at = 0; next_code_point(text, &at, &c);) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '-')
            buf_putc(out, '-');
        else if (c == '_' || is_letter_or_digit(c))
            put_code_point(out, utf8proc_tolower(c));
    }
    return push_text(L);
}

static int text_pad(lua_State *L)
{
    struct str text = paid_text(L, 1, "pad");
    struct buf *out = begin_text(L);
    int is_integer;
    lua_Integer width = lua_tointegerx(L, 2, &is_integer), n = (lua_Integer)str_code_points(text);

    if (!is_integer || width > PAD_MAX || width < -PAD_MAX)
        script_fail(L, "'pad' needs a whole number of at most %d", PAD_MAX);
    script_pay(L, width < 0 ? (size_t)-width / 4 : (size_t)width / 4);
    for (lua_Integer i = n; i < -width; i++)
        buf_putc(out, ' ');
    buf_put(out, text);
    for (lua_Integer i = n; i < width; i++)
        buf_putc(out, ' ');
    return push_text(L);
}

/* One item of a list or array, at the top of the stack: texts as they are, records by title. */
static void put_item(lua_State *L, struct buf *out)
{
    const struct record *record = record_at(L, -1);

    if (record)
        buf_put(out, record_title(record));
    else
        put_text(L, -1, out, "join");
}

static int text_join(lua_State *L)
{
    const struct list *list = list_at(L, 1);
    struct str separator = lua_isnoneornil(L, 2) ? S("") : text_arg(L, 2, "join");
    struct buf *out = begin_text(L);
    lua_Integer n;

    if (!list && lua_type(L, 1) != LUA_TTABLE)
        script_fail(L, "'join' needs a list or an array, not %s", what_at(L, 1));
    n = list ? (lua_Integer)list->n : (lua_Integer)lua_rawlen(L, 1);
    for (lua_Integer i = 1; i <= n && !out->over; i++) {
        if (i > 1)
            buf_put(out, separator);
        if (list)
            value_push(L, &list->v[i - 1]);
        else
            lua_rawgeti(L, 1, i);
        put_item(L, out);
        lua_pop(L, 1);
        script_pay(L, 6);
    }
    return push_text(L);
}

const luaL_Reg library_text[] = {
    { "contains", text_contains }, { "starts", text_starts }, { "ends", text_ends }, { "replace", text_replace },
    { "split", text_split }, { "trim", text_trim }, { "shorten", text_shorten }, { "upper", text_upper }, { "lower", text_lower },
    { "slug", text_slug }, { "pad", text_pad }, { "join", text_join }, { NULL, NULL } };

static int on_unknown_method(lua_State *L)
{
    script_fail(L, "a text has no '%s' here", lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : what_at(L, 2));
}

/* Without the metamethods of Lua's own string library a text is never converted to a number in passing. */
void library_text_methods(lua_State *L)
{
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 1);
    lua_createtable(L, 0, 16);
    luaL_setfuncs(L, library_text, 0);
    luaL_setfuncs(L, library_string, 0);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, on_unknown_method);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}
