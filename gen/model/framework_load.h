/* controls/frameworks/NAME.yaml into framework and requirement records. */
#ifndef MODEL_FRAMEWORK_LOAD_H
#define MODEL_FRAMEWORK_LOAD_H

#include "model/model.h"
#include "model/project.h"
#include "model/record_load.h"

/* Every framework of project and library, sorted by id; references inside stay text until they are linked.
 * A framework that `amends` another has the other's nodes, without the removed and moved ones; what it lists
 * itself overrides the keys it names, or is added after its sibling. False: reported. */
bool frameworks_load(struct project *project, struct diags *diags, struct model *model);
/* Reports roles and classes in applicability rules that no AI system can have. */
void frameworks_check_applies(const struct model *model, struct diags *diags);
/* Whether `frameworks:` of dossier.yaml names frameworks that exist, each once; what does not is reported. */
void scope_check(const struct model *model, struct diags *diags);

#endif
