/* The steps after signing: time-stamps (CAdES baseline T), revocation lists (LT), and a time-stamp over the whole
 * package (LTA). Requests and answers are DER of RFC 3161, so the exchange may happen on another machine. The
 * requests carry no nonce: what is stamped is unique, and the same package gives the same request. */
#ifndef PACK_STAMP_H
#define PACK_STAMP_H

#include "pack/package.h"

/* T: the time-stamp over signature `number` (0: the last one). */
bool package_stamp_request(struct arena *arena, const char *path, unsigned number, struct str *request,
                           struct package_problem *problem);
bool package_stamp(struct pool *pool, const char *path, unsigned number, struct str answer,
                   struct package_result *result, struct package_problem *problem);

/* LT: revocation lists (PEM or DER files) into every signature. Before the archive time-stamp only. */
bool package_extend(struct pool *pool, const char *path, const char *const *crls, size_t count,
                    struct package_result *result, struct package_problem *problem);

/* LTA: META-INF/ASiCArchiveManifest.xml over everything, and its time-stamp beside it. */
bool package_archive_request(struct arena *arena, struct pool *pool, const char *path, struct str *request,
                             struct package_problem *problem);
bool package_archive(struct pool *pool, const char *path, struct str answer, struct package_result *result,
                     struct package_problem *problem);

#endif
