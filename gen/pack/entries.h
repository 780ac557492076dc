/* The entries of a ZIP that is being made.
 * Invariant: after entries_pack, the bytes that will stand in the ZIP are known and in place: in memory, in the
 * spill file, in another file, or (large files that are stored) still in the project, where their digest is
 * checked once more while they are copied. */
#ifndef PACK_ENTRIES_H
#define PACK_ENTRIES_H

#include "base/hash.h"
#include "base/vec.h"
#include "pack/package.h"

struct entry {
    struct str name;
    const char *media_type;
    struct digest digest;           /* of the content; all zero: computed by entries_pack */
    uint64_t size;                  /* of the content */
    struct str from;                /* content is this file of the project, when not empty */
    struct str bytes;               /* before packing the content, afterwards what stands in the ZIP */
    int fd;                         /* 0 or more: what stands in the ZIP is here, at `offset` */
    uint64_t offset;
    uint64_t packed;                /* bytes in the ZIP */
    struct digest packed_digest;    /* of these bytes, when deflated */
    uint32_t crc;
    bool deflated;
    bool store;                     /* never deflate */
    bool changed;                   /* the file is not what it was when the tree was made, or cannot be read */
};

struct entries {
    struct arena *arena;
    vec(struct entry) list;
    int folder;                     /* what `from` is relative to */
};

/* Packed bytes that do not stay in memory: a file without a name beside the target. */
struct spill {
    int fd;
    _Atomic uint64_t used;          /* of the file */
    _Atomic uint64_t kept;          /* bytes that stay in memory */
};

void entries_new(struct arena *arena, struct entries *entries, int folder);
struct entry *entries_put(struct entries *entries, struct str name, struct str bytes, const char *media_type);
struct spool;
struct tree_file;
/* Files of a tree. `spool`: where those are that a store took; NULL when there are none. */
struct entry *entries_put_file(struct entries *entries, struct str name, const struct tree_file *file, const struct spool *spool);
void entries_put_tree(struct entries *entries, const char *prefix, const struct tree *tree, const struct spool *spool);
void entries_sort(struct entries *entries);
const struct entry *entries_find(const struct entries *entries, const char *name);   /* or NULL; not fast */

/* `path`: the package to be written; the spill file is made in its folder. */
void spill_open(struct spill *spill, const char *path);
void spill_close(struct spill *spill);
void spill_write(struct spill *spill, const void *bytes, size_t size, uint64_t offset);
/* Adds two pieces, one behind the other, and gives the offset of the first. Many threads may call it. */
uint64_t spill_put(struct spill *spill, struct str first, struct str second);

/* Deflates, hashes and checks entries `first` and up on all cores; same bytes with any number of threads. */
bool entries_pack(struct pool *pool, struct entries *entries, size_t first, struct spill *spill,
                  struct package_problem *problem);

/* Says what is wrong and returns false, for `return package_fail(...)`. */
bool package_fail(struct package_problem *problem, enum exit_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
