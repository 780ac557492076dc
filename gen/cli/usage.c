/* Help and usage errors, made from the tables of commands and options. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"

static void print_options(const struct option_row *rows)
{
    for (; rows && rows->name; rows++) {
        char left[64];
        snprintf(left, sizeof left, "%s%.1s%s--%s%s%s", rows->letter ? "-" : "", &rows->letter, rows->letter ? ", " : "", rows->name,
                 rows->argument ? " " : "", rows->argument ? rows->argument : "");
        printf("  %-24s %s\n", left, rows->help);
    }
}

static void print_program(void)
{
    size_t n;
    const struct command *const *commands = commands_all(&n);
    printf("usage: dossier [options] COMMAND …\n\nThe compiler for compliance evidence.\n\n");
    for (size_t i = 0; i < n; i++)
        printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
    printf("\nOptions of every command:\n");
    print_options(global_options);
    printf("\nExit status: 0 fine, 1 findings or errors in the project, 2 usage or settings, 3 input or output,\n"
           "4 a package did not verify. `dossier COMMAND --help` says more.\n");
}

static void print_command(const struct command *command)
{
    printf("usage: dossier %s%s%s%s\n\n%s.\n", command->name, command->options && command->options->name ? " [options]" : "",
           *command->operands ? " " : "", command->operands, command->summary);
    if (command->options && command->options->name) {
        printf("\n");
        print_options(command->options);
    }
    printf("\nOptions of every command:\n");
    print_options(global_options);
}

void usage_print(const struct command *command)
{
    if (command)
        print_command(command);
    else
        print_program();
    if (fflush(stdout) || ferror(stdout))
        die(EXIT_MACHINE, "cannot write all of the output");
}

void usage_error(const struct command *command, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "dossier: ");
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\n");
    if (command)
        fprintf(stderr, "usage: dossier %s%s%s (see dossier %s --help)\n", command->name, *command->operands ? " " : "", command->operands, command->name);
    else
        fprintf(stderr, "see dossier --help\n");
    exit(EXIT_USAGE);
}
