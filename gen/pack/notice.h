/* A withdrawal notice: says under a signature that a package was wrong. The format stands in pack/format.h. */
#ifndef PACK_NOTICE_H
#define PACK_NOTICE_H

#include "pack/package.h"

struct notice_input {
    const char *package;        /* the file; its own digest goes in as well */
    struct digest content;      /* what every package of the same content has in common (verify/content.h) */
    const char *reason;         /* one line of UTF-8 */
    int64_t at;                 /* seconds since 1970; also the signing time */
};

/* Writes the notice to `path` and its signature beside it. Neither may be there: a notice is never taken back. */
bool notice_write(const struct notice_input *input, const char *path, const struct signer *signer, struct package_problem *problem);

#endif
