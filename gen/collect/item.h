/* One item of evidence: what a run left, as a file, a record and an entry of the ledger. */
#ifndef COLLECT_ITEM_H
#define COLLECT_ITEM_H

#include "base/date.h"
#include "collect/staging.h"
#include "model/collector.h"

/* What came of a run. Only `collected` is a success; a new word needs nothing but a reason. */
struct item {
    const struct collector *collector;
    struct staged staged;
    int folder;                 /* of the staged files */
    int64_t started, ended;     /* seconds since 1970 */
    struct str tool;
    bool has_exit;
    int exit;
    const char *outcome;        /* collected, failed, timed-out, too-large, not-started, interrupted */
    struct str reason;          /* of all but collected */
    struct str file;            /* in the folder: the evidence, or INTERRUPTED_FILE */
    struct str output, errors, partial;     /* in the folder; empty: none */
    struct digest digest;       /* of the file */
    uint64_t size;
};

/* Writes the file that says that, and why, there is no result. */
void item_write_failure(struct arena *arena, struct item *item);
/* Fills staged.record and staged.entry. */
void item_describe(struct arena *arena, struct item *item);

#endif
