/* Paths with forward slashes, as text. Nothing here touches the disk. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/buf.h"

struct str path_join(struct arena *arena, struct str folder, struct str name);  /* an empty folder adds no slash */
struct str path_folder(struct str path);        /* "a/b/c.md" -> "a/b"; "" when there is none */
struct str path_name(struct str path);          /* "a/b/c.md" -> "c.md" */
struct str path_extension(struct str path);     /* "a/b/c.md" -> "md"; "" when there is none */
struct str path_stem(struct str path);          /* "a/b/c.md" -> "c" */
/* `relative` seen from `folder`, without . and .. segments; an empty str when it leaves the top or is absolute. */
struct str path_resolve(struct arena *arena, struct str folder, struct str relative);
/* The relative link from one page to another: ("a/b.html", "a/c.html") -> "c.html"; ("a/b.html", "x/y") -> "../x/y". */
void path_put_link(struct buf *out, struct str from, struct str to);

/* Why a name may not be used in a package or site, or NULL when it may: the name rules of the package
 * (ASCII or NFC UTF-8, none of \ : * ? " < > | %, no control characters, no leading slash, no empty or dot
 * segments, no trailing dot or space, no Windows device names, at most 120 characters). */
const char *path_name_problem(struct str path);
/* Unique without regard to case after NFC: the folded form. */
struct str path_fold(struct arena *arena, struct str path);

#endif
