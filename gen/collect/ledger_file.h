/* The ledger as a file that only grows. Whoever holds the lock of the project may write it. */
#ifndef COLLECT_LEDGER_FILE_H
#define COLLECT_LEDGER_FILE_H

#include "base/map.h"
#include "read/ledger.h"

struct ledger_file {
    int fd;                     /* -1: there is no ledger yet */
    uint64_t n_lines;           /* number of the last line */
    struct digest last;         /* of the last line */
    uint64_t first_problem;     /* line at which the chain breaks; 0: nowhere */
    uint64_t incomplete;        /* where an incomplete last line begins, + 1; 0: there is none */
    uint64_t size;
    const struct map *wanted;   /* ids that are looked for */
    struct map *found;          /* those that stand in a line */
};

/* Reads the ledger of the project `folder`, looking for ids. Dies when there is one that cannot be read. */
void ledger_file_open(struct arena *arena, int folder, const struct map *wanted, struct ledger_file *file);
/* Ends an incomplete last line: it is taken away, or kept as a line by itself. */
void ledger_file_mend(struct ledger_file *file, bool remove);
/* Appends one line, which continues the last, and waits until the disk has it. Makes the ledger when there is none. */
void ledger_file_append(int folder, struct ledger_file *file, struct ledger_entry *entry);
void ledger_file_close(struct ledger_file *file);

#endif
