/* Where things stand in the source of a document. The parser knows the lines of blocks; what stands inside a
 * block is found again by searching its source forward, in the order in which it is met. */
#ifndef READ_DOCUMENT_PLACE_H
#define READ_DOCUMENT_PLACE_H

#include "read/yaml_written.h"

#define PLACE_NONE SIZE_MAX

struct document_places {
    struct str text;            /* the Markdown; offsets count from its start */
    struct pos start;           /* of the text: a line of a file, or a value in one */
    bool is_value;              /* of a YAML file */
    uint32_t indent;            /* of a value: the column at which its lines begin; 0: its text is not as in the file */
    struct yaml_written written;    /* where it stands then */
    vec(uint32_t) lines;        /* offsets at which the lines begin; filled by the guard */
    size_t block, end;          /* the source of the block being walked */
    size_t cursor;              /* what was met last in it ends here */
    size_t known, known_col;    /* the last column that was counted, and of which offset */
};

/* From here on places are searched in the lines first..last (from 1) of the text. */
void place_enter(struct document_places *places, size_t first, size_t last);
/* The offset of `what` in the block, behind what was met last or else anywhere in it; or PLACE_NONE. */
size_t place_find(const struct document_places *places, struct str what);
/* The same from `from` on, and nowhere else. */
size_t place_find_from(const struct document_places *places, size_t from, struct str what);
/* True when a backslash takes the meaning of the character at `offset`. */
bool place_is_escaped(const struct document_places *places, size_t offset);
/* `size` bytes from `offset` on, or the start of the block when the offset is PLACE_NONE. */
struct pos place_pos(struct document_places *places, size_t offset, size_t size);
/* A whole line (from 1) from the byte `column` (from 1) on. */
struct pos place_line(struct document_places *places, size_t line, size_t column);
/* The offset at which a line begins; beyond the last line the end of the text. */
size_t place_line_start(const struct document_places *places, size_t line);

#endif
