/* The search index: files that a page loads with script elements, so that search works from file:// and without any server. */
#ifndef RENDER_SEARCH_H
#define RENDER_SEARCH_H

#include "base/tree.h"
#include "render/plan.h"

/* Puts the index of the edition into the tree, under assets/search/. */
void search_render(struct pool *pool, const struct render_context *context, struct tree *tree);

#endif
