/* The registry of report formats, and what they share. */
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

#include "base/path.h"

#define X(NAME) extern const struct report_format report_##NAME;
#include "list/reports.def"
#undef X

static const struct report_format *const formats[] = {
#define X(NAME) &report_##NAME,
#include "list/reports.def"
#undef X
};
enum { FORMATS = sizeof formats / sizeof *formats };

const char *const *report_names(void)
{
    static const char *names[FORMATS + 1] = { "text" };
    size_t n = 1;
    for (size_t i = 0; i < FORMATS; i++)
        if (strcmp(formats[i]->name, names[0]))
            names[n++] = formats[i]->name;
    return names;
}

void report_print(const struct report *report, const char *format)
{
    struct buf out = { 0 };
    diags_sort(&report->session->sources, &report->session->diags);
    for (size_t i = 0; i < FORMATS; i++)
        if (!strcmp(formats[i]->name, format))
            formats[i]->write(report, &out);
    fwrite(out.p ? out.p : "", 1, out.n, stdout);
    buf_free(&out);
}

struct str report_path(const struct report *report, struct pos pos)
{
    struct session *session = report->session;
    struct str shown = sources_shown(&session->sources, pos.file);
    if (!shown.n || session->project.root.p[0] == '/')
        return shown;
    return session_path(session, shown);
}

bool report_fails(const struct report *report, const struct diag *diag)
{
    return diag->code->severity >= report->fail_on && !diag->suppression;
}
