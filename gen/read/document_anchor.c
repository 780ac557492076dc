/* Headings and their anchors, which are made as GitHub makes them: lower case, spaces become hyphens, letters
 * and digits of all scripts stay, everything else goes; a number makes them unique in the document. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/die.h"
#include "read/document_compile.h"

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

static char ascii_char(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c | 0x20);
    if (c == ' ')
        return '-';
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ? c : '\0';
}

static struct str ascii_anchor(struct arena *scratch, struct str text)
{
    char *p = arena_bytes(scratch, text.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++) {
        p[n] = ascii_char(text.p[i]);
        n += p[n] != '\0';
    }
    return (struct str){ p, n };
}

static bool is_kept(utf8proc_int32_t code)
{
    utf8proc_category_t category = utf8proc_category(code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;    /* letters, marks, numbers */
}

static struct str unicode_anchor(struct arena *scratch, struct str text)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.n, &folded,
                                         UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    size_t n = 0;

    if (size < 0)
        die(EXIT_MACHINE, "cannot fold a heading: %s", utf8proc_errmsg(size));
    char *p = arena_bytes(scratch, (size_t)size + 1);
    for (utf8proc_ssize_t at = 0; at < size;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t step = utf8proc_iterate(folded + at, size - at, &code);
        char c = code < 0x80 ? ascii_char((char)code) : '\0';
        if (c) {
            p[n++] = c;
        } else if (code >= 0x80 && is_kept(code)) {
            memcpy(p + n, folded + at, (size_t)step);
            n += (size_t)step;
        }
        at += step;
    }
    free(folded);
    return (struct str){ p, n };
}

/* Footnotes have the ids fn-1 and fnref-1. */
static bool is_reserved(struct str anchor)
{
    struct str rest = str_starts(anchor, S("fn-"))      ? str_sub(anchor, 3, anchor.n)
                      : str_starts(anchor, S("fnref-")) ? str_sub(anchor, 6, anchor.n)
                                                        : (struct str){ 0 };
    return rest.n > 0 && rest.p[0] >= '0' && rest.p[0] <= '9';
}

/* The number last given to a base is kept with it, so that n equal headings take n steps. */
static struct str unique_anchor(struct compile *compile, struct str base)
{
    unsigned *next = map_find(compile->anchors, base);
    struct str anchor = base;

    if (!next) {
        next = arena_new_of(compile->scratch, unsigned);
        map_put(compile->anchors, base, next);
        if (!is_reserved(base))
            return anchor;
    }
    do
        anchor = str_printf(compile->scratch, "%.*s-%u", STR(base), ++*next);
    while (map_find(compile->anchors, anchor));
    map_put(compile->anchors, anchor, arena_new_of(compile->scratch, unsigned));
    return anchor;
}

struct str anchor_make(struct compile *compile, struct str text)
{
    struct str trimmed = str_trim(text);
    struct str base = is_ascii(trimmed) ? ascii_anchor(compile->scratch, trimmed)
                                        : unicode_anchor(compile->scratch, trimmed);

    if (!compile->anchors)
        compile->anchors = map_new(compile->scratch);
    return str_copy(compile->arena, unique_anchor(compile, base.n ? base : S("section")));
}

/* 1 when a heading of level 1 stands anywhere: the page has that level for itself. */
unsigned heading_shift(cmark_node *root)
{
    for (cmark_node *node = root;;) {
        cmark_node_type type = cmark_node_get_type(node);
        bool leaf = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
        if (type == CMARK_NODE_HEADING && cmark_node_get_heading_level(node) == 1)
            return 1;
        if (!leaf && cmark_node_first_child(node)) {
            node = cmark_node_first_child(node);
            continue;
        }
        while (node != root && !cmark_node_next(node))
            node = cmark_node_parent(node);
        if (node == root)
            return 0;
        node = cmark_node_next(node);
    }
}

static unsigned level_of(const struct compile *compile, cmark_node *node)
{
    unsigned level = (unsigned)cmark_node_get_heading_level(node) + compile->level_shift;
    return level > 6 ? 6 : level;
}

static struct pos heading_pos(struct compile *compile, cmark_node *node)
{
    return place_line(&compile->places, (size_t)cmark_node_get_start_line(node),
                      (size_t)cmark_node_get_start_column(node));
}

bool heading_enter(struct compile *compile, cmark_node *node)
{
    struct buf text = { 0 };

    if (compile->is_value) {
        html_newline(compile);
        html_put(compile, "<p><strong>");
        return true;
    }
    plain_text(&text, node);
    struct str plain = str_trim(buf_str(&text));
    if (plain.n == 0) {
        buf_free(&text);
        return false;
    }
    struct heading *heading = vec_add(compile->scratch, &compile->headings);
    heading->level = level_of(compile, node);
    heading->text = str_copy(compile->arena, plain);
    heading->anchor = anchor_make(compile, plain);
    heading->pos = heading_pos(compile, node);
    buf_free(&text);
    html_newline(compile);
    char open[] = "<h0 id=\"";
    open[2] = (char)('0' + heading->level);
    html_put(compile, open);
    html_bytes(compile, heading->anchor.p, heading->anchor.n);
    html_put(compile, "\">");
    return true;
}

void heading_exit(struct compile *compile, cmark_node *node)
{
    char close[] = "</h0>\n";

    close[3] = (char)('0' + level_of(compile, node));
    html_put(compile, compile->is_value ? "</strong></p>\n" : close);
}
