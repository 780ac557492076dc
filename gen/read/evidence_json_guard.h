/* Counts nesting and values in JSON bytes before jansson builds them. */
#ifndef READ_EVIDENCE_JSON_GUARD_H
#define READ_EVIDENCE_JSON_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_guard {
    bool in_string, escaped;
    bool too_large;             /* the problem is size: nothing is wrong with the file itself */
    unsigned depth;
    uint64_t containers, values, size, line;
    const char *problem;        /* or NULL */
    uint64_t problem_line;
};

bool json_guard_run(struct json_guard *guard, const char *bytes, size_t n);

#endif
