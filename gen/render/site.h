/* The site: every planned page rendered on all cores into a tree. */
#ifndef RENDER_SITE_H
#define RENDER_SITE_H

#include "base/tree.h"
#include "render/plan.h"

/* Renders all pages and adds them, and the bytes of evidence files, to the tree; with a store in the tree pages go
 * there and are not kept. False: reported. */
bool site_render(struct pool *pool, struct diags *diags, const struct render_context *context, struct tree *tree);

/* Adds the words of the site's language for scripts. */
void strings_render(const struct render_context *context, struct tree *tree);

/* Is there a cover for packages of this profile: a template package/PROFILE? "" is the plain one, package/cover. The
 * name of the nearest one comes back in *nearest when there is none. */
bool cover_known(const struct templates *templates, struct str profile, struct str *nearest);
/* The cover of the package, with these arguments. False: reported. */
bool cover_render(struct arena *arena, struct diags *diags, const struct render_context *context, struct str profile,
                  const struct part_option *args, size_t n_args, struct str *html);

#endif
