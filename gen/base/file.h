/* Files. Inputs are opened beneath a folder, never through a symbolic link, and must be regular files. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"
#include "base/vec.h"

struct arena;

enum file_problem {
    FILE_FINE,
    FILE_ABSENT,
    FILE_NOT_REGULAR,       /* link, pipe, device, folder, or a path that leaves its folder */
    FILE_TOO_LARGE,
    FILE_UNREADABLE         /* errno says more */
};
const char *file_problem_text(enum file_problem problem);

/* A folder's descriptor, or -1 with errno. The caller closes it. */
int folder_open(const char *path);
/* Opens `path` for reading beneath `folder` (openat2: beneath, no symbolic links); -1 and *problem when not. */
int file_open(int folder, const char *path, uint64_t *size, enum file_problem *problem);
/* Opens a file named on the command line, wherever it is; its own name must be no symbolic link. */
int file_open_named(const char *path, uint64_t *size, enum file_problem *problem);
/* The whole file, NUL-terminated beyond its end. */
enum file_problem file_read(struct arena *arena, int folder, const char *path, size_t max, struct str *bytes);
/* Reads a whole file named on the command line (links allowed there), NUL-terminated beyond its end. */
enum file_problem file_read_path(struct arena *arena, const char *path, size_t max, struct str *bytes);
/* The digest of a file, streamed. */
enum file_problem file_digest(int folder, const char *path, struct digest *digest, uint64_t *size);
/* Copies into `to` beneath `to_folder`, a new file as file_write makes one, and gives the digest of the bytes copied. */
enum file_problem file_copy(int folder, const char *path, int to_folder, const char *to, struct digest *digest, uint64_t *size);
/* Writes a new file beneath `folder`, mode 0644 whatever the umask (which stays as it was when the first file was made),
 * and makes the folders it lies in; dies when the disk does not take it. */
void file_write(int folder, const char *path, struct str bytes);
/* The same for a file in pieces. */
void file_write_pieces(int folder, const char *path, const struct str *pieces, size_t n);
/* The same for a file that is there: beside it first, then in its place at once, with its mode. */
void file_replace(int folder, const char *path, struct str bytes);
/* The same for a file named on the command line, there or not. */
void file_write_path(const char *path, struct str bytes);
/* Makes the folder `path` and those above it, beneath `folder`, mode 0755 whatever the umask. */
void folder_make(int folder, const char *path);

struct listed {
    struct str path;        /* relative to the listed folder, forward slashes */
    bool regular;           /* false: something a build must refuse if it is used */
};
struct listing { vec(struct listed) list; };
/* All files below `path` of `folder`, sorted by bytes; names starting with a dot are left out.
 * An absent folder is an empty list. Links, folders that cannot be read and folders below the 64th level are
 * listed as not regular and never followed; `path` itself, if it is one of these, with an empty name. */
void folder_list(struct arena *arena, int folder, const char *path, struct listing *listing);

#endif
