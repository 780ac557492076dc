/* dossier digest FILE: what a package holds as one number, whoever packed or signed it. */
#include <stdio.h>

#include "base/arena.h"
#include "base/pool.h"
#include "cli/judging.h"

static int run(const struct invocation *call)
{
    struct arena *arena = arena_new();
    struct pool *pool = pool_new(call->jobs);
    struct judgement judgement;
    judging_require_whole(arena, pool, call->operands[0], true, &judgement);
    if (digest_is_zero(judgement.content))
        die(EXIT_NOT_VERIFIED, "'%s' holds nothing below data/", call->operands[0]);
    printf("%.*s  %s\n", STR(digest_hex(arena, judgement.content)), call->operands[0]);
    if (fflush(stdout) || ferror(stdout))
        die(EXIT_MACHINE, "cannot write all of the output");
    pool_free(pool);
    arena_free(arena);
    return EXIT_FINE;
}

const struct command command_digest = { .name = "digest", .operands = "FILE", .summary = "one identifier of a package's content, however it is packed",
    .least = 1, .most = 1, .run = run };
