/* A record to be filled in: its type as YAML. */
#ifndef CLI_SKELETON_H
#define CLI_SKELETON_H

#include "base/buf.h"
#include "model/type.h"

/* An item of a list of records, its dash in column `indent` + 1: the id, every required field as a line of its own
 * without value and with what belongs there as its comment, then every other field as a comment. */
void skeleton_item(struct buf *out, const struct record_type *type, struct str id, unsigned indent);
/* The same as the front matter of a Markdown document, and a first line of its text. `type_line` says of what type it is. */
void skeleton_document(struct buf *out, const struct record_type *type, struct str id, bool type_line);

#endif
