/* A table of texts, and CSV (RFC 4180, UTF-8, LF): the shape shared by every table that people open in a spreadsheet. */
#ifndef EXPORT_TABLE_H
#define EXPORT_TABLE_H

#include "base/buf.h"
#include "base/vec.h"

struct table {
    struct arena *arena;
    size_t n_columns;
    const struct str *columns;
    vec(struct str) cells;          /* row by row */
};

void table_new(struct arena *arena, struct table *table, size_t n_columns, const struct str *columns);
void table_cell(struct table *table, struct str text);
/* One cell and what follows it; one that a spreadsheet would run as a formula gets an apostrophe in front. */
void table_csv_cell(struct buf *out, struct str text, bool last);
void table_csv(const struct table *table, struct buf *out);
void table_csv_rows(const struct table *table, struct buf *out);        /* without the names of the columns */
/* In columns for a terminal: the last one runs free, the others are cut at 44 code points. */
void table_text(const struct table *table, struct buf *out);

#endif
