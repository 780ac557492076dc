/* in-toto statements, bare or as the payload of a DSSE envelope. */
#ifndef READ_EVIDENCE_INTOTO_H
#define READ_EVIDENCE_INTOTO_H

#include "read/evidence_json.h"

/* Facts and state of a statement. */
void intoto_statement(struct facts *facts, const struct js *statement);

#endif
