/* dossier version. */
#include <stdio.h>

#include "cli/cli.h"

static int run(const struct invocation *call)
{
    (void)call;
    printf("dossier %s\n", DOSSIER_VERSION);
    return EXIT_FINE;
}

const struct command command_version = { .name = "version", .operands = "", .summary = "say which version this is", .least = 0, .most = 0, .run = run };
