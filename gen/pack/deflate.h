/* Deflating one piece of content. Level and choice depend on content and size only, so the same bytes come out
 * whoever packs them. */
#ifndef PACK_DEFLATE_H
#define PACK_DEFLATE_H

#include "pack/entries.h"

/* For one thread at a time. */
struct packer;
struct packer *packer_new(void);
void packer_free(struct packer *packer);
/* Packs entry->bytes, unless they do not shrink, and sets crc, packed, packed_digest and deflated. Returns the bytes
 * that will stand in the ZIP: entry->bytes themselves or new ones in `scratch`. */
struct str packer_run(struct packer *packer, struct arena *scratch, struct entry *entry);

#endif
