/* The one loop over the tree, and the nodes whose HTML is a pair of tags. */
#include <cmark-gfm-core-extensions.h>

#include "read/document_compile.h"
#include "read/document_parse.h"

static bool is_tight(cmark_node *paragraph)
{
    cmark_node *list = cmark_node_parent(cmark_node_parent(paragraph));
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void paragraph_enter(struct compile *compile, cmark_node *node)
{
    if (is_tight(node))
        return;
    html_newline(compile);
    html_put(compile, "<p>");
}

static void paragraph_exit(struct compile *compile, cmark_node *node)
{
    if (is_tight(node))
        return;
    footnote_paragraph_exit(compile, node);
    html_put(compile, "</p>\n");
}

static void list_enter(struct compile *compile, cmark_node *node)
{
    int start = cmark_node_get_list_start(node);

    html_newline(compile);
    if (cmark_node_get_list_type(node) == CMARK_BULLET_LIST)
        html_put(compile, "<ul>\n");
    else if (start == 1)
        html_put(compile, "<ol>\n");
    else
        buf_printf(compile->html, "<ol start=\"%d\">\n", start);
}

static void item_enter(struct compile *compile, cmark_node *node)
{
    html_newline(compile);
    if (!document_is_task(node)) {
        html_put(compile, "<li>");
        return;
    }
    html_put(compile, "<li class=\"task-item\"><span class=\"task\" role=\"img\" aria-label=\"");
    html_put(compile, cmark_gfm_extensions_get_tasklist_item_checked(node) ? "done\">☑</span> " : "open\">☐</span> ");
}

static void tag_line(struct compile *compile, const char *tag)
{
    html_newline(compile);
    html_put(compile, tag);
}

/* What is searched for in the source is searched for in the lines of this block. */
static void place_block(struct compile *compile, cmark_node *node)
{
    place_enter(&compile->places, (size_t)cmark_node_get_start_line(node), (size_t)cmark_node_get_end_line(node));
}

/* Blocks; true when the children are to be walked. */
static bool block_enter(struct compile *compile, cmark_node *node, cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_DOCUMENT:
        return true;
    case CMARK_NODE_BLOCK_QUOTE:
        tag_line(compile, "<blockquote>\n");
        return true;
    case CMARK_NODE_LIST:
        list_enter(compile, node);
        return true;
    case CMARK_NODE_ITEM:
        item_enter(compile, node);
        return true;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        footnote_enter(compile, node);
        return true;
    case CMARK_NODE_THEMATIC_BREAK:
        tag_line(compile, "<hr>\n");
        return false;
    default:
        break;
    }
    place_block(compile, node);
    switch (type) {
    case CMARK_NODE_PARAGRAPH:
        paragraph_enter(compile, node);
        return true;
    case CMARK_NODE_HEADING:
        return heading_enter(compile, node);
    case CMARK_NODE_CODE_BLOCK:
        code_block_enter(compile, node);
        return false;
    case CMARK_NODE_HTML_BLOCK:
        raw_block_enter(compile, node);
        return false;
    default:
        table_enter(compile, node);
        return true;
    }
}

static void block_exit(struct compile *compile, cmark_node *node, cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_BLOCK_QUOTE:
        tag_line(compile, "</blockquote>\n");
        break;
    case CMARK_NODE_LIST:
        html_put(compile, cmark_node_get_list_type(node) == CMARK_BULLET_LIST ? "</ul>\n" : "</ol>\n");
        break;
    case CMARK_NODE_ITEM:
        html_put(compile, "</li>\n");
        break;
    case CMARK_NODE_PARAGRAPH:
        paragraph_exit(compile, node);
        break;
    case CMARK_NODE_HEADING:
        heading_exit(compile, node);
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        footnote_exit(compile, node);
        break;
    case CMARK_NODE_DOCUMENT:
        break;
    default:
        table_exit(compile, node);
    }
}

static bool inline_enter(struct compile *compile, cmark_node *node, cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_TEXT:
        text_enter(compile, node);
        return false;
    case CMARK_NODE_SOFTBREAK:
        html_put(compile, "\n");
        return false;
    case CMARK_NODE_LINEBREAK:
        html_put(compile, "<br>\n");
        return false;
    case CMARK_NODE_CODE:
        code_enter(compile, node);
        return false;
    case CMARK_NODE_HTML_INLINE:
        raw_inline_enter(compile, node);
        return false;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        footnote_mark(compile, node);
        return false;
    case CMARK_NODE_IMAGE:
        image_enter(compile, node);
        return false;
    case CMARK_NODE_LINK:
        link_enter(compile, node);
        return true;
    case CMARK_NODE_STRONG:
        html_put(compile, "<strong>");
        return true;
    case CMARK_NODE_EMPH:
        html_put(compile, "<em>");
        return true;
    default:
        return true;
    }
}

static void inline_exit(struct compile *compile, cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_LINK:
        link_exit(compile);
        break;
    case CMARK_NODE_STRONG:
        html_put(compile, "</strong>");
        break;
    case CMARK_NODE_EMPH:
        html_put(compile, "</em>");
        break;
    default:
        break;
    }
}

static bool is_inline(cmark_node_type type)
{
    return (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;
}

static void node_exit(struct compile *compile, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (compile->strikes[compile->depth + 1].open)
        strike_exit(compile, &compile->strikes[compile->depth + 1]);
    if (is_inline(type))
        inline_exit(compile, type);
    else
        block_exit(compile, node, type);
}

static bool node_enter(struct compile *compile, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return is_inline(type) ? inline_enter(compile, node, type) : block_enter(compile, node, type);
}

static bool deeper(struct compile *compile)
{
    if (compile->depth + 1 < COMPILE_DEPTH_MAX) {
        compile->strikes[++compile->depth] = (struct strike){ 0 };
        return true;
    }
    diag_report(compile->diags, DIAG_TOO_DEEP, place_pos(&compile->places, compile->places.cursor, 1),
                "more than %d levels are nested here", DOCUMENT_DEPTH_MAX);
    compile->failed = true;
    return false;
}

/* Leaves what is finished, from `node` upwards; the node to go on with, or NULL when all is done. */
static cmark_node *leave(struct compile *compile, cmark_node *node, const cmark_node *root)
{
    while (node != root) {
        cmark_node *next = cmark_node_next(node);
        if (next)
            return next;
        node = cmark_node_parent(node);
        compile->depth--;
        node_exit(compile, node);
    }
    return NULL;
}

void compile_walk(struct compile *compile, cmark_node *root)
{
    for (cmark_node *node = root; node && !compile->failed;) {
        bool inside = node_enter(compile, node);
        cmark_node *child = inside ? cmark_node_first_child(node) : NULL;
        if (child) {
            if (deeper(compile))
                node = child;
            continue;
        }
        if (inside) {
            compile->strikes[compile->depth + 1].open = false;
            node_exit(compile, node);
        }
        node = leave(compile, node, root);
    }
}
