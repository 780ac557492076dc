/* gen/model/crosswalk_load.c and crosswalk_relate.c: pairs of requirements, and what they say of two frameworks. */
#include "model_project.h"

#include "model/crosswalk.h"

#define CROSSWALK "controls/crosswalks/ours.yaml"
#define HEAD "crosswalk: {id: ours, from: demo, to: law, source: us, status: reviewed}\nmaps:\n"

static void load(struct model_fixture *f, const char *scope, const char *crosswalk)
{
    project_put(f, "dossier.yaml", str_c(f->arena, str_printf(f->arena, "%sframeworks: [%s]\n", PROJECT_SETTINGS, scope)));
    project_put(f, "controls/frameworks/demo-2026.yaml", PROJECT_FRAMEWORK);
    project_put(f, "controls/frameworks/law-2024.yaml",
                "framework: {id: law-2024, alias: law, title: A law}\n"
                "nodes:\n"
                "  - {id: art-1, title: One, kind: article, assessable: false}\n"
                "  - {id: art-2, title: Two, kind: article, assessable: false}\n");
    project_put(f, "controls/frameworks/law-2026.yaml",
                "framework: {id: law-2026, alias: law, title: A law, replaces: law-2024, amends: law-2024}\n"
                "nodes:\n"
                "  - {id: art-3, title: Three, kind: article, assessable: false}\n"
                "moved: [{from: art-1, to: art-3}]\n"
                "removed: [art-2]\n");
    project_put(f, CROSSWALK, crosswalk);
    assert_true(project_load(f, 1));
}

static const struct crosswalk *ours(const struct model_fixture *f)
{
    for (size_t i = 0; i < f->model.n_crosswalks; i++)
        if (str_is(f->model.crosswalks[i].record->id, "ours"))
            return &f->model.crosswalks[i];
    return NULL;
}

static size_t count(const struct model_fixture *f, const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < f->diags.list.n; i++)
        n += !strcmp(f->diags.list.v[i].code->name, code);
    return n;
}

static void a_relation_turns_round(void **state)
{
    (void)state;
    assert_int_equal(relation_reverse(RELATION_SUBSET), RELATION_SUPERSET);
    assert_int_equal(relation_reverse(RELATION_SUPERSET), RELATION_SUBSET);
    for (int i = RELATION_NONE; i <= RELATION_EQUAL; i++) {
        enum relation relation = RELATION_NONE;
        assert_int_equal(relation_reverse(relation_reverse(i)), i);
        assert_true(relation_of(relation_word(i), &relation));
        assert_int_equal(relation, i);
    }
    enum relation relation;
    assert_false(relation_of(S("equals"), &relation));
    assert_false(relation_of(S(""), &relation));
}

static void pairs_are_requirements(void **state)
{
    struct model_fixture *f = *state;

    load(f, "demo-2026, law-2024", HEAD "  - {from: A.1, to: [art-1, art-2], relation: subset-of, note: because}\n");
    const struct crosswalk *crosswalk = ours(f);
    assert_non_null(crosswalk);
    assert_int_equal(crosswalk->n_pairs, 2);
    assert_ptr_equal(crosswalk->pairs[1].from, project_record(f, "demo-2026:A.1"));
    assert_ptr_equal(crosswalk->pairs[1].to, project_record(f, "law-2024:art-2"));
    assert_int_equal(crosswalk->pairs[1].relation, RELATION_SUBSET);
    assert_true(crosswalk->pairs[1].carries);
    assert_field(f, "ours", "to", "law-2024");
    assert_field(f, "demo-2026--law-2024", "crosswalks", "ours");
    assert_field(f, "demo-2026--law-2024", "uncovered_first", "demo-2026:A.2; demo-2026:A.10");
    assert_field(f, "demo-2026--law-2024", "uncovered_second", "");
}

static void an_alias_is_the_version_in_scope(void **state)
{
    struct model_fixture *f = *state;

    load(f, "demo-2026, law-2026", HEAD "  - {from: A.1, to: [art-1, art-3], relation: equal-to}\n  - {from: A.2, to: [art-2], relation: equal-to}\n");
    assert_field(f, "ours", "to", "law-2026");
    assert_int_equal(count(f, "moved-node"), 1);
    assert_int_equal(count(f, "removed-node"), 1);
    assert_int_equal(count(f, "duplicate-pair"), 0);    /* what was said of art-1 is not said of art-3, where it went */
    assert_int_equal(ours(f)->n_pairs, 1);
    assert_ptr_equal(ours(f)->pairs[0].to, project_record(f, "law-2026:art-3"));
}

static void without_a_version_in_scope_it_is_the_newest(void **state)
{
    struct model_fixture *f = *state;

    load(f, "demo-2026", HEAD "  - {from: A.1, to: [art-3], relation: equal-to}\n");
    assert_field(f, "ours", "to", "law-2026");
}

static void a_node_of_a_later_version_leads_out_of_scope(void **state)
{
    struct model_fixture *f = *state;

    load(f, "demo-2026, law-2024", HEAD "  - {from: A.1, to: [art-3], relation: equal-to}\n");
    assert_int_equal(f->diags.errors, 0);
    assert_int_equal(count(f, "framework-not-in-scope"), 1);
    assert_ptr_equal(ours(f)->pairs[0].to, project_record(f, "law-2026:art-3"));
}

static void what_is_wrong_is_no_pair(void **state)
{
    struct model_fixture *f = *state;

    load(f, "demo-2026, law-2024", HEAD "  - {from: A.1, to: [art-1], relation: equals}\n  - {from: A.11, to: [art-1], relation: equal-to}\n"
                                        "  - {from: A.2, to: [art-9, art-2], relation: equal-to}\n");
    assert_problem(f, 0, "bad-value", CROSSWALK, 3, 40);
    assert_problem(f, 1, "dangling-reference", CROSSWALK, 4, 12);
    assert_problem(f, 2, "dangling-reference", CROSSWALK, 5, 22);
    assert_int_equal(ours(f)->n_pairs, 1);
    assert_ptr_equal(ours(f)->pairs[0].to, project_record(f, "law-2024:art-2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_relation_turns_round),
        with_project(pairs_are_requirements),
        with_project(an_alias_is_the_version_in_scope),
        with_project(without_a_version_in_scope_it_is_the_newest),
        with_project(a_node_of_a_later_version_leads_out_of_scope),
        with_project(what_is_wrong_is_no_pair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
