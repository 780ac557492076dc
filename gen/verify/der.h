/* Walking through DER where OpenSSL's types do not show what stands there: versions, raw algorithm identifiers. */
#ifndef VERIFY_DER_H
#define VERIFY_DER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct der {
    const uint8_t *p;
    size_t n;
};

enum { DER_INTEGER = 0x02, DER_OCTETS = 0x04, DER_OBJECT = 0x06, DER_SEQUENCE = 0x30, DER_SET = 0x31 };

/* Takes the next element off the front: its identifier octet, its content, and (if not NULL) all of its bytes.
 * Lengths must be definite and minimal. False at the end or when it is no DER. */
bool der_next(struct der *rest, int *tag, struct der *content, struct der *whole);
/* The same when the element has this identifier octet. */
bool der_take(struct der *rest, int tag, struct der *content, struct der *whole);
/* Skips the next element when it has this identifier octet. */
void der_skip(struct der *rest, int tag);
bool der_same(struct der a, struct der b);

#endif
