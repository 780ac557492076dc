/* {% layout %}, {% block %}, {% endblock %}, {% include %}, {% keep %}: names are literal, so everything is known beforehand. */
#include <string.h>

#include "render/template_state.h"

const struct template *template_find(const struct templates *templates, struct str folder, struct str name)
{
    char path[128];

    if (folder.n + name.n + 1 > sizeof path)
        return NULL;
    memcpy(path, folder.p, folder.n);
    path[folder.n] = '/';
    memcpy(path + folder.n + 1, name.p, name.n);
    return map_find(templates->by_name, (struct str){ path, folder.n + 1 + name.n });
}

static size_t skip_blanks(const struct compile *c, size_t at)
{
    while (at < c->text.n && strchr(" \t\r\n", c->text.p[at]))
        at++;
    return at;
}

/* The bare word at `at`, empty when there is none. */
static struct str word_at(const struct compile *c, size_t at)
{
    size_t end = at;

    while (end < c->text.n && c->text.p[end] >= 'a' && c->text.p[end] <= 'z')
        end++;
    return str_sub(c->text, at, end);
}

/* "NAME" at *at; steps behind it. */
static bool read_name(struct compile *c, size_t *at, struct str *name)
{
    size_t begin = skip_blanks(c, *at), n;

    *at = begin;
    if (begin >= c->text.n || c->text.p[begin] != '"')
        return compile_fail(c, begin, 1, "a name in double quotes must stand here");
    n = str_find(str_sub(c->text, begin + 1, c->text.n), '"');
    *name = str_sub(c->text, begin + 1, begin + 1 + n);
    if (n == 0 || str_find(*name, '\n') < n || str_find(*name, '\\') < n || begin + 1 + n >= c->text.n)
        return compile_fail(c, begin, 1, "a name in double quotes must stand here");
    *at = begin + n + 2;
    return true;
}

/* Steps over blanks and "%}". */
static bool read_end(struct compile *c, size_t at)
{
    size_t end = skip_blanks(c, at);

    if (!str_starts(str_sub(c->text, end, c->text.n), S("%}")))
        return compile_fail(c, end, 1, "'%}' must stand here");
    c->scan.at = end + 2;
    for (size_t i = c->tag; i < c->scan.at; i++)
        if (c->text.p[i] == '\n')
            buf_putc(&c->code, '\n');
    return true;
}

static bool read_template(struct compile *c, size_t *at, struct str folder, size_t *index)
{
    struct str name, near;
    const struct template *template;
    struct diag *diag;
    struct pos pos;

    if (!read_name(c, at, &name))
        return false;
    template = template_find(c->templates, folder, name);
    if (template) {
        *index = (size_t)(template - c->templates->v);
        return true;
    }
    pos = pos_of_offset(c->template->file, c->text, (size_t)(name.p - c->text.p), name.n);
    diag = diag_report(c->diags, DIAG_TEMPLATE_ERROR, pos, "there is no template '%.*s/%.*s'", STR(folder), STR(name));
    near = map_nearest(c->templates->by_name, str_printf(c->arena, "%.*s/%.*s", STR(folder), STR(name)));
    if (near.n && str_starts(near, folder))
        diag_hint(c->diags, diag, "did you mean '%.*s'?", STR(str_sub(near, folder.n + 1, near.n)));
    return false;
}

/* --- layout --- */

static bool layout_directive(struct compile *c, size_t at)
{
    size_t index;

    if (c->text_seen || c->compiled->layout || c->compiled->blocks.n || c->scan.depth)
        return compile_fail(c, c->tag, 2, "'layout' must be the first tag, and there is only one");
    if (!read_template(c, &at, S("layouts"), &index) || !read_end(c, at))
        return false;
    c->compiled->layout = index + 1;
    return true;
}

/* --- blocks --- */

/* Inside another block, or without a layout: a hole. Else the text for a hole of the layout, kept as a function. */
static bool block_directive(struct compile *c, size_t at)
{
    bool hole = !c->compiled->layout || lua_scan_inside(&c->scan, LUA_BLOCK);
    struct template_block *block;
    struct str name;
    size_t word = c->scan.at;

    if (!read_name(c, &at, &name) || !read_end(c, at))
        return false;
    if (c->html.state != HTML_TEXT && !(hole && c->html.state == HTML_TITLE))
        return compile_fail(c, c->tag, 2, "a block must stand in text, not in a tag or attribute");
    if (!hole && c->scan.depth)
        return compile_fail(c, c->tag, 2, "a block of a page with a layout may not stand in another Lua block");
    block = vec_add(c->arena, &c->compiled->blocks);
    *block = (struct template_block){
        .name = name, .hole = hole,
        .pos = pos_of_offset(c->template->file, c->text, (size_t)(name.p - c->text.p), name.n) };
    at = c->scan.at;
    if (!compile_open(c, LUA_BLOCK, word, 5))
        return false;
    c->scan.at = at;
    if (hole)
        buf_printf(&c->code, ";if __b[\"%.*s\"] then __b[\"%.*s\"]() else ", STR(name), STR(name));
    else
        buf_printf(&c->code, ";__b[\"%.*s\"]=__b[\"%.*s\"] or function() ", STR(name), STR(name));
    return true;
}

static bool endblock_directive(struct compile *c, size_t at)
{
    const struct lua_block *block = c->scan.depth ? &c->scan.blocks[c->scan.depth - 1] : NULL;
    size_t word = c->scan.at;

    if (!block)
        return compile_fail(c, c->tag, 2, "this closes nothing");
    if (block->kind != LUA_BLOCK)
        return compile_fail(c, block->at, block->n, "this is not closed before {% endblock %}");
    if (!read_end(c, at) || !compile_on(c, LUA_CLOSES, word, 8))
        return false;
    c->scan.depth--;
    buf_puts(&c->code, " end;");
    return true;
}

/* --- include and keep --- */

/* The code behind the name of a part: what it is given. */
static bool read_argument(struct compile *c, size_t comma)
{
    unsigned depth = c->scan.depth;

    for (size_t i = c->tag; i < comma; i++)
        if (c->text.p[i] == '\n')
            buf_putc(&c->code, '\n');
    buf_puts(&c->code, ",(");
    c->scan.floor = depth;
    if (!compile_scan(c, comma + 1, "%}"))
        return false;
    c->scan.floor = 0;
    buf_puts(&c->code, "));");
    return c->scan.depth == depth || compile_fail(c, c->tag, 2, "statements stand in a tag of their own");
}

static bool part_directive(struct compile *c, size_t at, const char *call, bool needs_argument)
{
    size_t index, comma;

    if (c->html.state != HTML_TEXT)
        return compile_fail(c, c->tag, 2, "a part can only be included in text, not in a tag or attribute");
    if (c->compiled->layout && !lua_scan_inside(&c->scan, LUA_BLOCK))
        return compile_fail(c, c->tag, 2, "a part outside of blocks is lost in a page with a layout");
    if (!read_template(c, &at, S("parts"), &index))
        return false;
    c->text_seen = true;
    comma = skip_blanks(c, at);
    buf_printf(&c->code, ";%s(%zu", call, index);
    if (comma < c->text.n && c->text.p[comma] == ',')
        return read_argument(c, comma);
    buf_puts(&c->code, ");");
    if (needs_argument)
        return compile_fail(c, comma, 1, "',' and the text on which the part depends must stand here");
    return read_end(c, at);
}

bool directive_tag(struct compile *c, size_t tag)
{
    size_t at = skip_blanks(c, tag + 2);
    struct str word = word_at(c, at);

    c->scan.at = at;
    if (str_is(word, "layout"))
        return layout_directive(c, at + word.n);
    if (str_is(word, "block"))
        return block_directive(c, at + word.n);
    if (str_is(word, "endblock"))
        return endblock_directive(c, at + word.n);
    if (str_is(word, "include"))
        return part_directive(c, at + word.n, "__i", false);
    if (str_is(word, "keep"))
        return part_directive(c, at + word.n, "__k", true);
    return compile_scan(c, tag + 2, "%}");
}
