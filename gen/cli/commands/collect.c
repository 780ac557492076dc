/* dossier collect: runs the collectors that are due, or those that are named. */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"
#include "cli/session.h"
#include "collect/collect.h"

static const struct option_row options[] = {
    { "due", 0, NULL, "of the named ones only those that are due" },
    { "dry-run", 0, NULL, "say what would be run, and why; run nothing" },
    { NULL, 0, NULL, NULL }
};

struct choice {
    struct session *session;
    bool dry;
    vec(struct collector) list;
    size_t unusable;
};

/* Why it is to run on that day, or why not. */
static bool is_due(struct choice *choice, const struct record *collector, struct str *why)
{
    const struct known *known = choice->session->model.known;
    const struct value *last = record_value(collector, known->collector_last_success);
    struct arena *arena = choice->session->output;
    date_days next = record_date(collector, known->collector_next_due);
    struct str day = last->kind == VALUE_DATETIME ? date_text(arena, last->as.datetime.day) : S("");
    if (!day.n)
        *why = S("it has taken nothing yet");
    else if (next == DATE_NONE)
        *why = str_printf(arena, "it took what it is to take on %.*s", STR(day));
    else
        *why = str_printf(arena, "it last took something on %.*s, and is due %s %.*s", STR(day), next <= choice->session->model.as_of ? "since" : "on", STR(date_text(arena, next)));
    return !day.n || (next != DATE_NONE && next <= choice->session->model.as_of);
}

static void tell_plan(const struct choice *choice, const struct collector *collector, bool chosen, struct str why)
{
    if (!choice->dry)
        return;
    printf("%.*s: %s: %.*s\n ", STR(collector->id), chosen ? "would run" : "would not run", STR(why));
    for (size_t i = 0; i < collector->n_command; i++)
        printf(" %.*s", STR(collector->command[i]));
    putchar('\n');
}

static void consider(struct choice *choice, const struct record *record, bool named)
{
    struct session *session = choice->session;
    struct diags none;
    struct collector collector;
    struct str why;
    diags_new(session->output, &none);
    if (!collector_read(session->output, &none, &session->model, record, &collector)) {
        fprintf(stderr, "dossier: %.*s cannot be run as it is written; `dossier check` says why\n", STR(record->id));
        choice->unusable++;
        return;
    }
    bool due = is_due(choice, record, &why), chosen = due || (named && !option_value(session->call, "due"));
    if (chosen && !due)
        why = S("it is named");
    tell_plan(choice, &collector, chosen, why);
    if (chosen)
        *vec_add(session->output, &choice->list) = collector;
}

static const struct record *find_collector(struct session *session, const char *name)
{
    const struct record *record = model_find(&session->model, str_of(name));
    const struct list *all = model_records(&session->model, session->model.known->collector);
    if (record && record->type == session->model.known->collector)
        return record;
    struct nearest nearest = nearest_to(str_of(name));
    for (uint32_t i = 0; i < all->n; i++)
        nearest_try(&nearest, all->v[i].as.ref.record->id);
    if (nearest.word.n)
        usage_error(session->call->command, "there is no collector '%s'; did you mean '%.*s'?", name, STR(nearest.word));
    usage_error(session->call->command, "there is no collector '%s'", name);
}

static void choose(struct choice *choice)
{
    struct session *session = choice->session;
    const struct list *all = model_records(&session->model, session->model.known->collector);
    for (int i = 0; i < session->call->n_operands; i++)
        find_collector(session, session->call->operands[i]);        /* a name that is wrong runs nothing at all */
    for (int i = 0; i < session->call->n_operands; i++)
        consider(choice, find_collector(session, session->call->operands[i]), true);
    for (uint32_t i = 0; session->call->n_operands == 0 && i < all->n; i++)
        consider(choice, all->v[i].as.ref.record, false);
    if (!all->n)
        fprintf(stderr, "dossier: the project has no collectors; `dossier schema collector` shows what one says\n");
}

/* False: it failed, which is kept. */
static bool run_one(struct choice *choice, const struct collector *collector)
{
    struct session *session = choice->session;
    struct collect_result result = collect_run(session->output, &session->project, collector);
    if (result.collected)
        printf("%.*s: %.*s: %s: %.*s\n", STR(collector->id), STR(result.id), facts_state_name(result.state), STR(result.reason));
    else
        printf("%.*s: %.*s: the run failed (%s): %.*s\n", STR(collector->id), STR(result.id), result.outcome, STR(result.reason));
    fflush(stdout);
    return result.collected;
}

static int collect(struct session *session)
{
    struct choice choice = { .session = session, .dry = option_value(session->call, "dry-run") };
    size_t failed = 0;
    choose(&choice);
    for (size_t i = 0; !choice.dry && i < choice.list.n; i++)
        failed += !run_one(&choice, &choice.list.v[i]);
    if (session->call->verbosity > VERBOSITY_QUIET && !choice.dry)
        fprintf(stderr, "dossier: %zu collector%s run, %zu failed\n", choice.list.n, choice.list.n == 1 ? "" : "s", failed);
    return failed || choice.unusable ? EXIT_FINDINGS : EXIT_FINE;
}

/* What was interrupted is finished before anything is read, so that it counts. Only in a project: nowhere else is anything
 * locked or looked for. */
static void prepare(const struct invocation *call)
{
    int folder = folder_open(call->folder);
    if (folder < 0 || faccessat(folder, "dossier.yaml", F_OK, 0) != 0)
        return;                             /* session_open says what is wrong */
    if (!collect_lock(folder))              /* `folder` stays open: the lock ends with the program */
        die(EXIT_MACHINE, "another `dossier collect` is at work in this project");
    struct arena *arena = arena_new();
    staging_recover(arena, folder);
    arena_free(arena);
}

/* Reports are as of the day that dossier.yaml names; a collector is due by the clock, unless --as-of tells another day. */
static int run(const struct invocation *call)
{
    struct session session;
    struct arena *arena = arena_new();
    struct invocation today = *call;
    int status = EXIT_FINE;
    if (!call->as_of)
        today.as_of = str_c(arena, date_text(arena, datetime_of_epoch((int64_t)time(NULL)).day));
    if (!option_value(call, "dry-run"))
        prepare(call);
    if (session_open(&session, &today))
        status = collect(&session);
    else
        session_refuses(&session, &status);
    session_close(&session);
    arena_free(arena);
    return status;
}

const struct command command_collect = { .name = "collect", .operands = "[NAME...]",
    .summary = "run the collectors of evidence that are due, or those that are named", .options = options, .least = 0, .most = -1, .run = run };
