/* controls/types/NAME.yaml into record types. */
#ifndef MODEL_TYPE_LOAD_H
#define MODEL_TYPE_LOAD_H

#include "model/project.h"
#include "model/type.h"

/* All types, sorted by name, with common fields merged in and back-links added. False: reported. */
bool types_load(struct project *project, struct diags *diags, size_t *n_types, struct record_type ***types);

#endif
