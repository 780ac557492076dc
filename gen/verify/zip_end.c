/* The end of a ZIP: end record, zip64 end record and locator, and where the central directory lies. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "pack/format.h"
#include "verify/zip.h"

#define FOREIGN_COMMENT "mimetype=" PACKAGE_MIMETYPE    /* ASiC lets a container say its type here */
#define CENTRAL_MAX     ((uint64_t)512 << 20)

bool zip_bytes(const struct zip *zip, uint64_t offset, void *bytes, size_t size)
{
    char *to = bytes;
    if (offset > zip->size || size > zip->size - offset)
        return false;
    while (size > 0) {
        ssize_t n = pread(zip->fd, to, size, (off_t)(zip->base + offset));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        to += n;
        offset += (uint64_t)n;
        size -= (size_t)n;
    }
    return true;
}

static bool bad(struct judgement *judgement, const struct zip *zip, const char *message)
{
    struct str place = str_sub(zip->place, 0, zip->place.n > 0 ? zip->place.n - 1 : 0);
    return judge(judgement, PROBLEM_ZIP_FORMAT, place, "%s", message);
}

/* Where the end record starts; it must be the last bytes of the file. */
static bool find_end(const struct zip *zip, struct judgement *judgement, uint8_t *end, uint64_t *at)
{
    const size_t comment = sizeof FOREIGN_COMMENT - 1;
    char text[sizeof FOREIGN_COMMENT];
    if (zip->size < ZIP_SIZE_END)
        return bad(judgement, zip, "is too short for a ZIP file");
    *at = zip->size - ZIP_SIZE_END;
    if (zip_bytes(zip, *at, end, ZIP_SIZE_END) && le32(end) == ZIP_SIG_END)
        return le16(end + 20) == 0 || bad(judgement, zip, "is cut off: its end record announces a comment");
    if (zip->foreign && zip->size >= ZIP_SIZE_END + comment
        && zip_bytes(zip, *at - comment, end, ZIP_SIZE_END) && le32(end) == ZIP_SIG_END && le16(end + 20) == comment
        && zip_bytes(zip, zip->size - comment, text, comment) && memcmp(text, FOREIGN_COMMENT, comment) == 0) {
        *at -= comment;
        return true;
    }
    return bad(judgement, zip, "does not end with the end record of a ZIP file: cut off, or bytes were appended");
}

struct end { uint64_t count, size, central, at; bool zip64; };

/* In front of the end record: 20 bytes of locator, and before it 56 bytes of zip64 end record. */
static bool read_end64(const struct zip *zip, struct judgement *judgement, struct end *end)
{
    uint8_t locator[ZIP_SIZE_LOCATOR64], record[ZIP_SIZE_END64];
    if (end->at < ZIP_SIZE_LOCATOR64 || !zip_bytes(zip, end->at - ZIP_SIZE_LOCATOR64, locator, sizeof locator)
        || le32(locator) != ZIP_SIG_LOCATOR64)
        return true;
    if (end->at < ZIP_SIZE_LOCATOR64 + ZIP_SIZE_END64)
        return bad(judgement, zip, "has a zip64 locator without a record");
    uint64_t at = end->at - ZIP_SIZE_LOCATOR64 - ZIP_SIZE_END64;
    if (le32(locator + 4) != 0 || le64(locator + 8) != at || le32(locator + 16) != 1
        || !zip_bytes(zip, at, record, sizeof record) || le32(record) != ZIP_SIG_END64
        || le64(record + 4) != ZIP_SIZE_END64 - 12)
        return bad(judgement, zip, "has a zip64 end record that does not stand in front of its locator");
    bool versions = zip->foreign || (le16(record + 12) == ZIP_VERSION_MAX && le16(record + 14) == ZIP_VERSION_MAX);
    if (!versions || le32(record + 16) != 0 || le32(record + 20) != 0 || le64(record + 24) != le64(record + 32))
        return bad(judgement, zip, "has odd values in its zip64 end record");
    *end = (struct end){le64(record + 32), le64(record + 40), le64(record + 48), at, true};
    return true;
}

static bool narrow_is(uint64_t narrow, uint64_t wide, uint64_t max)
{
    return narrow == (wide >= max ? max : wide);
}

static bool end64_agrees(const struct zip *zip, const uint8_t *record, const struct end *end)
{
    bool needed = end->count >= UINT16_MAX || end->size >= UINT32_MAX || end->central >= UINT32_MAX;
    if (zip->foreign)
        return (le16(record + 10) == UINT16_MAX || le16(record + 10) == end->count)
            && (le32(record + 12) == UINT32_MAX || le32(record + 12) == end->size)
            && (le32(record + 16) == UINT32_MAX || le32(record + 16) == end->central);
    return needed && narrow_is(le16(record + 10), end->count, UINT16_MAX)
        && narrow_is(le32(record + 12), end->size, UINT32_MAX) && narrow_is(le32(record + 16), end->central, UINT32_MAX);
}

bool zip_find_central(struct zip *zip, struct judgement *judgement, uint64_t *count)
{
    uint8_t record[ZIP_SIZE_END], start[4];
    struct end end = {0};
    if (!find_end(zip, judgement, record, &end.at))
        return false;
    if (le16(record + 4) != 0 || le16(record + 6) != 0 || le16(record + 8) != le16(record + 10))
        return bad(judgement, zip, "claims to be one of several disks");
    end.count = le16(record + 10);
    end.size = le32(record + 12);
    end.central = le32(record + 16);
    if (!read_end64(zip, judgement, &end))
        return false;
    if (end.zip64 && !end64_agrees(zip, record, &end))
        return bad(judgement, zip, "has a zip64 end record that is not needed or contradicts the end record");
    if (end.central > end.at || end.size != end.at - end.central)
        return bad(judgement, zip, "has bytes between its central directory and its end record");
    if (end.count > PACKAGE_ENTRIES_MAX || end.size > CENTRAL_MAX)
        return judge(judgement, PROBLEM_ZIP_LIMIT, zip->place, "has more than %u entries, or names beyond all measure",
                     PACKAGE_ENTRIES_MAX);
    if (end.count * ZIP_SIZE_CENTRAL > end.size)
        return bad(judgement, zip, "announces more entries than its central directory can hold");
    if (end.count == 0)
        return bad(judgement, zip, "has no entries");
    if (!zip_bytes(zip, 0, start, sizeof start) || le32(start) != ZIP_SIG_LOCAL)
        return bad(judgement, zip, "does not start with an entry: something was put in front");
    zip->central = end.central;
    zip->central_end = end.at;
    *count = end.count;
    return true;
}
