/* The ledger of collected evidence, content/evidence/LEDGER.jsonl: what was collected, in order, so that nothing can be
 * changed, taken out or put in unseen.
 *
 * Each item is one line: one JSON object with sorted keys and without blanks, UTF-8, ended by a newline.
 *   collector   id of the collector
 *   command     the arguments that were run, a list
 *   digest      SHA-256 of this line without the newline and without the member "digest" and the comma behind it
 *   ended       when it was over, UTC
 *   exit        its exit status; null when it had none (it never started, or a signal ended it)
 *   file        the evidence file, relative to the project
 *   id          id of the evidence record
 *   number      of the line, from 1
 *   outcome     collected, or how the run failed: failed, timed-out, not-started, too-large, interrupted …
 *   previous    SHA-256 of the line before, without its newline; zeros in the first line
 *   sha256      of the evidence file
 *   size        of the evidence file in bytes
 *   started     when it began, UTC
 *   tool        what the tool called itself, or null
 * So a line that is changed, taken out, repeated or moved shows, wherever it stands. What the chain alone cannot show is
 * that the last lines are gone, or that all lines from some place on were written anew: the first shows in evidence
 * records that their ledger does not know, the second in copies of the ledger that others keep, as in signed packages. */
#ifndef READ_LEDGER_H
#define READ_LEDGER_H

#include "base/buf.h"
#include "base/hash.h"

struct arena;

#define LEDGER_PATH "content/evidence/LEDGER.jsonl"
enum { LEDGER_LINE_MAX = 1 << 20 };

struct ledger_entry {
    uint64_t number, size;
    struct str collector, id, file, outcome, started, ended, tool;      /* tool may be empty */
    size_t n_command;
    const struct str *command;
    bool has_exit;
    int64_t exit;
    struct digest sha256, previous;
};

/* Appends the line with its digest and its newline. */
void ledger_put(struct buf *out, const struct ledger_entry *entry);

/* One line read again; false when it is no entry or was changed. The texts are borrowed from `line` or live in the arena. */
bool ledger_entry_read(struct arena *arena, struct str line, struct ledger_entry *entry);

struct ledger_line {
    uint64_t number;            /* where it stands, from 1 */
    uint64_t offset, length;    /* in the file; the length without the newline */
    bool readable;              /* `entry` is what it says, also where there is a problem */
    bool complete;              /* false: the last line, and it has no newline */
    struct ledger_entry entry;  /* texts live until the next line */
    struct str problem;         /* empty, or how the chain breaks here */
    struct digest digest;       /* of its bytes: what the next line must call `previous` */
};

/* Calls `each` for every line of an open ledger. False with errno: it could not be read to its end. */
bool ledger_read(int fd, void (*each)(void *context, const struct ledger_line *line), void *context);

#endif
