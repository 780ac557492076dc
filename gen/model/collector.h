/* A collector as it is run: the fields of its record, read. */
#ifndef MODEL_COLLECTOR_H
#define MODEL_COLLECTOR_H

#include "model/known.h"
#include "model/model.h"

#define COLLECTOR_OUTPUT "{output}"        /* in an argument: the path at which the file is to be written */

struct collector {
    const struct record *record;
    struct str id;
    size_t n_command, n_version, n_environment, n_success;
    struct str *command, *version, *environment;        /* command[0] is the program */
    int *success;               /* exit statuses that mean that it ran to its end */
    unsigned timeout;           /* seconds */
    struct str output;          /* a path in the project; empty: standard output is the evidence */
    bool places_output;         /* an argument has COLLECTOR_OUTPUT */
    const struct record *item;  /* the row that says what goes into evidence records */
};

/* False: a value cannot be used; reported. */
bool collector_read(struct arena *arena, struct diags *diags, const struct model *model, const struct record *record, struct collector *collector);

/* The collector of this project that took an item, or NULL. */
struct record *collector_of(const struct model *model, const struct record *evidence);
/* True when the item is a failed run, and its collector has taken something since. */
bool collector_has_recovered(const struct model *model, const struct record *evidence);

/* Fills the computed fields of collectors from the evidence they took, whose states are judged. */
void collectors_date(struct model *model);

#endif
