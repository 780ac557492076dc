/* Arenas: memory that is given back all at once.
 * Invariant: what arena_alloc returned lives, unmoved, until the arena is reset or freed.
 * An arena belongs to one thread at a time. Never returns NULL: without memory the program dies. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
/* `size` bytes that are not cleared and not aligned: for text. */
char *arena_bytes(struct arena *arena, size_t size);
#define arena_new_of(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, count, type) ((type *)arena_alloc((arena), (count) * sizeof(type)))

/* Forgets everything but keeps the memory for the next use, apart from single pieces of more than 2 MB. */
void arena_reset(struct arena *arena);
/* Moves all memory of `from` into `into`; `from` is empty afterwards. Pointers stay valid. */
void arena_adopt(struct arena *into, struct arena *from);
/* From now on a write into this arena's memory is a crash, and arena_alloc on it dies. */
void arena_seal(struct arena *arena);
/* Bytes handed out so far. */
size_t arena_used(const struct arena *arena);

#endif
