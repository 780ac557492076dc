/* Options about keys, shared by the commands that sign. */
#include "cli/signing.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/pool.h"
#include "cli/judging.h"
#include "cli/session.h"

enum { CRLS_MAX = 32 };

void signing_fail(const struct package_problem *problem)
{
    die(problem->status, "%s", problem->message);
}

struct signer *signing_load(const struct invocation *call)
{
    const char *crls[CRLS_MAX];
    struct signer_files files = { .key = option_value(call, "key"), .certificate = option_value(call, "cert"),
        .chain = option_value(call, "chain"), .pass_file = option_value(call, "pass-file"), .crls = crls };
    if (!files.key && !files.certificate)
        return NULL;
    if (!files.key || !files.certificate)
        usage_error(call->command, "--key and --cert go together");
    for (const char *crl; files.crl_count < CRLS_MAX && (crl = option_value_at(call, "crl", files.crl_count)); files.crl_count++)
        crls[files.crl_count] = crl;
    struct package_problem problem;
    struct signer *signer = signer_load(&files, &problem);
    if (!signer)
        signing_fail(&problem);
    return signer;
}

void signing_report(const struct invocation *call, const char *path, const struct package_result *result)
{
    if (call->verbosity == VERBOSITY_QUIET)
        return;
    struct arena *arena = arena_new();
    fprintf(stderr, "%s: %zu entries, %llu bytes, %s\n  sha256 %.*s\n", path, result->entries, (unsigned long long)result->size,
            result->signatures ? "signed" : "not signed", STR(digest_hex(arena, result->digest)));
    arena_free(arena);
}

int signing_add(const struct invocation *call, bool first)
{
    const char *path = call->operands[0];
    struct signer *signer = signing_load(call);     /* a key that cannot be used is said before any work */
    if (!signer)
        usage_error(call->command, "--key and --cert are needed");
    struct pool *pool = pool_new(call->jobs);
    struct package_result result;
    struct package_problem problem;
    judging_require_signed(call, pool, path, !first);
    if (!package_sign(pool, path, signer, source_date_epoch(), &result, &problem))
        signing_fail(&problem);
    signing_report(call, path, &result);
    signer_free(signer);
    pool_free(pool);
    return EXIT_FINE;
}
