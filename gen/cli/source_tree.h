/* The sources of a run as a tree: every project file and every library file that was compiled. */
#ifndef CLI_SOURCE_TREE_H
#define CLI_SOURCE_TREE_H

#include "base/tree.h"
#include "cli/session.h"

/* Fills the tree with all files of session->sources but those with personal data, which do not travel; project files are
 * copied from disk when the package is made. */
void source_tree_make(struct session *session, struct tree *tree);

#endif
