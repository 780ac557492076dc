/* Reading the ledger to its end, mending its end, and appending to it. */
#include "collect/ledger_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/beneath.h"
#include "base/die.h"
#include "base/file.h"

struct scan {
    struct arena *arena;
    struct ledger_file *file;
};

static void scan_line(void *context, const struct ledger_line *line)
{
    struct scan *scan = context;
    struct ledger_file *file = scan->file;
    if (line->problem.n && !file->first_problem)
        file->first_problem = line->number;
    if (!line->complete) {
        file->incomplete = line->offset + 1;
        return;
    }
    file->n_lines = line->readable && line->entry.number > file->n_lines ? line->entry.number : file->n_lines + 1;
    file->last = line->digest;
    if (line->readable && map_find(file->wanted, line->entry.id))
        map_put(file->found, str_copy(scan->arena, line->entry.id), file);
}

void ledger_file_open(struct arena *arena, int folder, const struct map *wanted, struct ledger_file *file)
{
    *file = (struct ledger_file){ .fd = beneath_open(folder, LEDGER_PATH, O_RDWR | O_APPEND | O_NONBLOCK, 0), .wanted = wanted, .found = map_new_fold(arena) };
    if (file->fd < 0 && errno == ENOENT)
        return;
    struct scan scan = { arena, file };
    struct stat status;
    if (file->fd < 0 || fstat(file->fd, &status) != 0 || !S_ISREG(status.st_mode) || !ledger_read(file->fd, scan_line, &scan))
        die(EXIT_MACHINE, "cannot read " LEDGER_PATH ": %s", file->fd < 0 || errno ? strerror(errno) : "it is no regular file");
    file->size = (uint64_t)status.st_size;
}

static void sync_ledger(const struct ledger_file *file)
{
    if (fsync(file->fd) != 0)
        die(EXIT_MACHINE, "cannot write " LEDGER_PATH ": %s", strerror(errno));
}

static void write_ledger(const struct ledger_file *file, struct str bytes)
{
    while (bytes.n) {
        ssize_t put = write(file->fd, bytes.p, bytes.n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            die(EXIT_MACHINE, "cannot write " LEDGER_PATH ": %s", strerror(errno));
        bytes = str_sub(bytes, (size_t)put, bytes.n);
    }
    sync_ledger(file);
}

void ledger_file_mend(struct ledger_file *file, bool remove)
{
    if (remove && ftruncate(file->fd, (off_t)(file->incomplete - 1)) != 0)
        die(EXIT_MACHINE, "cannot shorten " LEDGER_PATH ": %s", strerror(errno));
    if (remove) {
        sync_ledger(file);
    } else {
        /* What was cut off was no interruption of ours: it must go on to show. The next line continues the last whole one. */
        write_ledger(file, S("\n"));
    }
    file->incomplete = 0;
}

static void make_ledger(int folder, struct ledger_file *file)
{
    folder_make(folder, "content/evidence");
    file->fd = beneath_open(folder, LEDGER_PATH, O_RDWR | O_APPEND | O_CREAT | O_EXCL, 0600);
    if (file->fd < 0 || fchmod(file->fd, 0644) != 0)
        die(EXIT_MACHINE, "cannot make " LEDGER_PATH ": %s", strerror(errno));
}

void ledger_file_append(int folder, struct ledger_file *file, struct ledger_entry *entry)
{
    struct buf line = { 0 };
    if (file->fd < 0)
        make_ledger(folder, file);
    entry->number = file->n_lines + 1;
    entry->previous = file->last;
    ledger_put(&line, entry);
    write_ledger(file, buf_str(&line));
    file->n_lines++;
    file->last = digest_of(str_sub(buf_str(&line), 0, line.n - 1));
    buf_free(&line);
}

void ledger_file_close(struct ledger_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
}
