/* Documents: their HTML was made once; here the holes are filled for the page on which they stand. */
#include "base/html.h"
#include "render/engine_state.h"
#include "render/template_compile.h"

static void put_anchor(struct buf *out, struct str anchor)
{
    if (anchor.n) {
        buf_putc(out, '#');
        buf_url_path(out, anchor);
    }
}

static void put_reference(struct engine *engine, struct buf *out, const struct reference *reference)
{
    if (reference->record) {
        put_link(engine, out, reference->record, reference->anchor, reference->label);
        return;
    }
    buf_puts(out, "<span class=\"missing\">");
    buf_html(out, reference->label.n ? reference->label : reference->target);
    buf_puts(out, "</span>");
}

/* Inside href="" or src="". An image shows the bytes of the evidence, a link leads to its page. */
static void put_link_address(struct engine *engine, struct buf *out, const struct link *link, bool source)
{
    struct str path = S("");

    if (link->record)
        path = source ? file_path(engine, link->record) : record_path(engine, link->record);
    if (path.n) {
        put_relative(engine, out, path);
        put_anchor(out, link->anchor);
    } else if (!link->path.n && link->anchor.n) {
        put_anchor(out, link->anchor);
    } else {
        buf_putc(out, '#');     /* it leads nowhere, which is reported */
    }
}

/* The options of a fenced block as a table, with its text as `text`. */
static void push_options(lua_State *L, const struct part *part)
{
    lua_createtable(L, 0, (int)part->n_options + 1);
    push_str(L, part->body);
    lua_setfield(L, -2, "text");
    for (size_t i = 0; i < part->n_options; i++) {
        push_str(L, part->options[i].name);
        push_str(L, part->options[i].value);
        lua_rawset(L, -3);
    }
}

/* What a part writes goes to the end of the same buffer: the engine's own, in which documents are drawn. */
static void put_part(lua_State *L, struct buf *out, const struct part *part)
{
    struct engine *engine = engine_of(L);
    const struct template *template = template_find(engine->context->templates, S("parts"), part->name);
    struct buf *outer = engine->out;
    struct pos block = engine->block;

    if (!template) {
        push_str(L, part->name);
        script_fail(L, "there is no part '%s'", lua_tostring(L, -1));
    }
    engine->out = out;
    engine->block = part->pos;
    luaL_checkstack(L, 20, "too many parts");
    push_options(L, part);
    engine_part(L, template);
    engine->block = block;
    engine->out = outer;
}

void put_document(lua_State *L, struct buf *out, const struct document *document)
{
    struct engine *engine = engine_of(L);
    struct str before = S("");

    for (size_t i = 0; document && i < document->n_pieces; i++) {
        const struct piece *piece = &document->pieces[i];
        script_pay_bytes(L, piece->html.n);
        switch (piece->kind) {
        case PIECE_HTML: buf_put(out, piece->html); break;
        case PIECE_REFERENCE: put_reference(engine, out, &document->references[piece->index]); break;
        case PIECE_LINK_HREF:
            put_link_address(engine, out, &document->links[piece->index], str_ends(before, S("src=\"")));
            break;
        case PIECE_PART: put_part(L, out, &document->parts[piece->index]); break;
        }
        before = piece->html;
        if (out->over)
            script_fail(L, "this page is larger than %d MB", ENGINE_OUTPUT_MAX >> 20);
    }
}
