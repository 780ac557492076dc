/* Links and images. Addresses with a scheme that is allowed become HTML; relative ones become records with a
 * hole, because only the model knows which page they lead to; everything else is an error. */
#include <string.h>

#include "base/arena.h"
#include "base/html.h"
#include "read/document_compile.h"

enum link_kind { LINK_RELATIVE, LINK_ABSOLUTE, LINK_UNSAFE };

static bool has_scheme(struct str url)
{
    size_t colon = str_find(url, ':');
    for (size_t i = 0; i < colon && colon < url.n; i++)
        if (strchr("/?#", url.p[i]))
            return false;
    return colon < url.n;
}

/* Browsers read a backslash as a slash, so it may stand nowhere. */
static enum link_kind kind_of(struct str url)
{
    if (!url_is_allowed(url) || str_find(url, '\\') < url.n)
        return LINK_UNSAFE;
    return has_scheme(url) ? LINK_ABSOLUTE : LINK_RELATIVE;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-decoded; a '%' that begins no code stands for itself. */
static struct str decode(struct arena *arena, struct str text)
{
    char *p = arena_bytes(arena, text.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++) {
        int high = text.p[i] == '%' && i + 2 < text.n ? digit_of(text.p[i + 1]) : -1;
        int low = high >= 0 ? digit_of(text.p[i + 2]) : -1;
        p[n++] = low >= 0 ? (char)(high << 4 | low) : text.p[i];
        i += low >= 0 ? 2 : 0;
    }
    p[n] = '\0';
    return (struct str){ p, n };
}

/* True behind "](" and blanks or "<", and behind the "<" of an address that is its own text. */
static bool begins_address(const struct document_places *places, size_t at)
{
    const char *p = places->text.p;

    if (at > places->block && p[at - 1] == '<')
        return true;
    while (at > places->block && strchr(" \t\n", p[at - 1]))
        at--;
    return at >= places->block + 2 && p[at - 1] == '(' && p[at - 2] == ']';
}

/* Where the source of the address stands, or PLACE_NONE. */
static size_t find_url(const struct compile *compile, struct str url)
{
    size_t at = place_find_from(&compile->places, compile->places.cursor, url);

    while (at != PLACE_NONE && !begins_address(&compile->places, at))
        at = place_find_from(&compile->places, at + 1, url);
    return at;
}

static struct pos url_pos(struct compile *compile, size_t place, struct str url)
{
    if (place == PLACE_NONE) {      /* written with escapes, or defined elsewhere: then where it is used */
        place = place_find_from(&compile->places, compile->places.cursor, S("["));
        url.n = 0;
    }
    return place_pos(&compile->places, place, url.n);
}

static bool refuse(struct compile *compile, struct pos pos, struct str url)
{
    if (!compile_may_report(compile, DIAG_UNSAFE_URL, pos))
        return false;
    struct diag *diag = diag_report(compile->diags, DIAG_UNSAFE_URL, pos, "the address '%.*s' is not allowed",
                                    (int)(url.n < 200 ? url.n : 200), url.p);
    if (str_find(url, '\\') < url.n)
        diag_hint(compile->diags, diag, "write / instead of \\");
    else
        diag_hint(compile->diags, diag, "use http, https, mailto or a relative path");
    return false;
}

/* The record of a relative link; false, and reported, when it hides another kind of address. */
static bool link_add(struct compile *compile, struct pos pos, struct str url)
{
    size_t hash = str_find(url, '#');
    struct str path = decode(compile->arena, str_sub(url, 0, hash));
    struct str anchor = decode(compile->arena, str_sub(url, hash + 1, url.n));

    if (kind_of(path) != LINK_RELATIVE || str_utf8_error(path) < path.n || str_utf8_error(anchor) < anchor.n ||
        !url_is_allowed(anchor))
        return refuse(compile, pos, url);
    struct link *link = vec_add(compile->scratch, &compile->links);
    link->path = path;
    link->anchor = anchor;
    link->pos = pos;
    return true;
}

static void put_title(struct compile *compile, cmark_node *node)
{
    const char *title = cmark_node_get_title(node);

    if (!title || !*title)
        return;
    html_put(compile, " title=\"");
    html_text(compile, str_of(title));
    html_put(compile, "\"");
}

static void put_absolute(struct compile *compile, struct str url, cmark_node *titled)
{
    html_put(compile, "<a href=\"");
    html_href(compile, url);
    html_put(compile, "\"");
    put_title(compile, titled);
    html_put(compile, " rel=\"noopener noreferrer\">");
}

static bool is_empty(struct compile *compile, struct str url)
{
    if (url.n)
        return false;
    struct pos pos = url_pos(compile, PLACE_NONE, url);
    if (compile_may_report(compile, DIAG_DEAD_LINK, pos))
        diag_report(compile->diags, DIAG_DEAD_LINK, pos, "the link has no address");
    return true;
}

/* Opens <a> or <img> up to and with the hole; false when the link cannot be. */
static bool open_relative(struct compile *compile, struct str url, size_t place, const char *tag)
{
    if (!link_add(compile, url_pos(compile, place, url), url))
        return false;
    html_put(compile, tag);
    html_hole(compile, PIECE_LINK_HREF, compile->links.n - 1);
    html_put(compile, "\"");
    return true;
}

void link_enter(struct compile *compile, cmark_node *node)
{
    struct str url = str_trim(str_of(cmark_node_get_url(node)));
    size_t place = url.n ? find_url(compile, url) : PLACE_NONE;

    compile->in_link = true;
    compile->link_end = "";
    compile->link_behind = place == PLACE_NONE ? PLACE_NONE : place + url.n;
    if (is_empty(compile, url))
        return;
    switch (kind_of(url)) {
    case LINK_UNSAFE:
        refuse(compile, url_pos(compile, place, url), url);
        return;
    case LINK_ABSOLUTE:
        put_absolute(compile, url, node);
        break;
    case LINK_RELATIVE:
        if (!open_relative(compile, url, place, "<a href=\""))
            return;
        put_title(compile, node);
        html_put(compile, ">");
    }
    compile->link_end = "</a>";
}

void link_exit(struct compile *compile)
{
    html_put(compile, compile->link_end);
    compile->in_link = false;
    if (compile->link_behind != PLACE_NONE && compile->link_behind > compile->places.cursor)
        compile->places.cursor = compile->link_behind;
}

/* An image from elsewhere would make the page ask another machine, so it becomes a link. */
static void put_remote(struct compile *compile, struct str url, struct str alt, cmark_node *node)
{
    if (!compile->in_link)
        put_absolute(compile, url, node);
    html_text(compile, alt.n ? alt : url);
    if (!compile->in_link)
        html_put(compile, "</a>");
}

static void put_local(struct compile *compile, struct str url, struct str alt, cmark_node *node, size_t place)
{
    if (!open_relative(compile, url, place, "<img src=\"")) {
        html_text(compile, alt);
        return;
    }
    html_put(compile, " alt=\"");
    html_text(compile, alt);
    html_put(compile, "\"");
    put_title(compile, node);
    html_put(compile, ">");
}

void image_enter(struct compile *compile, cmark_node *node)
{
    struct str url = str_trim(str_of(cmark_node_get_url(node)));
    size_t place = url.n ? find_url(compile, url) : PLACE_NONE;
    enum link_kind kind = kind_of(url);
    struct buf text = { 0 };

    plain_text(&text, node);
    struct str alt = buf_str(&text);
    if (kind == LINK_UNSAFE)
        refuse(compile, url_pos(compile, place, url), url);
    if (kind == LINK_ABSOLUTE)
        put_remote(compile, url, alt, node);
    else if (kind == LINK_UNSAFE || is_empty(compile, url))
        html_text(compile, alt);
    else
        put_local(compile, url, alt, node, place);
    if (place != PLACE_NONE)
        compile->places.cursor = place + url.n;
    buf_free(&text);
}
