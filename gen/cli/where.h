/* Conditions of `list --where FIELD=VALUE`. A value that the field can never have is refused, not simply never found. */
#ifndef CLI_WHERE_H
#define CLI_WHERE_H

#include "cli/session.h"

struct condition {
    const struct field *field;
    struct str text;                    /* as given; empty: the field must be empty */
    const struct record *record;        /* what `text` names, for a field that refers to records; or NULL */
};
struct conditions { vec(struct condition) list; };

/* All --where options of the call. Ends with exit 2 when one names no field of `type` or no possible value. */
struct conditions where_parse(struct session *session, const struct record_type *type);
/* True when all hold; of a field with several values any one will do. */
bool where_holds(struct session *session, const struct conditions *conditions, const struct record *record);

/* A type by its name or plural. Ends with exit 2 when there is none. */
const struct record_type *type_of_operand(const struct session *session, const char *name);

#endif
