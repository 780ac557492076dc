/* Loading templates, strings, icons and assets: built-in ones, the theme's, the project's own. */
#ifndef RENDER_TEMPLATES_H
#define RENDER_TEMPLATES_H

#include "base/tree.h"
#include "model/project.h"
#include "render/engine.h"

/* Which fenced blocks of documents are parts of pages: the files of templates/parts that begin with {#part.
 * Before documents are read. */
struct part_names templates_parts(struct project *project, struct str theme);

/* Everything a site is drawn with. The project's templates/ win over the theme, the theme over the built-in ones.
 * False: reported. */
bool templates_load(struct project *project, struct diags *diags, const struct settings *settings, struct templates *templates);

/* Style sheets and scripts of the theme, as assets/PATH. */
void templates_assets(struct project *project, struct diags *diags, struct str theme, struct tree *tree);

#endif
