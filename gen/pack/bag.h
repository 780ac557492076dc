/* The text files that make the unpacked package a BagIt bag, and README.txt. */
#ifndef PACK_BAG_H
#define PACK_BAG_H

#include "pack/entries.h"

/* sha256sum format, sorted as the entries are: those whose name starts with `prefix`, which is cut off. */
struct str bag_list(struct arena *arena, const struct entries *entries, const char *prefix);
/* manifest-sha256.txt: everything below data/. */
struct str bag_manifest(struct arena *arena, const struct entries *entries);
/* tagmanifest-sha256.txt: everything outside data/ and META-INF. */
struct str bag_tag_manifest(struct arena *arena, const struct entries *entries);
/* bag-info.txt, once all that is deflated has been packed and sorted. */
struct str bag_info(struct arena *arena, const struct package_input *input, const struct entries *entries);
uint64_t bag_payload(const struct entries *entries, size_t *count);     /* bytes and number below data/ */

struct str readme_text(struct arena *arena, const struct package_input *input, const struct package_plan *plan);

#endif
