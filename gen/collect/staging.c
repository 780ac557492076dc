/* The journal of an item, and the steps from there into the project. */
#include "collect/staging.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/beneath.h"
#include "base/die.h"
#include "base/file.h"
#include "base/json.h"
#include "base/path.h"
#include "read/json.h"

enum { JOURNAL_MAX = 8 << 20 };

static struct str staged_path(struct arena *arena, struct str id, const char *ending)
{
    return str_printf(arena, STAGING_FOLDER "/%.*s%s", STR(id), ending);
}

/* What is renamed must be on the disk before the name is. */
static void sync_path(int folder, const char *path, int flags)
{
    int fd = beneath_open(folder, path, O_RDONLY | flags, 0);
    if (fd < 0 || fsync(fd) != 0)
        die(EXIT_MACHINE, "cannot write %s: %s", path, strerror(errno));
    close(fd);
}

int staging_begin(struct arena *arena, int folder, struct str id)
{
    struct str path = staged_path(arena, id, "");
    folder_make(folder, path.p);
    int fd = beneath_open(folder, path.p, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0)
        die(EXIT_MACHINE, "cannot open %.*s: %s", STR(path), strerror(errno));
    return fd;
}

/* --- the journal -------------------------------------------------------------------------------------------- */

/* The entry is kept as the line that it would be: one reader, one writer. */
void staging_write(struct arena *arena, int folder, const struct staged *staged)
{
    struct buf line = { 0 }, out = { 0 };
    struct json json = { .out = &out, .compact = true };
    struct str path = staged_path(arena, staged->id, ".json");
    ledger_put(&line, &staged->entry);
    json_object(&json);
    json_member(&json, "line", buf_str(&line));
    json_member(&json, "place", staged->place);
    json_member(&json, "record", staged->record);
    json_end_object(&json);
    file_replace(folder, path.p, buf_str(&out));
    sync_path(folder, path.p, 0);
    sync_path(folder, STAGING_FOLDER, O_DIRECTORY);
    buf_free(&line);
    buf_free(&out);
}

static bool read_staged(struct arena *arena, int folder, struct str id, struct staged *staged)
{
    struct str text;
    struct js_error error;
    if (file_read(arena, folder, staged_path(arena, id, ".json").p, JOURNAL_MAX, &text) != FILE_FINE)
        return false;
    const struct js *object = js_parse(arena, text, &error);
    *staged = (struct staged){ .id = id, .place = js_string(js_member(object, S("place"))), .record = js_string(js_member(object, S("record"))) };
    return ledger_entry_read(arena, js_string(js_member(object, S("line"))), &staged->entry) && staged->place.n && staged->record.n;
}

/* --- the steps ---------------------------------------------------------------------------------------------- */

static bool is_there(int folder, struct str path)
{
    return faccessat(folder, path.p, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static void sync_files(struct arena *arena, int folder, struct str path)
{
    struct listing listing = { 0 };
    folder_list(arena, folder, path.p, &listing);
    for (size_t i = 0; i < listing.list.n; i++)
        if (listing.list.v[i].regular)
            sync_path(folder, path_join(arena, path, listing.list.v[i].path).p, 0);
    sync_path(folder, path.p, O_DIRECTORY);
}

/* A run that was interrupted leaves what it had written by then, whole or not: nobody can tell, so it goes. */
static void tidy(struct arena *arena, int folder, struct str path)
{
    struct listing listing = { 0 };
    folder_list(arena, folder, path.p, &listing);
    for (size_t i = 0; i < listing.list.n; i++)
        if (!str_is(listing.list.v[i].path, INTERRUPTED_FILE))
            unlinkat(folder, path_join(arena, path, listing.list.v[i].path).p, 0);
}

static void write_record(struct arena *arena, int folder, const struct staged *staged)
{
    struct str path = staged_path(arena, staged->id, "");
    bool failed = str_is(path_name(staged->entry.file), INTERRUPTED_FILE);
    if (str_is(staged->entry.outcome, "interrupted"))
        tidy(arena, folder, path);
    else if (!failed)
        unlinkat(folder, path_join(arena, path, S(INTERRUPTED_FILE)).p, 0);
    file_replace(folder, path_join(arena, path, str_printf(arena, "%.*s.evidence.yaml", STR(staged->id))).p, staged->record);
    sync_files(arena, folder, path);
}

static void move_into_place(struct arena *arena, int folder, const struct staged *staged)
{
    struct str from = staged_path(arena, staged->id, ""), above = path_folder(staged->place);
    folder_make(folder, str_c(arena, above));
    if (renameat(folder, from.p, folder, str_c(arena, staged->place)) != 0)
        die(EXIT_MACHINE, "cannot move %.*s to %.*s: %s", STR(from), STR(staged->place), strerror(errno));
    sync_path(folder, str_c(arena, above), O_DIRECTORY);
}

void staging_commit(struct arena *arena, int folder, struct ledger_file *ledger, struct staged *staged)
{
    bool waits = is_there(folder, staged_path(arena, staged->id, ""));
    if (waits)
        write_record(arena, folder, staged);
    if (!map_find(ledger->found, staged->id))
        ledger_file_append(folder, ledger, &staged->entry);
    if (waits)
        move_into_place(arena, folder, staged);
    unlinkat(folder, staged_path(arena, staged->id, ".json").p, 0);
    unlinkat(folder, STAGING_FOLDER, AT_REMOVEDIR);         /* when it was the last one */
}

/* --- after an interruption ---------------------------------------------------------------------------------- */

struct names { vec(struct str) list; };

static struct names list_names(struct arena *arena, int folder, const char *path)
{
    struct names names = { 0 };
    int fd = beneath_open(folder, path, O_RDONLY | O_DIRECTORY, 0);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            *vec_add(arena, &names.list) = str_copy(arena, str_of(entry->d_name));
    if (dir)
        closedir(dir);
    return names;
}

/* A folder without a journal, or the copy of a journal that was not yet in its place: nothing had run. */
static void remove_leftover(struct arena *arena, int folder, struct str name)
{
    struct str path = str_printf(arena, STAGING_FOLDER "/%.*s", STR(name));
    if (unlinkat(folder, path.p, 0) == 0)
        return;
    struct names inner = list_names(arena, folder, path.p);
    for (size_t i = 0; i < inner.list.n; i++)
        unlinkat(folder, path_join(arena, path, inner.list.v[i]).p, 0);
    unlinkat(folder, path.p, AT_REMOVEDIR);
}

struct recovery {
    vec(struct staged) list;
    struct map *ids;
};

static struct recovery find_staged(struct arena *arena, int folder, const struct names *names)
{
    struct recovery recovery = { .ids = map_new_fold(arena) };
    for (size_t i = 0; i < names->list.n; i++) {
        struct str name = names->list.v[i];
        struct staged staged;
        if (!str_is(path_extension(name), "json") || name.p[0] == '.')
            continue;
        if (read_staged(arena, folder, path_stem(name), &staged)) {
            *vec_add(arena, &recovery.list) = staged;
            map_put(recovery.ids, staged.id, &recovery);
        } else {
            die(EXIT_MACHINE, "cannot read " STAGING_FOLDER "/%.*s, the journal of an item; move it away, with the folder beside it, and run again", STR(name));
        }
    }
    return recovery;
}

static void tell(const struct staged *staged)
{
    bool interrupted = str_is(staged->entry.outcome, "interrupted");
    fprintf(stderr, "dossier: an earlier run was interrupted: %.*s was %s, and is now kept as %.*s\n", STR(staged->entry.collector),
            interrupted ? "still running" : "done", STR(staged->id));
}

size_t staging_recover(struct arena *arena, int folder)
{
    struct names names = list_names(arena, folder, STAGING_FOLDER);
    struct recovery recovery = find_staged(arena, folder, &names);
    struct ledger_file ledger;
    ledger_file_open(arena, folder, recovery.ids, &ledger);
    if (ledger.incomplete) {
        fprintf(stderr, recovery.list.n ? "dossier: an earlier run was interrupted while it wrote the ledger: the incomplete last line is written anew\n"
                                        : "dossier: the last line of the ledger was cut off; it stays as it is, and `dossier check` shows it\n");
        ledger_file_mend(&ledger, recovery.list.n > 0);
    } else if (ledger.first_problem) {
        fprintf(stderr, "dossier: the ledger is broken at line %llu: `dossier check` says how\n", (unsigned long long)ledger.first_problem);
    }
    for (size_t i = 0; i < recovery.list.n; i++) {
        staging_commit(arena, folder, &ledger, &recovery.list.v[i]);
        tell(&recovery.list.v[i]);
    }
    for (size_t i = 0; i < names.list.n; i++) {
        struct str name = names.list.v[i];
        if (!map_find(recovery.ids, str_is(path_extension(name), "json") ? path_stem(name) : name))
            remove_leftover(arena, folder, name);
    }
    unlinkat(folder, STAGING_FOLDER, AT_REMOVEDIR);
    ledger_file_close(&ledger);
    return recovery.list.n;
}
