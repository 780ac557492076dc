/* dossier sign FILE: the first signature of a package. */
#include "cli/signing.h"

static const struct option_row options[] = {
    SIGNING_OPTIONS,
    { NULL, 0, NULL, NULL }
};

static int run(const struct invocation *call)
{
    return signing_add(call, true);
}

const struct command command_sign = { .name = "sign", .operands = "FILE", .summary = "sign a package",
    .options = options, .least = 1, .most = 1, .run = run };
