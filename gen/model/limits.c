/* Limits, and numbers held against them. */
#include "model/limits.h"

/* "false_proposal_rate" and "False proposal rate" are one name. */
static bool same_name(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        char x = a.p[i] == '_' || a.p[i] == '-' ? ' ' : a.p[i], y = b.p[i] == '_' || b.p[i] == '-' ? ' ' : b.p[i];
        if (x != y && !str_eq_fold((struct str){ &x, 1 }, (struct str){ &y, 1 }))
            return false;
    }
    return true;
}

struct limit limit_read(const struct known *known, const struct record *row)
{
    if (row->type == known->evidence_thresholds->rows)
        return (struct limit){ record_text(row, known->evidence_thresholds_metric), record_text(row, known->evidence_thresholds_group),
                               record_value(row, known->evidence_thresholds_min), record_value(row, known->evidence_thresholds_max) };
    return (struct limit){ record_text(row, known->evaluation_thresholds_metric), record_text(row, known->evaluation_thresholds_group),
                           record_value(row, known->evaluation_thresholds_min), record_value(row, known->evaluation_thresholds_max) };
}

bool limit_is_about(const struct limit *limit, struct str name, struct str group)
{
    bool judges = limit->min->kind == VALUE_NUMBER || limit->max->kind == VALUE_NUMBER;
    return judges && same_name(limit->metric, name) && (!limit->group.n || same_name(limit->group, group));
}

enum limit_side limit_side(const struct limit *limit, double number)
{
    if (limit->min->kind == VALUE_NUMBER && !(number >= limit->min->as.number.number))
        return LIMIT_BELOW;
    return limit->max->kind == VALUE_NUMBER && !(number <= limit->max->as.number.number) ? LIMIT_ABOVE : LIMIT_WITHIN;
}
