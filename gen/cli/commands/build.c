/* dossier build: the site and its data files. */
#include <stdio.h>

#include "cli/edition.h"
#include "out/site.h"

static const struct option_row options[] = {
    { "audience", 0, "NAME", "for whom (default: internal)" },
    { "output", 'o', "DIR", "where to (default: site in the project)" },
    { NULL, 0, NULL, NULL }
};

static int run(const struct invocation *call)
{
    struct session session;
    struct edition edition;
    int status = EXIT_FINE;
    session_open(&session, call);
    if (edition_make(&session, &edition, &status)) {
        const char *output = option_value(call, "output");
        struct site_target target = { session.project.folder,
            output ? str_of(output) : session_path(&session, S("site")) };
        struct site_result result = site_write(session.pool, session.output, &edition.site, &target);
        session_stage(&session, "write");
        if (call->verbosity > VERBOSITY_QUIET)
            fprintf(stderr, "%.*s: %zu files, %zu new or different, %zu finding%s\n", STR(target.path), result.files, result.written,
                    session.diags.warnings, session.diags.warnings == 1 ? "" : "s");
    }
    session_close(&session);
    return status;
}

const struct command command_build = { .name = "build", .operands = "", .summary = "make the site and its data files",
    .options = options, .least = 0, .most = 0, .run = run };
