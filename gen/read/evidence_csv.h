/* Delimited text as a stream of rows (RFC 4180, any of , ; tab |): quotes, doubled quotes, line breaks in quotes.
 * Cells are borrowed until the next row. */
#ifndef READ_EVIDENCE_CSV_H
#define READ_EVIDENCE_CSV_H

#include "read/evidence.h"

enum { CSV_COLUMNS_MAX = 1024, CSV_ROW_MAX = 4 << 20 };

struct csv;

/* Reads the header row. The delimiter is the one that the head of the file shows. */
struct csv *csv_begin(struct evidence_input *input, struct facts *facts);
/* False at the end, and at a row that is not fit. Blank lines are passed over. */
bool csv_next(struct csv *csv);
/* True when every row was fit; else the facts have been rejected. Warns about ragged rows and bad encoding. */
bool csv_end(struct csv *csv);

/* The column with one of these names (separated by '|', without regard to case and to "_ -"), or SIZE_MAX. */
size_t csv_column(const struct csv *csv, const char *names);
struct str csv_cell(const struct csv *csv, size_t column);     /* empty when the row is shorter */
uint64_t csv_rows(const struct csv *csv);       /* without the header */
/* Facts: rows, columns, delimiter. */
void csv_facts(struct csv *csv);

#endif
