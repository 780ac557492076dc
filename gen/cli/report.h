/* Diagnostics in the formats of `dossier check`. One C file per format in cli/formats/; the folder listing is the
 * registry. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "cli/session.h"

struct report {
    struct session *session;
    enum severity fail_on;          /* what makes the run fail: errors, or warnings as well */
};

struct report_format {
    const char *name;
    void (*write)(const struct report *report, struct buf *out);    /* the diagnostics are sorted */
};

/* The names of all formats, NULL-terminated; text, the first one, is what people read. */
const char *const *report_names(void);
void report_print(const struct report *report, const char *format);

/* The file of a diagnostic as the caller of the program would write it; empty when there is none. Where the project's
 * folder was given as an absolute path, it is left out: reports hold no paths of one machine. */
struct str report_path(const struct report *report, struct pos pos);
/* True when this diagnostic makes the run fail. */
bool report_fails(const struct report *report, const struct diag *diag);

#endif
