/* Options and operands of a call, in any order, checked against the table of its command. */
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/str.h"
#include "cli/cli.h"

enum { OPTIONS_MAX = 64 };

const struct option_row global_options[] = {
    { "directory", 'C', "DIR", "the project's folder (default: here)" },
    { "as-of", 0, "DATE", "judge as of this day (default: dossier.yaml, SOURCE_DATE_EPOCH, today in UTC)" },
    { "jobs", 'j', "N", "threads (default: one for each processor)" },
    { "color", 0, "WHEN", "auto, always or never" },
    { "quiet", 'q', NULL, "say only what is wrong" },
    { "verbose", 'v', NULL, "say what each stage took" },
    { "help", 'h', NULL, "show this" },
    { NULL, 0, NULL, NULL }
};

struct table {                      /* both option tables in the form getopt_long wants */
    struct option longs[OPTIONS_MAX];
    const struct option_row *rows[OPTIONS_MAX];
    char letters[2 * OPTIONS_MAX + 2];
    int n;
};

static void add_rows(struct table *table, const struct option_row *rows)
{
    for (; rows && rows->name && table->n < OPTIONS_MAX - 1; rows++) {
        table->rows[table->n] = rows;
        table->longs[table->n] = (struct option){ rows->name, rows->argument ? required_argument : no_argument, NULL, 1000 + table->n };
        table->n++;
        if (!rows->letter)
            continue;
        char letter[3] = { rows->letter, rows->argument ? ':' : 0, 0 };
        strcat(table->letters, letter);
    }
}

static const struct option_row *row_of(const struct table *table, int found)
{
    if (found >= 1000)
        return table->rows[found - 1000];
    for (int i = 0; i < table->n; i++)
        if (table->rows[i]->letter == found)
            return table->rows[i];
    return NULL;
}

_Noreturn static void refuse_command(const char *name)
{
    size_t n;
    const struct command *const *commands = commands_all(&n);
    struct nearest nearest = nearest_to(str_of(name));
    for (size_t i = 0; i < n; i++)
        nearest_try(&nearest, str_of(commands[i]->name));
    if (nearest.word.n)
        usage_error(NULL, "there is no command '%s'; did you mean '%.*s'?", name, STR(nearest.word));
    usage_error(NULL, "there is no command '%s'", name);
}

/* `given` is the argument that getopt_long did not take. */
_Noreturn static void refuse_option(const struct invocation *call, const struct table *table, const char *given)
{
    if (optopt >= 1000)
        usage_error(call->command, "the option '--%s' takes no value", table->rows[optopt - 1000]->name);
    if (optopt)
        usage_error(call->command, "there is no option '-%c'", optopt);
    struct str text = str_of(given + 2);
    text.n = str_find(text, '=');
    struct nearest nearest = nearest_to(text);
    for (int i = 0; i < table->n; i++)
        nearest_try(&nearest, str_of(table->rows[i]->name));
    if (nearest.word.n)
        usage_error(call->command, "there is no option '--%.*s'; did you mean '--%.*s'?", STR(text), STR(nearest.word));
    usage_error(call->command, "there is no option '--%.*s'", STR(text));
}

static unsigned parse_jobs(const char *text)
{
    char *end;
    unsigned long jobs = strtoul(text, &end, 10);
    if (!*text || *end || jobs < 1 || jobs > 1024)
        usage_error(NULL, "--jobs takes a whole number from 1 to 1024, not '%s'", text);
    return (unsigned)jobs;
}

static bool parse_color(const char *text)
{
    if (!strcmp(text, "always"))
        return true;
    if (strcmp(text, "never") && strcmp(text, "auto"))
        usage_error(NULL, "--color takes auto, always or never, not '%s'", text);
    return !strcmp(text, "auto") && isatty(STDERR_FILENO) && !getenv("NO_COLOR");
}

static void take(struct invocation *call, const struct option_row *row, const char *value)
{
    if (!strcmp(row->name, "directory"))
        call->folder = value;
    else if (!strcmp(row->name, "as-of"))
        call->as_of = value;
    else if (!strcmp(row->name, "jobs"))
        call->jobs = parse_jobs(value);
    else if (!strcmp(row->name, "color"))
        call->color = parse_color(value);
    else if (!strcmp(row->name, "quiet"))
        call->verbosity = VERBOSITY_QUIET;
    else if (!strcmp(row->name, "verbose"))
        call->verbosity = VERBOSITY_STAGES;
    else if (!strcmp(row->name, "help")) {
        usage_print(call->command);
        exit(EXIT_FINE);
    } else {
        call->options[call->n_options++] = (struct option_value){ row->name, value ? value : "" };
    }
}

/* "+" stops at the first operand: that is the command. */
static void parse(struct invocation *call, int argc, char **argv, const struct option_row *own, const char *mode)
{
    struct table table = { .n = 0 };
    strcpy(table.letters, mode);
    add_rows(&table, global_options);
    add_rows(&table, own);
    opterr = 0;
    for (int found; (found = getopt_long(argc, argv, table.letters, table.longs, NULL)) != -1;) {
        const struct option_row *row = found == '?' || found == ':' ? NULL : row_of(&table, found);
        if (!row && found == ':')
            usage_error(call->command, "the option '%s' needs a value", argv[optind - 1]);
        if (!row)
            refuse_option(call, &table, argv[optind - 1]);
        if (row->argument && !*optarg)
            usage_error(call->command, "the option '--%s' needs a value", row->name);
        take(call, row, optarg);
    }
}

struct invocation invocation_parse(int argc, char **argv)
{
    struct invocation call = { .folder = ".", .color = parse_color("auto") };
    call.options = calloc((size_t)argc + 1, sizeof *call.options);
    if (!call.options)
        die(EXIT_MACHINE, "no memory");
    parse(&call, argc, argv, NULL, "+:");
    if (optind >= argc)
        usage_error(NULL, "a command is missing");
    call.command = command_find(argv[optind]);
    if (!call.command)
        refuse_command(argv[optind]);
    argc -= optind;
    argv += optind;
    if (call.command->main) {
        call.n_operands = argc;
        call.operands = argv;
        return call;
    }
    optind = 0;                     /* start again: options may also stand behind the operands */
    parse(&call, argc, argv, call.command->options, ":");
    call.n_operands = argc - optind;
    call.operands = argv + optind;
    if (call.n_operands < call.command->least)
        usage_error(call.command, "something is missing: %s", call.command->operands);
    if (call.command->most >= 0 && call.n_operands > call.command->most)
        usage_error(call.command, "'%s' is one operand too many", call.operands[call.command->most]);
    return call;
}

const char *option_value_at(const struct invocation *call, const char *name, size_t k)
{
    for (size_t i = 0; i < call->n_options; i++)
        if (!strcmp(call->options[i].name, name) && k-- == 0)
            return call->options[i].value;
    return NULL;
}

const char *option_value(const struct invocation *call, const char *name)
{
    return option_value_at(call, name, 0);
}

_Noreturn static void refuse_word(const struct invocation *call, const char *name, const char *value, const char *const *words)
{
    struct buf list = { 0 };
    for (size_t i = 0; words[i]; i++)
        buf_printf(&list, "%s%s", !i ? "" : words[i + 1] ? ", " : " or ", words[i]);
    usage_error(call->command, "'%s' is no value of --%s, which takes %.*s", value, name, (int)list.n, list.p);
}

const char *option_word(const struct invocation *call, const char *name, const char *const *words)
{
    const char *value = option_value(call, name);
    for (size_t i = 0; value && words[i]; i++)
        if (!strcmp(words[i], value))
            return words[i];
    if (value)
        refuse_word(call, name, value, words);
    return words[0];
}
