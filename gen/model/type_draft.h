/* Types while their files are being read: what each file says by itself. model/type_load.c makes types of them. */
#ifndef MODEL_TYPE_DRAFT_H
#define MODEL_TYPE_DRAFT_H

#include "model/project.h"
#include "model/type.h"

struct draft_field {
    struct field field;
    const struct node *node;        /* its declaration; NULL: a back-link */
};

struct draft {
    struct record_type *type;
    const struct node *node;        /* the type's own file */
    const struct node *index;       /* the file that names the columns of the index page: its own, or one that extends it */
    vec(struct draft_field) fields;
};

struct drafts {
    struct arena *arena;
    struct diags *diags;
    size_t n;
    struct draft *v;
    struct draft common;            /* the fields that every type has, unless it says otherwise */
    struct map *by_name;            /* type name to struct draft * */
};

/* Every type file of project and library, those that extend others carried out. False: a file is broken, reported. */
bool drafts_read(struct drafts *drafts, struct project *project);
/* The field of that name, or NULL. */
struct draft_field *draft_field(const struct draft *draft, struct str name);

/* "review_due" becomes "Review due". */
struct str title_of_name(struct arena *arena, struct str name);
/* Numbers the fields of a type and makes them known by name. */
void type_number_fields(struct arena *arena, struct record_type *type);

#endif
