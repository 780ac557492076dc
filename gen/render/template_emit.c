/* The Lua that comes out of a template: calls of __w with literal text and values in turn, statements between them. */
#include <string.h>

#include "render/engine_state.h"
#include "render/template_state.h"

/* A Lua function has 255 registers, and a call takes one for each argument. */
enum { ARGUMENTS_MAX = 100 };
/* A function has at most 200 locals; what finds no place here is found by its name. */
enum { HELPERS_MAX = 128 };

/* The helpers whose names stand somewhere in the template. */
static size_t find_helpers(struct str text, const char *names[static HELPERS_MAX])
{
    static const luaL_Reg *const libraries[] = { library_base, library_text, library_list, library_model, library_page, library_site };
    size_t n = 0;

    names[n++] = "ipairs";
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        for (const luaL_Reg *helper = libraries[i]; helper->name; helper++)
            if (n < HELPERS_MAX && str_contains(text, str_of(helper->name)))
                names[n++] = helper->name;
    return n;
}

void put_lua_head(struct compile *c)
{
    const char *names[HELPERS_MAX];
    size_t n = find_helpers(c->text, names);

    buf_puts(&c->out, "local __w,__i,__k,__l,_ENV=... local ");
    for (size_t i = 0; i < n; i++)
        buf_printf(&c->out, "%s%s<const>", i ? "," : "", names[i]);
    for (size_t i = 0; i < n; i++)
        buf_printf(&c->out, "%s%s", i ? "," : " = ", names[i]);
    buf_puts(&c->out, " return function(__b,args) ");
}

static void put_literal(struct buf *out, struct str text, enum html_mode mode)
{
    buf_putc(out, '"');
    buf_putc(out, (char)mode);
    for (size_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        if (ch == '"' || ch == '\\')
            buf_putc(out, '\\');
        if (ch == '\n')
            buf_puts(out, "\\n");
        else if (ch == '\r')
            buf_puts(out, "\\r");
        else
            buf_putc(out, ch);
    }
    buf_putc(out, '"');
}

void put_lua_line_breaks(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n')
            buf_putc(out, '\n');
}

void put_lua_close_call(struct compile *c)
{
    if (c->arguments)
        buf_putc(&c->out, ')');
    c->arguments = 0;
}

void put_lua_write(struct compile *c, enum html_mode mode)
{
    struct str literal = buf_str(&c->literal);

    if (c->arguments >= ARGUMENTS_MAX)
        put_lua_close_call(c);
    buf_puts(&c->out, c->arguments ? "," : ";__w(");
    put_literal(&c->out, literal, mode);
    put_lua_line_breaks(&c->out, literal);
    buf_reset(&c->literal);
    c->arguments += mode == MODE_NONE ? 1 : 2;
    if (mode == MODE_NONE) {
        put_lua_close_call(c);
        return;
    }
    buf_puts(&c->out, ",(");
    buf_put(&c->out, buf_str(&c->code));
    buf_putc(&c->out, ')');
    if (str_find(buf_str(&c->code), '\n') < c->code.n)
        put_lua_close_call(c);      /* so that lines inside one call are only those of its literals */
}

void put_lua_write_text(struct compile *c)
{
    if (c->literal.n)
        put_lua_write(c, MODE_NONE);
}

void put_lua_statement(struct compile *c)
{
    put_lua_close_call(c);
    buf_putc(&c->out, ' ');
    buf_put(&c->out, buf_str(&c->code));
    buf_putc(&c->out, ' ');
}

/* t("words") and nothing else: the language is known by now, so its words become part of the literal text, and pages
 * do not look them up. Words of more than one line would move the lines behind them: they stay a call. */
bool known_text(const struct compile *c, struct str code, struct str *words)
{
    const struct str *translation;

    code = str_trim(code);
    if (!str_starts(code, S("t(\"")) || !str_ends(code, S("\")")) || code.n < 5)
        return false;
    *words = str_sub(code, 3, code.n - 2);
    for (size_t i = 0; i < words->n; i++)
        if (strchr("\"\\\n%", words->p[i]))
            return false;
    translation = c->templates->strings ? map_find(c->templates->strings, *words) : NULL;
    if (translation)
        *words = *translation;
    return str_find(*words, '\n') == words->n && str_find(*words, '%') == words->n && str_find(code, '\n') == code.n;
}
