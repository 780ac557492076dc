/* The source files of a run and positions in them. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"

/* A place in a source file. file 0: nowhere. line 0: the file as a whole. Lines and columns count from 1,
 * columns and len in code points. len 0: one mark, no underline. */
struct pos {
    uint32_t file, line, col, len;
};

struct source {
    struct str shown;       /* relative to the project, or how the user named it */
    struct str path;        /* what to open again when a line is quoted */
    bool compiled;          /* the result was made from it; false: it is only named in a message */
};

/* Grows only while one thread runs; workers then only read. Index 0 is unused. */
struct sources {
    struct arena *arena;
    vec(struct source) list;
};

void sources_new(struct arena *arena, struct sources *sources);
uint32_t sources_add(struct sources *sources, struct str shown, struct str path);
struct str sources_shown(const struct sources *sources, uint32_t file);

/* The place of byte `offset` in `text`, a whole file; `len` bytes long. */
struct pos pos_of_offset(uint32_t file, struct str text, size_t offset, size_t len);
int pos_cmp(const struct sources *sources, struct pos a, struct pos b);     /* by shown path, line, column */

#endif
