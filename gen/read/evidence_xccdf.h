/* XCCDF test results (NISTIR 7275), alone, inside a benchmark, or inside an ARF report. */
#ifndef READ_EVIDENCE_XCCDF_H
#define READ_EVIDENCE_XCCDF_H

#include "read/evidence.h"

void xccdf_read(struct evidence_input *input, struct facts *facts);

#endif
