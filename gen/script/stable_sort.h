/* Sorting indexes: stable, the same on every machine. */
#ifndef SCRIPT_STABLE_SORT_H
#define SCRIPT_STABLE_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether item a must stand before item b. May lie; may raise an error of Lua. */
typedef bool before_fn(void *context, uint32_t a, uint32_t b);

/* `order` holds the indexes of the items; `spare` has room for as many. */
void stable_sort(uint32_t *order, uint32_t *spare, size_t n, before_fn *before, void *context);

#endif
