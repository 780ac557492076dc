/* References become pointers, and back-links are filled. */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include "model/known.h"
#include "model/model.h"

/* Resolves every reference of every record and document and fills the back-links. What cannot be resolved is
 * reported and stays text (in records) or NULL (in documents). `by_path` finds documents and evidence records
 * by the project path of their file. */
void model_link(struct model *model, struct pool *pool, struct diags *diags, const struct map *by_path);

/* Reports records that supersede themselves, be it through others. */
void link_circles(const struct model *model, struct diags *diags);

struct resolved { struct record *record, *part; };
/* One reference as written; `pos` with its length, quotes included. `field` limits what it may lead to; NULL: anything. False: not found and reported;
 * `quiet` reports nothing for what does not exist. */
bool reference_resolve(const struct model *model, struct diags *diags, const struct field *field, struct str text,
                       struct pos pos, bool quiet, struct resolved *resolved);

/* A node that the framework no longer has: says where it went. True: it is known to have moved, to *record, or to be
 * removed (NULL). `prefix` is what is written before a node here: "eu-ai-act:". */
bool reference_moved(struct diags *diags, const struct framework *framework, struct str prefix, struct str node,
                     struct pos pos, struct record **record);

#endif
