/* Judges a package. The command line to it is options.h. */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include <stdint.h>

#include "verify/judgement.h"

struct pool;
struct trust;

struct verify_options {
    const struct trust *trust;      /* anchors and revocation lists */
    int64_t at;                     /* judge at this time, seconds since 1970; -1: now */
    bool foreign;                   /* a container of another tool: other ZIP writers' habits are allowed */
    bool strict;                    /* unknown revocation leaves the verdict open */
    const char *notices;            /* a folder with withdrawal notices; NULL: none are looked for */
    struct pool *pool;              /* NULL: one of its own, on all cores */
};

/* False when the file cannot be opened (errno says why) or is no regular file (errno 0); else the judgement is
 * complete, in its arena. */
bool verify_package(struct arena *arena, const char *path, const struct verify_options *options, struct judgement *judgement);

#endif
