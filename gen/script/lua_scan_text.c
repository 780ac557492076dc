/* Strings and comments of Lua, as they stand in template tags. */
#include "script/lua_scan_text.h"

#include <string.h>

bool scan_refuse(struct lua_scan *scan, size_t at, size_t n, const char *problem)
{
    scan->problem = problem;
    scan->problem_at = at;
    scan->problem_n = n;
    return false;
}

bool scan_comes(const struct lua_scan *scan, const char *s)
{
    return str_starts(str_sub(scan->text, scan->at, scan->text.n), str_of(s));
}

void scan_copy(struct lua_scan *scan, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char c = scan->text.p[scan->at + i];
        buf_putc(scan->out, c == '\r' ? ' ' : c);
    }
    scan->at += n;
    scan->code += n;
}

static int hex(char c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Length of the numeric escape behind the backslash, and its value; 0 when it is none. */
static size_t numeric_escape(const struct lua_scan *scan, uint32_t *value)
{
    size_t n = 1;

    *value = 0;
    if (is_digit(scan_at(scan, 1))) {
        for (; n < 4 && is_digit(scan_at(scan, n)); n++)
            *value = *value * 10 + (uint32_t)(scan_at(scan, n) - '0');
        return n;
    }
    if (scan_at(scan, 1) == 'x') {
        for (n = 2; n < 4 && hex(scan_at(scan, n)) >= 0; n++)
            *value = *value * 16 + (uint32_t)hex(scan_at(scan, n));
        return n;
    }
    if (scan_at(scan, 1) != 'u' || scan_at(scan, 2) != '{')
        return 0;
    for (n = 3; n < 12 && hex(scan_at(scan, n)) >= 0; n++)
        *value = *value * 16 + (uint32_t)hex(scan_at(scan, n));
    return n;
}

static bool scan_escape(struct lua_scan *scan)
{
    uint32_t value;
    size_t n = numeric_escape(scan, &value);
    bool unicode = scan_at(scan, 1) == 'u';

    if (n == 0) {
        bool skip = scan_at(scan, 1) == 'z';
        scan_copy(scan, scan->at + 2 <= scan->text.n ? 2 : 1);
        while (skip && scan_at(scan, 0) && strchr(" \t\r\n\f\v", scan_at(scan, 0)))
            scan_copy(scan, 1);
        return true;
    }
    if (value == 0 || value > (unicode ? 0x10FFFFu : 127u) || (value >= 0xD800 && value <= 0xDFFF))
        return scan_refuse(scan, scan->at, n, "this escape is no character; write the character itself or \\u{…}");
    scan_copy(scan, n);
    return true;
}

bool scan_string(struct lua_scan *scan)
{
    char quote = scan_at(scan, 0);
    size_t begin = scan->at;

    scan_copy(scan, 1);
    while (scan_at(scan, 0) != quote) {
        if (scan->at >= scan->text.n || scan_at(scan, 0) == '\n')
            return scan_refuse(scan, begin, 1, "this string is not closed");
        if (scan_at(scan, 0) != '\\')
            scan_copy(scan, 1);
        else if (!scan_escape(scan))
            return false;
    }
    scan_copy(scan, 1);
    return true;
}

size_t scan_long_bracket(const struct lua_scan *scan, size_t from)
{
    size_t n = 1;

    if (scan_at(scan, from) != '[')
        return 0;
    while (scan_at(scan, from + n) == '=')
        n++;
    return scan_at(scan, from + n) == '[' ? n + 1 : 0;
}

/* From an opening long bracket of length `n` behind `from` bytes: the whole length, or 0 when it has no end. */
static size_t long_length(const struct lua_scan *scan, size_t from, size_t n)
{
    for (size_t i = from + n; scan->at + i + n <= scan->text.n; i++) {
        size_t k = 1;
        if (scan_at(scan, i) != ']')
            continue;
        while (k < n - 1 && scan_at(scan, i + k) == '=')
            k++;
        if (k == n - 1 && scan_at(scan, i + k) == ']')
            return i + n;
    }
    return 0;
}

bool scan_long_string(struct lua_scan *scan, size_t n)
{
    size_t length = long_length(scan, 0, n);

    if (length == 0)
        return scan_refuse(scan, scan->at, n, "this string is not closed");
    scan_copy(scan, length);
    return true;
}

/* A comment leaves only its line breaks. One that runs to the end of the line ends with the tag at the latest. */
bool scan_comment(struct lua_scan *scan, const char *end)
{
    size_t bracket = scan_long_bracket(scan, 2);
    size_t length = bracket ? long_length(scan, 2, bracket) : 2;

    if (length == 0)
        return scan_refuse(scan, scan->at, 2, "this comment is not closed");
    buf_putc(scan->out, ' ');
    for (size_t i = 0; i < length; i++, scan->at++)
        if (scan_at(scan, 0) == '\n')
            buf_putc(scan->out, '\n');
    if (!bracket)
        while (scan->at < scan->text.n && scan_at(scan, 0) != '\n' && !(*end && scan_comes(scan, end)))
            scan->at++;
    return true;
}
