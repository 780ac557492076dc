/* Growing arrays in an arena: vec(T) declares { T *v; size_t n, cap; }. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

struct arena;

#define vec(type) struct { type *v; size_t n, cap; }
/* Appends one zeroed item and gives a pointer to it (valid until the next append). */
#define vec_add(arena, vector) \
    ((vector)->v = vec_grow((arena), (vector)->v, &(vector)->cap, (vector)->n, sizeof *(vector)->v), \
     &(vector)->v[(vector)->n++])

/* Makes room for item `n`; old memory stays in the arena. New items are zero. */
void *vec_grow(struct arena *arena, void *items, size_t *cap, size_t n, size_t size);

#endif
