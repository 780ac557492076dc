/* The addresses of a site: ASCII, unique without regard to case, at most ADDRESS_MAX characters long. What is a page or
 * file cannot be a folder as well. */
#ifndef RENDER_ADDRESS_H
#define RENDER_ADDRESS_H

#include "base/map.h"

enum { ADDRESS_MAX = 120 };

struct addresses {
    struct arena *arena;
    struct map *taken;              /* folded addresses, and the folders above them */
};

void addresses_new(struct arena *arena, struct addresses *addresses);
/* No file may have this name, files in it may. */
void address_keep_folder(struct addresses *addresses, struct str folder);
/* "a/b.html" becomes "a/b~.html" until nobody else has the address; of one that is too long the middle gives way. */
struct str address_claim(struct addresses *addresses, struct str url);
bool address_is_below_file(const struct addresses *addresses, struct str url);
/* Where the extension's dot is, or the end. */
size_t address_stem(struct str url);

#endif
