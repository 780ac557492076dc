/* Footnotes. The parser moves the definitions that are used to the end, in the order of their numbers. */
#include <stdlib.h>

#include "read/document_compile.h"

enum { BACK_LINKS_MAX = 10 };

static unsigned number_of(cmark_node *mark)
{
    const char *number = cmark_node_get_literal(mark);
    return number ? (unsigned)strtoul(number, NULL, 10) : 0;
}

static uint32_t *count_at(struct compile *compile, unsigned number, bool written)
{
    size_t used = compile->footnote_uses.n;
    if (number == 0 || number > used)
        return NULL;
    return written ? &compile->footnote_marks.v[number - 1] : &compile->footnote_uses.v[number - 1];
}

static cmark_node *next_of(cmark_node *node, const cmark_node *root)
{
    if (cmark_node_first_child(node))
        return cmark_node_first_child(node);
    while (node != root && !cmark_node_next(node))
        node = cmark_node_parent(node);
    return node == root ? NULL : cmark_node_next(node);
}

void footnotes_count(struct compile *compile, cmark_node *root)
{
    cmark_node *last = cmark_node_last_child(root);

    if (!last || cmark_node_get_type(last) != CMARK_NODE_FOOTNOTE_DEFINITION)
        return;
    for (; last && cmark_node_get_type(last) == CMARK_NODE_FOOTNOTE_DEFINITION; last = cmark_node_previous(last)) {
        (void)vec_add(compile->scratch, &compile->footnote_uses);
        (void)vec_add(compile->scratch, &compile->footnote_marks);
    }
    for (cmark_node *node = root; node; node = next_of(node, root)) {
        uint32_t *uses = cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_REFERENCE
                             ? count_at(compile, number_of(node), false)
                             : NULL;
        if (uses)
            (*uses)++;
    }
}

/* "-2" for the second mark of a footnote, nothing for the first. */
static void mark_suffix(struct compile *compile, uint32_t mark)
{
    if (mark > 1)
        buf_printf(compile->html, "-%u", mark);
}

void footnote_mark(struct compile *compile, cmark_node *node)
{
    unsigned number = number_of(node);
    uint32_t *marks = count_at(compile, number, true);

    if (!marks)
        return;
    buf_printf(compile->html, "<sup class=\"footnote-ref\" id=\"fnref-%u", number);
    mark_suffix(compile, ++*marks);
    if (compile->in_link)
        buf_printf(compile->html, "\">%u</sup>", number);
    else
        buf_printf(compile->html, "\"><a href=\"#fn-%u\" aria-label=\"Footnote %u\">%u</a></sup>", number, number,
                   number);
}

static void back_links(struct compile *compile)
{
    unsigned number = compile->footnotes;
    const uint32_t *uses = count_at(compile, number, false);

    for (uint32_t mark = 1; uses && mark <= *uses && mark <= BACK_LINKS_MAX; mark++) {
        buf_printf(compile->html, " <a href=\"#fnref-%u", number);
        mark_suffix(compile, mark);
        buf_printf(compile->html, "\" class=\"footnote-back\" aria-label=\"Back to reference %u", number);
        mark_suffix(compile, mark);
        html_put(compile, "\">↩</a>");
    }
}

void footnote_enter(struct compile *compile, cmark_node *node)
{
    (void)node;
    html_newline(compile);
    if (compile->footnotes++ == 0)
        html_put(compile, "<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n");
    buf_printf(compile->html, "<li id=\"fn-%u\">\n", compile->footnotes);
}

/* The links back stand in the last paragraph, when the footnote ends with one. */
void footnote_paragraph_exit(struct compile *compile, cmark_node *paragraph)
{
    cmark_node *parent = cmark_node_parent(paragraph);
    if (cmark_node_get_type(parent) == CMARK_NODE_FOOTNOTE_DEFINITION && !cmark_node_next(paragraph))
        back_links(compile);
}

void footnote_exit(struct compile *compile, cmark_node *node)
{
    cmark_node *last = cmark_node_last_child(node);
    if (!last || cmark_node_get_type(last) != CMARK_NODE_PARAGRAPH)
        back_links(compile);
    html_put(compile, "</li>\n");
}

void footnotes_end(struct compile *compile)
{
    if (compile->footnotes)
        html_put(compile, "</ol>\n</div>\n");
}
