/* The judge, asked before a package is changed. */
#include "cli/judging.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "verify/trust.h"
#include "verify/verify.h"

void judging_require_whole(struct arena *arena, struct pool *pool, const char *path, bool foreign, struct judgement *judgement)
{
    struct trust *nobody = trust_new();
    struct verify_options options = { .trust = nobody, .at = -1, .foreign = foreign, .pool = pool };
    bool opened = verify_package(arena, path, &options, judgement);
    trust_free(nobody);
    if (!opened)
        die(EXIT_MACHINE, "cannot open '%s': %s", path, errno ? strerror(errno) : "it is no regular file");
    if (judgement->verdict != VERDICT_FAILED)
        return;
    struct buf text = { 0 };
    judgement_print_text(&text, judgement);
    fwrite(text.p, 1, text.n, stderr);
    die(EXIT_NOT_VERIFIED, "'%s' was left as it is", path);
}

void judging_require_signed(const struct invocation *call, struct pool *pool, const char *path, bool wanted)
{
    struct arena *arena = arena_new();
    struct judgement judgement;
    judging_require_whole(arena, pool, path, false, &judgement);
    bool is_signed = judgement.verdict != VERDICT_UNSIGNED;
    if (is_signed && !wanted)
        usage_error(call->command, "'%s' is signed already; `dossier cosign` adds another signature", path);
    if (!is_signed && wanted)
        usage_error(call->command, "'%s' is not signed; `dossier sign` comes first", path);
    arena_free(arena);
}
