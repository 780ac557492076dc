/* The addresses of a site. */
#include "render/address.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/path.h"

enum { DIGITS = 12 };               /* of the digest in a shortened address */

static char a_file, a_folder;       /* what `taken` finds */

void addresses_new(struct arena *arena, struct addresses *addresses)
{
    *addresses = (struct addresses){ arena, map_new(arena) };
}

void address_keep_folder(struct addresses *addresses, struct str folder)
{
    map_put(addresses->taken, folder, &a_folder);
}

size_t address_stem(struct str url)
{
    struct str extension = path_extension(url);
    return extension.n ? url.n - extension.n - 1 : url.n;
}

static struct str insert(struct arena *arena, struct str url, size_t keep, struct str text)
{
    size_t end = address_stem(url);
    return str_printf(arena, "%.*s~%.*s%.*s", (int)keep, url.p, STR(text), (int)(url.n - end), url.p + end);
}

/* A name that is too long gives its end for the digest of the whole: the same one in every build. */
static struct str shorten(struct arena *arena, struct str url)
{
    size_t end = address_stem(url), folder = url.n - path_name(url).n, excess = url.n + 1 + DIGITS - ADDRESS_MAX;
    if (url.n <= ADDRESS_MAX || end <= folder + excess)
        return url;
    return insert(arena, url, end - excess, str_sub(digest_hex(arena, digest_of(url)), 0, DIGITS));
}

bool address_is_below_file(const struct addresses *addresses, struct str url)
{
    struct str folded = path_fold(addresses->arena, url);
    for (struct str folder = path_folder(folded); folder.n; folder = path_folder(folder))
        if (map_find(addresses->taken, folder) == &a_file)
            return true;
    return false;
}

struct str address_claim(struct addresses *addresses, struct str url)
{
    struct arena *arena = addresses->arena;
    url = shorten(arena, url);
    struct str folded = path_fold(arena, url);
    while (!map_put(addresses->taken, folded, &a_file)) {
        url = shorten(arena, insert(arena, url, address_stem(url), S("")));
        folded = path_fold(arena, url);
    }
    for (struct str folder = path_folder(folded); folder.n; folder = path_folder(folder))
        map_put(addresses->taken, folder, &a_folder);
    return url;
}
