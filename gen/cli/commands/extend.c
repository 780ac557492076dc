/* dossier extend FILE: revocation lists into every signature of a package (CAdES baseline LT, once it is stamped). */
#include "base/pool.h"
#include "cli/judging.h"
#include "cli/signing.h"
#include "pack/stamp.h"

enum { CRLS_MAX = 32 };

static const struct option_row options[] = {
    { "crl", 0, "FILE", "a revocation list of an authority above the signer or the time-stamp, PEM or DER; may be repeated" },
    { NULL, 0, NULL, NULL }
};

static int run(const struct invocation *call)
{
    const char *path = call->operands[0], *crls[CRLS_MAX];
    size_t count = 0;
    for (const char *crl; (crl = option_value_at(call, "crl", count)); count++) {
        if (count == CRLS_MAX)
            usage_error(call->command, "more than %d revocation lists", CRLS_MAX);
        crls[count] = crl;
    }
    if (!count)
        usage_error(call->command, "--crl is needed");
    struct pool *pool = pool_new(call->jobs);
    struct package_result result;
    struct package_problem problem;
    judging_require_signed(call, pool, path, true);
    if (!package_extend(pool, path, crls, count, &result, &problem))
        signing_fail(&problem);
    signing_report(call, path, &result);
    pool_free(pool);
    return EXIT_FINE;
}

const struct command command_extend = { .name = "extend", .operands = "FILE", .summary = "put revocation lists into a signed package",
    .options = options, .least = 1, .most = 1, .run = run };
