/* A ZIP file read with suspicion: every byte belongs to exactly one local header, one entry's data, the central
 * directory or the end records, or the file is refused.
 * Invariant: after zip_scan returned true, the data ranges of all entries lie inside the file, one behind the
 * other without gap or overlap, and all declared sizes are within the limits. */
#ifndef VERIFY_ZIP_H
#define VERIFY_ZIP_H

#include "base/hash.h"
#include "base/map.h"
#include "verify/judgement.h"

struct pool;

struct zip_entry {
    struct str name;
    uint64_t local;             /* offset of its local header, from the start of its ZIP */
    uint64_t data;              /* offset of its data */
    uint64_t packed, size;
    uint32_t crc;
    uint16_t method, flags;
    bool foreign_descriptor;
    bool wanted;                /* its content is needed as text */
    /* found by zip_read */
    struct digest digest;       /* of the content */
    struct digest packed_digest;    /* of deflated bytes */
    struct str text;            /* the content, when wanted */
    const char *fault;          /* what is wrong with the data, or NULL */
    /* marked by the coverage checks: how often a list of that kind names it */
    unsigned listed;
};

struct zip {
    int fd;
    uint64_t base, size;        /* the part of the file that is this ZIP */
    struct str place;           /* put before entry names in messages: "" or "data/site.zip/" */
    bool foreign;
    uint64_t central, central_end;      /* offsets */
    uint64_t total;             /* declared bytes of all entries */
    struct { struct zip_entry *v; size_t n; } entries;
    struct map *by_name;        /* exact name to entry */
};

/* False when the structure is so wrong that the data must not be touched; every problem is in the judgement. */
bool zip_scan(struct zip *zip, struct judgement *judgement);
/* The name for a message. */
struct str zip_shown(struct judgement *judgement, const struct zip *zip, struct str name);
struct zip_entry *zip_find(const struct zip *zip, struct str name);     /* or NULL */

/* Inflates and hashes every entry of all `zips` on all cores, in bounded memory; reports what is wrong. */
void zip_read(struct pool *pool, struct zip *const *zips, size_t count, struct judgement *judgement);
/* One more digest of an entry's content, for manifests that do not use SHA-256; false when it cannot be read. */
struct evp_md_st;
bool zip_digest(const struct zip *zip, const struct zip_entry *entry, const struct evp_md_st *type, uint8_t *digest);
/* libzip must see the same entries: a second opinion about our own reading. */
void zip_compare(const char *path, const struct zip *zip, struct judgement *judgement);

/* Full reads at an offset of the ZIP; false at its end. */
bool zip_bytes(const struct zip *zip, uint64_t offset, void *bytes, size_t size);
static inline uint16_t le16(const uint8_t *p) { return (uint16_t)(p[0] | p[1] << 8); }
static inline uint32_t le32(const uint8_t *p) { return (uint32_t)le16(p) | (uint32_t)le16(p + 2) << 16; }
static inline uint64_t le64(const uint8_t *p) { return (uint64_t)le32(p) | (uint64_t)le32(p + 4) << 32; }

/* The parts of the scan. */
bool zip_find_central(struct zip *zip, struct judgement *judgement, uint64_t *count);
bool zip_check_names(struct zip *zip, struct judgement *judgement);

#endif
