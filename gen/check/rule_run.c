/* Running rules: each in a state of its own, so that none can lean on another, in parallel. */
#include "check/rule_run.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/die.h"
#include "model/model.h"
#include "script/lua_scan.h"

/* A large project may be looked at as closely as a small one, and have as much wrong with it. */
enum { WORK_PER_RECORD = 1000, MEMORY_PER_RECORD = 1000 };
enum { THING_PROJECT = THING_OTHER };

struct running {
    const struct rule_files *rules;
    const struct model *model;
    bool wrong_input;               /* errors were reported: a rule may then miss what it may rely on */
    struct placed_list *placed;     /* one a rule */
};

/* The text of a line without the white space around it. */
static struct pos line_pos(const struct rule_file *rule, uint32_t line)
{
    struct str rest = rule->text, piece = { .n = 0 };

    for (uint32_t i = 0; i < line; i++)
        if (!str_split(&rest, '\n', &piece))
            return (struct pos){ .file = rule->file };
    piece = str_trim(piece);
    if (!line || !piece.n)
        return (struct pos){ .file = rule->file, .line = line };
    return pos_of_offset(rule->file, rule->text, (size_t)(piece.p - rule->text.p), piece.n);
}

static void report_error(struct rule_run *run, const struct script_error *error)
{
    struct pos pos = line_pos(run->rule, error->line > 0 ? (uint32_t)error->line : 0);
    struct str before = S("");

    if (run->reported)
        before = str_printf(run->keep, "; %zu finding%s before it stay%s", run->reported, run->reported == 1 ? "" : "s",
                            run->reported == 1 ? "s" : "");
    struct diag *diag = diag_report(run->diags, DIAG_RULE_ERROR, pos, "%.*s%.*s", STR(error->message), STR(before));
    if (error->hint.n)
        diag_hint(run->diags, diag, "%.*s", STR(error->hint));
}

static bool on_word(void *context, enum lua_event event, size_t at, size_t n)
{
    (void)context, (void)event, (void)at, (void)n;
    return true;
}

/* What the sandbox cannot bound is refused before Lua sees it. */
static bool read_lua(struct rule_run *run, struct buf *lua)
{
    struct lua_scan scan = { .text = run->rule->text, .out = lua, .on = on_word };

    if (lua_scan_file(&scan))
        return true;
    diag_report(run->diags, DIAG_RULE_ERROR, pos_of_offset(run->rule->file, scan.text, scan.problem_at, scan.problem_n), "%s", scan.problem);
    return false;
}

static bool load(struct rule_run *run, struct arena *scratch)
{
    struct buf lua = { .max = 2 * RULE_FILE_MAX };
    struct str message, what;
    uint32_t line;
    bool fine = read_lua(run, &lua);

    if (fine && !script_load(&run->script, scratch, buf_str(&lua), str_printf(scratch, "=%.*s", STR(run->rule->name)).p, &message)) {
        what = script_syntax(message, &line);
        diag_report(run->diags, DIAG_RULE_ERROR, line_pos(run->rule, line), "%.*s", STR(what));
        fine = false;
    }
    buf_free(&lua);
    return fine;
}

static int project_index(lua_State *L, const struct thing *thing, struct str key)
{
    (void)thing;
    if (!push_project_field(L, key))
        script_fail(L, "'project' has no '%s'; it has " PROJECT_FIELDS, key.p);
    return 1;
}

static void open_run(struct rule_run *run, const struct model *model)
{
    script_open(&run->script, model);
    run->script.work_max += (uint64_t)WORK_PER_RECORD * model->n_serials;
    run->script.memory_max += (size_t)MEMORY_PER_RECORD * model->n_serials;
    run->script.index_other = project_index;
    run->project.kind = THING_PROJECT;
    script_add(&run->script, library_report);
    script_add(&run->script, library_mentions);
    script_set(&run->script, "project", &run->project);
    script_set_date(&run->script, "as_of", model->as_of);
}

static void run_rule(void *context, size_t i, struct worker *worker)
{
    struct running *running = context;
    struct rule_run *run = calloc(1, sizeof *run);
    struct script_error error;

    if (!run)
        die(EXIT_MACHINE, "no memory");
    open_run(run, running->model);
    run->rule = &running->rules->v[i];
    run->keep = worker->keep;
    run->files = arena_new();
    run->diags = &worker->diags;
    run->placed = &running->placed[i];
    if (load(run, worker->scratch)) {
        script_push_environment(run->script.L);
        lua_setupvalue(run->script.L, -2, 1);
        backstop_start(&run->script, str_c(worker->scratch, run->rule->name));
        bool fine = script_run(&run->script, worker->scratch, 0, &error);
        backstop_stop();
        if (!fine && !running->wrong_input)
            report_error(run, &error);
    }
    script_close(&run->script);
    arena_free(run->files);
    free(run);
}

/* Findings in evidence files get their source now. */
static void place_findings(const struct placed_list *placed, struct project *project, struct diags *diags)
{
    for (size_t i = 0; i < placed->list.n; i++) {
        const struct placed *p = &placed->list.v[i];
        struct pos pos = { .file = project_source(project, p->path), .line = p->line, .col = 1 };
        struct diag *diag = diag_report_code(diags, p->diag.code, pos, p->diag.message);
        diag->hint = p->diag.hint;
        diag->subject = p->diag.subject;
    }
}

/* Errors about anything but rules. */
static bool input_is_wrong(const struct diags *diags)
{
    for (size_t i = 0; diags->errors && i < diags->list.n; i++)
        if (diags->list.v[i].code->severity == SEVERITY_ERROR && diags->list.v[i].code != &diag_codes[DIAG_RULE_ERROR])
            return true;
    return false;
}

void rule_files_run(const struct rule_files *rules, const struct model *model, struct project *project, struct pool *pool,
                    struct diags *diags)
{
    struct running running = { rules, model, input_is_wrong(diags), arena_array(diags->arena, rules->n, struct placed_list) };

    pool_run(pool, rules->n, run_rule, &running);
    pool_collect(pool, diags->arena, diags);
    for (size_t i = 0; i < rules->n; i++)
        place_findings(&running.placed[i], project, diags);
}
