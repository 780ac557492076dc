/* Opening a path beneath a folder: never through a symbolic link, never out of the folder. */
#ifndef BASE_BENEATH_H
#define BASE_BENEATH_H

/* A descriptor (close-on-exec), or -1 with errno: ELOOP for a symbolic link anywhere in the path, EXDEV for a
 * path that is absolute or leaves the folder. */
int beneath_open(int folder, const char *path, int flags, unsigned mode);

#endif
