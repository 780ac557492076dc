/* Text into HTML, and which addresses may stand there. */
#include "base/html.h"

#include <string.h>

static const char *reference_of(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

/* Most text is clean: find the next special byte by table and copy the run before it at once. */
void buf_html(struct buf *out, struct str text)
{
    static const bool special[256] = { ['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true };
    size_t from = 0;

    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (!special[c])
            continue;
        buf_bytes(out, text.p + from, i - from);
        buf_puts(out, reference_of(c));
        from = i + 1;
    }
    if (from < text.n)
        buf_bytes(out, text.p + from, text.n - from);
}

/* Browsers drop some control characters inside an address, so one could hide a scheme. */
static bool has_control(struct str url)
{
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c < 0x20 || c == 0x7F || (c == 0xC2 && i + 1 < url.n && (unsigned char)url.p[i + 1] < 0xA0))
            return true;
    }
    return false;
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';       /* as browsers read it */
}

bool url_is_allowed(struct str url)
{
    if (has_control(url))
        return false;
    url = str_trim(url);
    if (url.n >= 2 && is_slash(url.p[0]) && is_slash(url.p[1]))
        return false;
    for (size_t i = 0; i < url.n; i++) {
        if (is_slash(url.p[i]) || url.p[i] == '?' || url.p[i] == '#')
            return true;
        if (url.p[i] == ':') {
            struct str scheme = str_sub(url, 0, i);
            return str_eq_fold(scheme, S("http")) || str_eq_fold(scheme, S("https")) ||
                   str_eq_fold(scheme, S("mailto"));
        }
    }
    return true;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~/", c));
}

void buf_url_path(struct buf *out, struct str path)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        if (is_plain((char)c)) {
            buf_putc(out, (char)c);
        } else {
            char code[] = { '%', digits[c >> 4], digits[c & 15] };
            buf_bytes(out, code, sizeof code);
        }
    }
}
