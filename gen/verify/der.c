/* A few lines of DER. */
#include "verify/der.h"

#include <string.h>

static bool take_length(struct der *rest, size_t *length)
{
    if (rest->n == 0)
        return false;
    uint8_t first = *rest->p++;
    rest->n--;
    *length = first;
    if (first < 0x80)
        return true;
    size_t bytes = first & 0x7f;
    if (bytes == 0 || bytes > 4 || bytes > rest->n || rest->p[0] == 0)
        return false;
    *length = 0;
    for (; bytes > 0; bytes--, rest->n--)
        *length = *length << 8 | *rest->p++;
    return *length >= 0x80;
}

bool der_next(struct der *rest, int *tag, struct der *content, struct der *whole)
{
    struct der at = *rest;
    size_t length;
    if (at.n < 2 || (at.p[0] & 0x1f) == 0x1f)
        return false;
    *tag = at.p[0];
    at.p++;
    at.n--;
    if (!take_length(&at, &length) || length > at.n)
        return false;
    *content = (struct der){at.p, length};
    if (whole != NULL)
        *whole = (struct der){rest->p, (size_t)(at.p - rest->p) + length};
    rest->n = at.n - length;
    rest->p = at.p + length;
    return true;
}

bool der_take(struct der *rest, int tag, struct der *content, struct der *whole)
{
    struct der at = *rest;
    int found;
    if (!der_next(&at, &found, content, whole) || found != tag)
        return false;
    *rest = at;
    return true;
}

void der_skip(struct der *rest, int tag)
{
    struct der content;
    der_take(rest, tag, &content, NULL);
}

bool der_same(struct der a, struct der b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
