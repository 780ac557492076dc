/* One edition of the project in memory: the site with its data files, ready to be written or packed. */
#ifndef CLI_EDITION_H
#define CLI_EDITION_H

#include "cli/session.h"
#include "render/site.h"

struct edition {
    const struct audience *audience;
    struct templates templates;
    struct render_context context;
    struct tree site;
};

/* A package travels, and so does an edition for others: neither takes bytes with personal data along. */
enum edition_use { EDITION_SITE, EDITION_PACKED };

/* Renders everything; pages go to `store` as they are made, or stay in memory when it is NULL. False: nothing may be
 * written; *status says why and the reasons were printed. */
bool edition_make(struct session *session, enum edition_use use, struct edition *edition, const struct tree_store *store, int *status);

/* Reads and compiles everything a site is drawn with, without drawing: what `check` can say of templates. */
void edition_check(struct session *session);

#endif
