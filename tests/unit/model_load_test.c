/* gen/model/load.c, evidence_files.c: what is read, from where, and the same on any number of threads. */
#include "model_project.h"

static void records_stand_anywhere(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, "controls/deep/er/any name.yaml", "roles:\n  - {id: ROLE-1, title: A}\nexceptions: []\n");
    project_put(f, "content/evidence/x/index.yaml", "roles:\n  - {id: ROLE-2, title: B}\n");
    project_put(f, "content/evidence/x/more.evidence.yaml", "roles:\n  - {id: ROLE-3, title: C}\n");
    project_put(f, "content/evidence/x/log.yaml", "roles:\n  - {id: ROLE-4, title: D}\n");
    project_put(f, "controls/.hidden.yaml", "roles:\n  - {id: ROLE-5, title: E}\n");
    project_put(f, "controls/notes.txt", "roles:\n  - {id: ROLE-6, title: F}\n");
    project_put(f, "other/roles.yaml", "roles:\n  - {id: ROLE-7, title: G}\n");
    project_put(f, "content/policies/a/b/c.md", "---\nid: POL-1\ntitle: P\nversion: \"1\"\nowner: The chief\nstatus: draft\n---\n");
    project_put(f, "content/pages/draft.md", "---\ntype: policy\nid: POL-2\ntitle: P\nversion: \"1\"\nowner: The chief\nstatus: draft\n---\n");
    assert_true(project_load(f, 4));
    assert_problems(f, 1);
    assert_problem(f, 0, "unread-file", "controls/notes.txt", 0, 0);
    for (int i = 1; i <= 7; i++) {
        struct record *found = model_find(&f->model, str_printf(f->arena, "ROLE-%d", i));
        assert_int_equal(found != NULL, i <= 3);
    }
    assert_string_equal(project_record(f, "POL-2")->type->name.p, "policy");
}

static void evidence_is_found_beside_its_record(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, "content/evidence/a/log.txt", "here\n");
    project_put(f, "content/evidence/stray.txt", "nobody names it\n");
    project_put(f, "content/evidence/LEDGER.jsonl", "\n");
    project_put(f, "content/evidence/a/index.yaml",
        "controls:\n  - {id: CTL-1, title: A, owner: The chief, status: planned}\n"
        "evidence:\n"
        "  - {id: EV-1, title: A, file: log.txt, supports: [CTL-1]}\n"
        "  - {id: EV-2, title: B, file: ../../../dossier.yaml, supports: [CTL-1]}\n"
        "  - {id: EV-3, title: C, file: absent.txt, supports: [CTL-1]}\n"
        "  - {id: EV-4, title: D, supports: [CTL-1]}\n"
        "  - {id: EV-5, title: E, file: ../../../../etc/hostname, supports: [CTL-1]}\n");
    assert_true(project_load(f, 4));
    assert_problems(f, 1);
    assert_problem(f, 0, "unreadable-file", "content/evidence/a/index.yaml", 8, 32);
    const struct evidence_file *files = f->model.evidence;
    assert_str(files[0].path, "content/evidence/a/log.txt");
    assert_int_equal(files[0].size, 5);
    assert_str(files[1].path, "dossier.yaml");
    assert_int_equal(files[1].problem, FILE_FINE);
    assert_int_equal(files[2].problem, FILE_ABSENT);
    assert_null(files[2].facts);
    assert_int_equal(files[3].path.n, 0);
    assert_int_equal(f->model.n_unrecorded, 1);
    assert_str(sources_shown(&f->sources, f->model.unrecorded[0]), "content/evidence/stray.txt");
}

static void the_day_is_asked_for_set_or_today(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", "dossier: 1\nid: unit\norganization: O\ntitle: T\nas_of: 2020-02-29\n");
    assert_true(project_load(f, 1));
    assert_int_equal(f->model.as_of, date_of(2020, 2, 29));
    void *other;
    make_project(&other);
    project_put(other, "dossier.yaml", "dossier: 1\nid: unit\norganization: O\ntitle: T\n");
    assert_true(project_load(other, 1));
    assert_int_equal(((struct model_fixture *)other)->model.as_of, date_of(2026, 11, 30));
    free_project(&other);
}

/* Every record with every value, and every problem, as one text. */
static struct str whole(struct model_fixture *f)
{
    struct buf buf = { 0 };

    for (size_t t = 0; t < f->model.n_types; t++)
        for (uint32_t i = 0; i < f->model.records[t]->n; i++) {
            const struct record *record = f->model.records[t]->v[i].as.ref.record;
            buf_printf(&buf, "%.*s %u\n", STR(record->id), record->serial);
            for (size_t k = 0; k < record->type->n_fields; k++)
                buf_printf(&buf, "  %.*s\n", STR(value_text(f->arena, &record->values[k])));
        }
    for (size_t i = 0; i < f->diags.list.n; i++)
        buf_printf(&buf, "%.*s\n", STR(f->diags.list.v[i].message));
    struct str text = buf_copy(f->arena, &buf);
    buf_free(&buf);
    return text;
}

static void put_many(struct model_fixture *f)
{
    project_put(f, "dossier.yaml", PROJECT_SCOPE);
    project_put(f, "controls/frameworks/demo-2026.yaml", PROJECT_FRAMEWORK);
    for (int i = 0; i < 60; i++) {
        project_put(f, str_printf(f->arena, "content/policies/p%d.md", i).p,
            str_printf(f->arena, "---\nid: POL-%d\ntitle: P\nversion: \"1\"\nowner: The chief\nstatus: approved\nsatisfies: [\"demo:A.1\"]\n---\n"
                       "See [[POL-%d]], [[CTL-%d]] and [that](p%d.md#x).\n\n## X\n", i, (i * 7) % 60, i, (i + 1) % 61).p);
        project_put(f, str_printf(f->arena, "content/evidence/e%d.txt", i).p, str_printf(f->arena, "log %d\n", i).p);
        project_put(f, str_printf(f->arena, "content/evidence/e%d.evidence.yaml", i).p,
            str_printf(f->arena, "evidence:\n  - {id: EV-%d, title: E, file: e%d.txt, supports: [CTL-%d], collected_at: 2026-11-01T09:00:00Z}\n",
                       i, i, i % 50).p);
        project_put(f, str_printf(f->arena, "controls/c%d.yaml", i).p,
            str_printf(f->arena, "controls:\n  - {id: CTL-%d, title: C, owner: The chief, status: implemented, satisfies: [\"demo:A.2\"], requires: [{id: a}]}\n",
                       i % 55).p);
    }
}

static void any_number_of_threads_makes_the_same_model(void **state)
{
    struct model_fixture *f = *state;
    struct str first;

    put_many(f);
    assert_true(project_load(f, 1));
    assert_true(f->diags.list.n > 10);
    first = whole(f);
    for (unsigned jobs = 2; jobs <= 13; jobs += 11) {
        void *other;
        make_project(&other);
        put_many(other);
        assert_true(project_load(other, jobs));
        assert_true(str_eq(whole(other), first));
        free_project(&other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_project(records_stand_anywhere),
        with_project(evidence_is_found_beside_its_record),
        with_project(the_day_is_asked_for_set_or_today),
        with_project(any_number_of_threads_makes_the_same_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
