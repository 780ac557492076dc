/* dossier verify: the same program as dossier-verify. */
#include "cli/cli.h"
#include "verify/options.h"

const struct command command_verify = { .name = "verify", .operands = "FILE", .summary = "judge a package", .least = 1, .most = 1, .main = verify_main };
