/* Diagnostics are values: rooms report them, the command line prints them sorted by place.
 * A function that reports and cannot go on returns false or NULL, which means "I reported it". */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/buf.h"
#include "base/source.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* One entry of diag_codes.def: feeds messages, `explain` and machine formats. None of the texts is empty. */
struct diag_code {
    const char *name;           /* "unknown-key" */
    enum severity severity;
    bool acceptable;            /* an exception in force may accept what it reports */
    const char *summary;        /* one line */
    const char *meaning;        /* a few sentences */
    const char *example;        /* what provokes it, as one would write it; may have several lines */
    const char *fix;            /* what to do about it */
};

enum diag_id {
#define DIAG(id, name, severity, summary, meaning, example, fix) DIAG_##id,
#define FINDING(id, name, summary, meaning, example, fix) DIAG_##id,
#include "base/diag_codes.def"
#undef DIAG
#undef FINDING
    DIAG_COUNT
};
extern const struct diag_code diag_codes[DIAG_COUNT];
const struct diag_code *diag_code_find(struct str name);    /* or NULL */

/* The exception in force that accepts what a diagnostic reports. It is shown as before and counted as before; it only
 * makes no run fail. */
struct suppression {
    struct str exception;       /* its id */
    struct str reason, approved_by;
    struct str expires;         /* YYYY-MM-DD, the last day */
};

struct diag {
    const struct diag_code *code;
    struct pos pos;
    struct str message;
    struct str hint;            /* may be empty: "did you mean 'x'?" */
    struct str subject;         /* id of the record it is about; may be empty */
    struct str within;          /* id of the record whose shortfall it is, when that is not the subject: the control of an obligation */
    const struct suppression *suppression;      /* or NULL */
    struct pos related;         /* file 0: none; e.g. where the first of two equal ids stands */
    struct str related_message;
};

struct diags {
    struct arena *arena;
    vec(struct diag) list;
    size_t errors, warnings, notes;
    size_t suppressed;          /* of the warnings */
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
struct diag *diag_within(struct diag *diag, struct str id);
struct diag *diag_related(struct diag *diag, struct pos pos, struct str message);

/* Moves everything of `from` to the end of `into`. The texts stay in the arena of `from`. */
void diags_take(struct diags *into, struct diags *from);
/* By place, then severity, code and message; equal ones become one. */
void diags_sort(const struct sources *sources, struct diags *diags);

/* One diagnostic as on a terminal: place, message, the line with a caret, the hint. */
void diag_print(struct buf *out, const struct sources *sources, const struct diag *diag, bool color);
/* "suppressed by EXC-1 until 2027-01-31, approved by ROLE-CAIO". */
void suppression_put(struct buf *out, const struct suppression *suppression);
const char *severity_name(enum severity severity);

#endif
