/* Every code that a run can report. */
#include "check/codes.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct diag_code *const *)a)->name, (*(const struct diag_code *const *)b)->name);
}

struct codes codes_all(struct arena *arena, const struct rule_files *rules)
{
    size_t n = DIAG_COUNT;
    for (size_t i = 0; i < rules->n; i++)
        n += rules->v[i].n_codes;
    struct codes codes = { .v = arena_array(arena, n, const struct diag_code *) };
    for (size_t i = 0; i < DIAG_COUNT; i++)
        codes.v[codes.n++] = &diag_codes[i];
    for (size_t i = 0; i < rules->n; i++)
        for (size_t k = 0; k < rules->v[i].n_codes; k++)
            codes.v[codes.n++] = &rules->v[i].codes[k];
    qsort(codes.v, codes.n, sizeof *codes.v, by_name);
    return codes;
}
