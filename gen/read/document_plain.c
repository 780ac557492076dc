/* Text without markup: of headings, and of images for those who do not see them. */
#include <string.h>

#include "read/document_compile.h"

static void plain_node_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n;) {
        struct reference_text reference = { 0 };
        if (text.p[i] == '[' && i + 1 < text.n && text.p[i + 1] == '[')
            reference = reference_read(text, i);
        if (reference.end) {
            buf_put(out, reference_shown(&reference));
            i = reference.end;
        } else if (str_starts(str_sub(text, i, text.n), S("~~"))) {
            i += 2;
        } else {
            buf_putc(out, text.p[i++]);
        }
    }
}

static void plain_node(struct buf *out, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        plain_node_text(out, str_of(cmark_node_get_literal(node)));
        break;
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
        buf_puts(out, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        buf_putc(out, ' ');
        break;
    default:
        break;
    }
}

void plain_text(struct buf *out, cmark_node *node)
{
    cmark_node *at = cmark_node_first_child(node);

    while (at) {
        plain_node(out, at);
        if (cmark_node_first_child(at)) {
            at = cmark_node_first_child(at);
            continue;
        }
        while (at != node && !cmark_node_next(at))
            at = cmark_node_parent(at);
        at = at == node ? NULL : cmark_node_next(at);
    }
}
