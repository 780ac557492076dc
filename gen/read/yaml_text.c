/* The guard of all text: encoding and odd characters. */
#include "read/yaml_text.h"

#include <string.h>

struct str text_without_mark(struct str text)
{
    return str_starts(text, S("\xEF\xBB\xBF")) ? str_sub(text, 3, text.n) : text;
}

static struct pos place(uint32_t file, struct str text, uint32_t first_line, size_t offset)
{
    struct pos pos = pos_of_offset(file, text, offset, 1);
    pos.line += first_line - 1;
    pos.len = 1;
    return pos;
}

bool text_is_utf8(struct diags *diags, uint32_t file, struct str text, uint32_t first_line)
{
    size_t bad = str_utf8_error(text);

    if (bad == text.n)
        return true;
    struct pos pos = place(file, text, first_line, bad);
    if (str_starts(text, S("\xFF\xFE")) || str_starts(text, S("\xFE\xFF")))
        diag_hint(diags, diag_report(diags, DIAG_BAD_TEXT, pos, "the file is UTF-16"), "save it as UTF-8");
    else if (text.p[bad] == '\0')
        diag_report(diags, DIAG_BAD_TEXT, pos, "a NUL byte stands in the text");
    else
        diag_hint(diags, diag_report(diags, DIAG_BAD_TEXT, pos, "the byte 0x%02X is not UTF-8 here",
                                     (unsigned)(unsigned char)text.p[bad]),
                  "save the file as UTF-8");
    return false;
}

/* Bytes that need a second look: controls, and the first bytes of the odd characters. */
static const unsigned char look[256] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    [0x7F] = 1, [0xC2] = 1, [0xE2] = 1, [0xEF] = 1,
};

static enum text_oddity oddity_at(const unsigned char *p, size_t n)
{
    if (p[0] == '\r')
        return n > 1 && p[1] == '\n' ? TEXT_FINE : TEXT_BARE_CR;
    if (p[0] < 0x80)
        return TEXT_CONTROL;
    if (p[0] == 0xC2)
        return p[1] == 0x85 ? TEXT_BREAK : p[1] < 0xA0 ? TEXT_CONTROL : TEXT_FINE;
    if (p[0] == 0xE2)
        return p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9) ? TEXT_BREAK : TEXT_FINE;
    return p[1] == 0xBB && p[2] == 0xBF ? TEXT_MARK : TEXT_FINE;
}

/* False when one of eight bytes is a control character, DEL or above ASCII, and now and then without need. */
static bool printable8(const unsigned char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    uint64_t below = w - 0x2020202020202020u, high = w, del = (w ^ 0x7F7F7F7F7F7F7F7Fu) - 0x0101010101010101u;
    return ((below | high | del) & 0x8080808080808080u) == 0;
}

size_t text_odd(struct str text, size_t from, enum text_oddity *oddity)
{
    const unsigned char *p = (const unsigned char *)text.p;

    for (size_t i = from; i < text.n; i++) {
        while (text.n - i >= 8 && printable8(p + i))
            i += 8;
        if (i == text.n)
            break;
        if (!look[p[i]])
            continue;
        *oddity = oddity_at(p + i, text.n - i);
        if (*oddity != TEXT_FINE)
            return i;
    }
    *oddity = TEXT_FINE;
    return text.n;
}

static unsigned code_point(const unsigned char *p)
{
    if (p[0] < 0x80)
        return p[0];
    return p[0] < 0xE0 ? (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu)
                       : (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

void text_odd_report(struct diags *diags, uint32_t file, struct str text, uint32_t first_line, size_t offset,
                     enum text_oddity oddity)
{
    struct pos pos = place(file, text, first_line, offset);
    unsigned code = code_point((const unsigned char *)text.p + offset);

    switch (oddity) {
    case TEXT_BARE_CR:
        diag_hint(diags, diag_report(diags, DIAG_BAD_TEXT, pos, "a carriage return stands without a line feed"),
                  "end lines with a line feed");
        break;
    case TEXT_BREAK:
        diag_hint(diags, diag_report(diags, DIAG_BAD_TEXT, pos, "the character U+%04X breaks the line unseen", code),
                  "begin a new line instead");
        break;
    case TEXT_MARK:
        diag_report(diags, DIAG_BAD_TEXT, pos, "a byte order mark (U+FEFF) stands inside the text");
        break;
    default:
        diag_report(diags, DIAG_BAD_TEXT, pos, "the control character U+%04X stands in the text", code);
    }
}
