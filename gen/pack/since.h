/* What is new, replaced, withdrawn or the same since an older package: by file, of evidence (data/site/files/) and of
 * what it was all made from (data/source/). Pages are left out: they change with every date. */
#ifndef PACK_SINCE_H
#define PACK_SINCE_H

#include "base/vec.h"
#include "pack/package.h"

enum since_what { SINCE_NEW, SINCE_REPLACED, SINCE_WITHDRAWN, SINCE_SAME, SINCE_KINDS };

struct since_line {
    struct str name;                /* in the package once it is unpacked: "data/source/content/policies/use.md" */
    enum since_what what;
};

struct since {
    struct str package;             /* the older package's file name */
    struct digest content;          /* and content (verify/content.h), which the caller knows */
    vec(struct since_line) lines;   /* by name */
    size_t counts[SINCE_KINDS];
};

/* Compares the package that `input` will make with the one at `path`, which must be whole. */
bool since_compare(struct arena *arena, const struct package_input *input, const char *path, struct since *since,
                   struct package_problem *problem);
/* The same as text, for data/since.txt: a few "Label: value" lines, an empty one, and a line for each file that is not
 * the same. */
struct str since_text(struct arena *arena, const struct since *since);

#endif
