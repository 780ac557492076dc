/* What may reach the Markdown parser. Its time and memory grow faster than its input for some inputs, so
 * structure is limited before it starts: by counting, never by a clock, so that the verdict is the same on every
 * machine. One pass over the lines; it also fills places->lines. */
#ifndef READ_DOCUMENT_GUARD_H
#define READ_DOCUMENT_GUARD_H

#include "read/document.h"
#include "read/document_place.h"

/* What the squares of the sizes of all blocks may add up to. */
#define DOCUMENT_WORK_MAX ((uint64_t)DOCUMENT_LARGE_BLOCKS_MAX * DOCUMENT_BLOCK_MAX * DOCUMENT_BLOCK_MAX)

/* False, and reported, when the text must not be parsed. */
bool document_guard(struct arena *scratch, struct diags *diags, struct document_places *places);

#endif
