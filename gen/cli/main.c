/* dossier: the table of commands and the way into each. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

#define X(NAME) extern const struct command command_##NAME;
#include "list/commands.def"
#undef X

static const struct command *const commands[] = {
#define X(NAME) &command_##NAME,
#include "list/commands.def"
#undef X
};

const struct command *const *commands_all(size_t *n)
{
    *n = sizeof commands / sizeof *commands;
    return commands;
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(commands[i]->name, name))
            return commands[i];
    return NULL;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_DFL);
    unsetenv("POSIXLY_CORRECT");        /* options may stand behind operands, whatever getopt is told */
    struct invocation call = invocation_parse(argc, argv);
    int status = call.command->main ? call.command->main(call.n_operands, call.operands) : call.command->run(&call);
    free(call.options);
    if (fflush(stdout) || ferror(stdout))
        die(EXIT_MACHINE, "cannot write all of the output");
    return status;
}
