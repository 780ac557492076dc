/* The ledger of collected evidence beside the evidence records. */
#ifndef MODEL_LEDGER_H
#define MODEL_LEDGER_H

#include "model/known.h"
#include "model/model.h"
#include "model/project.h"

enum { LEDGER_FINDINGS_MAX = 1000 };

/* Walks the chain, once the evidence files were read and records can be found by id: fills model->ledger, the computed field
 * `ledger_line`, and of each evidence file what the ledger says of it. A ledger that cannot be opened is reported. */
void ledger_compare(struct project *project, struct diags *diags, struct model *model);

/* The collector that took an item, from `collected_by: collector:ID`; empty for anybody else. */
struct str evidence_collector(const struct known *known, const struct record *evidence);

#endif
