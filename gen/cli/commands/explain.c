/* dossier explain CODE: what a diagnostic means, what provokes it, and how to mend it. */
#include <stdio.h>

#include "base/diag.h"
#include "cli/cli.h"

static int list_codes(void)
{
    for (int i = 0; i < DIAG_COUNT; i++)
        printf("%-24s %-8s %s\n", diag_codes[i].name, severity_name(diag_codes[i].severity), diag_codes[i].summary);
    return EXIT_FINE;
}

_Noreturn static void refuse(const struct invocation *call, const char *name)
{
    struct nearest nearest = nearest_to(str_of(name));
    for (int i = 0; i < DIAG_COUNT; i++)
        nearest_try(&nearest, str_of(diag_codes[i].name));
    if (nearest.word.n)
        usage_error(call->command, "there is no diagnostic '%s'; did you mean '%.*s'?", name, STR(nearest.word));
    usage_error(call->command, "there is no diagnostic '%s'; `dossier explain` lists them", name);
}

static void print_example(struct str example)
{
    struct str line;
    printf("\nFor example:\n");
    while (str_split(&example, '\n', &line))
        printf("    %.*s\n", STR(line));
}

static int run(const struct invocation *call)
{
    if (!call->n_operands)
        return list_codes();
    const struct diag_code *code = diag_code_find(str_of(call->operands[0]));
    if (!code)
        refuse(call, call->operands[0]);
    printf("%s (%s)\n%s.\n\n%s\n", code->name, severity_name(code->severity), code->summary, code->meaning);
    print_example(str_of(code->example));
    printf("\nTo mend it:\n    %s\n", code->fix);
    if (code->acceptable)
        printf("\nAn exception in force accepts it: it is then shown as suppressed, and no state changes.\n");
    return EXIT_FINE;
}

const struct command command_explain = { .name = "explain", .operands = "[CODE]", .summary = "say what a diagnostic means and how to mend it",
    .least = 0, .most = 1, .run = run };
