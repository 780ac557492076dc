/* Findings: what the judged model shows that an auditor would ask about.
 * A rule is a Lua file in controls/rules. The few in C, one file each in check/rules/ with the folder listing as their
 * registry, need what scripts do not see, or look at every piece of evidence. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "check/rule_file.h"
#include "model/known.h"
#include "model/model.h"

struct rule {
    const char *name, *about;
    void (*run)(const struct model *model, struct diags *diags);
};

/* All rules, those of check/rules and those of controls/rules, then the suppressions. The model is sealed. */
void checks_run(const struct model *model, const struct rule_files *files, struct project *project, struct pool *pool, struct diags *diags);

/* Marks what exceptions in force accept: findings whose subject, or the control they belong to, is what an exception is
 * about. Only codes that are `acceptable`, only warnings; they stay in the list, and no state changes. */
void findings_suppress(const struct model *model, struct diags *diags);

/* Where dossier.yaml names the framework: the place of findings about its requirements. */
struct pos framework_pos(const struct model *model, struct str framework_id);

#endif
