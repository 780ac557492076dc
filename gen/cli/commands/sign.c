/* dossier sign FILE: add a signature to a package. */
#include "cli/session.h"
#include "cli/signing.h"

static const struct option_row options[] = {
    SIGNING_OPTIONS,
    { NULL, 0, NULL, NULL }
};

static int run(const struct invocation *call)
{
    struct signer *signer = signing_load(call);
    if (!signer)
        usage_error(call->command, "--key and --cert are needed");
    struct pool *pool = pool_new(call->jobs);
    struct package_result result;
    struct package_problem problem;
    if (!package_sign(pool, call->operands[0], signer, source_date_epoch(), &result, &problem))
        signing_fail(&problem);
    signing_report(call, call->operands[0], &result);
    signer_free(signer);
    pool_free(pool);
    return EXIT_FINE;
}

const struct command command_sign = { .name = "sign", .operands = "FILE", .summary = "add a signature to a package",
    .options = options, .least = 1, .most = 1, .run = run };
