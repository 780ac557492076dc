/* Diagnostics are values: rooms report them, the command line prints them sorted by place.
 * A function that reports and cannot go on returns false or NULL, which means "I reported it". */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/buf.h"
#include "base/source.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* One line of diag_codes.def: feeds messages, `explain`, machine formats and the manual. */
struct diag_code {
    const char *name;           /* "unknown-key" */
    enum severity severity;
    const char *summary;        /* one line */
    const char *explanation;    /* what it means and how to mend it, a few sentences */
};

enum diag_id {
#define DIAG(id, name, severity, summary, explanation) DIAG_##id,
#include "base/diag_codes.def"
#undef DIAG
    DIAG_COUNT
};
extern const struct diag_code diag_codes[DIAG_COUNT];
const struct diag_code *diag_code_find(struct str name);    /* or NULL */

struct diag {
    const struct diag_code *code;
    struct pos pos;
    struct str message;
    struct str hint;            /* may be empty: "did you mean 'x'?" */
    struct str subject;         /* id of the record it is about; may be empty */
    struct pos related;         /* file 0: none; e.g. where the first of two equal ids stands */
    struct str related_message;
};

struct diags {
    struct arena *arena;
    vec(struct diag) list;
    size_t errors, warnings, notes;
};

void diags_new(struct arena *arena, struct diags *diags);
/* The message is one sentence without a full stop. The result is valid until the next report. */
struct diag *diag_report(struct diags *diags, enum diag_id id, struct pos pos, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The same for a code that is not in the table (a rule's own); `code` and `message` are borrowed. */
struct diag *diag_report_code(struct diags *diags, const struct diag_code *code, struct pos pos, struct str message);
/* These add to a diagnostic and return it, so that calls can be nested. */
struct diag *diag_hint(struct diags *diags, struct diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
struct diag *diag_subject(struct diag *diag, struct str subject);
struct diag *diag_related(struct diag *diag, struct pos pos, struct str message);

/* Moves everything of `from` to the end of `into`. The texts stay in the arena of `from`. */
void diags_take(struct diags *into, struct diags *from);
/* By place, then severity, code and message; equal ones become one. */
void diags_sort(const struct sources *sources, struct diags *diags);

/* One diagnostic as on a terminal: place, message, the line with a caret, the hint. */
void diag_print(struct buf *out, const struct sources *sources, const struct diag *diag, bool color);
const char *severity_name(enum severity severity);

#endif
