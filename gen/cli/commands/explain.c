/* dossier explain CODE: what a diagnostic means and how to mend it. */
#include <stdio.h>

#include "base/diag.h"
#include "cli/cli.h"

static int list_codes(void)
{
    for (int i = 0; i < DIAG_COUNT; i++)
        printf("%-24s %-8s %s\n", diag_codes[i].name, severity_name(diag_codes[i].severity), diag_codes[i].summary);
    return EXIT_FINE;
}

static int run(const struct invocation *call)
{
    if (!call->n_operands)
        return list_codes();
    const struct diag_code *code = diag_code_find(str_of(call->operands[0]));
    if (!code)
        usage_error(call->command, "there is no diagnostic '%s'; `dossier explain` lists them", call->operands[0]);
    printf("%s (%s)\n%s.\n\n%s\n", code->name, severity_name(code->severity), code->summary, code->explanation);
    return EXIT_FINE;
}

const struct command command_explain = { .name = "explain", .operands = "[CODE]", .summary = "say what a diagnostic means and how to mend it",
    .least = 0, .most = 1, .run = run };
