/* JSON Lines as a stream: one value a line, however long the file. */
#ifndef READ_EVIDENCE_LINES_H
#define READ_EVIDENCE_LINES_H

#include "read/evidence_json.h"

enum { LINE_MAX_BYTES = 4 << 20 };

struct lines;

struct lines *lines_begin(struct evidence_input *input, struct facts *facts);
/* The value on the next line that is not blank, an object or a list, valid until the next call; NULL at the end, or
 * when a line is not JSON or too long. */
const struct js *lines_next(struct lines *lines);
uint64_t lines_number(const struct lines *lines);       /* of the line just read, from 1 */
/* False when a line was bad: the facts have been rejected, whatever was counted before. */
bool lines_end(struct lines *lines);

#endif
