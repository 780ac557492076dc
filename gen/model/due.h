/* What falls due, from the fields that a type marks as such: reviews, actions, audits, certificates, exceptions, evidence
 * that controls owe, needs, first days of application, ends of retention. */
#ifndef MODEL_DUE_H
#define MODEL_DUE_H

#include "model/model.h"

struct due {
    const struct record *record;
    const struct record *row;       /* of a rows field of it; or NULL */
    const struct field *field;      /* which date */
    date_days date;
};
struct due_list { vec(struct due) list; };

/* All deadlines of records that are not over, passed ones too, and all events to come; by date, id and field. */
struct due_list due_list(struct arena *arena, const struct model *model);

/* First days of requirements share lines of a calendar: of one framework and one day there is one. */
bool due_shares_line(const struct model *model, const struct due *due);
/* A line: `n` items from `first` on. */
struct due_line { size_t first, n; };
/* Walks the lines of a list, starting with { 0, 0 }; false at the end. */
bool due_next_line(const struct model *model, const struct due_list *due, struct due_line *line);

enum { DUE_SOON_DAYS = 30 };
/* "overdue", "soon" (within DUE_SOON_DAYS) or "later". */
struct str due_when(const struct model *model, date_days date);

#endif
