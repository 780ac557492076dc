/* A str borrows bytes: pointer and length, no terminating NUL is promised unless a function says so.
 * `p` may be NULL only when `n` is 0. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct str {
    const char *p;
    size_t n;
};

#define S(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
/* The same for a static table: { S_INIT("text"), ... }. */
#define S_INIT(literal) { "" literal, sizeof(literal) - 1 }
/* For a printf "%.*s". */
#define STR(s) (int)(s).n, (s).p

struct str str_of(const char *nul_terminated);          /* NULL gives the empty str */
struct str str_join(struct arena *arena, const struct str *pieces, size_t n);
struct str str_copy(struct arena *arena, struct str s); /* NUL-terminated copy */
struct str str_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str str_vprintf(struct arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
const char *str_c(struct arena *arena, struct str s);   /* NUL-terminated C string */

static inline bool str_eq(struct str a, struct str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
/* Inline, so that the compiler counts the letters of a literal. */
static inline bool str_is(struct str a, const char *b) { return str_eq(a, (struct str){ b, strlen(b) }); }
bool str_eq_fold(struct str a, struct str b);           /* without regard to ASCII case */
int str_cmp(struct str a, struct str b);                /* by bytes, shorter first: the order of all our lists */
int str_cmp_natural(struct str a, struct str b);        /* runs of digits compare as numbers: A.2 < A.10 */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_contains(struct str s, struct str part);
size_t str_find(struct str s, char c);                  /* offset, or s.n */
size_t str_find_str(struct str s, struct str part);     /* offset, or s.n */
struct str str_sub(struct str s, size_t from, size_t to);   /* clipped to the string */
struct str str_trim(struct str s);                      /* without ASCII white space at both ends */
struct str str_lower(struct arena *arena, struct str s);    /* ASCII */
/* Cuts the piece before `separator` off the front of *rest; false when *rest is used up. */
bool str_split(struct str *rest, char separator, struct str *piece);
/* Decimal digits only, no sign, no blanks; false on anything else or on overflow. */
bool str_u64(struct str s, uint64_t *value);
bool str_is_ascii(struct str s);
/* Number of code points in valid UTF-8. */
size_t str_code_points(struct str s);
/* Offset of the first byte that is not valid UTF-8 (overlong forms, surrogates and NUL count), or s.n. */
size_t str_utf8_error(struct str s);
/* Bytes of the valid UTF-8 sequence at the front of `s`, 0 when there is none. */
size_t str_utf8_size(struct str s);
/* Edits (insert, delete, change, swap of neighbours) from a to b without regard to case, at most `limit` + 1. */
size_t str_distance(struct str a, struct str b, size_t limit);

/* "Did you mean": of the words tried the nearest to what was written, within a third of its length and at most 3 edits;
 * the first of several that are equally near. */
struct nearest {
    struct str written, word;   /* word: empty when none is near */
    size_t below;               /* a word must be nearer than this */
};
struct nearest nearest_to(struct str written);
void nearest_try(struct nearest *nearest, struct str word);

#endif
