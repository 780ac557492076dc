/* The files behind evidence records. */
#include "model/evidence_files.h"

#include <unistd.h>

#include "base/path.h"
#include "base/tree.h"
#include "model/record_load.h"

struct job {
    struct project *project;
    struct model *model;
};

bool evidence_is_personal(const struct known *known, const struct record *evidence)
{
    const struct value *value = record_value(evidence, known->evidence_personal_data);
    return value->kind == VALUE_BOOL && value->as.truth;
}

struct map *evidence_personal_paths(struct arena *arena, const struct model *model)
{
    const struct list *evidence = model_records(model, model->known->evidence);
    struct map *paths = map_new(arena);
    for (uint32_t i = 0; i < evidence->n; i++)
        if (evidence_is_personal(model->known, evidence->v[i].as.ref.record))
            map_put(paths, model->evidence[i].path, paths);
    return paths;
}

/* Of a fact from a file with personal data the number of the line stays, "line 12: …", so that somebody who has the file
 * finds it; of other facts nothing. */
static struct str without_personal_data(struct str value)
{
    struct str words = S("line "), line = str_sub(value, 0, str_find(value, ':'));
    uint64_t number;
    return str_starts(line, words) && str_u64(str_sub(line, words.n, line.n), &number) ? line : S("");
}

static struct list *facts_list(struct arena *arena, const struct known *known, const struct facts *facts, bool personal)
{
    const struct record_type *type = known->evidence_facts->rows;
    struct list *list = list_new(arena, facts->list.n);
    for (size_t i = 0; i < facts->list.n; i++) {
        struct str value = personal ? without_personal_data(facts->list.v[i].value) : facts->list.v[i].value;
        if (!value.n)
            continue;
        struct record *row = record_new(arena, type, (struct pos){ 0 });
        value_set_text(record_value(row, known->evidence_facts_name), facts->list.v[i].name);
        value_set_text(record_value(row, known->evidence_facts_value), value);
        value_set_record(&list->v[list->n++], row);
    }
    return list;
}

static struct list *text_list(struct arena *arena, size_t n, const struct str *texts)
{
    struct list *list = list_new(arena, n);
    for (; list->n < n; list->n++)
        value_set_text(&list->v[list->n], texts[list->n]);
    return list;
}

static void fill_record(struct arena *arena, const struct known *known, struct record *record, const struct evidence_file *file)
{
    value_set_text(record_value(record, known->evidence_digest), digest_hex(arena, file->digest));
    value_set_number(arena, record_value(record, known->evidence_size), file->size);
    value_set_text(record_value(record, known->evidence_format), file->facts->format);
    value_set_text(record_value(record, known->evidence_media_type), str_of(file->media_type));
    value_set_list(record_value(record, known->evidence_facts), facts_list(arena, known, file->facts, evidence_is_personal(known, record)));
    value_set_list(record_value(record, known->evidence_warnings), text_list(arena, file->facts->warnings.n, file->facts->warnings.v));
}

static void read_one(void *context, size_t i, struct worker *worker)
{
    struct job *job = context;
    const struct known *known = job->model->known;
    struct record *record = model_records(job->model, known->evidence)->v[i].as.ref.record;
    struct evidence_file *file = &job->model->evidence[i];
    struct str name = record_text(record, known->evidence_file);
    if (!name.n)
        return;
    struct str folder = path_folder(sources_shown(job->model->sources, record->pos.file));
    file->path = path_resolve(worker->keep, folder, name);
    if (!file->path.n) {
        file->problem = FILE_NOT_REGULAR;
        file->path = name;
        return;
    }
    int fd = file_open(job->project->folder, str_c(worker->scratch, file->path), &file->size, &file->problem);
    if (fd < 0)
        return;
    if (file->size > EVIDENCE_FILE_MAX) {
        file->problem = FILE_TOO_LARGE;
        close(fd);
        return;
    }
    file->facts = arena_new_of(worker->keep, struct facts);
    file->facts->arena = worker->keep;
    evidence_read_with(worker->keep, worker->scratch, fd, file->path, file->facts, &file->digest, &file->size);
    close(fd);
    file->media_type = media_type_of(file->path);
    fill_record(worker->keep, known, record, file);
}

static bool is_record_keeping(struct str path)
{
    struct str name = path_name(path);
    return str_is(name, "index.yaml") || str_ends(name, S(".evidence.yaml")) || str_is(name, "LEDGER.jsonl");
}

void evidence_files_unrecorded(struct project *project, struct diags *diags, struct model *model, const struct map *by_path)
{
    const struct own_files *own = project_own(project);
    model->unrecorded = arena_array(model->arena, own->n, uint32_t);
    for (size_t i = 0; i < own->n; i++) {
        struct str path = own->v[i].path;
        if (!str_starts(path, S("content/evidence/")) || is_record_keeping(path) || map_find(by_path, path))
            continue;
        uint32_t source = project_source(project, path);
        if (own->v[i].regular)
            model->unrecorded[model->n_unrecorded++] = source;
        else
            diag_report(diags, DIAG_UNREADABLE_FILE, (struct pos){ .file = source }, "this is no regular file or folder of the project, and what is behind it is not read");
    }
}

/* What may not be read at all is wrong input; what is simply not there is a finding. */
static void report_problems(struct diags *diags, const struct model *model)
{
    const struct list *records = model_records(model, model->known->evidence);
    for (uint32_t i = 0; i < records->n; i++) {
        const struct evidence_file *file = &model->evidence[i];
        const struct record *record = records->v[i].as.ref.record;
        if (file->problem == FILE_FINE || file->problem == FILE_ABSENT)
            continue;
        struct diag *diag = diag_report(diags, DIAG_UNREADABLE_FILE, value_pos(record, record_value(record, model->known->evidence_file)),
                                        "'%.*s': %s", STR(file->path), file_problem_text(file->problem));
        diag_subject(diag, record->id);
    }
}

void evidence_files_read(struct project *project, struct pool *pool, struct diags *diags, struct model *model)
{
    size_t n = model_records(model, model->known->evidence)->n;
    model->evidence = arena_array(model->arena, n, struct evidence_file);
    struct job job = { project, model };
    evidence_setup();
    pool_run(pool, n, read_one, &job);
    pool_collect(pool, model->arena, diags);
    report_problems(diags, model);
}

/* What a command said besides its evidence is kept beside it. */
static void put_outputs(struct map *map, const struct model *model, struct record *evidence)
{
    const struct field *const fields[] = { model->known->evidence_stdout, model->known->evidence_stderr, model->known->evidence_partial };
    struct str folder = path_folder(sources_shown(model->sources, evidence->pos.file));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (record_text(evidence, fields[i]).n)
            map_put(map, path_resolve(model->arena, folder, record_text(evidence, fields[i])), evidence);
}

struct map *evidence_paths(const struct model *model)
{
    struct map *map = map_new(model->arena);
    for (size_t t = 0; t < model->n_types; t++)
        for (uint32_t i = 0; i < model->records[t]->n; i++) {
            struct record *record = model->records[t]->v[i].as.ref.record;
            if (record->document)
                map_put(map, sources_shown(model->sources, record->pos.file), record);
            else if (record->type == model->known->evidence && model->evidence[i].path.n)
                map_put(map, model->evidence[i].path, record);
            if (record->type == model->known->evidence)
                put_outputs(map, model, record);
        }
    return map;
}
