/* dossier cosign FILE: one more signature for a package that is signed. What is there keeps its bytes. */
#include "cli/signing.h"

static const struct option_row options[] = {
    SIGNING_OPTIONS,
    { NULL, 0, NULL, NULL }
};

static int run(const struct invocation *call)
{
    return signing_add(call, false);
}

const struct command command_cosign = { .name = "cosign", .operands = "FILE", .summary = "add another signature to a signed package",
    .options = options, .least = 1, .most = 1, .run = run };
