/* The registry of report formats, and what they share. */
#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
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

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct diag_code *const *)a)->name, (*(const struct diag_code *const *)b)->name);
}

struct report_codes report_codes(const struct report *report)
{
    struct session *session = report->session;
    const struct diags *diags = &session->diags;
    struct map *seen = map_new(session->output);
    struct report_codes codes = { arena_array(session->output, DIAG_COUNT + diags->list.n, const struct diag_code *), 0 };
    for (size_t i = 0; i < DIAG_COUNT + diags->list.n; i++) {
        const struct diag_code *code = i < DIAG_COUNT ? &diag_codes[i] : diags->list.v[i - DIAG_COUNT].code;
        if (map_put(seen, str_of(code->name), (void *)code))
            codes.v[codes.n++] = code;
    }
    qsort(codes.v, codes.n, sizeof *codes.v, by_name);
    return codes;
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
