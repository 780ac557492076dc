/* gen/model/record.c: slots of records and their plain text. */
#include "model_project.h"

static void load_one(struct model_fixture *f)
{
    project_put(f, "dossier.yaml", PROJECT_SCOPE);
    project_put(f, "controls/frameworks/demo-2026.yaml", PROJECT_FRAMEWORK);
    project_put(f, "controls/records.yaml",
        "roles:\n"
        "  - {id: ROLE-1, title: Chief, can_stop_system: true, appointed_on: 2026-01-31, duties: \"*Stops* it.\"}\n"
        "controls:\n"
        "  - id: CTL-1\n"
        "    title: Drill\n"
        "    owner: ROLE-1\n"
        "    status: implemented\n"
        "    satisfies: [demo:A.1, demo:a.10]\n"
        "    requires:\n"
        "      - {id: drill, title: Record, every: 90d}\n"
        "evidence:\n"
        "  - {id: EV-1, title: Said so, supports: [CTL-1/drill, CTL-1], collected_at: 2026-11-01T09:00:00+02:00, population: 1.50}\n");
    assert_true(project_load(f, 1));
    assert_problems(f, 0);
}

static void values_have_a_plain_text(void **state)
{
    struct model_fixture *f = *state;

    load_one(f);
    assert_field(f, "ROLE-1", "title", "Chief");
    assert_field(f, "ROLE-1", "can_stop_system", "true");
    assert_field(f, "ROLE-1", "appointed_on", "2026-01-31");
    assert_field(f, "ROLE-1", "duties", "*Stops* it.");
    assert_field(f, "ROLE-1", "reports_to", "");
    assert_field(f, "ROLE-1", "owns", "CTL-1");
    assert_field(f, "CTL-1", "owner", "ROLE-1");
    assert_field(f, "CTL-1", "satisfies", "demo-2026:A.1; demo-2026:A.10");
    assert_field(f, "EV-1", "supports", "CTL-1/drill; CTL-1");
    assert_field(f, "EV-1", "collected_at", "2026-11-01T07:00:00Z");
    assert_field(f, "EV-1", "population", "1.50");
}

static void slots_are_read_by_kind(void **state)
{
    struct model_fixture *f = *state;

    load_one(f);
    const struct record *control = project_record(f, "CTL-1"), *evidence = project_record(f, "EV-1");
    const struct known *known = f->model.known;
    assert_ptr_equal(record_ref(control, type_field(control->type, S("owner"))), project_record(f, "ROLE-1"));
    assert_null(record_ref(control, known->control_status));
    assert_true(record_is(control, known->control_status, "implemented"));
    assert_false(record_is(control, known->control_status, "planned"));
    assert_int_equal(record_list(control, known->control_requires)->n, 1);
    assert_int_equal(record_list(control, known->control_systems)->n, 0);
    assert_str(record_text(control, type_field(control->type, S("satisfies"))), "");
    assert_int_equal(record_date(evidence, known->evidence_collected_at), date_of(2026, 11, 1));
    assert_int_equal(record_date(evidence, known->evidence_observed_to), DATE_NONE);
    assert_str(record_title(control), "Drill");
    assert_null(record_find(control, "nothing"));
}

static void values_know_their_place(void **state)
{
    struct model_fixture *f = *state;

    load_one(f);
    const struct record *control = project_record(f, "CTL-1");
    struct pos pos = value_pos(control, record_find(control, "owner"));
    assert_int_equal(pos.line, 6);
    assert_int_equal(pos.col, 12);
    pos = value_pos(control, record_find(control, "state"));    /* worked out: the record's own place */
    assert_int_equal(pos.line, 4);
    assert_int_equal(pos.col, 9);
    assert_int_equal(control->pos.len, 5);
}

static void the_id_serves_where_there_is_no_title(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, "controls/records.yaml",
        "roles:\n  - {id: ROLE-1, title: Chief}\n"
        "exceptions:\n  - {id: EXC-1, about: ROLE-1, reason: Because., approved_by: ROLE-1, expires: 2027-01-31}\n");
    assert_true(project_load(f, 1));
    assert_problems(f, 0);
    assert_str(record_title(project_record(f, "EXC-1")), "EXC-1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_project(values_have_a_plain_text),
        with_project(slots_are_read_by_kind),
        with_project(values_know_their_place),
        with_project(the_id_serves_where_there_is_no_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
