/* Taking evidence: one collector from its start to its line in the ledger. */
#ifndef COLLECT_COLLECT_H
#define COLLECT_COLLECT_H

#include "collect/item.h"
#include "model/project.h"

/* Only one program may collect in a project at a time. False: another one does. The lock ends with the program. */
bool collect_lock(int folder);

struct collect_result {
    struct str id;              /* of the evidence record */
    const char *outcome;        /* as in struct item */
    bool collected;
    struct str reason;          /* why not; or what the file says */
    enum facts_state state;     /* of the file */
};

/* Runs the collector and keeps what came of it, whatever that is. The lock must be held. */
struct collect_result collect_run(struct arena *arena, const struct project *project, const struct collector *collector);

#endif
