/* A signature for a package that exists: the first one, or a co-signature. */
#include "base/arena.h"
#include "pack/existing.h"
#include "pack/signer.h"

bool package_sign(struct pool *pool, const char *path, const struct signer *signer, int64_t source_date_epoch,
                  struct package_result *result, struct package_problem *problem)
{
    struct arena *arena = arena_new();
    struct existing existing;
    struct entries added;
    entries_new(arena, &added, -1);
    bool fine = existing_open(arena, path, &existing, problem) && existing_may_change(&existing) && existing_hash(&existing, pool)
             && cades_put(&added, &existing.entries, signer, ++existing.signatures, source_date_epoch, problem)
             && existing_change(&existing, pool, &added, result);
    arena_free(arena);
    return fine;
}
