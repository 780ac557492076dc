/* What an evidence file says. One C file per format in read/evidence/; the folder listing is the registry.
 * Bytes are read once: the same stream is hashed and interpreted. Detection goes by content, never by name. */
#ifndef READ_EVIDENCE_H
#define READ_EVIDENCE_H

#include "base/hash.h"
#include "base/str.h"
#include "base/vec.h"

struct arena;

enum { EVIDENCE_HEAD = 64 << 10 };
/* Files beyond this are refused unread: a sparse file of 1 TiB would take a quarter of an hour. */
#define EVIDENCE_FILE_MAX ((uint64_t)16 << 30)

/* States a file can have by itself; compliance states that need dates are the model's. */
enum facts_state { FACTS_SUPPORTS, FACTS_CONTRADICTS, FACTS_NO_RESULT, FACTS_UNREAD };
const char *facts_state_name(enum facts_state state);      /* "supports" "contradicts" "no-result" "unread" */

struct counts {
    uint64_t pass, fail, error, skipped, not_applicable, not_evaluated, suppressed, info, unknown, total;
};

struct fact {
    struct str name, value;
    bool counted;               /* value begins with a number of things that were counted */
};
struct metric {
    struct str name, group;     /* group may be empty */
    struct str value;           /* as written */
    double number;
};

enum outcome {
    OUTCOME_PASS, OUTCOME_FAIL, OUTCOME_ERROR, OUTCOME_SKIPPED, OUTCOME_NOT_APPLICABLE, OUTCOME_NOT_EVALUATED,
    OUTCOME_SUPPRESSED, OUTCOME_INFO, OUTCOME_UNKNOWN
};
const char *outcome_name(enum outcome outcome);         /* "pass" "not-applicable" …: the words of counts */

/* A case that a page shows. The first few of each class are kept, whatever the size of the file. */
enum case_class { CASES_BAD, CASES_OPEN, CASES_GOOD, CASE_CLASSES };
struct fact_case {
    enum outcome outcome;
    uint64_t n;                 /* cases that the file counts as one */
    struct str name, detail;    /* either may be empty */
};

struct facts {
    struct arena *arena;
    struct str format;          /* "junit-xml"; "rejected" for what is refused */
    struct str tool, time, subject;     /* as written; may be empty */
    struct counts counts;
    enum facts_state state;
    struct str reason;          /* one sentence why the state is what it is */
    vec(struct fact) list;      /* what an auditor wants to see, in order: at most 40 */
    vec(struct metric) metrics; /* numbers a threshold may judge */
    vec(struct fact_case) cases;        /* in the order of the file */
    uint8_t kept[CASE_CLASSES]; /* how many of each class are in there */
    vec(struct str) warnings;   /* counts that lie, times without zone, suppressed failures … */
};

struct evidence_peek;           /* evidence_peek.h */
/* A file being read. `head` is the first EVIDENCE_HEAD bytes (or all); reading starts again at byte 0. */
struct evidence_input {
    struct str name;            /* shown in messages only */
    struct str head;
    uint64_t size;
    struct evidence_stream *stream;
    struct arena *scratch;      /* forgotten when the file has been read */
    const struct evidence_peek *peek;   /* what one pass over `head` saw, so that no format scans it again */
};
/* The next bytes, at most `size`; 0 at the end. A read error ends the stream and makes the file "rejected". */
size_t evidence_next(struct evidence_input *input, void *bytes, size_t size);
/* The same without copying what was read already: a part of the head where it lies, or else bytes read into `window`.
 * Empty at the end. */
struct str evidence_piece(struct evidence_input *input, void *window, size_t size);
/* All bytes that are left, up to `max`; false when there are more. NUL-terminated beyond the end. A file that is all
 * head is not copied. */
bool evidence_rest(struct arena *arena, struct evidence_input *input, size_t max, struct str *bytes);

struct evidence_format {
    const char *id;             /* as in lists and `inspect`; sorted tables use it */
    const char *title;
    /* How sure: 0 no, 1 could be (text, any JSON), 5 the family fits, 9 certain. The highest wins, then the id. */
    int (*detect)(const struct evidence_input *input);
    /* Fills facts->tool, time, counts, list, metrics, warnings, state and reason. Bad input is a state
     * with a reason, never a crash and never a pass. */
    void (*read)(struct evidence_input *input, struct facts *facts);
    const char *media_type;
};

/* All formats in the order of their files' names; NULL ends the list. */
extern const struct evidence_format *const evidence_formats[];
const struct evidence_format *evidence_format_find(struct str id);      /* or NULL */

/* Once, before threads. */
void evidence_setup(void);
/* Reads one open file to its end: facts, digest and size of the very same bytes. `fd` stays open. */
void evidence_read(struct arena *arena, int fd, struct str name, struct facts *facts, struct digest *digest, uint64_t *size);
/* The same with scratch memory of the caller's, who resets it, and with the size that the file system gives in *size:
 * for many small files this takes a quarter of the time, since mapping memory for each is most of the work. */
void evidence_read_with(struct arena *arena, struct arena *scratch, int fd, struct str name, struct facts *facts,
                        struct digest *digest, uint64_t *size);

/* Helpers shared by formats. Texts from a file are copied, made one clean line of UTF-8 and cut to a
 * length a page can show; an empty value adds nothing. */
struct str facts_clean(struct facts *facts, struct str text);
void facts_add(struct facts *facts, const char *name, struct str value);
void facts_add_number(struct facts *facts, const char *name, uint64_t value);
void facts_add_share(struct facts *facts, const char *name, uint64_t value, uint64_t of);   /* "3 (12.5 %)" */
void facts_warn(struct facts *facts, const char *format, ...) __attribute__((format(printf, 2, 3)));
uint64_t outcome_count(const struct facts *facts, enum outcome outcome);
enum case_class case_class_of(enum outcome outcome);
/* What a tool's word means ("passed", "notapplicable", "MANUAL" …), without regard to case. */
enum outcome outcome_of(struct str word);
/* Counts one case; the first ten failures and errors are listed by name. */
void facts_case(struct facts *facts, enum outcome outcome, struct str name, struct str detail);
/* The same for `n` cases that the file only counts; listed once. */
void facts_cases(struct facts *facts, enum outcome outcome, uint64_t n, struct str name, struct str detail);
/* Measured, not judged: supports when anything was, since thresholds come from the evidence record. */
void facts_measured(struct facts *facts, uint64_t n);
/* Warns when a number that the file declares differs from what was read. */
void facts_declared(struct facts *facts, const char *what, struct str declared, uint64_t read);
void facts_metric(struct facts *facts, struct str name, struct str group, struct str value, double number);
__attribute__((format(printf, 2, 3))) void facts_tool(struct facts *facts, const char *format, ...);
/* The state by hand, for formats that are not lists of cases. */
__attribute__((format(printf, 3, 4)))
void facts_state(struct facts *facts, enum facts_state state, const char *format, ...);
/* state and reason from the counts: fail or error contradicts; a pass supports; else no-result. */
void facts_judge(struct facts *facts);
void facts_reject(struct facts *facts, const char *format_id, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Sets facts->time and warns when it has no zone. */
void facts_time(struct facts *facts, struct str time);
/* The same for seconds since 1970 as some tools write them; the date is added as a fact. */
void facts_epoch(struct facts *facts, struct str written, double seconds);

#endif
