/* Reading mappings whose keys C knows: settings, type files, framework files. */
#ifndef MODEL_SHAPE_H
#define MODEL_SHAPE_H

#include "read/yaml.h"

/* Reports every key of `mapping` that is not in the NULL-terminated list `keys`; `what` names the mapping. */
bool shape_keys(struct diags *diags, const struct node *mapping, const char *what, const char *const *keys);
/* Reports unless the node is of this kind; `what` names it. */
bool shape_is(struct diags *diags, const struct node *node, enum node_kind kind, const char *what);

/* The text of a key, or "" when it is absent or null. Anything but a scalar is reported. */
struct str shape_text(struct diags *diags, const struct node *mapping, const char *key);
/* The same for a key that must be there. */
struct str shape_required(struct diags *diags, const struct node *mapping, const char *key, const char *what);
/* true or false; `otherwise` when absent. */
bool shape_bool(struct diags *diags, const struct node *mapping, const char *key, bool otherwise);
/* A sequence of scalars, or a single scalar as a list of one. Returns the number, texts in *list, places in *places. */
size_t shape_list(struct arena *arena, struct diags *diags, const struct node *mapping, const char *key,
                  struct str **list, struct pos **places);
/* The sequence under a key, or NULL when absent or reported. */
const struct node *shape_sequence(struct diags *diags, const struct node *mapping, const char *key);

/* "did you mean 'x'?" on `diag` when one of the words is near to `text`. */
void shape_suggest(struct diags *diags, struct diag *diag, struct str text, size_t n, const struct str *words);

#endif
