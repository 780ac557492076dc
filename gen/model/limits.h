/* Limits that were set beforehand, in an evaluation or in the record of the evidence itself, and numbers held against them. */
#ifndef MODEL_LIMITS_H
#define MODEL_LIMITS_H

#include "model/known.h"

/* A row of `thresholds`. It is about a number of its name; without a group about that of every group. */
struct limit {
    struct str metric, group;
    const struct value *min, *max;      /* numbers, or nothing */
};
enum limit_side { LIMIT_WITHIN, LIMIT_BELOW, LIMIT_ABOVE };

struct limit limit_read(const struct known *known, const struct record *row);
/* False as well for a row without min and max, which judges nothing. */
bool limit_is_about(const struct limit *limit, struct str name, struct str group);
enum limit_side limit_side(const struct limit *limit, double number);

#endif
