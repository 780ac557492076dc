/* Growing arrays in an arena. */
#include "base/vec.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/die.h"

void *vec_grow(struct arena *arena, void *items, size_t *cap, size_t n, size_t size)
{
    if (n >= *cap) {
        size_t more = *cap ? *cap * 2 : 8;
        if (more > SIZE_MAX / 4 / size)
            die(EXIT_MACHINE, "no memory for %zu items", more);
        void *grown = arena_alloc(arena, more * size);
        if (n)
            memcpy(grown, items, n * size);
        *cap = more;
        return grown;
    }
    /* A list that was cut short holds old items here. */
    memset((char *)items + n * size, 0, size);
    return items;
}
