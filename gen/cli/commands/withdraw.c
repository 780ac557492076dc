/* dossier withdraw FILE: a signed notice that the package was wrong, for `verify --notices`. */
#include <stdio.h>
#include <time.h>

#include "base/arena.h"
#include "base/pool.h"
#include "cli/judging.h"
#include "cli/session.h"
#include "cli/signing.h"
#include "pack/format.h"
#include "pack/notice.h"

static const struct option_row options[] = {
    { "reason", 0, "TEXT", "why, in one line" },
    { "output", 'o', "FILE", "where to (default: FILE" NOTICE_SUFFIX "); its name ends in " NOTICE_SUFFIX },
    SIGNING_OPTIONS,
    { NULL, 0, NULL, NULL }
};

static const char *output_of(const struct invocation *call, struct arena *arena)
{
    const char *output = option_value(call, "output");
    if (output && !str_ends(str_of(output), S(NOTICE_SUFFIX)))
        usage_error(call->command, "'%s' does not end in '" NOTICE_SUFFIX "', by which notices are found", output);
    return output ? output : str_c(arena, str_printf(arena, "%s" NOTICE_SUFFIX, call->operands[0]));
}

static int run(const struct invocation *call)
{
    struct signer *signer = signing_load(call);
    const char *reason = option_value(call, "reason");
    if (!signer || !reason)
        usage_error(call->command, !reason ? "--reason is needed" : "--key and --cert are needed");
    struct arena *arena = arena_new();
    struct pool *pool = pool_new(call->jobs);
    const char *output = output_of(call, arena);
    struct judgement judgement;
    struct package_problem problem;
    judging_require_whole(arena, pool, call->operands[0], true, &judgement);
    int64_t epoch = source_date_epoch();
    struct notice_input input = { .package = call->operands[0], .content = judgement.content, .reason = reason,
        .at = epoch >= 0 ? epoch : (int64_t)time(NULL) };
    if (!notice_write(&input, output, signer, &problem))
        signing_fail(&problem);
    if (call->verbosity != VERBOSITY_QUIET)
        fprintf(stderr, "%s and %s" NOTICE_SIGNATURE "\n", output, output);
    signer_free(signer);
    pool_free(pool);
    arena_free(arena);
    return EXIT_FINE;
}

const struct command command_withdraw = { .name = "withdraw", .operands = "FILE", .summary = "say under a signature that a package was wrong",
    .options = options, .least = 1, .most = 1, .run = run };
