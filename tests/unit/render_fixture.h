/* A small model made by hand and templates given as text, for the tests of render. */
#ifndef RENDER_FIXTURE_H
#define RENDER_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "render/plan.h"

enum { FIXTURE_TEMPLATES = 16, FIXTURE_TYPES = 5 };
enum { T_CONTROL, T_EVIDENCE, T_POLICY, T_REQUIREMENT, T_ROLE };

struct render_fixture {
    struct arena *arena, *scratch;
    struct diags diags;
    struct sources sources;
    struct model model;
    struct record_type types[FIXTURE_TYPES], rows;
    struct record_type *type_list[FIXTURE_TYPES];
    struct list *records[FIXTURE_TYPES];
    struct framework framework;
    struct record role, requirement, policy, evidence, *controls, *row;
    size_t n_controls;
    struct template templates_v[FIXTURE_TEMPLATES];
    struct templates templates;
    struct plan plan;
    struct page page;
    struct render_context context;
    struct engine *engine;
    struct buf out;
};

struct fixture_field {
    const char *name;
    enum field_kind kind;
};

static inline void fixture_type(struct render_fixture *f, struct record_type *type, const char *name, const char *plural,
                         const struct fixture_field *fields, size_t n)
{
    *type = (struct record_type){ .thing = { THING_TYPE }, .name = str_of(name), .plural = str_of(plural),
                                  .title = str_of(name), .titles = str_of(plural), .n_fields = n };
    type->fields = arena_array(f->arena, n, struct field);
    type->by_name = map_new(f->arena);
    for (size_t i = 0; i < n; i++) {
        type->fields[i] = (struct field){ .thing = { THING_FIELD }, .index = (uint16_t)i, .kind = (uint8_t)fields[i].kind,
                                          .name = str_of(fields[i].name), .title = str_of(fields[i].name) };
        map_put(type->by_name, type->fields[i].name, &type->fields[i]);
    }
}

static inline void fixture_record(struct render_fixture *f, struct record *record, const struct record_type *type, const char *id,
                           uint32_t serial)
{
    *record = (struct record){ .thing = { THING_RECORD }, .serial = serial, .type = type, .id = str_of(id),
                               .pos = { 1, 7, 3, 0 }, .values = arena_array(f->arena, type->n_fields, struct value) };
}

static inline struct value *fixture_value(const struct record *record, const char *field)
{
    return record_value(record, type_field(record->type, str_of(field)));
}

static inline void fixture_text(const struct record *record, const char *field, const char *text)
{
    value_set_text(fixture_value(record, field), str_of(text));
}

static inline struct list *fixture_list_of(struct render_fixture *f, size_t n)
{
    struct list *list = list_new(f->arena, n);

    list->n = (uint32_t)n;
    return list;
}

static inline void fixture_list(struct render_fixture *f, struct record *record, const char *field, struct record *item)
{
    struct list *list = fixture_list_of(f, 1);

    value_set_record(&list->v[0], item);
    value_set_list(fixture_value(record, field), list);
}

static inline void fixture_types(struct render_fixture *f)
{
    static const struct fixture_field control[] = {
        { "title", FIELD_TEXT }, { "owner", FIELD_REF }, { "status", FIELD_WORD }, { "satisfies", FIELD_REFS },
        { "requires", FIELD_ROWS }, { "reviewed", FIELD_DATE }, { "weight", FIELD_NUMBER }, { "key", FIELD_BOOL },
        { "notes", FIELD_MARKDOWN }, { "link", FIELD_URL }, { "tags", FIELD_LIST }, { "every", FIELD_DURATION },
        { "seen", FIELD_DATETIME } };
    static const struct fixture_field plain[] = {
        { "title", FIELD_TEXT }, { "label", FIELD_TEXT }, { "file", FIELD_FILE }, { "controls", FIELD_BACKLINKS } };
    static const struct fixture_field rows[] = { { "id", FIELD_TEXT }, { "title", FIELD_TEXT }, { "type", FIELD_TEXT } };

    fixture_type(f, &f->types[T_CONTROL], "control", "controls", control, sizeof control / sizeof *control);
    fixture_type(f, &f->types[T_EVIDENCE], "evidence", "evidence", plain, 4);
    fixture_type(f, &f->types[T_POLICY], "policy", "policies", plain, 4);
    fixture_type(f, &f->types[T_REQUIREMENT], "requirement", "requirements", plain, 4);
    fixture_type(f, &f->types[T_ROLE], "role", "roles", plain, 4);
    fixture_type(f, &f->rows, "requires", "requires", rows, 3);
    f->rows.is_rows = true;
    for (uint16_t i = 0; i < FIXTURE_TYPES; i++) {
        f->types[i].index = i;
        f->type_list[i] = &f->types[i];
    }
}

static inline void fixture_control(struct render_fixture *f, size_t i)
{
    struct record *control = &f->controls[i];
    char *id = arena_bytes(f->arena, 16), *title = arena_bytes(f->arena, 32);

    snprintf(id, 16, "CTL-%03zu", i + 1);
    snprintf(title, 32, "Stop & check %zu", i + 1);
    fixture_record(f, control, &f->types[T_CONTROL], id, (uint32_t)(5 + i));
    control->index = (uint32_t)i;
    fixture_text(control, "title", title);
    fixture_text(control, "status", i % 3 ? "implemented" : "not-implemented");
    fixture_list(f, control, "satisfies", &f->requirement);
    *fixture_value(control, "weight") =
        (struct value){ .kind = VALUE_NUMBER, .as.number = { "2", 2.0 } };
    value_set_date(fixture_value(control, "reviewed"), date_of(2026, 11, 20));
    map_put(f->model.by_id, control->id, control);
}

static inline void fixture_others(struct render_fixture *f)
{
    struct record *const others[] = { &f->evidence, &f->policy, &f->requirement, &f->role };
    static const char *const ids[] = { "EV-1", "POL-1", "iso:A.9.2", "ROLE-1" };
    static const char *const titles[] = { "Drill", "Oversight", "Responsible use", "Safety officer" };

    for (uint32_t i = 0; i < 4; i++) {
        fixture_record(f, others[i], &f->types[i + 1], ids[i], i + 1);
        fixture_text(others[i], "title", titles[i]);
        map_put(f->model.by_id, others[i]->id, others[i]);
        f->records[i + 1] = fixture_list_of(f, 1);
        value_set_record(&f->records[i + 1]->v[0], others[i]);
    }
    fixture_text(&f->requirement, "label", "A.9.2");
    f->framework = (struct framework){ .id = S("iso"), .nodes = map_new_fold(f->arena) };
    map_put(f->framework.nodes, S("A.9.2"), &f->requirement);
    f->model.frameworks = &f->framework;
    f->model.n_frameworks = 1;
    fixture_text(&f->evidence, "file", "drills/1.json");
}

static inline void fixture_records(struct render_fixture *f, size_t n_controls)
{
    f->model.by_id = map_new_fold(f->arena);
    fixture_others(f);
    f->n_controls = n_controls;
    f->controls = arena_array(f->arena, n_controls, struct record);
    f->records[T_CONTROL] = fixture_list_of(f, n_controls);
    for (size_t i = 0; i < n_controls; i++) {
        fixture_control(f, i);
        value_set_record(&f->records[T_CONTROL]->v[i], &f->controls[i]);
    }
    f->row = arena_new_of(f->arena, struct record);
    fixture_record(f, f->row, &f->rows, "stop-drill", 0);
    f->row->parent = &f->controls[0];
    fixture_text(f->row, "id", "stop-drill");
    fixture_text(f->row, "title", "Stop drill");
    fixture_list(f, &f->controls[0], "requires", f->row);
    value_set_record(fixture_value(&f->controls[0], "owner"), &f->role);
    if (n_controls > 1)
        fixture_text(&f->controls[1], "owner", "The <board>");
}

static inline void fixture_plan(struct render_fixture *f)
{
    size_t n = 5 + f->n_controls;

    f->model.n_serials = n;
    f->plan.record_url = arena_array(f->arena, n, struct str);
    f->plan.type_url = arena_array(f->arena, FIXTURE_TYPES, struct str);
    f->plan.file_url = arena_array(f->arena, 1, struct str);
    f->plan.record_url[1] = S("evidence/EV-1.html");
    f->plan.record_url[2] = S("policies/POL-1.html");
    f->plan.record_url[3] = S("frameworks/iso/A.9.2.html");
    for (size_t i = 0; i < f->n_controls; i++)
        f->plan.record_url[5 + i] = str_printf(f->arena, "controls/%.*s.html", STR(f->controls[i].id));
    f->plan.type_url[T_CONTROL] = S("controls/index.html");
    f->plan.file_url[0] = S("files/1.json");
    f->page = (struct page){ .kind = PAGE_RECORD, .url = S("controls/CTL-001.html"), .title = S("CTL-001"),
                             .record = &f->controls[0], .number = 1, .count = 1 };
}

static inline struct render_fixture *fixture_new(size_t n_controls)
{
    struct render_fixture *f = calloc(1, sizeof *f);

    f->arena = arena_new();
    f->scratch = arena_new();
    diags_new(f->arena, &f->diags);
    sources_new(f->arena, &f->sources);
    sources_add(&f->sources, S("controls/controls.yaml"), S("controls/controls.yaml"));
    fixture_types(f);
    f->model = (struct model){ .arena = f->arena, .sources = &f->sources, .as_of = date_of(2026, 11, 30),
                               .settings = { .id = S("test"), .title = S("Test"), .language = S("en") },
                               .n_types = FIXTURE_TYPES, .types = f->type_list, .records = f->records };
    fixture_records(f, n_controls);
    fixture_plan(f);
    f->templates = (struct templates){ .foreign = true, .v = f->templates_v, .by_name = map_new(f->arena), .strings = map_new(f->arena),
                                       .icons = map_new(f->arena) };
    f->context = (struct render_context){ .model = &f->model, .templates = &f->templates, .plan = &f->plan,
                                          .findings = &f->diags, .edition = S("internal"), .generator = S("dossier test") };
    f->out.max = ENGINE_OUTPUT_MAX;
    return f;
}

static inline void fixture_free(struct render_fixture *f)
{
    if (f->engine)
        engine_free(f->engine);
    buf_free(&f->out);
    arena_free(f->scratch);
    arena_free(f->arena);
    free(f);
}

static inline struct template *fixture_template(struct render_fixture *f, const char *name, struct str text)
{
    struct template *template = &f->templates.v[f->templates.n++];

    *template = (struct template){ .name = str_of(name), .text = text };
    template->file = sources_add(&f->sources, str_printf(f->arena, "templates/%s.html", name), S(""));
    map_put(f->templates.by_name, template->name, template);
    return template;
}

/* Draws the page with this template. False: the first diagnostic says why. */
static inline bool fixture_draw(struct render_fixture *f, const struct template *template)
{
    if (!f->engine && !templates_check(f->arena, &f->diags, &f->templates))
        return false;
    if (!f->engine)
        f->engine = engine_new(&f->context);
    f->page.template = template;
    buf_reset(&f->out);
    arena_reset(f->scratch);
    return engine_page(f->engine, f->scratch, &f->diags, &f->page, &f->out);
}

#endif
