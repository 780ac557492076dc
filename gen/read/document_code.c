/* Code, and raw HTML, which is shown as if it were code. */
#include <string.h>

#include "base/html.h"
#include "read/document_compile.h"

/* What was met in the source ends behind this text, when it stands there as it is. */
static void pass(struct compile *compile, struct str text)
{
    size_t place = place_find(&compile->places, text);
    if (place != PLACE_NONE && place >= compile->places.cursor)
        compile->places.cursor = place + text.n;
}

void code_enter(struct compile *compile, cmark_node *node)
{
    struct str code = str_of(cmark_node_get_literal(node));

    html_put(compile, "<code>");
    html_text(compile, code);
    html_put(compile, "</code>");
    pass(compile, code);
}

static const struct part_name *find_part(const struct compile *compile, struct str name)
{
    for (size_t i = 0; compile->parts && i < compile->parts->n; i++)
        if (str_eq(compile->parts->v[i].name, name))
            return &compile->parts->v[i];
    return NULL;
}

/* A language's name may stand in a class when it is made of a few safe characters. */
static bool is_language(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("+-_.#", c)))
            return false;
    }
    return name.n > 0 && name.n <= 40;
}

static size_t word_size(struct str text)
{
    size_t i = 0;
    while (i < text.n && !strchr(" \t\n", text.p[i]))
        i++;
    return i;
}

void code_block_enter(struct compile *compile, cmark_node *node)
{
    struct str info = str_trim(str_of(cmark_node_get_fence_info(node)));
    struct str name = str_sub(info, 0, word_size(info));

    html_newline(compile);
    const struct part_name *part = find_part(compile, name);
    if (part) {
        part_read(compile, node, part, str_sub(info, name.n, info.n));
        return;
    }
    html_put(compile, "<pre tabindex=\"0\"><code");
    if (is_language(name)) {
        html_put(compile, " class=\"language-");
        buf_put(compile->html, name);
        html_put(compile, "\"");
    }
    html_put(compile, ">");
    html_text(compile, str_of(cmark_node_get_literal(node)));
    html_put(compile, "</code></pre>\n");
}

static void report_raw(struct compile *compile, struct pos pos)
{
    if (compile_may_report(compile, DIAG_RAW_HTML, pos))
        diag_report(compile->diags, DIAG_RAW_HTML, pos, "HTML is shown as text");
}

void raw_block_enter(struct compile *compile, cmark_node *node)
{
    report_raw(compile, place_line(&compile->places, (size_t)cmark_node_get_start_line(node),
                                   (size_t)cmark_node_get_start_column(node)));
    html_newline(compile);
    html_put(compile, "<pre class=\"raw-html\" tabindex=\"0\">");
    html_text(compile, str_of(cmark_node_get_literal(node)));
    html_put(compile, "</pre>\n");
}

/* An end tag is not reported again. */
void raw_inline_enter(struct compile *compile, cmark_node *node)
{
    struct str html = str_of(cmark_node_get_literal(node));

    if (!str_starts(html, S("</")))
        report_raw(compile, place_pos(&compile->places, place_find(&compile->places, html), html.n));
    pass(compile, html);
    html_text(compile, html);
}
