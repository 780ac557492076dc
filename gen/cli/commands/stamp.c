/* dossier stamp FILE: a time-stamp of RFC 3161 over a signature (CAdES baseline T) or over the whole package (LTA).
 * The authority may be far away: one call writes the request, another takes the answer; or a command does both. */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/pool.h"
#include "cli/judging.h"
#include "cli/signing.h"
#include "pack/stamp.h"

enum { ANSWER_MAX = 1 << 20, SIGNATURES_MAX = 999 };

static const struct option_row options[] = {
    { "tsq", 0, "FILE", "write the request for the time-stamping authority, and end" },
    { "tsr", 0, "FILE", "put the authority's answer in" },
    { "tsa", 0, "COMMAND", "ask by a command line for the shell: request on its standard input, answer on its standard output" },
    { "signature", 0, "N", "over signature N (default: the last one)" },
    { "archive", 0, NULL, "over everything in the package, as the last step" },
    { NULL, 0, NULL, NULL }
};

struct stamping {
    const struct invocation *call;
    struct arena *arena;
    struct pool *pool;
    const char *path;
    unsigned signature;             /* 0: the last one */
    bool archive;
};

static struct str request_of(const struct stamping *stamping)
{
    struct package_problem problem;
    struct str request;
    bool fine = stamping->archive ? package_archive_request(stamping->arena, stamping->pool, stamping->path, &request, &problem)
                                  : package_stamp_request(stamping->arena, stamping->path, stamping->signature, &request, &problem);
    if (!fine)
        signing_fail(&problem);
    return request;
}

static int put_answer(const struct stamping *stamping, struct str answer)
{
    struct package_problem problem;
    struct package_result result;
    bool fine = stamping->archive ? package_archive(stamping->pool, stamping->path, answer, &result, &problem)
                                  : package_stamp(stamping->pool, stamping->path, stamping->signature, answer, &result, &problem);
    if (!fine)
        signing_fail(&problem);
    signing_report(stamping->call, stamping->path, &result);
    return EXIT_FINE;
}

static struct str read_answer(const struct stamping *stamping, const char *path)
{
    struct str answer;
    enum file_problem problem = file_read_path(stamping->arena, path, ANSWER_MAX, &answer);
    if (problem != FILE_FINE)
        die(EXIT_MACHINE, "cannot read '%s': %s", path, file_problem_text(problem));
    return answer;
}

/* The request waits in a file, so that neither side can block the other. */
static pid_t start(const char *command, struct str request, int *output)
{
    extern char **environ;
    char *const arguments[] = { (char[]){ "sh" }, (char[]){ "-c" }, (char *)(uintptr_t)command, NULL };
    posix_spawn_file_actions_t actions;
    FILE *input = tmpfile();
    pid_t child;
    int ends[2];
    if (!input || fwrite(request.p, 1, request.n, input) != request.n || fflush(input) || lseek(fileno(input), 0, SEEK_SET) || pipe(ends))
        die(EXIT_MACHINE, "cannot run a command: %s", strerror(errno));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(input), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    int error = posix_spawn(&child, "/bin/sh", &actions, NULL, arguments, environ);
    if (error)
        die(EXIT_MACHINE, "cannot run a command: %s", strerror(error));
    posix_spawn_file_actions_destroy(&actions);
    fclose(input);
    close(ends[1]);
    *output = ends[0];
    return child;
}

static struct str ask(const struct stamping *stamping, const char *command)
{
    int output, status;
    pid_t child = start(command, request_of(stamping), &output);
    char *bytes = arena_bytes(stamping->arena, ANSWER_MAX);
    size_t n = 0;
    for (ssize_t got; n < ANSWER_MAX && (got = read(output, bytes + n, ANSWER_MAX - n)) != 0;)
        if (got > 0)
            n += (size_t)got;
        else if (errno != EINTR)
            die(EXIT_MACHINE, "cannot read the answer of a command: %s", strerror(errno));
    close(output);
    if (n == ANSWER_MAX)
        die(EXIT_USAGE, "the command of --tsa answered more than %d bytes", ANSWER_MAX);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (!WIFEXITED(status) || WEXITSTATUS(status))
        die(EXIT_MACHINE, "the command of --tsa failed (exit status %d); '%s' was left as it is", WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            stamping->path);
    return (struct str){ bytes, n };
}

static unsigned signature_number(const struct invocation *call)
{
    const char *text = option_value(call, "signature");
    uint64_t number = 0;
    if (text && (!str_u64(str_of(text), &number) || !number || number > SIGNATURES_MAX))
        usage_error(call->command, "--signature takes a number from 1 to %d, not '%s'", SIGNATURES_MAX, text);
    if (text && option_value(call, "archive"))
        usage_error(call->command, "--signature and --archive exclude each other");
    return (unsigned)number;
}

static int stamp(const struct stamping *stamping)
{
    const char *tsq = option_value(stamping->call, "tsq"), *tsr = option_value(stamping->call, "tsr"), *tsa = option_value(stamping->call, "tsa");
    if (!tsq + !tsr + !tsa != 2)
        usage_error(stamping->call->command, "one of --tsq, --tsr and --tsa is needed");
    judging_require_signed(stamping->call, stamping->pool, stamping->path, true);
    if (!tsq)
        return put_answer(stamping, tsr ? read_answer(stamping, tsr) : ask(stamping, tsa));
    file_write_path(tsq, request_of(stamping));
    return EXIT_FINE;
}

static int run(const struct invocation *call)
{
    struct stamping stamping = { .call = call, .arena = arena_new(), .path = call->operands[0], .signature = signature_number(call),
        .archive = option_value(call, "archive") };
    stamping.pool = pool_new(call->jobs);
    int status = stamp(&stamping);
    pool_free(stamping.pool);
    arena_free(stamping.arena);
    return status;
}

const struct command command_stamp = { .name = "stamp", .operands = "FILE", .summary = "put a time-stamp into a signed package",
    .options = options, .least = 1, .most = 1, .run = run };
