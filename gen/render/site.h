/* The site: every planned page rendered on all cores into a tree. */
#ifndef RENDER_SITE_H
#define RENDER_SITE_H

#include "base/tree.h"
#include "render/plan.h"

/* Renders all pages and adds them, and the bytes of evidence files, to the tree; with a store in the tree pages go
 * there and are not kept. False: reported. */
bool site_render(struct pool *pool, struct diags *diags, const struct render_context *context, struct tree *tree);

/* The cover of the package: the template package/cover with these arguments. False: reported. */
bool cover_render(struct arena *arena, struct diags *diags, const struct render_context *context,
                  const struct part_option *args, size_t n_args, struct str *html);

#endif
