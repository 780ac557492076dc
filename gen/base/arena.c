/* Arenas over mmap: chunks that double up to a limit, large requests in chunks of their own. */
#include "base/arena.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include "base/die.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
enum { RED_ZONE = 16 };     /* poisoned bytes behind every piece, so that an overrun is seen */
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
enum { RED_ZONE = 0 };
#endif

enum { ALIGN = 16, PAGE = 4096 };
enum { FIRST_CHUNK = 64 * 1024, LAST_CHUNK = 2 * 1024 * 1024 };

/* Stands at the start of its own memory. Bytes from `dirty` on have never been written. */
struct chunk {
    struct chunk *next;
    size_t size, used, dirty;
    _Alignas(ALIGN) char bytes[];
};

/* Lives in a page of its own, so that its chunks can move to another arena and so that no leak checker
 * looks for it in memory it does not scan. */
struct arena {
    struct chunk *current;      /* small pieces come from here */
    struct chunk *full;         /* in use */
    struct chunk *spare;        /* kept by a reset */
    size_t next_size, used;
    bool sealed;
};

static void *map_pages(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        die(EXIT_MACHINE, "no memory for %zu bytes: %s", size, strerror(errno));
    return p;
}

struct arena *arena_new(void)
{
    struct arena *arena = map_pages(PAGE);
    arena->next_size = FIRST_CHUNK;
    return arena;
}

static struct chunk *chunk_new(size_t size)
{
    struct chunk *chunk = map_pages(size);
    chunk->size = size - sizeof *chunk;
    ASAN_POISON_MEMORY_REGION(chunk->bytes, chunk->size);
    return chunk;
}

static void chunk_free(struct chunk *chunk)
{
    ASAN_UNPOISON_MEMORY_REGION(chunk->bytes, chunk->size);
    munmap(chunk, chunk->size + sizeof *chunk);
}

static void chunks_free(struct chunk *chunk)
{
    while (chunk) {
        struct chunk *next = chunk->next;
        chunk_free(chunk);
        chunk = next;
    }
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    chunks_free(arena->current);
    chunks_free(arena->full);
    chunks_free(arena->spare);
    munmap(arena, PAGE);
}

static struct chunk *spare_take(struct arena *arena, size_t size)
{
    for (struct chunk **at = &arena->spare; *at; at = &(*at)->next)
        if ((*at)->size >= size) {
            struct chunk *chunk = *at;
            *at = chunk->next;
            chunk->next = NULL;
            return chunk;
        }
    return NULL;
}

static void push(struct chunk **list, struct chunk *chunk)
{
    chunk->next = *list;
    *list = chunk;
}

/* A chunk with room for `size` bytes: the next current one, or one just for this piece. */
static struct chunk *chunk_for(struct arena *arena, size_t size)
{
    struct chunk *chunk = spare_take(arena, size);
    if (size > arena->next_size / 4) {
        if (!chunk)
            chunk = chunk_new((size + sizeof *chunk + PAGE - 1) / PAGE * PAGE);
        push(&arena->full, chunk);
        return chunk;
    }
    if (!chunk) {
        chunk = chunk_new(arena->next_size);
        if (arena->next_size < LAST_CHUNK)
            arena->next_size *= 2;
    }
    if (arena->current)
        push(&arena->full, arena->current);
    arena->current = chunk;
    return chunk;
}

static char *take(struct arena *arena, size_t size, size_t align, struct chunk **from)
{
    if (arena->sealed)
        die(EXIT_MACHINE, "internal error: memory asked of a sealed arena");
    if (size > SIZE_MAX / 4)
        die(EXIT_MACHINE, "no memory for %zu bytes", size);

    struct chunk *chunk = arena->current;
    size_t start = chunk ? (chunk->used + align - 1) / align * align : 0;
    if (!chunk || start + size + RED_ZONE > chunk->size) {
        chunk = chunk_for(arena, size + RED_ZONE);
        start = 0;
    }
    chunk->used = start + size + RED_ZONE;
    arena->used += size;
    ASAN_UNPOISON_MEMORY_REGION(chunk->bytes + start, size);
    *from = chunk;
    return chunk->bytes + start;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    struct chunk *chunk;
    char *p = take(arena, size, ALIGN, &chunk);
    size_t start = (size_t)(p - chunk->bytes);

    if (start < chunk->dirty)
        memset(p, 0, size < chunk->dirty - start ? size : chunk->dirty - start);
    return p;
}

char *arena_bytes(struct arena *arena, size_t size)
{
    struct chunk *chunk;
    return take(arena, size, RED_ZONE ? 8 : 1, &chunk);    /* red zones begin at multiples of 8 */
}

/* One large file must not keep its memory from all that follows. */
static void chunks_spare(struct arena *arena, struct chunk *chunk)
{
    while (chunk) {
        struct chunk *next = chunk->next;
        if (chunk->size > LAST_CHUNK) {
            chunk_free(chunk);
            chunk = next;
            continue;
        }
        if (chunk->dirty < chunk->used)
            chunk->dirty = chunk->used;
        chunk->used = 0;
        ASAN_POISON_MEMORY_REGION(chunk->bytes, chunk->size);
        push(&arena->spare, chunk);
        chunk = next;
    }
}

void arena_reset(struct arena *arena)
{
    struct chunk *current = arena->current, *full = arena->full;

    if (arena->sealed)
        die(EXIT_MACHINE, "internal error: a sealed arena was reset");
    arena->current = arena->full = NULL;
    arena->used = 0;
    chunks_spare(arena, full);
    chunks_spare(arena, current);
}

static void chunks_move(struct chunk **into, struct chunk *from)
{
    while (from) {
        struct chunk *next = from->next;
        push(into, from);
        from = next;
    }
}

void arena_adopt(struct arena *into, struct arena *from)
{
    if (into->sealed || from->sealed)
        die(EXIT_MACHINE, "internal error: memory of a sealed arena was moved");
    chunks_move(&into->full, from->full);
    chunks_move(&into->full, from->current);
    into->used += from->used;
    from->full = from->current = NULL;
    from->used = 0;
}

static void chunks_protect(struct chunk *chunk)
{
    for (; chunk; chunk = chunk->next)
        if (mprotect(chunk, chunk->size + sizeof *chunk, PROT_READ) != 0)
            die(EXIT_MACHINE, "cannot seal memory: %s", strerror(errno));
}

void arena_seal(struct arena *arena)
{
    arena->sealed = true;
    chunks_protect(arena->current);
    chunks_protect(arena->full);
    chunks_protect(arena->spare);
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
