/* Small work on folders that only the writer needs. */
#ifndef OUT_FOLDER_H
#define OUT_FOLDER_H

#include <stdbool.h>

#include "base/str.h"

/* Removes a folder and all that is in it; an absent one is fine. Dies when something cannot be removed. */
void folder_remove(int parent, const char *name);
/* True when the file open as `fd` holds exactly these bytes. */
bool folder_same_bytes(int fd, struct str bytes);

#endif
