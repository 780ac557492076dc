/* The library `string`: len, sub, byte, rep, format. Positions count bytes, as in Lua, but no function ever cuts a
 * character in two. */
#include <stdio.h>
#include <string.h>

#include "script/values.h"

enum { BYTES_MAX = 100, WIDTH_DIGITS = 2 };

static int string_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)text_arg(L, 1, "len").n);
    return 1;
}

static lua_Integer whole(lua_State *L, int index, lua_Integer otherwise, const char *who)
{
    int is_integer;
    lua_Integer value = lua_tointegerx(L, index, &is_integer);

    if (lua_isnoneornil(L, index))
        return otherwise;
    if (!is_integer)
        script_fail(L, "'%s' needs a whole number, not %s", who, what_at(L, index));
    return value;
}

/* The bytes from i to j as Lua counts them, as offsets. */
static void range(lua_Integer i, lua_Integer j, size_t n, size_t *from, size_t *to)
{
    lua_Integer length = (lua_Integer)n;

    if (i < 0)
        i = i < -length ? 1 : length + i + 1;
    if (i == 0)
        i = 1;
    if (j < 0)
        j = j < -length ? 0 : length + j + 1;
    if (j > length)
        j = length;
    *from = i > j ? 0 : (size_t)i - 1;
    *to = i > j ? 0 : (size_t)j;
}

static bool inside_character(struct str text, size_t at)
{
    return at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80;
}

static int string_sub(lua_State *L)
{
    struct str text = text_arg(L, 1, "sub");
    size_t from, to;

    range(whole(L, 2, 1, "sub"), whole(L, 3, -1, "sub"), text.n, &from, &to);
    while (from < to && inside_character(text, from))
        from++;
    while (to > from && inside_character(text, to))
        to--;
    script_pay_bytes(L, to - from);
    push_str(L, str_sub(text, from, to));
    return 1;
}

static int string_byte(lua_State *L)
{
    struct str text = text_arg(L, 1, "byte");
    lua_Integer i = whole(L, 2, 1, "byte");
    size_t from, to;

    range(i, whole(L, 3, i, "byte"), text.n, &from, &to);
    if (to - from > BYTES_MAX)
        script_fail(L, "'byte' gives at most %d bytes at once", BYTES_MAX);
    script_pay(L, 4 + to - from);
    luaL_checkstack(L, BYTES_MAX, NULL);
    for (size_t k = from; k < to; k++)
        lua_pushinteger(L, (unsigned char)text.p[k]);
    return (int)(to - from);
}

static int string_rep(lua_State *L)
{
    struct buf *out = &script_of(L)->text;
    struct str text = text_arg(L, 1, "rep");
    lua_Integer times = whole(L, 2, 0, "rep");
    struct str separator = lua_isnoneornil(L, 3) ? S("") : text_arg(L, 3, "rep");

    if (times > SCRIPT_TEXT_MAX)
        script_fail(L, "this makes a text of more than %d KB", SCRIPT_TEXT_MAX >> 10);
    buf_reset(out);
    for (lua_Integer i = 0; i < times && !out->over; i++) {
        if (i)
            buf_put(out, separator);
        buf_put(out, text);
    }
    script_pay(L, times > 0 ? (size_t)times : 0);
    return push_text(L);
}

/* --- format --- */

struct directive {
    char flags[8];
    int width, precision;       /* precision -1: none */
    char conversion;
};

static const char *digits(lua_State *L, const char *p, int *value)
{
    int n = 0;

    for (*value = 0; *p >= '0' && *p <= '9'; p++) {
        if (++n > WIDTH_DIGITS)
            script_fail(L, "a width in 'format' has at most two digits");
        *value = *value * 10 + (*p - '0');
    }
    return p;
}

static const char *read_directive(lua_State *L, const char *p, struct directive *d)
{
    size_t n = strspn(p, "-+ #0");

    if (n >= sizeof d->flags)
        script_fail(L, "there are too many flags in 'format'");
    *d = (struct directive){ .precision = -1 };
    memcpy(d->flags, p, n);
    p = digits(L, p + n, &d->width);
    if (*p == '.')
        p = digits(L, p + 1, &d->precision);
    d->conversion = *p;
    return *p ? p + 1 : p;
}

static void put_padded(struct buf *out, const struct directive *d, struct str text)
{
    size_t n, width = (size_t)d->width;

    if (d->precision >= 0 && (size_t)d->precision < text.n) {
        text.n = (size_t)d->precision;
        while (text.n && ((unsigned char)text.p[text.n] & 0xC0) == 0x80)
            text.n--;
    }
    n = str_code_points(text);
    if (!strchr(d->flags, '-'))
        for (size_t i = n; i < width; i++)
            buf_putc(out, ' ');
    buf_put(out, text);
    if (strchr(d->flags, '-'))
        for (size_t i = n; i < width; i++)
            buf_putc(out, ' ');
}

static void format_text(lua_State *L, const struct directive *d, int argument, struct buf *out)
{
    char number[48];
    struct str text;

    if (lua_type(L, argument) == LUA_TNUMBER)
        text = (struct str){ number, number_text(L, argument, number) };
    else if (lua_type(L, argument) == LUA_TBOOLEAN)
        text = str_of(lua_toboolean(L, argument) ? "true" : "false");
    else
        text = text_arg(L, argument, "format");
    put_padded(out, d, text);
}

/* Rebuilds the directive for printf from its checked parts. */
static void format_number(lua_State *L, const struct directive *d, int argument, struct buf *out)
{
    char spec[32], text[512], precision[16] = "";
    bool integer = strchr("diuxXo", d->conversion);
    int is_number;
    lua_Number number = lua_tonumberx(L, argument, &is_number);
    lua_Integer whole_number = 0;

    if (lua_isinteger(L, argument))
        whole_number = lua_tointeger(L, argument);
    else if (integer && is_number && (!lua_numbertointeger(number, &whole_number) || (lua_Number)whole_number != number))
        is_number = false;
    if (!is_number)
        script_fail(L, "'format' needs a%s number for %%%c", integer ? " whole" : "", d->conversion);
    if (number != number)
        script_fail(L, "this is not a number: 0/0");
    if (d->precision >= 0)
        snprintf(precision, sizeof precision, ".%d", d->precision);
    snprintf(spec, sizeof spec, "%%%s%.0d%s%s%c", d->flags, d->width, precision, integer ? "ll" : "", d->conversion);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (integer)
        snprintf(text, sizeof text, spec, (long long)whole_number);
    else
        snprintf(text, sizeof text, spec, number);
#pragma GCC diagnostic pop
    script_pay(L, 40 + strlen(text));
    buf_puts(out, text);
}

static int string_format(lua_State *L)
{
    struct buf *out = &script_of(L)->text;
    const char *p = text_arg(L, 1, "format").p;
    int argument = 1;
    struct directive d;

    script_pay_bytes(L, strlen(p));
    buf_reset(out);
    while (*p && !out->over) {
        if (*p != '%') {
            buf_putc(out, *p++);
            continue;
        }
        if (*++p == '%') {
            buf_putc(out, *p++);
            continue;
        }
        p = read_directive(L, p, &d);
        if (!d.conversion || !strchr("diuxXoeEfgGs", d.conversion))
            script_fail(L, "'format' knows %%d %%i %%u %%x %%X %%o %%e %%E %%f %%g %%G %%s and %%%%");
        if (++argument > lua_gettop(L))
            script_fail(L, "'format' has too few values");
        if (d.conversion == 's')
            format_text(L, &d, argument, out);
        else
            format_number(L, &d, argument, out);
    }
    return push_text(L);
}

const luaL_Reg library_string[] = {
    { "len", string_len }, { "sub", string_sub }, { "byte", string_byte }, { "rep", string_rep },
    { "format", string_format }, { NULL, NULL } };
