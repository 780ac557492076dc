/* gen/model/naming.c: ids, order and serial numbers. */
#include "model_project.h"

static void records_are_in_natural_order(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, "controls/b.yaml", "roles:\n  - {id: ROLE-2, title: B}\n  - {id: ROLE-10, title: J}\n");
    project_put(f, "controls/a.yaml", "roles:\n  - {id: ROLE-9, title: I}\n  - {id: ROLE-1, title: A}\n");
    assert_true(project_load(f, 3));
    assert_problems(f, 0);
    const struct list *roles = model_records(&f->model, model_type(&f->model, S("role")));
    static const char *const expected[] = { "ROLE-1", "ROLE-2", "ROLE-9", "ROLE-10" };
    assert_int_equal(roles->n, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_str(roles->v[i].as.ref.record->id, expected[i]);
        assert_int_equal(roles->v[i].as.ref.record->index, i);
    }
}

static void serials_are_unique(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SCOPE);
    project_put(f, "controls/frameworks/demo-2026.yaml", PROJECT_FRAMEWORK);
    project_put(f, "controls/records.yaml", "roles:\n  - {id: ROLE-2, title: B}\n  - {id: ROLE-1, title: A}\n");
    assert_true(project_load(f, 2));
    bool *seen = arena_array(f->arena, f->model.n_serials, bool);
    for (size_t t = 0; t < f->model.n_types; t++)
        for (uint32_t i = 0; i < f->model.records[t]->n; i++) {
            uint32_t serial = f->model.records[t]->v[i].as.ref.record->serial;
            assert_in_range(serial, 1, f->model.n_serials - 1);
            assert_false(seen[serial]);
            seen[serial] = true;
        }
}

static void a_page_is_called_after_its_file(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, "content/pages/deep/start.md", "---\ntitle: Start\n---\nText.\n");
    project_put(f, "content/pages/other.md", "---\nid: PAGE-1\ntitle: Other\n---\nText.\n");
    assert_true(project_load(f, 1));
    assert_problems(f, 0);
    assert_field(f, "start", "title", "Start");
    assert_field(f, "start", "id", "start");
    assert_field(f, "PAGE-1", "title", "Other");
    assert_null(model_find(&f->model, S("other")));
}

static void a_row_is_called_after_its_control(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SCOPE);
    project_put(f, "controls/frameworks/demo-2026.yaml", PROJECT_FRAMEWORK);
    project_put(f, "controls/soa.yaml",
        "soa:\n"
        "  - {control: \"demo:A.1\", applicable: true, justification: Yes.}\n"
        "  - {control: \"demo:A.1\", applicable: true, justification: Yes.}\n"
        "  - {id: OWN, control: \"demo:A.2\", applicable: true, justification: Yes.}\n");
    assert_true(project_load(f, 1));
    assert_problems(f, 0);
    assert_field(f, "SOA-A.1", "control", "demo-2026:A.1");
    assert_field(f, "SOA-A.1-2", "control", "demo-2026:A.1");
    assert_field(f, "OWN", "control", "demo-2026:A.2");
    assert_field(f, "demo:A.1", "soa", "SOA-A.1; SOA-A.1-2");
}

/* Which of two frameworks' rows is read first must not decide which of them is SOA-A.1. */
static void a_row_about_a_shared_number_names_its_framework(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS "frameworks: [demo-2026, other-1]\n");
    project_put(f, "controls/frameworks/demo-2026.yaml", PROJECT_FRAMEWORK);
    project_put(f, "controls/frameworks/other-1.yaml",
        "framework: {id: other-1, title: Other}\nnodes:\n  - {id: A.1, kind: control, title: Other, assessable: true}\n");
    project_put(f, "controls/soa.yaml",
        "soa:\n"
        "  - {control: \"other-1:A.1\", applicable: true, justification: Yes.}\n"
        "  - {control: \"demo-2026:A.1\", applicable: true, justification: Yes.}\n"
        "  - {control: \"demo:A.2\", applicable: true, justification: Yes.}\n");
    assert_true(project_load(f, 1));
    assert_problems(f, 0);
    assert_field(f, "SOA-other-1-A.1", "control", "other-1:A.1");
    assert_field(f, "SOA-demo-A.1", "control", "demo-2026:A.1");
    assert_field(f, "SOA-A.2", "control", "demo-2026:A.2");
}

static void ids_are_unique_without_regard_to_case(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, "controls/a.yaml", "roles:\n  - {id: ROLE-1, title: A}\n");
    project_put(f, "controls/b.yaml", "roles:\n  - {id: Role-1, title: A}\n");
    project_put(f, "content/pages/role-1.md", "---\ntitle: Start\n---\nText.\n");
    assert_true(project_load(f, 4));
    assert_problems(f, 2);
    assert_problem(f, 0, "duplicate-id", "content/pages/role-1.md", 2, 1);
    assert_problem(f, 1, "duplicate-id", "controls/b.yaml", 2, 10);
    assert_str(sources_shown(&f->sources, f->diags.list.v[1].related.file), "controls/a.yaml");
    assert_str(project_record(f, "rOLE-1")->id, "ROLE-1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_project(records_are_in_natural_order),
        with_project(serials_are_unique),
        with_project(a_page_is_called_after_its_file),
        with_project(a_row_is_called_after_its_control),
        with_project(a_row_about_a_shared_number_names_its_framework),
        with_project(ids_are_unique_without_regard_to_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
