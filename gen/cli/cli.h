/* The command line: one table of commands, each a file in cli/commands; one table of options for each, which also
 * makes the help. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/die.h"

enum { VERBOSITY_QUIET = -1, VERBOSITY_NORMAL = 0, VERBOSITY_STAGES = 1 };

struct option_row {
    const char *name;           /* long name */
    char letter;                /* or 0 */
    const char *argument;       /* "FILE", or NULL when it takes none */
    const char *help;
};

struct option_value { const char *name, *value; };

/* One call of the program, parsed. */
struct invocation {
    const struct command *command;
    const char *folder;         /* -C: where dossier.yaml is */
    const char *as_of;          /* --as-of, or NULL */
    unsigned jobs;              /* 0: one per processor */
    bool color;                 /* diagnostics in colour */
    int verbosity;
    size_t n_options;
    struct option_value *options;
    int n_operands;
    char **operands;
};

struct command {
    const char *name, *operands, *summary;
    const struct option_row *options;       /* ends with a row without name */
    int least, most;                        /* number of operands; most -1: any */
    int (*run)(const struct invocation *call);
    /* Set instead of `run` by a command that another program shares: it gets its own argc and argv. */
    int (*main)(int argc, char **argv);
};

extern const struct option_row global_options[];
const struct command *const *commands_all(size_t *n);   /* sorted by name */
const struct command *command_find(const char *name);

/* The value of an option, or NULL; a given option without argument has the value "". */
const char *option_value(const struct invocation *call, const char *name);
/* The k-th value of a repeated option, or NULL. */
const char *option_value_at(const struct invocation *call, const char *name, size_t k);
/* One of the words in `words` (NULL-terminated); the first one when the option is not given. Ends with exit 2 when
 * it is none of them. */
const char *option_word(const struct invocation *call, const char *name, const char *const *words);

/* Parses; ends the program itself for --help and for wrong usage (exit 2). */
struct invocation invocation_parse(int argc, char **argv);
_Noreturn void usage_error(const struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
void usage_print(const struct command *command);        /* NULL: the whole program */

#define DOSSIER_VERSION "0.1.0"

#endif
