/* The only room that writes the site. After an interruption at any point the old or the new site is there, whole. */
#ifndef OUT_SITE_H
#define OUT_SITE_H

#include "base/pool.h"
#include "base/tree.h"

struct site_target {
    int project;                /* folder that `from` files of the tree are relative to */
    struct str path;            /* the output folder, relative to the caller or absolute */
};

struct site_result {
    size_t files, written;      /* written: new or different ones */
    uint64_t bytes;
};

/* Makes the folder hold exactly the tree, and a list of its files with digests (.dossier-files), which is how the
 * next run knows what may be replaced. Refuses with a message (exit 3) when the folder holds files that no earlier
 * run wrote, or when an input changed while the run was going on; nothing is changed then. `.gitkeep` is left alone. */
struct site_result site_write(struct pool *pool, struct arena *arena, const struct tree *tree, const struct site_target *target);

#endif
