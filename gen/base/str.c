/* Borrowed strings: making, comparing, searching. */
#include "base/str.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/die.h"

struct str str_of(const char *nul_terminated)
{
    return nul_terminated ? (struct str){ nul_terminated, strlen(nul_terminated) } : (struct str){ 0 };
}

struct str str_copy(struct arena *arena, struct str s)
{
    char *p = arena_bytes(arena, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return (struct str){ p, s.n };
}

/* Most texts are short: they are formatted once, not once to be measured and once more to be kept. */
struct str str_vprintf(struct arena *arena, const char *format, va_list args)
{
    char small[512];
    va_list again;
    va_copy(again, args);
    int size = vsnprintf(small, sizeof small, format, args);
    if (size < 0)
        die(EXIT_MACHINE, "internal error: a text could not be formatted");

    char *p = arena_bytes(arena, (size_t)size + 1);
    if ((size_t)size < sizeof small)
        memcpy(p, small, (size_t)size + 1);
    else
        vsnprintf(p, (size_t)size + 1, format, again);
    va_end(again);
    return (struct str){ p, (size_t)size };
}

struct str str_join(struct arena *arena, const struct str *pieces, size_t n)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += pieces[i].n;
    char *p = arena_bytes(arena, size + 1), *to = p;
    for (size_t i = 0; i < n; i++) {
        if (pieces[i].n)
            memcpy(to, pieces[i].p, pieces[i].n);
        to += pieces[i].n;
    }
    *to = '\0';
    return (struct str){ p, size };
}

struct str str_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct str text = str_vprintf(arena, format, args);
    va_end(args);
    return text;
}

const char *str_c(struct arena *arena, struct str s)
{
    return str_copy(arena, s).p;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool str_eq_fold(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits at *at without leading zeros; moves *at behind them. */
static struct str take_number(struct str s, size_t *at)
{
    while (*at < s.n && s.p[*at] == '0')
        ++*at;
    size_t from = *at;
    while (*at < s.n && is_digit(s.p[*at]))
        ++*at;
    return str_sub(s, from, *at);
}

int str_cmp_natural(struct str a, struct str b)
{
    size_t i = 0, j = 0;

    while (i < a.n && j < b.n) {
        if (is_digit(a.p[i]) && is_digit(b.p[j])) {
            struct str x = take_number(a, &i), y = take_number(b, &j);
            if (x.n != y.n)
                return x.n < y.n ? -1 : 1;
            int order = str_cmp(x, y);
            if (order)
                return order;
        } else if (a.p[i] != b.p[j]) {
            return (unsigned char)a.p[i] < (unsigned char)b.p[j] ? -1 : 1;
        } else {
            i++;
            j++;
        }
    }
    if (i < a.n || j < b.n)
        return i < a.n ? 1 : -1;
    return str_cmp(a, b);       /* 01 and 1 are equal numbers but not the same text */
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, s.n), suffix);
}

bool str_contains(struct str s, struct str part)
{
    return part.n == 0 || str_find_str(s, part) < s.n;
}

size_t str_find(struct str s, char c)
{
    const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
    return at ? (size_t)(at - s.p) : s.n;
}

size_t str_find_str(struct str s, struct str part)
{
    if (part.n == 0 || part.n > s.n)
        return part.n == 0 ? 0 : s.n;
    const char *at = memmem(s.p, s.n, part.p, part.n);
    return at ? (size_t)(at - s.p) : s.n;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (struct str){ s.p ? s.p + from : NULL, to - from };
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.n && is_space(s.p[0]))
        s = str_sub(s, 1, s.n);
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_lower(struct arena *arena, struct str s)
{
    struct str copy = str_copy(arena, s);
    char *p = (char *)copy.p;
    for (size_t i = 0; i < s.n; i++)
        p[i] = lower(p[i]);
    return copy;
}

bool str_split(struct str *rest, char separator, struct str *piece)
{
    if (rest->n == 0)
        return false;
    size_t at = str_find(*rest, separator);
    *piece = str_sub(*rest, 0, at);
    *rest = str_sub(*rest, at + 1, rest->n);
    return true;
}

bool str_u64(struct str s, uint64_t *value)
{
    uint64_t sum = 0;

    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned digit = (unsigned char)s.p[i] - (unsigned)'0';
        if (digit > 9 || sum > (UINT64_MAX - digit) / 10)
            return false;
        sum = sum * 10 + digit;
    }
    *value = sum;
    return true;
}
