/* What a package was found to be. Problems are collected, never cut short: the first that rejects names the
 * sub-indication, all are shown. Texts live in the judgement's arena. */
#ifndef VERIFY_JUDGEMENT_H
#define VERIFY_JUDGEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/vec.h"

enum verdict { VERDICT_PASSED, VERDICT_UNSIGNED, VERDICT_INDETERMINATE, VERDICT_FAILED };  /* the worst is the largest */
const char *verdict_name(enum verdict verdict);     /* "TOTAL-PASSED" */

enum gravity { NOTE, OPEN, REJECTS };

struct problem_kind {
    const char *code;
    enum gravity gravity;
    const char *sub_indication;
};

enum problem_id {
#define PROBLEM(id, code, gravity, sub_indication) PROBLEM_##id,
#include "verify/problems.def"
#undef PROBLEM
    PROBLEM_COUNT
};

struct problem {
    const struct problem_kind *kind;
    struct str entry;           /* "data/site.zip/index.html" inside a nested ZIP; empty: the package as a whole */
    struct str message;
};

struct judged_signature {
    struct str entry;           /* META-INF/signature001.p7s */
    struct str signer;          /* subject of the certificate; empty: unknown */
    enum verdict verdict;
    const char *sub_indication; /* or NULL */
    int64_t signing_time;       /* claimed by the signer; -1: none */
    int64_t timestamp_time;     /* of the earliest valid time-stamp; -1: none */
    int level;                  /* LEVEL_B .. */
};
enum { LEVEL_NONE, LEVEL_B, LEVEL_T, LEVEL_LT, LEVEL_LTA };

struct judgement {
    struct arena *arena;
    struct str file;
    enum verdict verdict;
    const char *sub_indication; /* or NULL */
    const char *level;          /* "CAdES-BASELINE-B"; NULL without a valid signature */
    size_t entries;             /* of the outer ZIP */
    size_t inner_entries;       /* of nested ZIPs */
    struct digest content;      /* of what it holds, however it is packed: content.h; zero: not known */
    vec(struct judged_signature) signatures;
    vec(struct problem) problems;       /* those that decide */
    vec(struct problem) notes;
    size_t unprinted;           /* problems beyond the number that is kept */
};

void judgement_new(struct arena *arena, struct judgement *judgement, const char *file);
/* One sentence without a full stop. Returns false, so that a check can `return judge(...)`. */
bool judge(struct judgement *judgement, enum problem_id id, struct str entry, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* The verdict that the problems from number `first` on amount to. */
enum verdict judgement_since(const struct judgement *judgement, size_t first, const char **sub_indication);
/* Verdict, sub-indication and level of the whole from what was collected. */
void judgement_conclude(struct judgement *judgement);

void judgement_print_text(struct buf *out, const struct judgement *judgement);
void judgement_print_json(struct buf *out, const struct judgement *judgement);

#endif
