/* A project folder made for one test, loaded with the library of this repository. */
#ifndef MODEL_PROJECT_TEST_H
#define MODEL_PROJECT_TEST_H

#include "base_temp.h"

#include "model/known.h"
#include "model/load.h"

struct model_fixture {
    struct arena *arena;
    struct temp *temp;
    struct sources sources;
    struct diags diags;
    struct project project;
    struct pool *pool;
    struct model model;
    bool loaded;
};

#define PROJECT_SETTINGS "dossier: 1\nid: unit\norganization: Unit\ntitle: Unit test\nas_of: 2026-11-30\n"
#define PROJECT_SCOPE PROJECT_SETTINGS "frameworks: [demo-2026]\n"
#define PROJECT_FRAMEWORK \
    "framework: {id: demo-2026, alias: demo, title: Demonstration}\n" \
    "nodes:\n" \
    "  - {id: A, kind: annex, title: Controls, assessable: false}\n" \
    "  - {id: A.1, kind: control, parent: A, title: Policies, assessable: true}\n" \
    "  - {id: A.2, kind: control, parent: A, title: Roles, assessable: true, needs: [{type: role}]}\n" \
    "  - {id: A.10, kind: control, parent: A, title: Drills, assessable: true}\n"

static inline int make_project(void **state)
{
    struct model_fixture *f = calloc(1, sizeof *f);
    void *temp;

    assert_non_null(f);
    make_temp(&temp);
    f->temp = temp;
    f->arena = arena_new();
    sources_new(f->arena, &f->sources);
    diags_new(f->arena, &f->diags);
    *state = f;
    return 0;
}

static inline int free_project(void **state)
{
    struct model_fixture *f = *state;
    void *temp = f->temp;

    if (f->pool) {
        project_close(&f->project);
        pool_free(f->pool);
    }
    arena_free(f->arena);
    free_temp(&temp);
    free(f);
    return 0;
}

/* Writes a file of the project, with the folders above it. */
static inline void project_put(struct model_fixture *f, const char *path, const char *text)
{
    const char *slash = strrchr(path, '/');

    if (slash)
        folder_make(f->temp->fd, str_c(f->arena, (struct str){ path, (size_t)(slash - path) }));
    put_file(f->temp, path, text);
}

/* Reads the project with so many threads; true when there is a model. Problems are in f->diags, sorted. */
static inline bool project_load(struct model_fixture *f, unsigned jobs)
{
    struct load_options options = { .as_of = DATE_NONE, .today = date_of(2026, 11, 30) };
    char *library = realpath(".", NULL);

    document_setup();
    project_open(f->arena, &f->sources, str_of(f->temp->path), str_copy(f->arena, str_of(library)), &f->project);
    free(library);
    f->pool = pool_new(jobs);
    struct settings settings = { 0 };
    options.settings = &settings;
    f->loaded = settings_read(&f->project, &f->diags, &settings) && model_load(&f->project, f->pool, &f->diags, &options, &f->model);
    diags_sort(&f->sources, &f->diags);
    return f->loaded;
}

static inline void assert_problems(const struct model_fixture *f, size_t n)
{
    for (size_t i = 0; i < f->diags.list.n && f->diags.list.n != n; i++) {
        const struct diag *diag = &f->diags.list.v[i];
        print_error("%.*s:%u:%u: %.*s [%s]\n", STR(sources_shown(&f->sources, diag->pos.file)), diag->pos.line,
                    diag->pos.col, STR(diag->message), diag->code->name);
    }
    assert_int_equal(f->diags.list.n, n);
}

/* Problem i is of this code, at this place. */
static inline void assert_problem(const struct model_fixture *f, size_t i, const char *code, const char *file, uint32_t line,
                                  uint32_t col)
{
    assert_true(i < f->diags.list.n);
    const struct diag *diag = &f->diags.list.v[i];
    assert_string_equal(diag->code->name, code);
    assert_str(sources_shown(&f->sources, diag->pos.file), file);
    assert_int_equal(diag->pos.line, line);
    assert_int_equal(diag->pos.col, col);
}

static inline struct record *project_record(const struct model_fixture *f, const char *id)
{
    struct record *record = model_find(&f->model, str_of(id));
    assert_non_null(record);
    return record;
}

/* The plain text of a field of a record. */
static inline struct str field_text(const struct model_fixture *f, const char *id, const char *field)
{
    const struct value *value = record_find(project_record(f, id), field);
    assert_non_null(value);
    return value_text(f->arena, value);
}

#define assert_field(f, id, field, expected) assert_str(field_text(f, id, field), expected)
#define with_project(test) cmocka_unit_test_setup_teardown(test, make_project, free_project)

#endif
