/* UTF-8: counting and checking. Declared in str.h. */
#include <string.h>

#include "base/str.h"

bool str_is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

size_t str_code_points(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i++)
        count += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return count;
}

/* Length of a sequence and the range of its second byte, by its first byte (Unicode, table 3-7): the range is
 * what shuts out overlong forms, surrogates and what lies above U+10FFFF. */
static size_t sequence(unsigned char first, unsigned char *low, unsigned char *high)
{
    *low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    *high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

size_t str_utf8_size(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    unsigned char low, high;

    if (s.n == 0)
        return 0;
    if (p[0] < 0x80)
        return 1;
    size_t size = sequence(p[0], &low, &high);
    if (size == 0 || size > s.n || p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < size; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

/* True when the eight bytes are ASCII and none is NUL. */
static bool plain8(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return ((w | (w - 0x0101010101010101u)) & 0x8080808080808080u) == 0;
}

size_t str_utf8_error(struct str s)
{
    size_t i = 0;

    while (i < s.n) {
        if (s.n - i >= 8 && plain8(s.p + i)) {
            i += 8;
            continue;
        }
        unsigned char c = (unsigned char)s.p[i];
        size_t size = c == 0 ? 0 : c < 0x80 ? 1 : str_utf8_size(str_sub(s, i, s.n));
        if (size == 0)
            return i;
        i += size;
    }
    return s.n;
}
