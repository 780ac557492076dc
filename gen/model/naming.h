/* Ids, order and serial numbers: the same whatever the order of reading was. */
#ifndef MODEL_NAMING_H
#define MODEL_NAMING_H

#include "model/known.h"
#include "model/model.h"
#include "model/record_load.h"

/* Gives ids to records that have none (pages after their file, rows of the statement of applicability after
 * their control), sorts each type's records, numbers them, and reports ids that stand twice. */
void model_name(struct model *model, struct diags *diags, const struct records *records);

#endif
