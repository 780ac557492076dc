/* A project folder into a model. */
#include "model/load.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/path.h"
#include "model/collector.h"
#include "model/crosswalk.h"
#include "model/evidence_files.h"
#include "model/framework_load.h"
#include "model/ledger.h"
#include "model/link.h"
#include "model/naming.h"
#include "model/record_load.h"
#include "model/shape.h"
#include "model/type_load.h"
#include "model/verdict.h"

struct task {                       /* one input file */
    struct input *input;
    const struct record_type *document;     /* what a Markdown file is unless it says otherwise; NULL: YAML */
    struct records records;
};

struct reading {
    struct project *project;
    struct model *model;
    struct part_names parts;
    struct task *tasks;
};

static bool is_record_file(struct str path)
{
    struct str name = path_name(path);
    return str_is(name, "index.yaml") || str_ends(name, S(".evidence.yaml"));
}

static bool skip_library(struct str path)
{
    return str_starts(path, S("controls/types/")) || str_starts(path, S("controls/frameworks/"))
        || str_starts(path, S("controls/crosswalks/")) || str_starts(path, S("controls/rules/"))
        || str_starts(path, S("controls/collectors/"));
}

static bool skip_evidence(struct str path)
{
    return !is_record_file(path);
}

/* Front matter may choose another document type. */
static const struct record_type *document_type(struct reading *reading, struct diags *diags, const struct task *task,
                                               const struct node *front)
{
    const struct node *node = front ? node_find(front, "type") : NULL;
    if (!node || node_is_null(node))
        return task->document;
    const struct record_type *type = model_type(reading->model, node->text);
    if (type && type->document)
        return type;
    diag_report(diags, DIAG_BAD_VALUE, node->pos, "'%.*s' is no type of document; documents are policies and pages", STR(node->text));
    return task->document;
}

/* One message instead of one for each field that is missing. */
static struct record *record_without_front(struct diags *diags, struct arena *arena, const struct task *task, const struct record_type *type)
{
    struct record *record = record_new(arena, type, (struct pos){ .file = task->input->file, .line = 1, .col = 1 });
    struct buf fields = { 0 };
    for (size_t i = 0; i < type->n_fields; i++)
        if (type->fields[i].required)
            buf_printf(&fields, "%s'%.*s'", fields.n ? ", " : "", STR(type->fields[i].name));
    struct diag *diag = diag_report(diags, DIAG_MISSING_FIELD, record->pos, "this %.*s has no front matter; it needs %.*s", STR(type->name), STR(buf_str(&fields)));
    if (str_starts(str_trim(task->input->text), S("---\n")))
        diag_hint(diags, diag, "front matter begins on the first line of the file");
    else
        diag_hint(diags, diag, "write it at the top between two lines '---'; `dossier new %.*s` shows one", STR(type->name));
    buf_free(&fields);
    record->rejected = true;
    return record;
}

static void read_document(struct reading *reading, struct task *task, struct worker *worker)
{
    struct document *document = document_read(worker->keep, worker->scratch, &worker->diags, task->input->file, task->input->text, &reading->parts);
    if (!document)
        return;
    const struct record_type *type = document_type(reading, &worker->diags, task, document->front);
    struct record_loader loader = { worker->keep, &worker->diags, reading->model->n_types, reading->model->types };
    struct record *record = document->front ? record_load(&loader, type, document->front, "type")
                                            : record_without_front(&worker->diags, worker->keep, task, type);
    record->document = document;
    *vec_add(worker->keep, &task->records.list) = record;
}

static void read_task(void *context, size_t i, struct worker *worker)
{
    struct reading *reading = context;
    struct task *task = &reading->tasks[i];
    size_t max = task->document ? DOCUMENT_FILE_MAX : YAML_FILE_MAX;
    if (!input_read(worker->scratch, &worker->diags, reading->project, task->input, max))
        return;
    if (task->document) {
        read_document(reading, task, worker);
        return;
    }
    const struct node *node = yaml_read(worker->scratch, &worker->diags, task->input->file, task->input->text, 1);
    struct record_loader loader = { worker->keep, &worker->diags, reading->model->n_types, reading->model->types };
    if (node)
        records_load(&loader, node, &task->records);
}

/* Words for those who write types, frameworks and rules, and the programs of collectors; nobody takes them for records. */
static bool is_known(struct str path)
{
    return (skip_library(path) && str_is(path_name(path), "README.md")) || str_starts(path, S("controls/collectors/"));
}

/* Nothing is left out silently: every file below controls/ and content/ that no reader takes is named. */
static void report_unread(struct project *project, struct diags *diags)
{
    const struct own_files *own = project_own(project);
    for (size_t i = 0; i < own->n; i++) {
        struct str path = own->v[i].path;
        if (str_starts(path, S("content/evidence/")) || map_find(project->taken, path) || is_known(path))
            continue;
        struct pos pos = { .file = project_source(project, path) };
        if (own->v[i].regular)
            diag_report(diags, DIAG_UNREAD_FILE, pos, "nothing reads this file");
        else
            diag_report(diags, DIAG_UNREADABLE_FILE, pos, "this is no regular file or folder of the project, and what is behind it is not read");
    }
}

/* The largest inputs are the Markdown documents; records come first so that the listing reads naturally. */
static size_t list_tasks(struct reading *reading, struct inputs inputs[4], struct task **tasks)
{
    struct project *project = reading->project;
    project_files(project, S("controls/"), "yaml", skip_library, &inputs[0]);
    project_files(project, S("content/evidence/"), "yaml", skip_evidence, &inputs[1]);
    project_files(project, S("content/policies/"), "md", NULL, &inputs[2]);
    project_files(project, S("content/pages/"), "md", NULL, &inputs[3]);
    const struct record_type *types[4] = { NULL, NULL, model_type(reading->model, S("policy")), model_type(reading->model, S("page")) };
    size_t n = 0, total = inputs[0].list.n + inputs[1].list.n + inputs[2].list.n + inputs[3].list.n;
    *tasks = arena_array(project->arena, total, struct task);
    for (size_t k = 0; k < 4; k++)
        for (size_t i = 0; i < inputs[k].list.n; i++)
            (*tasks)[n++] = (struct task){ .input = &inputs[k].list.v[i], .document = types[k] };
    return n;
}

static void read_all(struct reading *reading, struct pool *pool, struct diags *diags, struct records *records)
{
    struct inputs inputs[4] = { 0 };
    struct arena *arena = reading->project->arena;
    size_t n = list_tasks(reading, inputs, &reading->tasks);
    pool_run(pool, n, read_task, reading);
    pool_collect(pool, arena, diags);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < reading->tasks[i].records.list.n; k++)
            *vec_add(arena, &records->list) = reading->tasks[i].records.list.v[k];
}

bool settings_read(struct project *project, struct diags *diags, struct settings *settings)
{
    struct input input = { .file = project_source(project, S("dossier.yaml")), .path = S("dossier.yaml") };
    project->sources->list.v[input.file].compiled = true;
    if (!input_read(project->arena, diags, project, &input, YAML_FILE_MAX)) {
        if (faccessat(project->folder, "dossier.yaml", F_OK, AT_SYMLINK_NOFOLLOW) != 0)
            diag_hint(diags, &diags->list.v[diags->list.n - 1], "name the folder of a project with -C, or make one with `dossier init DIR`");
        return false;
    }
    const struct node *node = yaml_read(project->arena, diags, input.file, input.text, 1);
    return node && settings_load(project->arena, diags, node, settings);
}

static void add_framework_records(struct model *model, struct arena *arena, struct records *records)
{
    for (size_t i = 0; i < model->n_frameworks; i++) {
        *vec_add(arena, &records->list) = model->frameworks[i].record;
        for (size_t k = 0; k < model->frameworks[i].n_requirements; k++)
            *vec_add(arena, &records->list) = model->frameworks[i].requirements[k];
    }
}

/* The project decides which levels of classification there are. */
static void set_levels(struct model *model)
{
    for (size_t i = 0; i < model->n_types; i++) {
        struct field *field = map_find(model->types[i]->by_name, S("classification"));
        if (!field || field->kind != FIELD_WORD)
            continue;
        field->words = model->settings.levels;
        field->n_words = model->settings.n_levels;
    }
}

bool model_load(struct project *project, struct pool *pool, struct diags *diags, const struct load_options *options,
                struct model *model)
{
    *model = (struct model){ .arena = project->arena, .sources = project->sources, .settings = *options->settings };
    struct known *known = arena_new_of(project->arena, struct known);
    model->incomplete = !types_load(project, diags, &model->n_types, &model->types);
    if (!model->n_types || !known_resolve(diags, model, known))
        return false;
    set_levels(model);
    model->incomplete = !frameworks_load(project, diags, model) || model->incomplete;
    model->known = known;
    frameworks_check_applies(model, diags);
    crosswalks_load(project, diags, model);
    model->as_of = options->as_of != DATE_NONE ? options->as_of : model->settings.as_of;
    if (model->as_of == DATE_NONE)
        model->as_of = options->today;
    struct records records = { 0 };
    struct reading reading = { .project = project, .model = model, .parts = options->parts };
    read_all(&reading, pool, diags, &records);
    report_unread(project, diags);
    add_framework_records(model, project->arena, &records);
    crosswalks_relate(model, &records);
    model_name(model, diags, &records);
    evidence_files_read(project, pool, diags, model);
    ledger_compare(project, diags, model);
    struct map *by_path = evidence_paths(model);
    evidence_files_unrecorded(project, diags, model, by_path);
    model_link(model, pool, diags, by_path);
    link_circles(model, diags);
    model_judge(model, pool, diags);
    collectors_date(model);
    return true;
}
