/* HTML while it grows, and the holes in it. */
#include "base/html.h"
#include "read/document_compile.h"

enum { REPORTS_MAX = 100 };

void html_text(struct compile *compile, struct str text)
{
    buf_html(compile->html, text);
}

void html_newline(struct compile *compile)
{
    const struct buf *html = compile->html;
    if (html->n > 0 && html->p[html->n - 1] != '\n')
        html_put(compile, "\n");
}

/* What may stand in an address as it is: unreserved and reserved characters of RFC 3986 and '%', without the
 * brackets, which the parser's own renderer encodes as well. */
static bool is_url_char(unsigned char c)
{
    static const bool marks[256] = {
        ['-'] = true, ['_'] = true, ['.'] = true, ['+'] = true, ['!'] = true, ['*'] = true, ['('] = true,
        [')'] = true, [','] = true, ['%'] = true, ['#'] = true, ['@'] = true, ['?'] = true, ['='] = true,
        [';'] = true, [':'] = true, ['/'] = true, ['$'] = true, ['~'] = true,
    };
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks[c];
}

void html_href(struct compile *compile, struct str url)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (is_url_char(c)) {
            html_bytes(compile, url.p + i, 1);
        } else if (c == '&') {
            html_put(compile, "&amp;");
        } else {
            char code[] = { '%', digits[c >> 4], digits[c & 15] };
            html_bytes(compile, code, sizeof code);
        }
    }
}

static void piece_add(struct compile *compile, enum piece_kind kind, size_t index)
{
    struct open_piece piece = { kind, (uint32_t)index, compile->piece_from, compile->html->n };
    *vec_add(compile->scratch, &compile->pieces) = piece;
    compile->piece_from = compile->html->n;
}

void html_rest(struct compile *compile)
{
    if (compile->html->n > compile->piece_from)
        piece_add(compile, PIECE_HTML, 0);
}

void html_hole(struct compile *compile, enum piece_kind kind, size_t index)
{
    html_rest(compile);
    piece_add(compile, kind, index);
}

bool compile_may_report(struct compile *compile, enum diag_id id, struct pos pos)
{
    if (compile->reports++ < REPORTS_MAX)
        return true;
    if (compile->reports == REPORTS_MAX + 1)
        diag_report(compile->diags, id, pos, "more is wrong from here on than the %d places shown", REPORTS_MAX);
    return false;
}
