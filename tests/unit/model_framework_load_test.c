/* gen/model/framework_load.c: framework files, and frameworks that amend others. */
#include "model_project.h"

#define OLD "controls/frameworks/law-2024.yaml"
#define NEW "controls/frameworks/law-2026.yaml"

static const char law_2024[] =
    "framework: {id: law-2024, alias: law, title: A law}\n"
    "nodes:\n"
    "  - {id: art-1, label: Art. 1, title: One, kind: article, assessable: true, applies_from: 2025-02-02}\n"
    "  - {id: art-2, label: Art. 2, title: Two, kind: article, assessable: true, needs: [{type: role}, {document: true}]}\n"
    "  - {id: art-2.1, label: Art. 2(1), title: Two one, kind: paragraph, parent: art-2, assessable: false}\n"
    "  - {id: art-2.2, label: Art. 2(2), title: Two two, kind: paragraph, parent: art-2, assessable: false}\n"
    "  - {id: art-4, label: Art. 4, title: Four, kind: article, assessable: true}\n"
    "  - {id: art-5, label: Art. 5, title: Five, kind: article, assessable: true}\n";
static const char law_2026[] =
    "framework: {id: law-2026, alias: law, title: A law, replaces: law-2024, amends: law-2024}\n"
    "nodes:\n"
    "  - {id: art-1, applies_from: {annex-i: 2028-08-02, annex-iii: 2027-12-02}}\n"
    "  - {id: art-3, title: Three, kind: article, assessable: true}\n"
    "  - {id: art-2.3, title: Two three, kind: paragraph, parent: art-2}\n"
    "moved: [{from: art-4, to: art-3}]\n"
    "removed: [art-5]\n";

static void load_laws(struct model_fixture *f, const char *settings)
{
    project_put(f, "dossier.yaml", settings);
    project_put(f, OLD, law_2024);
    project_put(f, NEW, law_2026);
    assert_true(project_load(f, 1));
}

static void assert_nodes(struct model_fixture *f, const char *framework, const char *expected)
{
    const struct framework *found = model_framework(&f->model, str_of(framework));
    struct buf buf = { 0 };

    assert_non_null(found);
    for (size_t i = 0; i < found->n_requirements; i++)
        buf_printf(&buf, "%s%.*s", i ? " " : "", STR(record_text(found->requirements[i], f->model.known->requirement_node)));
    assert_str(buf_str(&buf), expected);
    buf_free(&buf);
}

static void nodes_keep_the_order_of_the_file(void **state)
{
    struct model_fixture *f = *state;

    load_laws(f, PROJECT_SETTINGS "frameworks: [law-2024]\n");
    assert_problems(f, 0);
    assert_nodes(f, "law-2024", "art-1 art-2 art-2.1 art-2.2 art-4 art-5");
    assert_field(f, "law-2024:art-2.1", "label", "Art. 2(1)");
    assert_field(f, "law-2024:art-2.1", "parent", "law-2024:art-2");
    assert_field(f, "law-2024:art-2", "children", "law-2024:art-2.1; law-2024:art-2.2");
    assert_field(f, "law-2024:art-1", "applies_from", "2025-02-02");
}

static void an_amendment_carries_the_rest_over(void **state)
{
    struct model_fixture *f = *state;

    load_laws(f, PROJECT_SETTINGS "frameworks: [law-2026]\n");
    assert_problems(f, 0);
    assert_nodes(f, "law-2026", "art-1 art-2 art-2.1 art-2.2 art-2.3 art-3");
    assert_nodes(f, "law-2024", "art-1 art-2 art-2.1 art-2.2 art-4 art-5");
    assert_field(f, "law-2026:art-2.1", "parent", "law-2026:art-2");
    assert_field(f, "law-2026:art-2.1", "framework", "law-2026");
    assert_field(f, "law-2026:art-1", "title", "One");
    assert_field(f, "law-2026:art-1", "label", "Art. 1");
    assert_field(f, "law-2026:art-3", "label", "art-3");
}

static void the_earliest_day_by_class_counts(void **state)
{
    struct model_fixture *f = *state;

    load_laws(f, PROJECT_SETTINGS "frameworks: [law-2026]\n");
    assert_field(f, "law-2026:art-1", "applies_from", "2027-12-02");
    assert_field(f, "law-2026:art-1", "applies_by_class", "class=annex-i, from=2028-08-02; class=annex-iii, from=2027-12-02");
    assert_field(f, "law-2024:art-1", "applies_from", "2025-02-02");
    assert_field(f, "law-2024:art-1", "applies_by_class", "");
}

static void needs_carried_over_have_a_state_of_their_own(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "content/policies/one.md",
        "---\nid: POL-1\ntitle: One\nversion: \"1\"\nowner: The chief\nstatus: approved\nsatisfies: [\"law-2026:art-2\"]\n---\nText.\n");
    load_laws(f, PROJECT_SETTINGS "frameworks: [law-2024, law-2026]\n");
    const struct list *old = record_list(project_record(f, "law-2024:art-2"), f->model.known->requirement_needs);
    const struct list *new = record_list(project_record(f, "law-2026:art-2"), f->model.known->requirement_needs);
    assert_int_equal(old->n, 2);
    assert_int_equal(new->n, 2);
    assert_true(record_is(old->v[1].as.ref.record, f->model.known->requirement_needs_state, "missing"));
    assert_true(record_is(new->v[1].as.ref.record, f->model.known->requirement_needs_state, "met"));
    assert_ptr_equal(new->v[1].as.ref.record->parent, project_record(f, "law-2026:art-2"));
}

static void the_alias_belongs_to_the_version_in_scope(void **state)
{
    struct model_fixture *f = *state;

    load_laws(f, PROJECT_SETTINGS "frameworks: [law-2026]\n");
    assert_str(model_framework(&f->model, S("law"))->id, "law-2026");
    assert_ptr_equal(model_find(&f->model, S("law:ART-1")), model_find(&f->model, S("law-2026:art-1")));
    assert_null(model_framework(&f->model, S("laws")));
    assert_str(model_framework_of(&f->model, project_record(f, "law-2024:art-1"))->id, "law-2024");
    assert_null(model_find(&f->model, S("law:art-5")));
}

static void moves_and_removals_are_kept(void **state)
{
    struct model_fixture *f = *state;

    load_laws(f, PROJECT_SETTINGS "frameworks: [law-2026]\n");
    const struct framework *law = model_framework(&f->model, S("law-2026"));
    assert_int_equal(law->n_moves, 2);
    assert_str(law->moves[0].from, "art-4");
    assert_str(law->moves[0].to, "art-3");
    assert_str(law->moves[1].from, "art-5");
    assert_int_equal(law->moves[1].to.n, 0);
}

static void mistakes_are_reported_at_their_place(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS "frameworks: [law-2024]\n");
    project_put(f, OLD,
        "framework: {id: law-2024, title: A law}\n"
        "nodes:\n"
        "  - {id: art-1, title: One}\n"
        "  - {id: ART-1, title: Again}\n"
        "  - {id: art 2, title: Two}\n"
        "  - {id: art-3}\n"
        "  - {title: Four}\n"
        "  - {id: art-5, title: Five, kid: article}\n"
        "moved: [{from: art-6}]\n");
    assert_true(project_load(f, 1) && f->model.incomplete);
    assert_problem(f, 0, "duplicate-id", OLD, 4, 10);
    assert_problem(f, 1, "bad-value", OLD, 5, 10);
    assert_problem(f, 2, "missing-field", OLD, 6, 10);
    assert_problem(f, 3, "missing-field", OLD, 7, 5);
    for (size_t i = 4; i + 2 < f->diags.list.n; i++)
        assert_int_equal(f->diags.list.v[i].pos.line, 7);
    assert_problem(f, f->diags.list.n - 2, "unknown-key", OLD, 8, 30);
    assert_problem(f, f->diags.list.n - 1, "missing-field", OLD, 9, 9);
}

static void an_amendment_needs_what_it_amends(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS "frameworks: [law-2026]\n");
    project_put(f, NEW, law_2026);
    assert_true(project_load(f, 1) && f->model.incomplete);
    assert_problem(f, 0, "dangling-reference", NEW, 1, 63);
    assert_problem(f, 1, "dangling-reference", NEW, 1, 81);
}

static void amendments_in_a_circle_end(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS "frameworks: [law-2026]\n");
    project_put(f, OLD, "framework: {id: law-2024, title: Old, amends: law-2026}\nnodes: [{id: a, title: A}]\n");
    project_put(f, NEW, "framework: {id: law-2026, title: New, amends: law-2024}\nnodes: [{id: b, title: B}]\n");
    project_load(f, 1);                 /* whatever it says, it comes to an end */
    assert_true(model_framework(&f->model, S("law-2026"))->n_requirements >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_project(nodes_keep_the_order_of_the_file),
        with_project(an_amendment_carries_the_rest_over),
        with_project(the_earliest_day_by_class_counts),
        with_project(needs_carried_over_have_a_state_of_their_own),
        with_project(the_alias_belongs_to_the_version_in_scope),
        with_project(moves_and_removals_are_kept),
        with_project(mistakes_are_reported_at_their_place),
        with_project(an_amendment_needs_what_it_amends),
        with_project(amendments_in_a_circle_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
