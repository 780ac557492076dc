/* Growing buffers. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/die.h"

void buf_free(struct buf *buf)
{
    free(buf->p);
    *buf = (struct buf){ .max = buf->max };
}

void buf_reset(struct buf *buf)
{
    buf->n = 0;
    buf->over = false;
}

static void grow(struct buf *buf, size_t need)
{
    size_t cap = buf->cap ? buf->cap : 256;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    char *p = realloc(buf->p, cap);
    if (!p)
        die(EXIT_MACHINE, "no memory for %zu bytes", cap);
    buf->p = p;
    buf->cap = cap;
}

/* Whether `size` bytes can be put without asking again: nearly always. A buffer that is over is never roomy. */
static inline bool is_roomy(const struct buf *buf, size_t size)
{
    return size <= buf->cap - buf->n && !buf->over && (!buf->max || buf->cap <= buf->max);
}

char *buf_reserve(struct buf *buf, size_t size)
{
    if (buf->over || (buf->max && (buf->n > buf->max || size > buf->max - buf->n))) {
        buf->over = true;
        return NULL;
    }
    if (size > SIZE_MAX - buf->n)
        die(EXIT_MACHINE, "no memory for %zu bytes", size);
    if (size > buf->cap - buf->n || !buf->p)
        grow(buf, buf->n + size);
    return buf->p + buf->n;
}

void buf_bytes(struct buf *buf, const void *bytes, size_t size)
{
    if (size == 0)
        return;
    char *to = is_roomy(buf, size) ? buf->p + buf->n : buf_reserve(buf, size);
    if (to) {
        memcpy(to, bytes, size);
        buf->n += size;
    }
}

void buf_put(struct buf *buf, struct str s)
{
    buf_bytes(buf, s.p, s.n);
}

void buf_putc(struct buf *buf, char c)
{
    if (is_roomy(buf, 1))
        buf->p[buf->n++] = c;
    else
        buf_bytes(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    char small[512];
    va_list args;
    va_start(args, format);
    int size = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (size < 0)
        die(EXIT_MACHINE, "internal error: a text could not be formatted");
    if ((size_t)size < sizeof small) {
        buf_bytes(buf, small, (size_t)size);
        return;
    }

    char *large = malloc((size_t)size + 1);
    if (!large)
        die(EXIT_MACHINE, "no memory for %d bytes", size);
    va_start(args, format);
    vsnprintf(large, (size_t)size + 1, format, args);
    va_end(args);
    buf_bytes(buf, large, (size_t)size);
    free(large);
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){ buf->p, buf->n };
}

struct str buf_copy(struct arena *arena, const struct buf *buf)
{
    return str_copy(arena, buf_str(buf));
}
