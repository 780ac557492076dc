/* Every code that a run can report: the compiler's own, and those of the rules of library and project. */
#ifndef CHECK_CODES_H
#define CHECK_CODES_H

#include "check/rule_file.h"

struct codes {
    size_t n;
    const struct diag_code **v;     /* sorted by name */
};

/* The list lives in `arena`, what it points to as long as the rules. */
struct codes codes_all(struct arena *arena, const struct rule_files *rules);

#endif
