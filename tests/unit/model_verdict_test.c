/* gen/model/judge_*.c, verdict.c: what is stored beside the states; the states themselves are in tests/verdict. */
#include "model_project.h"
#include "model/verdict.h"

#define PASS "<testsuite name=\"drill\" tests=\"1\"><testcase name=\"stop\"/></testsuite>\n"

static void load_control(struct model_fixture *f)
{
    project_put(f, "dossier.yaml", PROJECT_SCOPE);
    project_put(f, "controls/frameworks/demo-2026.yaml", PROJECT_FRAMEWORK);
    project_put(f, "content/evidence/pass.xml", PASS);
    project_put(f, "content/evidence/index.yaml",
        "roles:\n"
        "  - {id: ROLE-1, title: Chief}\n"
        "controls:\n"
        "  - {id: CTL-1, title: A, owner: ROLE-1, status: implemented, satisfies: [\"demo:A.1\"],\n"
        "     requires: [{id: drill, every: 90d}, {id: review, every: 30d}, {id: word, strength: asserted}]}\n"
        "evidence:\n"
        "  - {id: EV-1, title: Drill, file: pass.xml, supports: [CTL-1/drill], collected_at: 2026-11-01T09:00:00Z}\n"
        "  - {id: EV-2, title: Review, file: pass.xml, supports: [CTL-1/review], collected_at: 2026-10-01T09:00:00Z}\n"
        "  - {id: EV-3, title: Word, supports: [CTL-1/word], collected_at: 2026-11-01T09:00:00Z}\n");
    assert_true(project_load(f, 1));
    assert_problems(f, 0);
}

static void obligations_name_what_decided(void **state)
{
    struct model_fixture *f = *state;

    load_control(f);
    assert_field(f, "CTL-1", "requires",
        "id=drill, every=90d, state=met, evidence=EV-1, deciders=EV-1, valid_until=2027-01-30; "
        "id=review, every=30d, state=stale, evidence=EV-2, deciders=EV-2, valid_until=2026-10-31; "
        "id=word, strength=asserted, state=met, evidence=EV-3, deciders=EV-3");
    assert_field(f, "CTL-1", "state", "stale");
    assert_field(f, "CTL-1", "reasons",
        "CTL-1/drill is met by EV-1 (tool-output), valid until 2027-01-30; CTL-1/review rests on EV-2, which lapsed after 2026-10-31; CTL-1/word is met by EV-3 (asserted)");
}

static void requirements_collect_evidence_and_strength(void **state)
{
    struct model_fixture *f = *state;

    load_control(f);
    assert_field(f, "demo:A.1", "state", "stale");
    assert_field(f, "demo:A.1", "evidence", "EV-1; EV-2; EV-3");
    assert_field(f, "demo:A.1", "strength", "asserted");
    assert_field(f, "demo:A.2", "state", "evidenced");
    assert_field(f, "demo:A.2", "needs", "type=role, state=met, evidence=ROLE-1");
    assert_field(f, "demo:A.10", "state", "gap");
    assert_field(f, "demo:A", "state", "");                 /* not assessable */
    assert_field(f, "iso-42001-2023:A.2.2", "in_scope", "false");
    assert_field(f, "demo:A.1", "in_scope", "true");
}

static void evidence_carries_what_its_file_says(void **state)
{
    struct model_fixture *f = *state;

    load_control(f);
    assert_field(f, "EV-1", "state", "supports");
    assert_field(f, "EV-1", "format", "junit-xml");
    assert_field(f, "EV-1", "valid_until", "2027-01-30");
    assert_field(f, "EV-1", "effective_strength", "tool-output");
    assert_field(f, "EV-1", "size", "70");
    assert_int_equal(field_text(f, "EV-1", "digest").n, 64);
    assert_field(f, "EV-2", "state", "stale");
    assert_field(f, "EV-3", "state", "supports");
    assert_field(f, "EV-3", "effective_strength", "asserted");
    assert_field(f, "EV-3", "valid_until", "");
    assert_field(f, "EV-3", "digest", "");
}

static void strengths_are_ordered(void **state)
{
    static const char *const words[] = { "", "asserted", "document", "tool-output", "signed-tool-output", "independent" };
    (void)state;

    for (int i = STRENGTH_NONE; i <= STRENGTH_INDEPENDENT; i++) {
        assert_int_equal(strength_of(str_of(words[i])), i);
        if (i)
            assert_str(strength_word(i), words[i]);
    }
}

static void a_reason_stands_once(void **state)
{
    struct model_fixture *f = *state;
    struct reasons reasons = { 0 };

    reason_add(f->arena, &reasons, "%s is missing", "EV-1");
    reason_add(f->arena, &reasons, "%s is missing", "EV-2");
    reason_add(f->arena, &reasons, "%s is missing", "EV-1");
    assert_int_equal(reasons.list.n, 2);
}

static void exceptions_and_policies_have_states(void **state)
{
    struct model_fixture *f = *state;
    static const char policy[] = "---\nid: %s\ntitle: A\nversion: \"1\"\nowner: The chief\nstatus: %s\n%s---\nText.\n";
    static const struct { const char *id, *status, *more, *expected; } policies[] = {
        { "POL-1", "draft", "", "draft" }, { "POL-2", "retired", "", "retired" }, { "POL-3", "approved", "", "in-force" },
        { "POL-4", "approved", "effective_from: 2026-12-01\n", "coming" }, { "POL-5", "approved", "effective_from: 2026-11-30\n", "in-force" },
        { "POL-6", "approved", "supersedes: [POL-3, POL-7]\napproved_on: 2027-01-01\n", "coming" },
        { "POL-7", "approved", "", "superseded" }, { "POL-8", "approved", "supersedes: [POL-7]\n", "in-force" },
        { "POL-9", "draft", "supersedes: [POL-5]\n", "draft" } };

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++)
        project_put(f, str_printf(f->arena, "content/policies/%s.md", policies[i].id).p,
                    str_printf(f->arena, policy, policies[i].id, policies[i].status, policies[i].more).p);
    project_put(f, "controls/exceptions.yaml",
        "exceptions:\n"
        "  - {id: EXC-1, about: POL-1, reason: Because., approved_by: The chief, expires: 2026-11-30}\n"
        "  - {id: EXC-2, about: POL-1, reason: Because., approved_by: The chief, expires: 2026-11-29}\n");
    assert_true(project_load(f, 1));
    assert_problems(f, 0);
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++)
        assert_field(f, policies[i].id, "state", policies[i].expected);
    assert_field(f, "EXC-1", "state", "in-force");
    assert_field(f, "EXC-2", "state", "expired");
    assert_field(f, "POL-1", "exceptions", "EXC-1; EXC-2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_project(obligations_name_what_decided),
        with_project(requirements_collect_evidence_and_strength),
        with_project(evidence_carries_what_its_file_says),
        with_project(strengths_are_ordered),
        with_project(a_reason_stands_once),
        with_project(exceptions_and_policies_have_states),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
