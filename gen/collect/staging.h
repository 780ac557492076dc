/* Items on their way into the project, such that being killed at any moment neither loses nor doubles one.
 *
 *   content/evidence/.collect/ID/       the files of an item that is being taken
 *   content/evidence/.collect/ID.json   its journal: the line for the ledger, the text of its record, where it goes
 *
 * An item begins with its folder, a file that says that its run was interrupted, and a journal of just that; only then its
 * command is started. When the command is over, the journal is replaced, at once, by what came of it. From then on, and
 * by every later run of dossier, the same steps are taken, each of which may have been taken before: the record is written,
 * the ledger gets its line unless it has it, the folder moves to its place, the journal goes. */
#ifndef COLLECT_STAGING_H
#define COLLECT_STAGING_H

#include "collect/ledger_file.h"

#define STAGING_FOLDER "content/evidence/.collect"
#define INTERRUPTED_FILE "failed-run.json"

struct staged {
    struct str id;
    struct str place;           /* its folder in the project: content/evidence/COLLECTOR/TIME */
    struct str record;          /* the text of its ID.evidence.yaml */
    struct ledger_entry entry;  /* without number and previous */
};

/* Makes the folder of an item; its descriptor. */
int staging_begin(struct arena *arena, int folder, struct str id);
/* Writes the journal, or replaces it. */
void staging_write(struct arena *arena, int folder, const struct staged *staged);
/* Takes the steps that are left. */
void staging_commit(struct arena *arena, int folder, struct ledger_file *ledger, struct staged *staged);

/* Finishes what an earlier run could not, and says so on standard error. Returns the number of items. The lock must be held. */
size_t staging_recover(struct arena *arena, int folder);

#endif
