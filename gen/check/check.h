/* Findings: what the sealed model shows that an auditor would ask about. Nothing here stops a build. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "model/known.h"
#include "model/model.h"

/* All checks, in the order of this list. */
void checks_run(const struct model *model, struct diags *diags);

void check_evidence(const struct model *model, struct diags *diags);
void check_controls(const struct model *model, struct diags *diags);
void check_requirements(const struct model *model, struct diags *diags);
void check_applicability(const struct model *model, struct diags *diags);
void check_exceptions(const struct model *model, struct diags *diags);
void check_reviews(const struct model *model, struct diags *diags);

/* Where dossier.yaml names the framework: the place of findings about its requirements. */
struct pos framework_pos(const struct model *model, struct str framework_id);

#endif
