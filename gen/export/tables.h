/* The tables of the site as data: traceability matrix, statement of applicability, registers. */
#ifndef EXPORT_TABLES_H
#define EXPORT_TABLES_H

#include "export/table.h"
#include "model/model.h"

/* One row for each requirement, control and obligation of a framework, with what decided it. */
void matrix_table(struct arena *arena, const struct model *model, const struct framework *framework, struct table *table);
/* Every control of the annex in its order, own additional controls after them. */
void soa_table(struct arena *arena, const struct model *model, const struct framework *framework, struct table *table);
/* All records of a type, one column for each field. */
void register_table(struct arena *arena, const struct model *model, const struct record_type *type, struct table *table);
bool framework_has_annex(const struct model *model, const struct framework *framework);

#endif
