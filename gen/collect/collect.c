/* A collector's run: what it is given, what it leaves, and what that means. */
#include "collect/collect.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/die.h"
#include "base/path.h"
#include "base/tree.h"
#include "collect/environment.h"
#include "collect/run.h"
#include "collect/secret.h"

#define OUTPUT_MAX ((uint64_t)256 << 20)        /* of what becomes evidence */
enum { WORDS_MAX = 1 << 20,                     /* of what is only kept beside it */
       VERSION_MAX = 4096, VERSION_SECONDS = 10 };
#define STDOUT_FILE "stdout.txt"
#define STDERR_FILE "stderr.txt"

struct collection {
    struct arena *arena;
    const struct project *project;
    const struct collector *collector;
    struct surroundings surroundings;
    struct item item;
    struct str folder_path;     /* of the staged files, absolute */
    struct stat before;         /* of the output file, where it lies in the project */
    struct facts facts;         /* of the evidence file */
};

bool collect_lock(int folder)
{
    if (flock(folder, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno != EWOULDBLOCK)
        die(EXIT_MACHINE, "cannot lock the project: %s", strerror(errno));
    return false;
}

/* The first reason stands: what follows from it is none of its own. */
__attribute__((format(printf, 3, 4)))
static void fail(struct collection *collection, const char *outcome, const char *format, ...)
{
    if (collection->item.reason.n)
        return;
    va_list list;
    va_start(list, format);
    collection->item.outcome = outcome;
    collection->item.reason = str_vprintf(collection->arena, format, list);
    va_end(list);
}

/* --- the command -------------------------------------------------------------------------------------------- */

/* An argument with the place of the output in it. */
static char *argument(struct collection *collection, struct str text)
{
    struct str mark = S(COLLECTOR_OUTPUT), path = path_join(collection->arena, collection->folder_path, path_name(collection->collector->output));
    struct buf out = { 0 };
    for (size_t at; (at = str_find_str(text, mark)) < text.n; text = str_sub(text, at + mark.n, text.n)) {
        buf_put(&out, str_sub(text, 0, at));
        buf_put(&out, path);
    }
    buf_put(&out, text);
    struct str whole = buf_copy(collection->arena, &out);
    buf_free(&out);
    char *copy = arena_bytes(collection->arena, whole.n + 1);
    memcpy(copy, whole.p, whole.n);
    copy[whole.n] = 0;
    return copy;
}

static struct run prepare(struct collection *collection, size_t n, const struct str *words, unsigned timeout)
{
    char **argv = arena_array(collection->arena, n + 1, char *);
    for (size_t i = 0; i < n; i++)
        argv[i] = argument(collection, words[i]);
    return (struct run){ .program = surroundings_program(collection->arena, &collection->surroundings, words[0]), .argv = argv,
        .environment = collection->surroundings.variables, .folder = collection->project->folder, .timeout = timeout, .out = { .fd = -1 }, .err = { .fd = -1 } };
}

static int create(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || fchmod(fd, 0644) != 0)
        die(EXIT_MACHINE, "cannot make %s for a collector: %s", name, strerror(errno));
    return fd;
}

/* The first line of what the tool says of itself. */
static void ask_version(struct collection *collection)
{
    const struct collector *collector = collection->collector;
    if (!collector->n_version)
        return;
    FILE *file = tmpfile();
    if (!file)
        die(EXIT_MACHINE, "cannot make a temporary file: %s", strerror(errno));
    struct run run = prepare(collection, collector->n_version, collector->version, VERSION_SECONDS);
    run.out = run.err = (struct run_sink){ .fd = fileno(file), .max = VERSION_MAX };
    run_command(&run);
    char text[2 * VERSION_MAX];
    rewind(file);
    size_t n = fread(text, 1, sizeof text, file);
    fclose(file);
    struct facts facts = { .arena = collection->arena };
    struct str said = str_trim((struct str){ text, n });
    if (run.end != RUN_NOT_STARTED)
        collection->item.tool = facts_clean(&facts, str_sub(said, 0, str_find(said, '\n')));
}

/* --- what came of it ---------------------------------------------------------------------------------------- */

static void fail_as_too_large(struct collection *collection)
{
    fail(collection, "too-large", "it wrote more than %" PRIu64 " MiB, which are not kept", OUTPUT_MAX >> 20);
}

static bool is_success(const struct collector *collector, int status)
{
    for (size_t i = 0; i < collector->n_success; i++)
        if (collector->success[i] == status)
            return true;
    return false;
}

static void judge_end(struct collection *collection, const struct run *run)
{
    const struct collector *collector = collection->collector;
    switch (run->end) {
    case RUN_NOT_STARTED:
        if (run->error == ENOENT)
            fail(collection, "not-started", "there is no program '%.*s'", STR(collector->command[0]));
        else
            fail(collection, "not-started", "'%.*s' cannot be started: %s", STR(collector->command[0]), strerror(run->error));
        break;
    case RUN_TIMED_OUT:
        fail(collection, "timed-out", "it had not ended after %u seconds", collector->timeout);
        break;
    case RUN_TOO_LARGE:
        fail_as_too_large(collection);
        break;
    case RUN_SIGNALLED:
        fail(collection, "failed", "a signal ended it: %s", strsignal(run->signal));
        break;
    case RUN_EXITED:
        collection->item.has_exit = true;
        collection->item.exit = run->status;
        if (!is_success(collector, run->status))
            fail(collection, "failed", "exit status %d", run->status);
        break;
    }
}

/* The file that the command was to write in the project's folder, if it is a new one. */
static bool is_fresh(const struct stat *before, const struct stat *now)
{
    return before->st_ino != now->st_ino || before->st_size != now->st_size || before->st_mtim.tv_sec != now->st_mtim.tv_sec
        || before->st_mtim.tv_nsec != now->st_mtim.tv_nsec || before->st_dev != now->st_dev;
}

static void take_from_project(struct collection *collection, struct str name)
{
    const struct collector *collector = collection->collector;
    const char *path = str_c(collection->arena, collector->output);
    struct stat now;
    if (fstatat(collection->project->folder, path, &now, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (!is_fresh(&collection->before, &now))
        fail(collection, "failed", "it did not write '%.*s', which is that of an earlier run", STR(collector->output));
    else if ((uint64_t)now.st_size > OUTPUT_MAX)
        fail_as_too_large(collection);
    else
        file_copy(collection->project->folder, path, collection->item.folder, name.p, &collection->item.digest, &collection->item.size);
}

static const char *ending_of(const struct facts *facts)
{
    static const char *const endings[][2] = { { "application/json", ".json" }, { "application/jsonl", ".jsonl" }, { "application/xml", ".xml" },
        { "text/csv", ".csv" }, { "application/yaml", ".yaml" }, { "application/pdf", ".pdf" }, { "image/png", ".png" }, { "application/zip", ".zip" } };
    const struct evidence_format *format = evidence_format_find(facts->format);
    for (size_t i = 0; format && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(format->media_type, endings[i][0]) == 0)
            return endings[i][1];
    return ".txt";
}

/* Reads the file as every build will. False: there is nothing to keep; the reason was given. */
static bool read_output(struct collection *collection, struct str name)
{
    struct item *item = &collection->item;
    enum file_problem problem;
    int fd = file_open(item->folder, name.p, &item->size, &problem);
    if (fd < 0) {
        fail(collection, "failed", problem == FILE_ABSENT ? "it wrote no file '%.*s'" : "what it wrote at '%.*s' is no regular file", STR(name));
        return false;
    }
    bool kept = item->size > 0 && item->size <= OUTPUT_MAX && strcmp(item->outcome, "too-large") != 0;
    if (kept)
        evidence_read(collection->arena, fd, name, &collection->facts, &item->digest, &item->size);
    else if (item->size > 0)
        fail_as_too_large(collection);
    else
        fail(collection, "failed", "it ended well and wrote nothing");
    close(fd);
    return kept;
}

/* Standard output gets the ending of its format, so that whoever opens it knows what it is. */
static struct str name_output(struct collection *collection, struct str name)
{
    if (collection->collector->output.n)
        return name;
    struct str better = str_printf(collection->arena, "output%s", ending_of(&collection->facts));
    if (renameat(collection->item.folder, name.p, collection->item.folder, better.p) != 0)
        die(EXIT_MACHINE, "cannot rename what a collector wrote: %s", strerror(errno));
    return better;
}

/* The value of a variable that it was given must not travel: then nothing that it wrote does. */
static void drop_secrets(struct collection *collection, struct str name)
{
    const char *const names[] = { STDOUT_FILE, STDERR_FILE, name.p };
    struct str variable = S("");
    for (size_t i = 0; i < 3 && !variable.n; i++)
        variable = secret_find(collection->arena, collection->item.folder, names[i], collection->collector);
    if (!variable.n)
        return;
    for (size_t i = 0; i < 3; i++)
        unlinkat(collection->item.folder, names[i], 0);
    collection->item.reason = S("");
    fail(collection, "failed", "what it wrote held the value of %.*s, so nothing of it was kept", STR(variable));
}

static struct str if_any(struct collection *collection, const char *name)
{
    struct stat status;
    return fstatat(collection->item.folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_size > 0 ? str_of(name) : S("");
}

/* What the record does not name does not become part of the project. */
static void remove_others(struct collection *collection)
{
    const struct item *item = &collection->item;
    struct listing listing = { 0 };
    folder_list(collection->arena, item->folder, ".", &listing);
    for (size_t i = 0; i < listing.list.n; i++) {
        struct str path = listing.list.v[i].path;
        if (!str_eq(path, item->file) && !str_eq(path, item->output) && !str_eq(path, item->errors) && !str_eq(path, item->partial)
            && !str_is(path, INTERRUPTED_FILE))
            unlinkat(item->folder, path.p, 0);
    }
}

static void take_output(struct collection *collection)
{
    const struct collector *collector = collection->collector;
    struct item *item = &collection->item;
    bool own_file = collector->output.n > 0;
    struct str name = own_file ? str_copy(collection->arena, path_name(collector->output)) : S(STDOUT_FILE);
    if (own_file && !collector->places_output)
        take_from_project(collection, name);
    drop_secrets(collection, name);
    bool kept = read_output(collection, name);
    item->errors = if_any(collection, STDERR_FILE);
    item->output = own_file ? if_any(collection, STDOUT_FILE) : S("");
    if (item->reason.n) {
        item->partial = kept ? name : S("");
        item_write_failure(collection->arena, item);
    } else {
        item->file = name_output(collection, name);
    }
    remove_others(collection);
}

/* --- the whole ---------------------------------------------------------------------------------------------- */

static bool is_taken(const struct project *project, struct str place)
{
    return faccessat(project->folder, place.p, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* EV-COLLECTOR-20261130T090000Z in content/evidence/COLLECTOR/20261130T090000Z. */
static void name_item(struct collection *collection)
{
    struct item *item = &collection->item;
    struct arena *arena = collection->arena;
    struct datetime at = datetime_of_epoch(item->started);
    struct date_parts day = date_parts(at.day);
    struct str id = collection->collector->id, stamp = str_printf(arena, "%04d%02d%02dT%02d%02d%02dZ", day.year, day.month, day.day,
        at.second / 3600, at.second / 60 % 60, at.second % 60), name = stamp;
    for (int n = 2; is_taken(collection->project, str_printf(arena, "content/evidence/%.*s/%.*s", STR(id), STR(name))); n++)
        name = str_printf(arena, "%.*s-%d", STR(stamp), n);
    item->staged.id = str_printf(arena, "EV-%.*s-%.*s", STR(id), STR(name));
    item->staged.place = str_printf(arena, "content/evidence/%.*s/%.*s", STR(id), STR(name));
}

/* Everything that a later run needs to say that this one was interrupted. */
static void begin(struct collection *collection)
{
    struct item *item = &collection->item;
    name_item(collection);
    item->folder = staging_begin(collection->arena, collection->project->folder, item->staged.id);
    collection->folder_path = str_printf(collection->arena, "%.*s/" STAGING_FOLDER "/%.*s", STR(collection->surroundings.project), STR(item->staged.id));
    item->reason = S("");
    fail(collection, "interrupted", "dossier itself was ended while it ran; when that was is not known");
    item->ended = item->started;
    item_write_failure(collection->arena, item);
    item_describe(collection->arena, item);
    staging_write(collection->arena, collection->project->folder, &item->staged);
    collection->item.outcome = "collected";
    collection->item.reason = S("");
}

static void execute(struct collection *collection)
{
    const struct collector *collector = collection->collector;
    struct item *item = &collection->item;
    struct run run = prepare(collection, collector->n_command, collector->command, collector->timeout);
    bool is_evidence = !collector->output.n;
    run.out = (struct run_sink){ .fd = create(item->folder, STDOUT_FILE), .max = is_evidence ? OUTPUT_MAX : WORDS_MAX, .fatal = is_evidence };
    run.err = (struct run_sink){ .fd = create(item->folder, STDERR_FILE), .max = WORDS_MAX };
    if (!is_evidence)
        fstatat(collection->project->folder, str_c(collection->arena, collector->output), &collection->before, AT_SYMLINK_NOFOLLOW);
    run_command(&run);
    close(run.out.fd);
    close(run.err.fd);
    item->ended = (int64_t)time(NULL);
    judge_end(collection, &run);
    take_output(collection);
}

struct collect_result collect_run(struct arena *arena, const struct project *project, const struct collector *collector)
{
    struct collection collection = { .arena = arena, .project = project, .collector = collector };
    struct item *item = &collection.item;
    struct ledger_file ledger;
    item->collector = collector;
    item->started = (int64_t)time(NULL);
    surroundings_make(arena, project, collector, &collection.surroundings);
    ask_version(&collection);
    begin(&collection);
    execute(&collection);
    item_describe(arena, item);
    staging_write(arena, project->folder, &item->staged);
    ledger_file_open(arena, project->folder, map_new(arena), &ledger);
    staging_commit(arena, project->folder, &ledger, &item->staged);
    ledger_file_close(&ledger);
    close(item->folder);
    bool collected = !item->reason.n;
    return (struct collect_result){ .id = item->staged.id, .outcome = item->outcome, .collected = collected,
        .reason = collected ? collection.facts.reason : item->reason, .state = collected ? collection.facts.state : FACTS_NO_RESULT };
}
