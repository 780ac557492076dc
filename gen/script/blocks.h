/* Small blocks of memory for one owner on one thread. Never gives NULL: without memory the program dies. */
#ifndef SCRIPT_BLOCKS_H
#define SCRIPT_BLOCKS_H

#include <stddef.h>

enum { BLOCK_SMALL = 256 };     /* bytes; what is larger is the system's */

struct slab;
struct free_block;
struct blocks {
    struct free_block *free[BLOCK_SMALL / 16];
    struct slab *slabs;
    char *at;                   /* what is left of the newest slab */
    size_t left;
};

/* `new` bytes with what `p` held, or new ones where `p` is NULL; neither size is 0. */
void *block_resize(struct blocks *blocks, void *p, size_t old, size_t new);
void block_free(struct blocks *blocks, void *p, size_t size);
/* Gives back everything at once. */
void blocks_free(struct blocks *blocks);

#endif
