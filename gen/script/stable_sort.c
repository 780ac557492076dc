/* Merge sort of indexes: stable, the same on every machine, and sound with any comparison, even one that lies. */
#include "script/stable_sort.h"

#include <string.h>

static void merge(uint32_t *order, uint32_t *spare, size_t half, size_t n, before_fn *before, void *context)
{
    size_t a = 0, b = half, out = 0;

    if (!before(context, order[half], order[half - 1]))
        return;
    memcpy(spare, order, half * sizeof *order);
    while (a < half && b < n) {
        if (before(context, order[b], spare[a]))
            order[out++] = order[b++];
        else
            order[out++] = spare[a++];
    }
    memcpy(order + out, spare + a, (half - a) * sizeof *order);
}

void stable_sort(uint32_t *order, uint32_t *spare, size_t n, before_fn *before, void *context)
{
    if (n < 2)
        return;
    stable_sort(order, spare, n / 2, before, context);
    stable_sort(order + n / 2, spare, n - n / 2, before, context);
    merge(order, spare, n / 2, n, before, context);
}
