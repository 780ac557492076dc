/* Text nodes: escaping, and in the same pass what this house reads in text beyond the parser: references,
 * ~~struck~~ text, bare addresses. Words are counted on the way. */
#include <endian.h>
#include <string.h>

#include "base/arena.h"
#include "read/document_compile.h"
#include "read/document_parse.h"

struct scan {
    struct compile *compile;
    cmark_node *node;
    struct str text;
    size_t from;                /* text before it is in the HTML already */
};

static void flush(struct scan *scan, size_t to)
{
    if (to > scan->from)
        html_bytes(scan->compile, scan->text.p + scan->from, to - scan->from);
    scan->from = to;
}

static void put_entity(struct scan *scan, size_t at, const char *entity)
{
    flush(scan, at);
    html_put(scan->compile, entity);
    scan->from = at + 1;
}

/* --- references ------------------------------------------------------------------------------------- */

/* A label with markup in it, or in a table the bar before a label, which ended the cell. Anything else that
 * only begins like a reference is text. */
static void report_cut(struct scan *scan, size_t at)
{
    struct compile *compile = scan->compile;
    struct str rest = str_sub(scan->text, at, scan->text.n);
    size_t bar = str_find(rest, '|');
    size_t place = place_find(&compile->places, str_sub(rest, 0, bar));

    if (bar == rest.n && document_table_node(cmark_node_parent(scan->node)) != TABLE_CELL)
        return;
    if (place == PLACE_NONE || place_is_escaped(&compile->places, place))
        return;
    struct pos pos = place_pos(&compile->places, place, bar);
    if (!compile_may_report(compile, DIAG_BAD_VALUE, pos))
        return;
    struct diag *diag = diag_report(compile->diags, DIAG_BAD_VALUE, pos, "a reference begins here and does not end");
    diag_hint(compile->diags, diag, "its label is plain text; in a table write \\| instead of |");
}

static void reference_add(struct compile *compile, const struct reference_text *text, struct pos pos)
{
    struct reference *reference = vec_add(compile->scratch, &compile->references);

    reference->target = str_copy(compile->arena, text->target);
    reference->anchor = str_copy(compile->arena, text->anchor);
    reference->label = str_copy(compile->arena, text->label);
    reference->pos = pos;
    reference->heading = (uint32_t)compile->headings.n;
    if (compile->in_link)
        html_text(compile, reference_shown(text));
    else
        html_hole(compile, PIECE_REFERENCE, compile->references.n - 1);
}

/* [[#anchor]] leads within the document, as [label](#anchor) does. */
static void anchor_add(struct compile *compile, const struct reference_text *text, struct pos pos)
{
    if (!compile->in_link) {
        struct link *link = vec_add(compile->scratch, &compile->links);
        link->anchor = str_copy(compile->arena, text->anchor);
        link->pos = pos;
        html_put(compile, "<a href=\"");
        html_hole(compile, PIECE_LINK_HREF, compile->links.n - 1);
        html_put(compile, "\">");
    }
    html_text(compile, reference_shown(text));
    if (!compile->in_link)
        html_put(compile, "</a>");
}

/* The offset behind the reference at `at`, or 0 when none stands there. A backslash before it in the source
 * makes it text; the tree no longer knows of the backslash. */
static size_t take_reference(struct scan *scan, size_t at)
{
    struct compile *compile = scan->compile;

    if (at + 2 >= scan->text.n || scan->text.p[at + 1] != '[')
        return 0;
    struct reference_text reference = reference_read(scan->text, at);
    if (reference.cut)
        report_cut(scan, at);
    if (reference.end == 0)
        return 0;
    size_t place = place_find(&compile->places, str_sub(scan->text, at, at + reference.prefix));
    if (place == PLACE_NONE)
        return 0;
    compile->places.cursor = place + reference.prefix;
    if (place_is_escaped(&compile->places, place))
        return 0;
    flush(scan, at);
    scan->from = reference.end;
    struct pos pos = place_pos(&compile->places, place + 2, reference.prefix - 2);
    if (reference.target.n)
        reference_add(compile, &reference, pos);
    else
        anchor_add(compile, &reference, pos);
    return reference.end;
}

/* --- ~~struck~~ text -------------------------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* Exactly two tildes. */
static bool is_strike(struct str text, size_t at)
{
    return at + 1 < text.n && text.p[at] == '~' && text.p[at + 1] == '~' &&
           (at + 2 == text.n || text.p[at + 2] != '~') && (at == 0 || text.p[at - 1] != '~');
}

static bool may_end(cmark_node *node, struct str text, size_t at)
{
    if (at > 0)
        return !is_space(text.p[at - 1]);
    cmark_node *previous = cmark_node_previous(node);
    return previous && cmark_node_get_type(previous) != CMARK_NODE_SOFTBREAK;
}

static bool may_begin(cmark_node *node, struct str text, size_t at)
{
    if (at + 2 < text.n)
        return !is_space(text.p[at + 2]);
    cmark_node *next = cmark_node_next(node);
    return next && cmark_node_get_type(next) != CMARK_NODE_SOFTBREAK;
}

static bool ends_in(cmark_node *node, struct str text, size_t from)
{
    for (size_t at = from; at < text.n; at++) {
        at += str_find(str_sub(text, at, text.n), '~');
        if (is_strike(text, at) && may_end(node, text, at))
            return true;
    }
    return false;
}

static bool end_ahead(struct scan *scan, size_t from)
{
    if (ends_in(scan->node, scan->text, from))
        return true;
    for (cmark_node *next = cmark_node_next(scan->node); next; next = cmark_node_next(next))
        if (cmark_node_get_type(next) == CMARK_NODE_TEXT && ends_in(next, str_of(cmark_node_get_literal(next)), 0))
            return true;
    return false;
}

void strike_exit(struct compile *compile, struct strike *strike)
{
    html_put(compile, "</del>");
    strike->open = false;
}

static bool is_escaped_strike(const struct compile *compile)
{
    size_t place = place_find(&compile->places, S("~~"));
    return place == PLACE_NONE || place_is_escaped(&compile->places, place);
}

/* The offset behind the tildes at `at` when they begin or end struck text, or 0. */
static size_t take_strike(struct scan *scan, size_t at)
{
    struct strike *strike = &scan->compile->strikes[scan->compile->depth];

    if (!is_strike(scan->text, at))
        return 0;
    if (strike->open && may_end(scan->node, scan->text, at)) {
        flush(scan, at);
        strike_exit(scan->compile, strike);
    } else if (!strike->open && !strike->none_ahead && may_begin(scan->node, scan->text, at) &&
               !is_escaped_strike(scan->compile)) {
        strike->none_ahead = !end_ahead(scan, at + 2);
        if (strike->none_ahead)
            return 0;
        flush(scan, at);
        html_put(scan->compile, "<del>");
        strike->open = true;
    } else {
        return 0;
    }
    scan->from = at + 2;
    return at + 2;
}

/* --- bare addresses --------------------------------------------------------------------------------- */

static size_t take_url(struct scan *scan, size_t at)
{
    struct compile *compile = scan->compile;

    if (compile->in_link || at + 3 >= scan->text.n || memcmp(scan->text.p + at, "://", 3) != 0)
        return 0;
    struct str url = url_around(scan->text, at, scan->from);
    if (url.n == 0)
        return 0;
    flush(scan, (size_t)(url.p - scan->text.p));
    html_put(compile, "<a href=\"");
    html_href(compile, url);
    html_put(compile, "\" rel=\"noopener noreferrer\">");
    html_text(compile, url);
    html_put(compile, "</a>");
    scan->from = (size_t)(url.p - scan->text.p) + url.n;
    return scan->from;
}

/* --- the pass --------------------------------------------------------------------------------------- */

static const bool special[256] = {
    ['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['['] = true, ['~'] = true, [':'] = true,
};

/* Handles the special character at `at`; the offset to go on from. */
static size_t take_special(struct scan *scan, size_t at)
{
    size_t behind = 0;

    switch (scan->text.p[at]) {
    case '&':
        put_entity(scan, at, "&amp;");
        break;
    case '<':
        put_entity(scan, at, "&lt;");
        break;
    case '>':
        put_entity(scan, at, "&gt;");
        break;
    case '"':
        put_entity(scan, at, "&quot;");
        break;
    case '[':
        behind = take_reference(scan, at);
        break;
    case '~':
        behind = take_strike(scan, at);
        break;
    default:
        behind = take_url(scan, at);
    }
    return behind ? behind : at + 1;
}

/* A word begins where a byte above the space follows one that is not. Eight bytes at a time: in `above` the high
 * bit of each byte says so, and `last` is that bit of the byte before them. */
static size_t count_words(struct str text)
{
    static const uint64_t high = 0x8080808080808080u, low = 0x7F7F7F7F7F7F7F7Fu, beyond = 0x5F5F5F5F5F5F5F5Fu;
    size_t words = 0, at = 0;
    uint64_t last = 0;

    for (; text.n - at >= 8; at += 8) {
        uint64_t w;
        memcpy(&w, text.p + at, sizeof w);
        w = le64toh(w);
        uint64_t above = (((w & low) + beyond) | w) & high, begun = above & ~(above << 8 | last);
        words += (size_t)((begun >> 7) * 0x0101010101010101u >> 56);
        last = above >> 56;
    }
    for (; at < text.n; at++) {
        uint64_t above = (unsigned char)text.p[at] > ' ' ? 0x80 : 0;
        words += above && !last;
        last = above;
    }
    return words;
}

void text_enter(struct compile *compile, cmark_node *node)
{
    struct scan scan = { .compile = compile, .node = node, .text = str_of(cmark_node_get_literal(node)) };

    compile->words += count_words(scan.text);
    for (size_t at = 0; at < scan.text.n;)
        at = special[(unsigned char)scan.text.p[at]] ? take_special(&scan, at) : at + 1;
    flush(&scan, scan.text.n);
}
