/* Link definitions, "[label]: address "title"", as far as the guard needs to know them: how much each would
 * multiply. It takes more for a definition than the parser does, never less. */
#ifndef READ_DOCUMENT_DEFINITION_H
#define READ_DOCUMENT_DEFINITION_H

#include "base/str.h"

struct definitions {
    size_t longest;         /* bytes of address and title; 0: none seen */
    size_t offset;          /* of the longest */
};

/* Measures the definition that may begin at `offset`, the first byte of a line's own text. */
void definition_measure(struct definitions *definitions, struct str text, size_t offset);
/* How many uses a text can hold at most: each needs a closing bracket. */
size_t definition_uses(struct str text);

#endif
