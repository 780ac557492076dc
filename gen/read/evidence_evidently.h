/* Evidently reports and test suites, old (up to 0.6) and new (0.7 on). */
#ifndef READ_EVIDENCE_EVIDENTLY_H
#define READ_EVIDENCE_EVIDENTLY_H

#include "read/evidence_json.h"

/* Judges the tests where there are any, else what was measured. */
void evidently_read(struct evidence_input *input, struct facts *facts);

#endif
