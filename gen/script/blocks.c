/* Memory of a Lua state. Lua says the size of what it gives back, so small blocks need no header: they are cut from
 * slabs and kept in a list for each size. A page makes and drops some hundred of them. */
#include "script/blocks.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

enum { STEP = 16, SLAB = 64 << 10 };

struct slab {
    struct slab *next;
    _Alignas(max_align_t) char bytes[];
};

struct free_block { struct free_block *next; };

static void *from_system(void *p, size_t size)
{
    void *q = realloc(p, size);

    if (!q)
        die(EXIT_MACHINE, "no memory");
    return q;
}

#ifdef __SANITIZE_ADDRESS__
static bool is_small(size_t size) { (void)size; return false; }     /* so that it sees each block */
#else
static bool is_small(size_t size) { return size <= BLOCK_SMALL; }
#endif

static void *take(struct blocks *blocks, size_t size)
{
    size_t class = (size - 1) / STEP, n = (class + 1) * STEP;
    struct free_block *block = blocks->free[class];

    if (block) {
        blocks->free[class] = block->next;
        return block;
    }
    if (blocks->left < n) {
        struct slab *slab = from_system(NULL, sizeof *slab + SLAB);
        slab->next = blocks->slabs;
        blocks->slabs = slab;
        blocks->at = slab->bytes;
        blocks->left = SLAB;
    }
    blocks->at += n;
    blocks->left -= n;
    return blocks->at - n;
}

static void give_back(struct blocks *blocks, void *p, size_t size)
{
    size_t class = (size - 1) / STEP;
    struct free_block *block = p;

    block->next = blocks->free[class];
    blocks->free[class] = block;
}

void *block_resize(struct blocks *blocks, void *p, size_t old, size_t new)
{
    void *q;

    if (!p)
        return is_small(new) ? take(blocks, new) : from_system(NULL, new);
    if (!is_small(old) && !is_small(new))
        return from_system(p, new);
    if (is_small(old) && is_small(new) && (old - 1) / STEP == (new - 1) / STEP)
        return p;
    q = is_small(new) ? take(blocks, new) : from_system(NULL, new);
    memcpy(q, p, old < new ? old : new);
    block_free(blocks, p, old);
    return q;
}

void block_free(struct blocks *blocks, void *p, size_t size)
{
    if (p && is_small(size))
        give_back(blocks, p, size);
    else
        free(p);
}

void blocks_free(struct blocks *blocks)
{
    for (struct slab *slab = blocks->slabs, *next; slab; slab = next) {
        next = slab->next;
        free(slab);
    }
    *blocks = (struct blocks){ .slabs = NULL };
}
