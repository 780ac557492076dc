/* Options of the judge, and what it prints. */
#include "verify/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/die.h"
#include "base/pool.h"
#include "verify/trust.h"
#include "verify/verify.h"

static const char usage[] =
    "usage: %s FILE [--trust PEM]... [--crl FILE]... [--at TIME] [--strict] [--foreign]\n"
    "       [--notices FOLDER] [--format text|json] [--jobs N] [-q]\n";

static const char help[] =
    "\n"
    "Judges a package and says everything that is wrong with it.\n"
    "\n"
    "  --trust PEM     certificates that are trusted: roots, authorities, or a signer's own\n"
    "  --crl FILE      a revocation list of an issuer, PEM or DER\n"
    "  --at TIME       judge as of this time, YYYY-MM-DD or RFC 3339; default: now\n"
    "  --strict        where revocation is unknown, leave the verdict open\n"
    "  --foreign       allow what other programs write into ZIP files\n"
    "  --notices DIR   withdrawal notices: a package that one of them is about does not pass\n"
    "  --explain       print a shell script that checks without this program, and end\n"
    "  --format F      text or json\n"
    "  --jobs N        threads; default: one per processor\n"
    "  -q              no output, the exit status says it\n"
    "  --help          this text\n"
    "\n"
    "Exit status: 0 TOTAL-PASSED; 4 any other verdict; 2 usage; 3 the file cannot be opened.\n";

/* explain.sh, line by line. */
static const char *const script[] = {
#include "list/explain.def"
};

enum { OPT_TRUST = 256, OPT_CRL, OPT_AT, OPT_FOREIGN, OPT_STRICT, OPT_FORMAT, OPT_JOBS, OPT_HELP, OPT_NOTICES, OPT_EXPLAIN };

static const struct option options_known[] = {
    {"trust", required_argument, NULL, OPT_TRUST},   {"crl", required_argument, NULL, OPT_CRL},
    {"at", required_argument, NULL, OPT_AT},         {"foreign", no_argument, NULL, OPT_FOREIGN},
    {"strict", no_argument, NULL, OPT_STRICT},       {"format", required_argument, NULL, OPT_FORMAT},
    {"jobs", required_argument, NULL, OPT_JOBS},     {"quiet", no_argument, NULL, 'q'},
    {"notices", required_argument, NULL, OPT_NOTICES}, {"explain", no_argument, NULL, OPT_EXPLAIN},
    {"help", no_argument, NULL, OPT_HELP},           {NULL, 0, NULL, 0},
};

struct command_line {
    const char *program;
    struct trust *trust;
    struct verify_options verify;
    uint64_t jobs;
    bool json, quiet, help, explain;
};

static bool refuse(const struct command_line *line, const char *message)
{
    fprintf(stderr, "%s: %s\n", line->program, message);
    return false;
}

static bool take_time(struct command_line *line, const char *text)
{
    struct datetime when;
    if (!datetime_parse(str_of(text), &when))
        return refuse(line, "--at takes YYYY-MM-DD or a time as in RFC 3339");
    line->verify.at = datetime_epoch(when);
    return line->verify.at >= 0 || refuse(line, "--at takes no time before 1970");
}

static bool take_format(struct command_line *line, const char *text)
{
    line->json = strcmp(text, "json") == 0;
    return line->json || strcmp(text, "text") == 0 || refuse(line, "--format takes text or json");
}

static bool take_option(struct command_line *line, int option)
{
    char message[600];
    switch (option) {
    case OPT_TRUST:
        return trust_add_anchors(line->trust, optarg, message, sizeof message) || refuse(line, message);
    case OPT_CRL:
        return trust_add_crl(line->trust, optarg, message, sizeof message) || refuse(line, message);
    case OPT_AT:
        return take_time(line, optarg);
    case OPT_FORMAT:
        return take_format(line, optarg);
    case OPT_JOBS:
        return (str_u64(str_of(optarg), &line->jobs) && line->jobs > 0 && line->jobs <= 256)
            || refuse(line, "--jobs takes a number from 1 to 256");
    case OPT_FOREIGN:
        line->verify.foreign = true;
        return true;
    case OPT_STRICT:
        line->verify.strict = true;
        return true;
    case OPT_NOTICES:
        line->verify.notices = optarg;
        return true;
    case OPT_EXPLAIN:
        line->explain = true;
        return true;
    case OPT_HELP:
        line->help = true;
        return true;
    case 'q':
        line->quiet = true;
        return true;
    default:
        return false;
    }
}

static bool parse(struct command_line *line, int argc, char **argv)
{
    int option;
    optind = 0;                     /* start anew: the caller may have parsed its own options */
    while ((option = getopt_long(argc, argv, "q", options_known, NULL)) != -1)
        if (!take_option(line, option))
            return false;
    return line->help || line->explain || argc - optind == 1 || refuse(line, "exactly one package must be named");
}

static int run(struct command_line *line, const char *path)
{
    struct arena *arena = arena_new();
    struct judgement judgement;
    struct buf out = {0};
    line->verify.trust = line->trust;
    line->verify.pool = pool_new((unsigned)line->jobs);
    if (!verify_package(arena, path, &line->verify, &judgement)) {
        fprintf(stderr, "%s: cannot open '%s': %s\n", line->program, path,
                errno != 0 ? strerror(errno) : "it is no regular file");
        judgement.verdict = VERDICT_FAILED;
        pool_free(line->verify.pool);
        arena_free(arena);
        return EXIT_MACHINE;
    }
    if (line->json)
        judgement_print_json(&out, &judgement);
    else
        judgement_print_text(&out, &judgement);
    bool written = line->quiet || (fwrite(out.p, 1, out.n, stdout) == out.n && fflush(stdout) == 0);
    int status = judgement.verdict == VERDICT_PASSED ? EXIT_FINE : EXIT_NOT_VERIFIED;
    buf_free(&out);
    pool_free(line->verify.pool);
    arena_free(arena);
    if (!written)
        die(EXIT_MACHINE, "cannot write the result: %s", strerror(errno));
    return status;
}

static int print_script(void)
{
    for (size_t i = 0; i < sizeof script / sizeof *script; i++)
        if (fputs(script[i], stdout) < 0)
            return EXIT_MACHINE;
    return fflush(stdout) == 0 ? EXIT_FINE : EXIT_MACHINE;
}

int verify_main(int argc, char **argv)
{
    struct command_line line = {.program = argv[0], .trust = trust_new(), .verify = {.at = -1}};
    int status = EXIT_USAGE;
    if (!parse(&line, argc, argv))
        fprintf(stderr, usage, line.program);
    else if (line.help)
        status = printf(usage, line.program) > 0 && fputs(help, stdout) >= 0 ? EXIT_FINE : EXIT_MACHINE;
    else if (line.explain)
        status = print_script();
    else
        status = run(&line, argv[optind]);
    trust_free(line.trust);
    return status;
}
