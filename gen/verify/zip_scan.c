/* The central directory and the local headers: what they may say, that they agree, and that the entries lie one
 * behind the other from the first byte to the central directory. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "pack/format.h"
#include "verify/zip.h"

struct scan {
    struct zip *zip;
    struct judgement *judgement;
    const uint8_t *at, *end;        /* in the central directory */
    uint64_t position;              /* in the file: where the next local header must be */
    bool fine;                      /* the data may be touched */
};

/* One central record and what its zip64 field adds. */
struct record {
    const uint8_t *bytes;
    const uint8_t *extra;
    uint16_t extra_size;
    uint64_t local;
    bool size64, packed64, local64;
};

struct str zip_shown(struct judgement *judgement, const struct zip *zip, struct str name)
{
    return zip->place.n == 0 ? name : str_printf(judgement->arena, "%.*s%.*s", STR(zip->place), STR(name));
}

/* Something about this entry that is forbidden but does not mislead the reading of the rest. */
static void odd(struct scan *scan, const struct zip_entry *entry, enum problem_id id, const char *message)
{
    judge(scan->judgement, id, zip_shown(scan->judgement, scan->zip, entry->name), "%s", message);
}

/* Something that makes the layout untrustworthy. */
static bool broken(struct scan *scan, const struct zip_entry *entry, const char *message)
{
    scan->fine = false;
    odd(scan, entry, PROBLEM_ZIP_FORMAT, message);
    return false;
}

static bool take64(const uint8_t **at, size_t *left, uint64_t *value)
{
    if (*left < 8)
        return false;
    *value = le64(*at);
    *at += 8;
    *left -= 8;
    return true;
}

/* The values of a zip64 field stand for those of the record that are saturated, in this order. */
static bool read_zip64(struct record *record, struct zip_entry *entry, const uint8_t *field, size_t size)
{
    bool fine = true;
    if (record->size64)
        fine = take64(&field, &size, &entry->size) && fine;
    if (record->packed64)
        fine = take64(&field, &size, &entry->packed) && fine;
    if (record->local64)
        fine = take64(&field, &size, &record->local) && fine;
    return fine && size == 0;
}

/* Ours: no extra field, or exactly the zip64 values that are needed. */
static bool own_extra_allowed(const struct record *record, const struct zip_entry *entry)
{
    bool any = record->size64 || record->packed64 || record->local64;
    return (record->extra_size == 0 && !any)
        || (any && (!record->size64 || entry->size >= UINT32_MAX) && (!record->packed64 || entry->packed >= UINT32_MAX)
            && (!record->local64 || record->local >= UINT32_MAX));
}

static bool read_extra(struct scan *scan, struct record *record, struct zip_entry *entry)
{
    const uint8_t *at = record->extra, *end = record->extra + record->extra_size;
    bool found = false, others = false;
    while (end - at >= 4) {
        uint16_t id = le16(at), size = le16(at + 2);
        if (size > end - at - 4)
            break;
        if (id != ZIP_EXTRA_ZIP64)
            others = true;
        else if (found || !read_zip64(record, entry, at + 4, size))
            return broken(scan, entry, "has a zip64 field that does not fit");
        found = found || id == ZIP_EXTRA_ZIP64;
        at += 4 + size;
    }
    if (at != end || ((record->size64 || record->packed64 || record->local64) && !found))
        return broken(scan, entry, "has a broken extra field");
    if (!scan->zip->foreign && (others || !own_extra_allowed(record, entry)))
        odd(scan, entry, PROBLEM_ZIP_ENTRY, "has an extra field");
    return true;
}

static bool ascii(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] >= 0x80)
            return false;
    return true;
}

static void check_flags(struct scan *scan, const struct zip_entry *entry)
{
    bool foreign = scan->zip->foreign;
    unsigned allowed = ZIP_FLAG_UTF8 | (entry->method == ZIP_METHOD_DEFLATED ? ZIP_FLAG_LEVEL : 0)
                     | (foreign ? ZIP_FLAG_DESCRIPTOR : 0);
    bool utf8 = (entry->flags & ZIP_FLAG_UTF8) != 0, plain = ascii(entry->name);
    if ((entry->flags & ~allowed) != 0)
        odd(scan, entry, PROBLEM_ZIP_ENTRY, "has flags that are not allowed (encryption, data descriptor, or others)");
    if (!plain && !utf8)
        odd(scan, entry, PROBLEM_ZIP_ENTRY, "has a name that is neither ASCII nor declared as UTF-8");
    if (plain && utf8 && !foreign)
        odd(scan, entry, PROBLEM_ZIP_ENTRY, "declares an ASCII name as UTF-8");
}

/* Regular files only. */
static void check_attributes(struct scan *scan, const struct record *record, const struct zip_entry *entry)
{
    const uint8_t *bytes = record->bytes;
    uint16_t made_by = le16(bytes + 4);
    uint32_t external = le32(bytes + 38), mode = external >> 16;
    if (le16(bytes + 34) != 0)
        odd(scan, entry, PROBLEM_ZIP_ENTRY, "claims to start on another disk");
    if (!scan->zip->foreign) {
        if (made_by != ZIP_MADE_BY && made_by != ZIP_MADE_BY_OLD)
            odd(scan, entry, PROBLEM_ZIP_ENTRY, "is not marked as made on Unix with version 2.0 or 6.3");
        if (le16(bytes + 36) != 0)
            odd(scan, entry, PROBLEM_ZIP_ENTRY, "has internal attributes");
        if (external != ZIP_FILE_MODE << 16)
            odd(scan, entry, PROBLEM_ZIP_ENTRY, "is not a plain file with mode 0644");
        return;
    }
    bool unix_made = made_by >> 8 == 3, typed = unix_made && (mode & 0170000u) != 0;
    if ((typed && (mode & 0170000u) != 0100000u) || (unix_made && (mode & 07000u) != 0) || (external & 0x10) != 0)
        odd(scan, entry, PROBLEM_ZIP_ENTRY, "is not a regular file");
}

static void check_record(struct scan *scan, const struct record *record, const struct zip_entry *entry)
{
    const char *why = path_name_problem(entry->name);
    bool first = scan->zip->place.n == 0 && str_is(entry->name, PACKAGE_MIMETYPE_NAME);
    if (why != NULL)
        judge(scan->judgement, PROBLEM_ZIP_NAME, zip_shown(scan->judgement, scan->zip, entry->name), "the name %s", why);
    else if (!first && str_eq_fold(path_name(entry->name), S(PACKAGE_MIMETYPE_NAME)))
        odd(scan, entry, PROBLEM_ZIP_NAME, "the name belongs to the container");
    check_flags(scan, entry);
    check_attributes(scan, record, entry);
    if (entry->method != ZIP_METHOD_STORED && entry->method != ZIP_METHOD_DEFLATED)
        broken(scan, entry, "is neither stored nor deflated");
    if (le16(record->bytes + 6) > ZIP_VERSION_MAX)
        odd(scan, entry, PROBLEM_ZIP_ENTRY, "needs a newer version of the format than is allowed");
    if (entry->method == ZIP_METHOD_STORED && entry->packed != entry->size)
        broken(scan, entry, "is stored, but its two sizes differ");
    if (entry->size > PACKAGE_RATIO_FREE && entry->packed < entry->size / PACKAGE_RATIO_MAX) {
        odd(scan, entry, PROBLEM_ZIP_LIMIT, "would inflate more than a thousandfold");
        scan->fine = false;
    }
    scan->zip->total += entry->size <= PACKAGE_TOTAL_MAX ? entry->size : PACKAGE_TOTAL_MAX + 1;
    if (scan->zip->total > PACKAGE_TOTAL_MAX && scan->fine) {
        odd(scan, entry, PROBLEM_ZIP_LIMIT, "takes the package over the limit of its unpacked size");
        scan->fine = false;
    }
}

/* Local sizes: the same as the central ones, zero before a descriptor, or in a zip64 field when saturated. */
static bool local_sizes_agree(const struct zip_entry *entry, const uint8_t *local, const uint8_t *extra, size_t extra_size,
                              bool foreign)
{
    uint64_t packed = le32(local + 18), size = le32(local + 22);
    bool wide = packed == UINT32_MAX || size == UINT32_MAX;
    if (entry->foreign_descriptor && packed == 0 && size == 0 && le32(local + 14) == 0)
        return true;
    if (le32(local + 14) != entry->crc)
        return false;
    for (; extra_size >= 4 && (size_t)le16(extra + 2) + 4 <= extra_size;
         extra_size -= 4 + (size_t)le16(extra + 2), extra += 4 + le16(extra + 2)) {
        if (le16(extra) != ZIP_EXTRA_ZIP64)
            continue;
        if (le16(extra + 2) != 16 || (!foreign && !wide))
            return false;
        size = size == UINT32_MAX ? le64(extra + 4) : size;
        packed = packed == UINT32_MAX ? le64(extra + 12) : packed;
    }
    return extra_size == 0 && packed == entry->packed && size == entry->size;
}

/* zip64 needed only for the offset: then only the central record asks for version 4.5. */
static bool version_agrees(const struct record *record, const uint8_t *local)
{
    uint16_t central = le16(record->bytes + 6), here = le16(local + 4);
    return central == here || (record->local64 && central == ZIP_VERSION_MAX && (here == 10 || here == 20));
}

static bool check_local(struct scan *scan, const struct record *record, struct zip_entry *entry)
{
    struct zip *zip = scan->zip;
    uint8_t local[ZIP_SIZE_LOCAL], rest[2 * (UINT16_MAX + 1)];
    if (record->local != scan->position)
        return broken(scan, entry, "does not start where the entry before it ends: a gap, an overlap, or another order");
    if (!zip_bytes(zip, record->local, local, sizeof local) || le32(local) != ZIP_SIG_LOCAL)
        return broken(scan, entry, "has no local header");
    size_t name = le16(local + 26), extra = le16(local + 28);
    if (name != entry->name.n || !zip_bytes(zip, record->local + sizeof local, rest, name + extra)
        || memcmp(rest, entry->name.p, name) != 0)
        return broken(scan, entry, "has another name in its local header");
    if (!version_agrees(record, local) || le16(local + 6) != entry->flags || le16(local + 8) != entry->method
        || le32(local + 10) != le32(record->bytes + 12))
        return broken(scan, entry, "has a local header that differs from the central directory");
    if (!local_sizes_agree(entry, local, rest + name, extra, zip->foreign))
        return broken(scan, entry, "has other sizes or another checksum in its local header");
    bool wide = entry->size >= UINT32_MAX || entry->packed >= UINT32_MAX;
    if (!zip->foreign && extra != (wide ? 20u : 0u))
        odd(scan, entry, PROBLEM_ZIP_ENTRY, "has an extra field in its local header");
    entry->local = record->local;
    entry->data = record->local + sizeof local + name + extra;
    if (entry->data > zip->central || entry->packed > zip->central - entry->data)
        return broken(scan, entry, "reaches into the central directory");
    scan->position = entry->data + entry->packed;
    return true;
}

/* A descriptor behind the data: with or without signature, sizes of 4 or 8 bytes; it must repeat what is known. */
static bool skip_descriptor(struct scan *scan, const struct zip_entry *entry)
{
    static const struct { size_t size, crc, sizes; bool wide; } forms[] = {
        {16, 4, 8, false}, {12, 0, 4, false}, {24, 4, 8, true}, {20, 0, 4, true},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        uint8_t bytes[24];
        if (!zip_bytes(scan->zip, scan->position, bytes, forms[i].size)
            || (forms[i].crc != 0 && le32(bytes) != ZIP_SIG_DESCRIPTOR) || le32(bytes + forms[i].crc) != entry->crc)
            continue;
        const uint8_t *sizes = bytes + forms[i].sizes;
        if (forms[i].wide ? le64(sizes) == entry->packed && le64(sizes + 8) == entry->size
                          : le32(sizes) == entry->packed && le32(sizes + 4) == entry->size) {
            scan->position += forms[i].size;
            return true;
        }
    }
    return broken(scan, entry, "has a data descriptor that contradicts the central directory");
}

/* Reads the next central record; false when the directory cannot be read any further. */
static bool scan_record(struct scan *scan, struct zip_entry *entry)
{
    struct record record = {.bytes = scan->at};
    const uint8_t *bytes = scan->at;
    size_t left = (size_t)(scan->end - scan->at);
    if (left < ZIP_SIZE_CENTRAL || le32(bytes) != ZIP_SIG_CENTRAL)
        return broken(scan, entry, "the central directory is damaged");
    size_t name = le16(bytes + 28), comment = le16(bytes + 32);
    record.extra_size = le16(bytes + 30);
    if (left - ZIP_SIZE_CENTRAL < name + record.extra_size + comment)
        return broken(scan, entry, "the central directory is damaged");
    record.extra = bytes + ZIP_SIZE_CENTRAL + name;
    entry->name = (struct str){(const char *)bytes + ZIP_SIZE_CENTRAL, name};
    entry->flags = le16(bytes + 8);
    entry->method = le16(bytes + 10);
    entry->crc = le32(bytes + 16);
    entry->packed = le32(bytes + 20);
    entry->size = le32(bytes + 24);
    record.local = le32(bytes + 42);
    record.packed64 = entry->packed == UINT32_MAX;
    record.size64 = entry->size == UINT32_MAX;
    record.local64 = record.local == UINT32_MAX;
    entry->foreign_descriptor = scan->zip->foreign && (entry->flags & ZIP_FLAG_DESCRIPTOR) != 0;
    scan->at += ZIP_SIZE_CENTRAL + name + record.extra_size + comment;
    if (comment != 0)
        odd(scan, entry, PROBLEM_ZIP_ENTRY, "has a comment");
    if (!read_extra(scan, &record, entry))
        return false;
    check_record(scan, &record, entry);
    return check_local(scan, &record, entry) && (!entry->foreign_descriptor || skip_descriptor(scan, entry));
}

bool zip_scan(struct zip *zip, struct judgement *judgement)
{
    uint64_t count;
    if (!zip_find_central(zip, judgement, &count))
        return false;
    size_t size = (size_t)(zip->central_end - zip->central);
    uint8_t *directory = (uint8_t *)arena_bytes(judgement->arena, size);
    struct scan scan = {.zip = zip, .judgement = judgement, .at = directory, .end = directory + size, .fine = true};
    struct zip_entry none = {.name = str_sub(zip->place, 0, zip->place.n > 0 ? zip->place.n - 1 : 0)};
    if (!zip_bytes(zip, zip->central, directory, size))
        return judge(judgement, PROBLEM_ZIP_FORMAT, none.name, "the central directory cannot be read");
    zip->entries.v = arena_array(judgement->arena, (size_t)count, struct zip_entry);
    while (zip->entries.n < count && scan_record(&scan, &zip->entries.v[zip->entries.n]))
        zip->entries.n++;
    if (scan.fine && scan.at != scan.end)
        broken(&scan, &none, "the central directory has more entries than announced");
    if (scan.fine && scan.position != zip->central)
        broken(&scan, &none, "there are bytes between the last entry and the central directory");
    return zip_check_names(zip, judgement) && scan.fine;
}
