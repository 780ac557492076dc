/* Where the pages of a site wait for the package they go into: deflated as soon as they are made, in a file without a
 * name. So a site of any size is never in memory, and when the last page is drawn, all are packed. */
#ifndef PACK_SPOOL_H
#define PACK_SPOOL_H

#include "base/tree.h"
#include "pack/entries.h"

struct pool;
struct spool;

/* The file is made in the folder of `path`. */
struct spool *spool_open(struct arena *arena, const struct pool *pool, const char *path);
void spool_close(struct spool *spool);
const struct tree_store *spool_store(struct spool *spool);
/* What the store took under `mark` becomes the content of the entry. */
void spool_entry(const struct spool *spool, uint64_t mark, struct entry *entry);

#endif
