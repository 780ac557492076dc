/* dossier build: the site and its data files. */
#include <stdio.h>

#include "cli/edition.h"
#include "out/site.h"

static const struct option_row options[] = {
    { "audience", 0, "NAME", "for whom (default: internal)" },
    { "output", 'o', "DIR", "where to (default: site in the project)" },
    { NULL, 0, NULL, NULL }
};

static void report(const struct session *session, struct str path, struct site_result result)
{
    if (session->call->verbosity > VERBOSITY_QUIET)
        fprintf(stderr, "%.*s: %zu files, %zu new or different, %zu finding%s\n", STR(path), result.files, result.written,
                session->diags.warnings, session->diags.warnings == 1 ? "" : "s");
}

/* Pages are written beside the old site while they are made; the two change places when all is well. */
static int build(struct session *session)
{
    const char *output = option_value(session->call, "output");
    struct site_target target = { session->project.folder, output ? str_of(output) : session_path(session, S("site")) };
    struct site_writer *writer = site_begin(session->output, &target);
    struct edition edition;
    int status = EXIT_FINE;
    if (edition_make(session, EDITION_SITE, &edition, site_store(writer), &status)) {
        struct site_result result = site_finish(writer, session->pool, &edition.site);
        session_stage(session, "write");
        report(session, target.path, result);
    } else {
        site_abandon(writer);
    }
    return status;
}

static int run(const struct invocation *call)
{
    struct session session;
    int status = EXIT_FINE;
    session_open(&session, call);
    if (!session_refuses(&session, &status))
        status = build(&session);
    session_close(&session);
    return status;
}

const struct command command_build = { .name = "build", .operands = "", .summary = "make the site and its data files",
    .options = options, .least = 0, .most = 0, .run = run };
