/* gen/model/settings.c: dossier.yaml. */
#include "model_project.h"

static bool read_settings(struct model_fixture *f, const char *text, struct settings *settings)
{
    project_put(f, "dossier.yaml", text);
    project_open(f->arena, &f->sources, str_of(f->temp->path), str_of(f->temp->path), &f->project);
    f->pool = pool_new(1);
    bool fine = settings_read(&f->project, &f->diags, settings);
    diags_sort(&f->sources, &f->diags);
    return fine;
}

static void the_smallest_file_has_the_defaults(void **state)
{
    struct model_fixture *f = *state;
    struct settings settings;

    assert_true(read_settings(f, "dossier: 1\nid: ab\norganization: O\ntitle: T\n", &settings));
    assert_str(settings.language, "en");
    assert_str(settings.theme, "plain");
    assert_int_equal(settings.as_of, DATE_NONE);
    assert_int_equal(settings.n_frameworks, 0);
    assert_int_equal(settings.n_levels, 4);
    assert_str(settings.levels[0], "public");
    assert_str(settings.levels[3], "restricted");
    assert_int_equal(settings.n_audiences, 1);
    assert_str(settings_audience(&settings, S("internal"))->ceiling, "restricted");
    assert_null(settings_audience(&settings, S("public")));
    assert_int_equal(settings.risk_scale, 5);
    assert_int_equal(settings.risk_appetite, 6);
    assert_false(settings.fail_on_warning);
}

static void every_key_is_read(void **state)
{
    struct model_fixture *f = *state;
    struct settings settings;

    assert_true(read_settings(f,
        "dossier: 1\nid: northlight-aims\norganization: Northlight AI\ntitle: AI management system\nlanguage: de\nas_of: 2026-11-30\n"
        "frameworks: [iso-42001-2023, eu-ai-act-2026]\ntheme: dark\nlevels: [low, high]\n"
        "audiences:\n  all: {ceiling: high}\n  some: {ceiling: low, without: [override-decision, risk]}\n"
        "risk: {scale: 4, appetite: 5}\npackage: {profile: iso-42001-stage2}\nfail_on: warning\n", &settings));
    assert_str(settings.id, "northlight-aims");
    assert_str(settings.language, "de");
    assert_int_equal(settings.as_of, date_of(2026, 11, 30));
    assert_int_equal(settings.n_frameworks, 2);
    assert_str(settings.frameworks[1], "eu-ai-act-2026");
    assert_int_equal(settings.framework_pos[1].col, 30);
    assert_int_equal(settings.n_levels, 2);
    assert_int_equal(settings_audience(&settings, S("some"))->n_without, 2);
    assert_str(settings_audience(&settings, S("some"))->without[1], "risk");
    assert_int_equal(settings.risk_scale, 4);
    assert_int_equal(settings.risk_appetite, 5);
    assert_str(settings.package_profile, "iso-42001-stage2");
    assert_true(settings.fail_on_warning);
}

static void ids_name_packages(void **state)
{
    static const char *const wrong[] = { "a", "A-b", "a_b", "a.b", "\"\"", "a23456789-a23456789-a23456789-a23456789-a" };
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        void *one;
        struct settings settings;
        make_project(&one);
        struct model_fixture *f = one;
        assert_false(read_settings(f, str_printf(f->arena, "dossier: 1\nid: %s\norganization: O\ntitle: T\n", wrong[i]).p, &settings));
        assert_problems(f, 1);
        assert_int_equal(f->diags.list.v[0].pos.line, 2);
        free_project(&one);
    }
}

static void all_mistakes_are_reported(void **state)
{
    struct model_fixture *f = *state;
    struct settings settings;

    assert_false(read_settings(f, "dossier: 3\ntitle: [T]\ntitel: T\nfail_on: never\nrisk: {scale: 1}\naudiences: {all: {ceiling: top}}\n", &settings));
    assert_problem(f, 0, "missing-field", "dossier.yaml", 1, 1);        /* id */
    assert_problem(f, 1, "missing-field", "dossier.yaml", 1, 1);        /* organization */
    assert_problem(f, 2, "bad-value", "dossier.yaml", 1, 10);
    assert_problem(f, 3, "bad-value", "dossier.yaml", 2, 8);
    assert_problem(f, 4, "unknown-key", "dossier.yaml", 3, 1);
    assert_str(f->diags.list.v[4].hint, "did you mean 'title'?");
    assert_problem(f, 5, "bad-value", "dossier.yaml", 4, 10);
    assert_problem(f, 6, "bad-value", "dossier.yaml", 5, 15);
    assert_problem(f, 7, "bad-value", "dossier.yaml", 6, 28);
    assert_problems(f, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_project(the_smallest_file_has_the_defaults),
        with_project(every_key_is_read),
        with_project(ids_name_packages),
        with_project(all_mistakes_are_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
