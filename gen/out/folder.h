/* Small work on folders that only the writer needs. */
#ifndef OUT_FOLDER_H
#define OUT_FOLDER_H

#include <stdbool.h>

#include "base/str.h"

/* Removes a folder and all that is in it, or what stands there instead, never following a link; nothing there is
 * fine. Dies when something cannot be removed. */
void folder_remove(int parent, const char *name);
/* The first hidden name below a folder that is none of the NULL-terminated `known`; "" when there is none. */
struct str folder_hidden(struct arena *arena, int folder, const char *const *known);
/* True when the file open as `fd` holds these bytes at an offset. */
bool folder_same_bytes(int fd, uint64_t offset, struct str bytes);

#endif
