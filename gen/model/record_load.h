/* Positioned YAML into typed records, which keep nothing of the tree. References stay text until they are linked. */
#ifndef MODEL_RECORD_LOAD_H
#define MODEL_RECORD_LOAD_H

#include "base/pool.h"
#include "model/record.h"

struct records { vec(struct record *) list; };

/* What loading needs; one per thread. */
struct record_loader {
    struct arena *arena;
    struct diags *diags;
    size_t n_types;
    struct record_type **types;
};

/* A record of `type` from a mapping. Problems are reported; what could be read is there.
 * NULL: the mapping is no record at all. `skip` is a key that means something else here, or NULL. */
struct record *record_load(struct record_loader *loader, const struct record_type *type, const struct node *node,
                           const char *skip);
/* An empty record of a type, placed at `pos`. */
struct record *record_new(struct arena *arena, const struct record_type *type, struct pos pos);
/* Types one value into its slot. */
void value_load(struct record_loader *loader, struct record *record, const struct field *field, const struct node *node);
/* A whole file: a mapping of plurals to lists of records. */
void records_load(struct record_loader *loader, const struct node *node, struct records *records);

/* [A-Za-z][A-Za-z0-9._-]{0,63} */
bool record_id_is_valid(struct str id);
/* [A-Za-z0-9._-]{1,64}: what a framework node or a row may be called. */
bool node_id_is_valid(struct str id);

#endif
