/* Reports everything that can be known about the templates before a page is made. */
#include <lauxlib.h>
#include <lua.h>

#include "base/die.h"
#include "render/template_compile.h"
#include "script/script.h"

enum { LAYOUTS_MAX = 8 };       /* one within another */

static struct str line_of(struct str text, uint32_t line, size_t *offset)
{
    struct str rest = text, piece = { .n = 0 };

    while (line-- && str_split(&rest, '\n', &piece))
        ;
    *offset = piece.n ? (size_t)(piece.p - text.p) : text.n;
    return piece;
}

struct pos template_line(const struct template *template, uint32_t line)
{
    size_t offset, begin = 0, end;
    struct str text = line_of(template->text, line, &offset);

    while (begin + 1 < text.n && !(text.p[begin] == '{' && (text.p[begin + 1] == '{' || text.p[begin + 1] == '%')))
        begin++;
    if (begin + 1 >= text.n)
        for (begin = 0; begin < text.n && (text.p[begin] == ' ' || text.p[begin] == '\t');)
            begin++;
    for (end = text.n; end > begin + 1 && (text.p[end - 1] != '}' || text.p[end - 2] == '{');)
        end--;
    if (end <= begin + 1)
        end = text.n > begin ? text.n : begin;
    if (text.n == 0)
        return (struct pos){ .file = template->file, .line = line, .col = 1 };
    return pos_of_offset(template->file, template->text, offset + begin, end - begin);
}

void template_report_syntax(struct diags *diags, const struct template *template, struct str message)
{
    uint32_t line;
    struct str what = script_syntax(message, &line);

    diag_report(diags, DIAG_TEMPLATE_ERROR, template_line(template, line), "%.*s", STR(what));
}

static bool check_lua(lua_State *L, struct diags *diags, const struct template *template, struct str lua)
{
    bool ok = luaL_loadbufferx(L, lua.p, lua.n, "=template", "t") == LUA_OK;

    if (!ok) {
        size_t n;
        const char *message = lua_tolstring(L, -1, &n);
        template_report_syntax(diags, template, (struct str){ message, n });
    }
    lua_settop(L, 0);
    return ok;
}

static bool has_hole(const struct compiled *compiled, struct str name)
{
    for (size_t i = 0; i < compiled->blocks.n; i++)
        if (compiled->blocks.v[i].hole && str_eq(compiled->blocks.v[i].name, name))
            return true;
    return false;
}

/* Each block of a page must have a hole in one of its layouts, or its text would be lost without a word. */
static bool check_blocks(struct diags *diags, const struct templates *templates, const struct compiled *all, size_t index)
{
    bool ok = true;

    for (size_t i = 0; i < all[index].blocks.n; i++) {
        const struct template_block *block = &all[index].blocks.v[i];
        size_t layout = all[index].layout;
        for (unsigned n = 0; layout && n < LAYOUTS_MAX && !has_hole(&all[layout - 1], block->name); n++)
            layout = all[layout - 1].layout;
        if (block->hole || layout)
            continue;
        diag_report(diags, DIAG_TEMPLATE_ERROR, block->pos, "'%.*s' has no block '%.*s'",
                    STR(templates->v[all[index].layout - 1].name), STR(block->name));
        ok = false;
    }
    return ok;
}

static bool check_layouts(struct diags *diags, const struct templates *templates, const struct compiled *all, size_t index)
{
    size_t layout = all[index].layout;
    unsigned n = 0;

    while (layout && n++ < LAYOUTS_MAX)
        layout = all[layout - 1].layout;
    if (!layout)
        return true;
    diag_report(diags, DIAG_TEMPLATE_ERROR, template_line(&templates->v[index], 1),
                "layouts are nested too deep, or one is its own layout");
    return false;
}

bool templates_check(struct arena *arena, struct diags *diags, struct templates *templates)
{
    struct compiled *all = arena_array(arena, templates->n, struct compiled);
    lua_State *L = luaL_newstate();
    bool ok = true;

    if (!L)
        die(EXIT_MACHINE, "no memory");
    for (size_t i = 0; i < templates->n; i++) {
        ok &= template_compile(arena, diags, templates, &templates->v[i], &all[i]) &&
              check_lua(L, diags, &templates->v[i], all[i].lua);
        templates->v[i].lua = all[i].lua;
    }
    lua_close(L);
    for (size_t i = 0; ok && i < templates->n; i++)
        ok &= check_layouts(diags, templates, all, i) && check_blocks(diags, templates, all, i);
    return ok;
}
