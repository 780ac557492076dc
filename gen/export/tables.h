/* The tables of the site as data: traceability matrix, statement of applicability, registers. */
#ifndef EXPORT_TABLES_H
#define EXPORT_TABLES_H

#include "export/table.h"
#include "model/model.h"

/* The matrix: one row for each requirement, control and obligation of a framework, with what decided it. Policies, exceptions,
 * reasons and support through crosswalks belong to the requirement as a whole and stand in its first row. */
void matrix_new(struct arena *arena, struct table *table);
/* The rows of one requirement; none where nothing is to be assessed. */
void matrix_requirement(struct table *table, const struct model *model, const struct framework *framework, const struct record *requirement);
/* Every control of the annex in its order, own additional controls after them. */
void soa_table(struct arena *arena, const struct model *model, const struct framework *framework, struct table *table);
/* One row for each pair of each crosswalk, with who says so and how settled it is. */
void crosswalks_table(struct arena *arena, const struct model *model, struct table *table);
/* The records of a type as CSV, one column for each field. */
void register_csv_header(const struct record_type *type, struct buf *out);
void register_csv_row(struct arena *scratch, const struct record *record, struct buf *out);

#endif
