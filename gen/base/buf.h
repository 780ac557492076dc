/* A growing buffer with a cap. Appending cannot fail below the cap: above it, `over` is set, the rest is
 * dropped, and whoever owns the limit reports it. Without memory the program dies. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/str.h"

struct buf {
    char *p;
    size_t n, cap;
    size_t max;     /* 0: no cap */
    bool over;
};

void buf_free(struct buf *buf);
void buf_reset(struct buf *buf);                /* keeps the memory */
void buf_put(struct buf *buf, struct str s);
void buf_bytes(struct buf *buf, const void *bytes, size_t size);
/* Inline, so that the compiler counts the letters of a literal. */
static inline void buf_puts(struct buf *buf, const char *s) { buf_bytes(buf, s, strlen(s)); }
void buf_putc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *buf);      /* borrowed: until the next append */
struct str buf_copy(struct arena *arena, const struct buf *buf);
/* Room for `size` more bytes at the end, uncleared; the caller fills it and adds to `n`. NULL when over the cap. */
char *buf_reserve(struct buf *buf, size_t size);

#endif
