/* What most commands begin with. */
#include "cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "check/check.h"
#include "render/templates.h"

static double clock_seconds(clockid_t id)
{
    struct timespec time;
    clock_gettime(id, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void session_stage(struct session *session, const char *name)
{
    double wall = clock_seconds(CLOCK_MONOTONIC), cpu = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    if (session->call->verbosity >= VERBOSITY_STAGES && name)
        fprintf(stderr, "stage %s wall %.3f cpu %.3f peak %ld\n", name, wall - session->stage_wall, cpu - session->stage_cpu, usage.ru_maxrss >> 10);
    session->stage_wall = wall;
    session->stage_cpu = cpu;
}

int64_t source_date_epoch(void)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds;
    if (!text || !*text)
        return -1;
    if (!str_u64(str_of(text), &seconds) || seconds > (uint64_t)253402300799)
        usage_error(NULL, "SOURCE_DATE_EPOCH is no number of seconds: '%s'", text);
    return (int64_t)seconds;
}

/* The only place that asks the clock, and only when nothing else says what day it is. */
static date_days today(void)
{
    int64_t epoch = source_date_epoch();
    return datetime_of_epoch(epoch >= 0 ? epoch : (int64_t)time(NULL)).day;
}

static bool is_library(struct arena *arena, struct str folder)
{
    return access(path_join(arena, folder, S("controls/types/common.yaml")).p, R_OK) == 0
        && access(path_join(arena, folder, S("templates/layouts")).p, R_OK) == 0;
}

struct str library_look(struct arena *arena)
{
    char *self = arena_bytes(arena, 4096);
    ssize_t n = readlink("/proc/self/exe", self, 4095);
    struct str folder = path_folder((struct str){ self, n > 0 ? (size_t)n : 0 });
    struct str installed = path_join(arena, path_folder(folder), S("share/dossier"));
    if (is_library(arena, installed))
        return installed;
    for (; folder.n; folder = path_folder(folder))      /* build/FLAVOUR/ of a source tree */
        if (is_library(arena, folder))
            return str_copy(arena, folder);
    return S("");
}

struct str library_find(struct arena *arena)
{
    struct str folder = library_look(arena);
    if (!folder.n)
        die(EXIT_MACHINE, "there is no library of record types and templates beside the program, in ../share/dossier");
    return folder;
}

static date_days parse_as_of(const struct invocation *call)
{
    date_days as_of = DATE_NONE;
    if (call->as_of && !date_parse(str_of(call->as_of), &as_of))
        usage_error(call->command, "--as-of takes a date such as 2026-11-30, not '%s'", call->as_of);
    return as_of;
}

/* What is wrong in dossier.yaml; some of it only shows once everything else was read. */
static bool is_settings_error(const struct session *session)
{
    for (size_t i = 0; i < session->diags.list.n; i++) {
        const struct diag *diag = &session->diags.list.v[i];
        if (diag->code->severity == SEVERITY_ERROR && str_is(sources_shown(&session->sources, diag->pos.file), "dossier.yaml"))
            return true;
    }
    return false;
}

bool session_open(struct session *session, const struct invocation *call)
{
    *session = (struct session){ .call = call, .arena = arena_new(), .output = arena_new() };
    session_stage(session, NULL);
    sources_new(session->output, &session->sources);
    diags_new(session->output, &session->diags);
    struct load_options options = { .as_of = parse_as_of(call), .today = today() };
    project_open(session->arena, &session->sources, str_of(call->folder), library_find(session->output), &session->project);
    session->pool = pool_new(call->jobs);
    struct settings settings = { 0 };
    session->settings_wrong = !settings_read(&session->project, &session->diags, &settings);
    if (session->settings_wrong)
        return false;
    document_setup();
    rule_files_load(&session->project, &session->diags, &session->rules);
    options.settings = &settings;
    options.parts = templates_parts(&session->project, settings.theme);     /* which fenced blocks are parts */
    session->loaded = model_load(&session->project, session->pool, &session->diags, &options, &session->model);
    session->settings_wrong = is_settings_error(session);
    session_stage(session, "load");
    if (!session->loaded)
        return false;
    arena_seal(session->arena);
    session->project.arena = session->output;
    if (!session->model.incomplete)         /* findings about what could not be read would only hide the cause */
        checks_run(&session->model, &session->rules, &session->project, session->pool, &session->diags);
    diags_sort(&session->sources, &session->diags);
    session_stage(session, "check");
    return true;
}

void session_close(struct session *session)
{
    project_close(&session->project);
    pool_free(session->pool);
    arena_free(session->arena);
    arena_free(session->output);
}

struct str session_path(struct session *session, struct str path)
{
    return str_is(session->project.root, ".") ? path : path_join(session->output, session->project.root, path);
}

static void print_errors(struct session *session)
{
    struct buf out = { 0 };
    diags_sort(&session->sources, &session->diags);
    for (size_t i = 0; i < session->diags.list.n; i++) {
        const struct diag *diag = &session->diags.list.v[i];
        if (diag->code->severity == SEVERITY_ERROR)
            diag_print(&out, &session->sources, diag, session->call->color);
    }
    fwrite(out.p ? out.p : "", 1, out.n, stderr);
    buf_free(&out);
}

int session_status(const struct session *session, bool fail_on_warning)
{
    if (session->settings_wrong)
        return EXIT_USAGE;
    return session->diags.errors || (fail_on_warning && session->diags.warnings > session->diags.suppressed) ? EXIT_FINDINGS : EXIT_FINE;
}

bool session_refuses(struct session *session, int *status)
{
    if (session->loaded && !session->diags.errors)
        return false;
    print_errors(session);
    fprintf(stderr, "dossier: %zu error%s; nothing was written\n", session->diags.errors, session->diags.errors == 1 ? "" : "s");
    *status = session_status(session, false);
    return true;
}
