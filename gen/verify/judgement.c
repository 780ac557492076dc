/* Collecting problems and drawing the conclusion. */
#include "verify/judgement.h"

#include <stdarg.h>
#include <stdio.h>

enum { KEPT_MAX = 1000 };       /* a hostile package must not fill the memory with complaints */

static const struct problem_kind kinds[PROBLEM_COUNT] = {
#define PROBLEM(id, code, gravity, sub_indication) {code, gravity, sub_indication},
#include "verify/problems.def"
#undef PROBLEM
};

const char *verdict_name(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_PASSED: return "TOTAL-PASSED";
    case VERDICT_UNSIGNED: return "UNSIGNED";
    case VERDICT_INDETERMINATE: return "INDETERMINATE";
    case VERDICT_FAILED: break;
    }
    return "TOTAL-FAILED";
}

void judgement_new(struct arena *arena, struct judgement *judgement, const char *file)
{
    *judgement = (struct judgement){.arena = arena, .file = str_copy(arena, str_of(file))};
}

bool judge(struct judgement *judgement, enum problem_id id, struct str entry, const char *format, ...)
{
    const struct problem_kind *kind = &kinds[id];
    char message[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (judgement->problems.n + judgement->notes.n >= KEPT_MAX) {
        judgement->unprinted++;
        return false;
    }
    struct problem *problem = kind->gravity == NOTE ? vec_add(judgement->arena, &judgement->notes)
                                                    : vec_add(judgement->arena, &judgement->problems);
    problem->kind = kind;
    problem->entry = str_copy(judgement->arena, entry);
    problem->message = str_copy(judgement->arena, str_of(message));
    return false;
}

enum verdict judgement_since(const struct judgement *judgement, size_t first, const char **sub_indication)
{
    enum verdict verdict = VERDICT_PASSED;
    *sub_indication = NULL;
    for (size_t i = first; i < judgement->problems.n; i++) {
        const struct problem_kind *kind = judgement->problems.v[i].kind;
        enum verdict means = kind->gravity == REJECTS ? VERDICT_FAILED : VERDICT_INDETERMINATE;
        if (means > verdict) {
            verdict = means;
            *sub_indication = kind->sub_indication;
        }
    }
    return verdict;
}

static const char *level_name(int level)
{
    static const char *const names[] = {NULL, "CAdES-BASELINE-B", "CAdES-BASELINE-T", "CAdES-BASELINE-LT",
                                        "CAdES-BASELINE-LTA"};
    return names[level];
}

void judgement_conclude(struct judgement *judgement)
{
    int level = judgement->signatures.n > 0 ? LEVEL_LTA : LEVEL_NONE;
    judgement->verdict = judgement_since(judgement, 0, &judgement->sub_indication);
    if (judgement->verdict == VERDICT_PASSED && judgement->unprinted > 0)
        judgement->verdict = VERDICT_FAILED;
    if (judgement->verdict == VERDICT_PASSED && judgement->signatures.n == 0)
        judgement->verdict = VERDICT_UNSIGNED;
    for (size_t i = 0; i < judgement->signatures.n; i++) {
        const struct judged_signature *signature = &judgement->signatures.v[i];
        if (signature->level < level)
            level = signature->level;
    }
    judgement->level = level_name(level);
}
