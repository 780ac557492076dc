/* ZIP containers, from outside: nothing is unpacked. */
#ifndef READ_EVIDENCE_ZIP_H
#define READ_EVIDENCE_ZIP_H

#include "read/evidence.h"

bool zip_is(const struct evidence_input *input);
/* Size, number of entries, and whether the closing record is there; `what` names the thing in the reason. */
void archive_read(struct evidence_input *input, struct facts *facts, const char *what);

#endif
