/* Row scripts: the rows of each register once more, for scripts that filter, sort and page them. */
#ifndef RENDER_ROWS_H
#define RENDER_ROWS_H

#include "base/tree.h"
#include "render/plan.h"

/* Rows in one script. */
enum { ROWS_PER_FILE = 2000 };

/* Adds assets/rows/PLURAL-N.js for each type that has an index. */
void rows_render(struct pool *pool, const struct render_context *context, struct tree *tree);

#endif
