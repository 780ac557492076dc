/* gen/model/type_load.c: type files into record types. */
#include "model_project.h"

#define ASSET "controls/types/asset.yaml"

static void load_with(struct model_fixture *f, const char *type)
{
    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, ASSET, type);
    project_load(f, 1);
}

static void own_fields_come_first_then_common_ones(void **state)
{
    struct model_fixture *f = *state;

    load_with(f, "type: asset\nplural: assets\nfields:\n  value: {kind: number}\n  status: {kind: word, words: [new, old]}\n");
    assert_true(f->loaded);
    const struct record_type *type = model_type(&f->model, S("asset"));
    assert_non_null(type);
    assert_ptr_equal(model_type_by_plural(&f->model, S("assets")), type);
    assert_str(type->title, "Asset");
    assert_str(type->fields[0].name, "id");
    assert_str(type->fields[1].name, "title");
    assert_str(type->fields[2].name, "value");
    assert_str(type->fields[3].name, "status");
    assert_int_equal(type->fields[3].n_words, 2);       /* its own, not the common one */
    assert_true(type->fields[0].required && type->fields[1].required);
    assert_non_null(type_field(type, S("classification")));
    for (uint16_t i = 0; i < type->n_fields; i++) {
        assert_int_equal(type->fields[i].index, i);
        assert_ptr_equal(type_field(type, type->fields[i].name), &type->fields[i]);
    }
}

static void a_type_may_leave_the_common_fields_out(void **state)
{
    struct model_fixture *f = *state;

    load_with(f, "type: asset\nplural: assets\ncommon: false\nfields:\n  value: {kind: number}\n");
    assert_true(f->loaded);
    const struct record_type *type = model_type(&f->model, S("asset"));
    assert_non_null(type_field(type, S("id")));
    assert_non_null(type_field(type, S("title")));
    assert_null(type_field(type, S("classification")));
}

static void an_inverse_becomes_a_field_of_the_target(void **state)
{
    struct model_fixture *f = *state;

    load_with(f, "type: asset\nplural: assets\nfields:\n  keeper: {kind: ref, to: role, inverse: keeps}\n  next: {kind: ref, to: self, inverse: last}\n");
    assert_true(f->loaded);
    const struct field *keeps = type_field(model_type(&f->model, S("role")), S("keeps"));
    assert_non_null(keeps);
    assert_int_equal(keeps->kind, FIELD_BACKLINKS);
    assert_true(keeps->computed);
    assert_str(keeps->title, "Keeps");
    const struct record_type *asset = model_type(&f->model, S("asset"));
    assert_int_equal(type_field(asset, S("last"))->kind, FIELD_BACKLINKS);
    assert_ptr_equal(type_field(asset, S("next"))->to[0], asset);
}

static void rows_are_a_type_of_their_own(void **state)
{
    struct model_fixture *f = *state;

    load_with(f, "type: asset\nplural: assets\nfields:\n  parts:\n    kind: rows\n    fields:\n      id: {kind: text, required: true}\n      of: {kind: ref, to: role}\n");
    assert_true(f->loaded);
    const struct field *parts = type_field(model_type(&f->model, S("asset")), S("parts"));
    assert_int_equal(parts->kind, FIELD_ROWS);
    assert_true(parts->rows->is_rows);
    assert_int_equal(parts->rows->n_fields, 2);
    assert_ptr_equal(parts->rows->fields[1].to[0], model_type(&f->model, S("role")));
}

static void the_library_s_type_is_replaced_by_the_project_s(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, "controls/types/objective.yaml", "type: objective\nplural: objectives\nfields:\n  aim: {kind: text, required: true}\n");
    project_put(f, "controls/records.yaml", "objectives:\n  - {id: OBJ-1, title: Fewer, aim: fewer}\n");
    assert_true(project_load(f, 1));
    assert_problems(f, 0);
    assert_field(f, "OBJ-1", "aim", "fewer");
    assert_null(type_field(model_type(&f->model, S("objective")), S("by_when")));
}

static void types_are_sorted_and_numbered(void **state)
{
    struct model_fixture *f = *state;

    load_with(f, "type: asset\nplural: assets\nfields:\n  value: {kind: number}\n");
    assert_true(f->model.n_types >= 30);
    for (uint16_t i = 0; i < f->model.n_types; i++) {
        assert_int_equal(f->model.types[i]->index, i);
        if (i)
            assert_true(str_cmp(f->model.types[i - 1]->name, f->model.types[i]->name) < 0);
    }
    assert_null(model_type(&f->model, S("common")));
}

static void mistakes_are_reported_at_their_place(void **state)
{
    struct model_fixture *f = *state;

    load_with(f,
        "type: asset\n"
        "fields:\n"
        "  value: {kind: numbr}\n"
        "  keeper: {kind: ref}\n"
        "  lender: {kind: ref, to: bank}\n"
        "  parts: {kind: rows}\n");
    assert_false(f->loaded);
    assert_problem(f, 0, "missing-field", ASSET, 1, 1);     /* plural */
    assert_problem(f, 1, "bad-value", ASSET, 3, 17);
    assert_problem(f, f->diags.list.n - 1, "missing-field", ASSET, 6, 10);
}

static void references_need_a_target(void **state)
{
    struct model_fixture *f = *state;

    load_with(f,
        "type: asset\n"
        "plural: assets\n"
        "index: [id, worth]\n"
        "fields:\n"
        "  keeper: {kind: ref}\n"
        "  lender: {kind: ref, to: rolle}\n");
    assert_true(f->loaded && f->model.incomplete);
    assert_problems(f, 3);
    assert_problem(f, 0, "bad-value", ASSET, 3, 13);
    assert_problem(f, 1, "missing-field", ASSET, 5, 3);
    assert_problem(f, 2, "dangling-reference", ASSET, 6, 27);
    assert_str(f->diags.list.v[2].hint, "did you mean 'role'?");
}

static void an_inverse_may_not_take_a_field_s_name(void **state)
{
    struct model_fixture *f = *state;

    load_with(f, "type: asset\nplural: assets\nfields:\n  keeper: {kind: ref, to: role, inverse: duties}\n");
    assert_true(f->loaded && f->model.incomplete);
    assert_problem(f, 0, "bad-value", ASSET, 4, 3);
}

static void a_file_holds_the_type_of_its_name(void **state)
{
    struct model_fixture *f = *state;

    load_with(f, "type: device\nplural: devices\nfields:\n  value: {kind: number}\n");
    assert_false(f->loaded);
    assert_problem(f, 0, "bad-value", ASSET, 1, 1);
}

#define RISK "controls/types/risk-own.yaml"

static void a_file_may_extend_a_type(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, RISK, "extends: risk\nindex: [id, appetite]\nfields:\n  appetite: {kind: number}\n"
                         "  stage: {kind: text}\n  bearer: {kind: ref, to: role, inverse: bears}\n");
    assert_true(project_load(f, 1));
    assert_problems(f, 0);
    const struct record_type *risk = model_type(&f->model, S("risk"));
    assert_non_null(type_field(risk, S("appetite")));
    assert_non_null(type_field(risk, S("treatment")));                          /* all others stay */
    assert_int_equal(type_field(risk, S("stage"))->kind, FIELD_TEXT);           /* replaced */
    assert_int_equal(type_field(model_type(&f->model, S("role")), S("bears"))->kind, FIELD_BACKLINKS);
    assert_int_equal(risk->n_columns, 2);
    assert_ptr_equal(risk->columns[1], type_field(risk, S("appetite")));
    for (uint16_t i = 0; i < risk->n_fields; i++)
        assert_int_equal(risk->fields[i].index, i);
}

static void common_fields_may_be_extended(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, "controls/types/everywhere.yaml", "extends: common\nfields:\n  unit: {kind: text}\n"
                "  costs: {kind: rows, fields: {year: {kind: text}, by: {kind: refs, to: [role, supplier, self]}}}\n");
    assert_true(project_load(f, 1));
    assert_problems(f, 0);
    assert_non_null(type_field(model_type(&f->model, S("risk")), S("unit")));
    assert_null(type_field(model_type(&f->model, S("requirement")), S("unit")));
    const struct field *costs = type_field(model_type(&f->model, S("supplier")), S("costs"));
    assert_int_equal(costs->rows->fields[1].n_to, 3);
}

static void an_extension_says_nothing_else_and_meets_its_type(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, "controls/types/objective.yaml", "extends: objective\nfields:\n  aim: {kind: text}\n");
    project_put(f, RISK, "extends: risc\nfields:\n  aim: {kind: text}\n");
    project_put(f, "controls/types/supplier-own.yaml", "extends: supplier\ntitle: Vendor\n");
    assert_false(project_load(f, 1));
    assert_problems(f, 3);
    assert_problem(f, 0, "dangling-reference", "controls/types/objective.yaml", 1, 10);
    assert_str(f->diags.list.v[0].hint, "this file stands in the place of the type: give it another name, such as objective-own.yaml");
    assert_problem(f, 1, "dangling-reference", RISK, 1, 10);
    assert_str(f->diags.list.v[1].hint, "did you mean 'risk'?");
    assert_problem(f, 2, "unknown-key", "controls/types/supplier-own.yaml", 2, 1);
}

static void two_files_may_not_bring_the_same_field_or_columns(void **state)
{
    struct model_fixture *f = *state;

    project_put(f, "dossier.yaml", PROJECT_SETTINGS);
    project_put(f, RISK, "extends: risk\nindex: [id, appetite]\nfields:\n  appetite: {kind: number}\n");
    project_put(f, "controls/types/risk-two.yaml", "extends: risk\nindex: [id]\nfields:\n  appetite: {kind: text}\n");
    assert_false(project_load(f, 1));
    assert_problems(f, 2);
    assert_problem(f, 0, "duplicate-key", "controls/types/risk-two.yaml", 2, 8);
    assert_problem(f, 1, "duplicate-key", "controls/types/risk-two.yaml", 4, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_project(own_fields_come_first_then_common_ones),
        with_project(a_type_may_leave_the_common_fields_out),
        with_project(an_inverse_becomes_a_field_of_the_target),
        with_project(rows_are_a_type_of_their_own),
        with_project(the_library_s_type_is_replaced_by_the_project_s),
        with_project(types_are_sorted_and_numbered),
        with_project(mistakes_are_reported_at_their_place),
        with_project(references_need_a_target),
        with_project(an_inverse_may_not_take_a_field_s_name),
        with_project(a_file_holds_the_type_of_its_name),
        with_project(a_file_may_extend_a_type),
        with_project(common_fields_may_be_extended),
        with_project(an_extension_says_nothing_else_and_meets_its_type),
        with_project(two_files_may_not_bring_the_same_field_or_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
