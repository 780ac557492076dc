/* The judge, asked before a package is changed: nothing is signed, stamped or withdrawn that is not whole. */
#ifndef CLI_JUDGING_H
#define CLI_JUDGING_H

#include "cli/cli.h"
#include "verify/judgement.h"

struct pool;

/* Judges the package without asking whom to trust; `foreign`: any program may have packed it. Ends with exit 3 when it cannot be opened, and with exit 4 and
 * everything that is wrong when the judge would reject it whatever is trusted. */
void judging_require_whole(struct arena *arena, struct pool *pool, const char *path, bool foreign, struct judgement *judgement);
/* The same; ends with exit 2 as well unless it is signed (or, with `wanted` false, unless it is not). */
void judging_require_signed(const struct invocation *call, struct pool *pool, const char *path, bool wanted);

#endif
