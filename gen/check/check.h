/* Findings: what the judged model shows that an auditor would ask about. Nothing here stops a build.
 * One file per rule in check/rules/; the folder listing is the registry. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "model/known.h"
#include "model/model.h"

struct rule {
    const char *name, *about;
    void (*run)(const struct model *model, struct diags *diags);
};

/* All rules, in the order of their names. The model is only read. */
void checks_run(const struct model *model, struct diags *diags);

/* Marks what exceptions in force accept: findings whose subject, or the control they belong to, is what an exception is
 * about. Only codes that are `acceptable`, only warnings; they stay in the list, and no state changes. */
void findings_suppress(const struct model *model, struct diags *diags);

/* Where dossier.yaml names the framework: the place of findings about its requirements. */
struct pos framework_pos(const struct model *model, struct str framework_id);

#endif
