/* Compiles one template. The text between tags goes through the HTML machine, the code of tags through the
 * scanner; this file joins the two: which block began where, and what is written how. */
#include "render/template_compile.h"

#include <string.h>

#include "base/html.h"
#include "render/template_state.h"

bool compile_fail(struct compile *c, size_t at, size_t n, const char *message)
{
    struct pos pos = pos_of_offset(c->template->file, c->text, at < c->text.n ? at : c->text.n, n);

    diag_report(c->diags, DIAG_TEMPLATE_ERROR, pos, "%s", message);
    return false;
}

/* The scanner's own refusal; what it stopped for because of us is reported already. */
static bool scan_failed(struct compile *c)
{
    if (c->scan.problem)
        compile_fail(c, c->scan.problem_at, c->scan.problem_n, c->scan.problem);
    return false;
}

bool compile_scan(struct compile *c, size_t from, const char *end)
{
    c->scan.at = from;
    c->scan.out = &c->code;
    return lua_scan_tag(&c->scan, end) || scan_failed(c);
}

bool compile_open(struct compile *c, enum lua_kind kind, size_t at, size_t n)
{
    return lua_scan_open(&c->scan, kind, at, n) || scan_failed(c);
}

/* --- blocks and the HTML around them --- */

static bool place_fail(struct compile *c, const struct block *block, size_t at, size_t n)
{
    const struct lua_block *opened = &c->scan.blocks[c->scan.depth - 1];
    struct pos pos = pos_of_offset(c->template->file, c->text, at, n);
    struct pos begin = pos_of_offset(c->template->file, c->text, opened->at, opened->n);
    const char *from = html_where(&block->begin), *to = html_where(&c->html);

    diag_related(diag_report(c->diags, DIAG_TEMPLATE_ERROR, pos,
                             "this block began %s and ends %s, at another place of the HTML",
                             from ? from : "in text", to ? to : "in text"),
                 begin, S("it began here"));
    return false;
}

/* A branch of the block on top ends here. */
static bool branch_ends(struct compile *c, size_t at, size_t n)
{
    struct block *block = &c->blocks[c->scan.depth - 1];
    enum lua_kind kind = c->scan.blocks[c->scan.depth - 1].kind;

    if (!html_block_may_end(&block->begin, &c->html, kind == LUA_LOOP || kind == LUA_REPEAT))
        return place_fail(c, block, at, n);
    if (block->branches++)
        html_join(&block->joined, &c->html);
    else
        block->joined = c->html;
    return true;
}

static bool on_close(struct compile *c, size_t at, size_t n)
{
    struct block *block = &c->blocks[c->scan.depth - 1];
    enum lua_kind kind = c->scan.blocks[c->scan.depth - 1].kind;

    if (!branch_ends(c, at, n))
        return false;
    /* A body that may not run at all, or of which the condition may be false. */
    if (kind == LUA_LOOP || (kind == LUA_IF && !block->has_else))
        html_join(&block->joined, &block->begin);
    c->html = block->joined;
    return true;
}

static bool on_branch(struct compile *c, size_t at, size_t n, bool is_else)
{
    struct block *block = &c->blocks[c->scan.depth - 1];

    if (!branch_ends(c, at, n))
        return false;
    block->has_else |= is_else;
    c->html = block->begin;
    return true;
}

/* Jumps out of a tag's own code are only safe where all places of the HTML are alike: in text. */
static bool on_jump(struct compile *c, enum lua_event event, size_t at, size_t n)
{
    const struct lua_block *function = lua_scan_inside(&c->scan, LUA_FUNCTION);
    const struct lua_block *loop = lua_scan_inside(&c->scan, LUA_LOOP), *repeat = lua_scan_inside(&c->scan, LUA_REPEAT);

    if (event == LUA_RETURN)
        return function || compile_fail(c, at, n, "'return' may only stand in a function");
    if (event == LUA_BREAK && ((loop && loop->at >= c->tag) || (repeat && repeat->at >= c->tag)))
        return true;
    return !html_where(&c->html) || compile_fail(c, at, n, "a jump may only stand in text, not in a tag or attribute");
}

bool compile_on(void *context, enum lua_event event, size_t at, size_t n)
{
    struct compile *c = context;

    switch (event) {
    case LUA_OPENED:
        c->blocks[c->scan.depth - 1] = (struct block){ .begin = c->html };
        return true;
    case LUA_BRANCH:
    case LUA_ELSE: return on_branch(c, at, n, event == LUA_ELSE);
    case LUA_CLOSES: return on_close(c, at, n);
    default: return on_jump(c, event, at, n);
    }
}

/* --- text and tags --- */

static bool is_blank(struct str text) { return str_trim(text).n == 0; }

/* Text of a page with a layout outside of its blocks would be lost. */
static bool text_is_lost(const struct compile *c)
{
    return c->compiled->layout && !lua_scan_inside(&c->scan, LUA_BLOCK);
}

static bool read_text(struct compile *c, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const char *problem = html_step(&c->html, c->text.p[i]);
        if (problem)
            return compile_fail(c, i, 1, problem);
    }
    if (is_blank(str_sub(c->text, from, to)))
        return true;
    c->text_seen = true;
    if (!text_is_lost(c))
        return true;
    while (strchr(" \t\r\n", c->text.p[from]))
        from++;
    return compile_fail(c, from, 1, "text outside of blocks is lost in a page with a layout");
}

/* A tag alone on its line leaves no line behind: where its text begins (`from`) and ends (`*after`). */
static bool stands_alone(const struct compile *c, size_t from, size_t tag, size_t *begin, size_t *after)
{
    size_t b = tag, e = c->scan.at;

    while (b > from && (c->text.p[b - 1] == ' ' || c->text.p[b - 1] == '\t'))
        b--;
    while (e < c->text.n && (c->text.p[e] == ' ' || c->text.p[e] == '\t' || c->text.p[e] == '\r'))
        e++;
    if (b == from ? !c->line_begins : c->text.p[b - 1] != '\n')
        return false;
    if (e < c->text.n && c->text.p[e] != '\n')
        return false;
    *begin = b;
    *after = e < c->text.n ? e + 1 : e;
    return true;
}

static void emit_text(struct compile *c, size_t from, size_t to)
{
    struct str text = str_sub(c->text, from, to);

    if (text.n == 0)
        return;
    if (text_is_lost(c))
        put_lua_line_breaks(&c->out, text);
    else
        buf_put(&c->literal, text);
}

static bool value_tag(struct compile *c, size_t from, size_t tag)
{
    const char *problem;
    enum html_mode mode = html_value(&c->html, &problem);
    unsigned depth = c->scan.depth;
    struct str words;

    if (!mode)
        return compile_fail(c, tag, 2, problem);
    if (text_is_lost(c))
        return compile_fail(c, tag, 2, "a value outside of blocks is lost in a page with a layout");
    c->scan.floor = depth;
    if (!compile_scan(c, tag + 2, "}}"))
        return false;
    c->scan.floor = 0;
    if (is_blank(buf_str(&c->code)))
        return compile_fail(c, tag, 2, "this tag is empty");
    if (c->scan.depth != depth)
        return compile_fail(c, tag, 2, "statements stand in {% … %}");
    buf_put(&c->literal, str_sub(c->text, from, tag));
    if ((mode == MODE_TEXT || mode == MODE_ATTRIBUTE) && known_text(c, str_sub(c->text, tag + 2, c->scan.at - 2), &words))
        buf_html(&c->literal, words);
    else
        put_lua_write(c, mode);
    c->text_seen = true;
    c->from = c->scan.at;
    c->line_begins = false;
    return true;
}

static bool comment_tag(struct compile *c, size_t tag)
{
    size_t n = str_find_str(str_sub(c->text, tag + 2, c->text.n), S("#}"));

    if (tag + 2 + n >= c->text.n)
        return compile_fail(c, tag, 2, "this comment is not closed");
    c->scan.at = tag + 2 + n + 2;
    put_lua_line_breaks(&c->code, str_sub(c->text, tag, c->scan.at));
    return true;
}

/* {% … %} and {# … #}. Which text is lost is decided by where the tag begins: a block tag changes it. */
static bool statement_tag(struct compile *c, size_t from, size_t tag)
{
    size_t begin = tag, after;
    bool lost = text_is_lost(c);

    if (!(c->text.p[tag + 1] == '#' ? comment_tag(c, tag) : directive_tag(c, tag)))
        return false;
    after = c->scan.at;
    c->line_begins = stands_alone(c, from, tag, &begin, &after);
    if (lost)
        put_lua_line_breaks(&c->out, str_sub(c->text, from, begin));
    else
        buf_put(&c->literal, str_sub(c->text, from, begin));
    put_lua_write_text(c);
    put_lua_statement(c);
    put_lua_line_breaks(&c->out, str_sub(c->text, c->scan.at, after));
    c->from = after;
    return true;
}

/* Offset of the next tag, or the end. */
static size_t next_tag(struct str text, size_t from)
{
    for (size_t i = from; i + 1 < text.n; i++)
        if (text.p[i] == '{' && (text.p[i + 1] == '{' || text.p[i + 1] == '%' || text.p[i + 1] == '#'))
            return i;
    return text.n;
}

static bool compile_body(struct compile *c)
{
    c->line_begins = true;
    while (c->from < c->text.n) {
        size_t from = c->from, tag = next_tag(c->text, from);
        if (!read_text(c, from, tag))
            return false;
        if (tag == c->text.n) {
            emit_text(c, from, tag);
            break;
        }
        buf_reset(&c->code);
        c->tag = tag;
        if (!(c->text.p[tag + 1] == '{' ? value_tag(c, from, tag) : statement_tag(c, from, tag)))
            return false;
    }
    return true;
}

static bool compile_end(struct compile *c)
{
    const char *where = html_where(&c->html);

    if (c->scan.depth) {
        const struct lua_block *open = &c->scan.blocks[c->scan.depth - 1];
        return compile_fail(c, open->at, open->n, open->kind == LUA_BLOCK ? "this block is not closed with {% endblock %}"
                            : open->kind == LUA_REPEAT ? "this is not closed with 'until'" : "this is not closed with 'end'");
    }
    if (where) {
        struct str message = str_printf(c->arena, "the template ends %s", where);
        return compile_fail(c, c->text.n ? c->text.n - 1 : 0, 1, message.p);
    }
    put_lua_write_text(c);
    put_lua_close_call(c);
    if (c->compiled->layout)
        buf_printf(&c->out, " return __l(%zu,__b,args)", c->compiled->layout - 1);
    buf_puts(&c->out, " end");
    return true;
}

static bool compile_begin(struct compile *c)
{
    size_t bad = str_utf8_error(c->text);

    if (c->text.n > TEMPLATE_MAX)
        return compile_fail(c, 0, 0, "a template may be at most 1 MB long");
    if (bad < c->text.n)
        return compile_fail(c, bad, 1, "a template must be UTF-8 text");
    put_lua_head(c);
    c->scan.text = c->text;
    c->scan.on = compile_on;
    c->scan.context = c;
    return true;
}

bool template_compile(struct arena *arena, struct diags *diags, const struct templates *templates,
                      const struct template *template, struct compiled *compiled)
{
    struct compile *c = arena_new_of(arena, struct compile);
    bool ok;

    *compiled = (struct compiled){ .layout = 0 };
    *c = (struct compile){ .arena = arena, .diags = diags, .templates = templates, .template = template,
                           .text = template->text, .compiled = compiled };
    ok = compile_begin(c) && compile_body(c) && compile_end(c);
    if (ok)
        compiled->lua = buf_copy(arena, &c->out);
    buf_free(&c->out);
    buf_free(&c->code);
    buf_free(&c->literal);
    return ok;
}
