/* SHA-256 and its written forms. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct digest { uint8_t b[32]; };

struct digest digest_of(struct str bytes);
struct digest_stream;       /* for what does not fit in memory */
struct digest_stream *digest_begin(void);
void digest_add(struct digest_stream *stream, const void *bytes, size_t size);
struct digest digest_end(struct digest_stream *stream);     /* frees the stream */

bool digest_eq(struct digest a, struct digest b);
bool digest_is_zero(struct digest d);                       /* all zero: "not known" */
struct str digest_hex(struct arena *arena, struct digest d);        /* 64 lower-case digits */
struct str digest_base64(struct arena *arena, struct digest d);
bool digest_parse(struct str hex, struct digest *d);        /* either case, exactly 64 digits */

#endif
