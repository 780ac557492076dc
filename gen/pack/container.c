/* Entries into a ZIP file. libzip is handed bytes that are packed already, with their sizes and CRC, through a
 * source function, so it only copies them and lays out the container. */
#include "pack/container.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "base/path.h"
#include "pack/format.h"

struct reader {
    const struct entry *entry;
    int folder;
    int fd;                         /* open project file, or -1 */
    uint64_t at;
    struct digest_stream *check;    /* of a project file: it must still be what was measured */
    zip_error_t error;
};

struct zip_time zip_time_of(int64_t epoch)
{
    struct datetime when = datetime_of_epoch(epoch < 315532800 ? 315532800 : epoch > 4354819198 ? 4354819198 : epoch);
    struct date_parts day = date_parts(when.day);
    int hour = when.second / 3600, minute = when.second / 60 % 60, second = when.second % 60;
    return (struct zip_time){
        .time = (uint16_t)(hour << 11 | minute << 5 | second / 2),
        .date = (uint16_t)((day.year - 1980) << 9 | day.month << 5 | day.day),
    };
}

static bool reader_open(struct reader *reader)
{
    const struct entry *entry = reader->entry;
    reader->at = 0;
    if (entry->fd >= 0 || entry->from.n == 0 || entry->bytes.n > 0 || entry->packed == 0)
        return true;
    enum file_problem problem;
    uint64_t size;
    char path[4096];
    if (entry->from.n >= sizeof path)
        return false;
    memcpy(path, entry->from.p, entry->from.n);
    path[entry->from.n] = '\0';
    reader->fd = file_open(reader->folder, path, &size, &problem);
    if (reader->fd >= 0)
        reader->check = digest_begin();
    return reader->fd >= 0;
}

static zip_int64_t reader_read(struct reader *reader, void *data, zip_uint64_t length)
{
    const struct entry *entry = reader->entry;
    uint64_t left = entry->packed - reader->at;
    size_t n = length < left ? (size_t)length : (size_t)left;
    int fd = reader->check != NULL ? reader->fd : entry->fd;
    if (n > 0 && fd < 0) {
        memcpy(data, entry->bytes.p + reader->at, n);
    } else if (n > 0) {
        uint64_t start = reader->check != NULL ? 0 : entry->offset;
        ssize_t got;
        do
            got = pread(fd, data, n, (off_t)(start + reader->at));
        while (got < 0 && errno == EINTR);
        if (got <= 0)
            return -1;
        n = (size_t)got;
    }
    reader->at += n;
    if (reader->check != NULL) {
        digest_add(reader->check, data, n);
        if (reader->at == entry->packed) {
            struct digest digest = digest_end(reader->check);
            reader->check = digest_begin();
            if (n > 0 && !digest_eq(digest, entry->digest))
                return -1;
        }
    }
    return (zip_int64_t)n;
}

static void reader_close(struct reader *reader)
{
    if (reader->check != NULL)
        digest_end(reader->check);
    if (reader->fd >= 0)
        close(reader->fd);
    reader->check = NULL;
    reader->fd = -1;
}

static zip_int64_t reader_stat(const struct reader *reader, zip_stat_t *out)
{
    zip_stat_init(out);
    out->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC | ZIP_STAT_ENCRYPTION_METHOD;
    out->size = reader->entry->size;
    out->comp_size = reader->entry->packed;
    out->comp_method = reader->entry->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    out->crc = reader->entry->crc;
    out->encryption_method = ZIP_EM_NONE;
    return sizeof *out;
}

static zip_int64_t reader_call(void *state, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
    struct reader *reader = state;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        if (reader_open(reader))
            return 0;
        zip_error_set(&reader->error, ZIP_ER_OPEN, errno);
        return -1;
    case ZIP_SOURCE_READ: {
        zip_int64_t n = reader_read(reader, data, length);
        if (n < 0)
            zip_error_set(&reader->error, ZIP_ER_CHANGED, 0);
        return n;
    }
    case ZIP_SOURCE_CLOSE:
        reader_close(reader);
        return 0;
    case ZIP_SOURCE_STAT:
        return reader_stat(reader, data);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&reader->error, data, length);
    case ZIP_SOURCE_FREE:
        reader_close(reader);
        zip_error_fini(&reader->error);
        free(reader);
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
    default:
        zip_error_set(&reader->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* In place of the entry of this name, or behind all others. */
static bool put(zip_t *zip, const struct entries *entries, const struct entry *entry, struct zip_time time)
{
    struct reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        die(EXIT_MACHINE, "out of memory");
    *reader = (struct reader){.entry = entry, .folder = entries->folder, .fd = -1};
    zip_error_init(&reader->error);
    zip_source_t *source = zip_source_function(zip, reader_call, reader);
    if (source == NULL)
        die(EXIT_MACHINE, "out of memory");
    char name[PACKAGE_NAME_BYTES + 1];
    memcpy(name, entry->name.p, entry->name.n);
    name[entry->name.n] = '\0';
    zip_int64_t index = zip_name_locate(zip, name, 0);
    int replaced = index >= 0 ? zip_file_replace(zip, (zip_uint64_t)index, source, 0) : -1;
    index = index < 0 ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : replaced < 0 ? -1 : index;
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    zip_uint64_t at = (zip_uint64_t)index;
    return zip_set_file_compression(zip, at, entry->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) == 0
        && zip_file_set_dostime(zip, at, time.time, time.date, 0) == 0
        && zip_file_set_external_attributes(zip, at, 0, ZIP_OPSYS_UNIX, ZIP_FILE_MODE << 16) == 0;
}

static bool name_allowed(const struct entry *entry, struct package_problem *problem)
{
    const char *why = path_name_problem(entry->name);
    if (why == NULL && !str_is(entry->name, PACKAGE_MIMETYPE_NAME)
        && str_eq_fold(path_name(entry->name), S(PACKAGE_MIMETYPE_NAME)))
        why = "belongs to the container";
    return why == NULL || package_fail(problem, EXIT_USAGE, "'%.*s' cannot go into a package: its name %s", STR(entry->name), why);
}

static bool write_entries(const struct entries *entries, const char *path, int flags, struct zip_time time,
                          struct package_problem *problem)
{
    int code;
    for (size_t i = 0; i < entries->list.n; i++)
        if (!name_allowed(&entries->list.v[i], problem))
            return false;
    zip_t *zip = zip_open(path, flags, &code);
    if (zip == NULL) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        package_fail(problem, EXIT_MACHINE, "cannot open the package: %s", zip_error_strerror(&error));
        zip_error_fini(&error);
        return false;
    }
    bool fine = true;
    for (size_t i = 0; fine && i < entries->list.n; i++)
        fine = put(zip, entries, &entries->list.v[i], time);
    if (fine && zip_close(zip) == 0)
        return true;
    package_fail(problem, EXIT_MACHINE, "cannot write the package: %s", zip_strerror(zip));
    zip_discard(zip);
    return false;
}

bool container_write(const struct entries *entries, const char *path, struct zip_time time,
                     struct package_problem *problem)
{
    return write_entries(entries, path, ZIP_CREATE | ZIP_TRUNCATE, time, problem);
}

bool container_change(const struct entries *entries, const char *path, struct zip_time time,
                      struct package_problem *problem)
{
    return write_entries(entries, path, ZIP_CHECKCONS, time, problem);
}
