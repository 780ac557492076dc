/* Where the characters of a scalar stand in its file, when they are not the file's own: folded, quoted over several
 * lines, or with escapes. Blanks and line breaks may differ between the two; all else stands in both in the same order. */
#ifndef READ_YAML_WRITTEN_H
#define READ_YAML_WRITTEN_H

#include "base/diag.h"

struct yaml_written {
    struct str source;          /* from the quote, the `>` or the first character on, to the end of the scalar */
    struct str text;            /* what it came to */
    struct pos start;           /* of the source */
    size_t offset, at;          /* so far: an offset of the text, and where it stands in the source */
    uint32_t line, col;         /* of `at` */
};

/* The place of an offset of the text; pos.len is 0. Offsets that only grow cost one pass over the text in all. */
struct pos yaml_written_pos(struct yaml_written *written, size_t offset);

#endif
