/* gen/model/link.c and reference.c: references become pointers, back-links are filled. */
#include "model_project.h"

#define RECORDS "controls/records.yaml"
#define HEAD \
    "roles:\n" \
    "  - {id: ROLE-1, title: Chief}\n" \
    "controls:\n"

static void load_records(struct model_fixture *f, const char *text)
{
    project_put(f, "dossier.yaml", PROJECT_SCOPE);
    project_put(f, "controls/frameworks/demo-2026.yaml", PROJECT_FRAMEWORK);
    project_put(f, RECORDS, text);
    assert_true(project_load(f, 2));
}

static void case_does_not_matter(void **state)
{
    struct model_fixture *f = *state;

    load_records(f, HEAD "  - {id: CTL-1, title: A, owner: role-1, status: planned, satisfies: [\"demo:a.1\", \"demo-2026:A.2\"]}\n");
    assert_problems(f, 0);
    assert_field(f, "ctl-1", "owner", "ROLE-1");
    assert_field(f, "ctl-1", "satisfies", "demo-2026:A.1; demo-2026:A.2");
}

static void back_links_are_in_order_and_once(void **state)
{
    struct model_fixture *f = *state;

    load_records(f, HEAD
        "  - {id: CTL-10, title: A, owner: ROLE-1, status: planned, satisfies: [\"demo:A.1\"]}\n"
        "  - {id: CTL-2, title: B, owner: ROLE-1, status: planned, satisfies: [\"demo:A.1\", \"demo:A.1\"]}\n"
        "  - {id: CTL-1, title: C, owner: ROLE-1, status: planned, satisfies: [\"demo:A.2\"]}\n");
    assert_problems(f, 0);
    assert_field(f, "demo:A.1", "controls", "CTL-2; CTL-10");
    assert_field(f, "demo:A.2", "controls", "CTL-1");
    assert_field(f, "demo:A.10", "controls", "");
    assert_field(f, "ROLE-1", "owns", "CTL-1; CTL-2; CTL-10");
}

static void plain_text_may_stand_where_a_field_allows_it(void **state)
{
    struct model_fixture *f = *state;

    load_records(f, HEAD
        "  - {id: CTL-1, title: A, owner: The whole board, status: planned}\n"
        "  - {id: CTL-2, title: B, owner: Legal, status: planned}\n"
        "  - {id: CTL-3, title: C, owner: ROLE-l, status: planned}\n");
    assert_problems(f, 1);
    assert_problem(f, 0, "dangling-reference", RECORDS, 6, 34);
    assert_str(f->diags.list.v[0].hint, "did you mean 'ROLE-1'?");
    assert_field(f, "CTL-1", "owner", "The whole board");
    assert_field(f, "CTL-2", "owner", "Legal");
}

static void a_reference_may_name_an_obligation(void **state)
{
    struct model_fixture *f = *state;

    load_records(f, HEAD
        "  - {id: CTL-1, title: A, owner: ROLE-1, status: planned, requires: [{id: drill}, {id: review}]}\n"
        "evidence:\n"
        "  - {id: EV-1, title: One, supports: [CTL-1/review], collected_at: 2026-11-01T09:00:00Z}\n"
        "  - {id: EV-2, title: Two, supports: [CTL-1/reviews, CTL-1], collected_at: 2026-11-01T09:00:00Z}\n");
    assert_problems(f, 1);
    assert_problem(f, 0, "dangling-reference", RECORDS, 7, 45);
    assert_str(f->diags.list.v[0].hint, "did you mean 'review'?");
    const struct record *evidence = project_record(f, "EV-1");
    const struct value *value = &record_list(evidence, f->model.known->evidence_supports)->v[0];
    assert_str(value->as.ref.part->id, "review");
    assert_ptr_equal(value->as.ref.part->parent, value->as.ref.record);
    assert_field(f, "CTL-1", "evidence", "EV-1; EV-2");
    assert_field(f, "EV-2", "supports", "CTL-1");       /* what could not be resolved is not in the list */
}

static void a_reference_leads_to_the_right_type(void **state)
{
    struct model_fixture *f = *state;

    load_records(f, HEAD "  - {id: CTL-1, title: A, owner: ROLE-1, status: planned, satisfies: [ROLE-1], policies: [\"demo:A.1\"]}\n");
    assert_problems(f, 2);
    assert_problem(f, 0, "bad-value", RECORDS, 4, 71);
    assert_problem(f, 1, "bad-value", RECORDS, 4, 91);
}

static void a_bare_node_is_found_and_flagged(void **state)
{
    struct model_fixture *f = *state;

    load_records(f, HEAD "  - {id: CTL-1, title: A, owner: ROLE-1, status: planned, satisfies: [A.1]}\n");
    assert_problems(f, 1);
    assert_problem(f, 0, "bare-requirement", RECORDS, 4, 71);
    assert_field(f, "CTL-1", "satisfies", "demo-2026:A.1");
}

static void references_in_rows_are_linked(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "content/policies/one.md",
        "---\nid: POL-1\ntitle: One\nversion: \"2\"\nowner: ROLE-1\nstatus: approved\nhistory:\n"
        "  - {version: \"2\", date: 2026-01-01, change: New., approved_by: ROLE-1}\n"
        "  - {version: \"1\", date: 2025-01-01, change: First., approved_by: ROLE-I}\n---\nText.\n");
    load_records(f, "roles:\n  - {id: ROLE-1, title: Chief}\n");
    assert_problems(f, 1);
    assert_problem(f, 0, "dangling-reference", "content/policies/one.md", 9, 67);
    const struct list *history = record_find(project_record(f, "POL-1"), "history")->as.list;
    assert_ptr_equal(record_find(history->v[0].as.ref.record, "approved_by")->as.ref.record, project_record(f, "ROLE-1"));
    assert_int_equal(record_find(history->v[1].as.ref.record, "approved_by")->kind, VALUE_TEXT);
}

static void documents_link_to_records_and_files(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "content/pages/start.md",
        "---\ntitle: Start\n---\nSee [[CTL-1]], [the policy](../policies/one.md#rules) and [the log](../evidence/log.txt).\n\n[[CTL-1|again]]\n");
    project_put(f, "content/policies/one.md",
        "---\nid: POL-1\ntitle: One\nversion: \"2\"\nowner: ROLE-1\nstatus: approved\n---\n## Rules\n\nText.\n");
    project_put(f, "content/evidence/log.txt", "a log\n");
    project_put(f, "content/evidence/index.yaml",
        "evidence:\n  - {id: EV-1, title: Log, file: log.txt, supports: [CTL-1], collected_at: 2026-11-01T09:00:00Z}\n");
    load_records(f, HEAD "  - {id: CTL-1, title: A, owner: ROLE-1, status: planned}\n");
    assert_problems(f, 0);
    const struct document *document = project_record(f, "start")->document;
    assert_int_equal(document->n_references, 2);
    assert_ptr_equal(document->references[0].record, project_record(f, "CTL-1"));
    assert_int_equal(document->n_links, 2);
    assert_ptr_equal(document->links[0].record, project_record(f, "POL-1"));
    assert_ptr_equal(document->links[1].record, project_record(f, "EV-1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_project(case_does_not_matter),
        with_project(back_links_are_in_order_and_once),
        with_project(plain_text_may_stand_where_a_field_allows_it),
        with_project(a_reference_may_name_an_obligation),
        with_project(a_reference_leads_to_the_right_type),
        with_project(a_bare_node_is_found_and_flagged),
        with_project(references_in_rows_are_linked),
        with_project(documents_link_to_records_and_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
