/* The parts of evidence_peek.c: each looks at the head for one family. */
#ifndef READ_EVIDENCE_PEEK_PARTS_H
#define READ_EVIDENCE_PEEK_PARTS_H

#include "read/evidence_peek.h"

/* Each returns false when the text is not of that family. */
bool peek_json(struct arena *arena, struct evidence_peek *peek, struct str text);
bool peek_xml(struct arena *arena, struct evidence_peek *peek, struct str text);
/* These two only add what they see in plain text. */
void peek_yaml(struct arena *arena, struct evidence_peek *peek, struct str text);
void peek_table(struct arena *arena, struct evidence_peek *peek, struct str text);

#endif
