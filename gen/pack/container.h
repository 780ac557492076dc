/* Writing ZIP files through libzip: the only file that knows it for writing. */
#ifndef PACK_CONTAINER_H
#define PACK_CONTAINER_H

#include "pack/entries.h"

/* The DOS time of every entry. */
struct zip_time { uint16_t time, date; };
struct zip_time zip_time_of(int64_t epoch);         /* clipped to 1980-01-01 .. 2107-12-31 */

/* Writes all entries, in their order, into a new file at `path`; or into the ZIP that is there, in place of entries
 * of the same name or behind the others. */
bool container_write(const struct entries *entries, const char *path, struct zip_time time,
                     struct package_problem *problem);
bool container_change(const struct entries *entries, const char *path, struct zip_time time,
                      struct package_problem *problem);

/* A new empty file beside `path`, mode 0600; its name is in `arena`. */
const char *beside_new(struct arena *arena, const char *path);
/* Size, SHA-256 and CRC-32 of a file. */
struct measured { uint64_t size; struct digest digest; uint32_t crc; };
struct measured measure(int fd);
/* Makes `temporary` durable under the name `path`, mode 0644, and writes the side-car. Dies when the disk refuses. */
struct measured beside_publish(const char *temporary, const char *path);

#endif
