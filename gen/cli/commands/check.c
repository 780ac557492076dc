/* dossier check: diagnostics only. */
#include <string.h>

#include "cli/edition.h"
#include "cli/report.h"

static const struct option_row options[] = {
    { "format", 0, "FORMAT", "text, json, sarif, junit or github" },
    { "fail-on", 0, "SEVERITY", "error or warning: what makes the exit status 1 (default: fail_on of dossier.yaml)" },
    { NULL, 0, NULL, NULL }
};

static int run(const struct invocation *call)
{
    static const char *const severities[] = { "error", "warning", NULL };
    const char *format = option_word(call, "format", report_names()), *fail_on = option_word(call, "fail-on", severities);
    struct session session;
    if (session_open(&session, call))
        edition_check(&session);
    bool on_warning = option_value(call, "fail-on") ? !strcmp(fail_on, "warning") : session.model.settings.fail_on_warning;
    struct report report = { &session, on_warning ? SEVERITY_WARNING : SEVERITY_ERROR };
    report_print(&report, format);
    int status = session_status(&session, on_warning);
    session_close(&session);
    return status;
}

const struct command command_check = { .name = "check", .operands = "", .summary = "report what is wrong in the project and what an auditor would ask about",
    .options = options, .least = 0, .most = 0, .run = run };
