/* dossier list: records, requirements, evidence or frameworks, by field. */
#include <stdio.h>
#include <string.h>

#include "cli/where.h"
#include "export/record_json.h"
#include "export/table.h"
#include "model/known.h"

static const struct option_row options[] = {
    { "where", 0, "FIELD=VALUE", "only those whose field has the value; may be repeated" },
    { "format", 0, "FORMAT", "text, json or csv" },
    { NULL, 0, NULL, NULL }
};

struct listing_view {               /* what of a type is listed, and how */
    const struct model *model;
    const struct record_type *type;
    struct list *records;
};

/* Requirements: the assessable nodes of the frameworks in scope. */
static bool is_listed(const struct listing_view *view, const struct record *record)
{
    const struct known *known = view->model->known;
    if (record->type != known->requirement)
        return true;
    const struct value *scope = record_value(record, known->requirement_in_scope);
    return scope->kind == VALUE_BOOL && scope->as.truth && record_value(record, known->requirement_state)->kind != VALUE_NONE;
}

static struct listing_view make_view(struct session *session, const char *name)
{
    struct listing_view view = { .model = &session->model };
    view.type = type_of_operand(session, name);
    struct conditions conditions = where_parse(session, view.type);
    const struct list *all = model_records(view.model, view.type);
    view.records = list_new(session->output, all->n);
    for (uint32_t i = 0; i < all->n; i++)
        if (is_listed(&view, all->v[i].as.ref.record) && where_holds(session, &conditions, all->v[i].as.ref.record))
            view.records->v[view.records->n++] = all->v[i];
    return view;
}

static void field_json(struct json *json, struct arena *scratch, const char *key, const struct record *record, const char *field)
{
    json_key(json, key);
    value_json(json, scratch, record_find(record, field));
}

static void requirement_json(struct json *json, struct arena *scratch, const struct record *record)
{
    json_object(json);
    strings_json(json, scratch, "by_system", record, "by_system");
    strings_json(json, scratch, "controls", record, "controls");
    strings_json(json, scratch, "evidence", record, "evidence");
    field_json(json, scratch, "framework", record, "framework");
    field_json(json, scratch, "id", record, "node");
    field_json(json, scratch, "inherited_from", record, "inherited_from");
    field_json(json, scratch, "label", record, "label");
    strings_json(json, scratch, "policies", record, "policies");
    strings_json(json, scratch, "reasons", record, "reasons");
    field_json(json, scratch, "state", record, "state");
    field_json(json, scratch, "strength", record, "strength");
    strings_json(json, scratch, "through", record, "through");
    field_json(json, scratch, "title", record, "title");
    json_end_object(json);
}

static void evidence_json(struct json *json, struct arena *scratch, const struct record *record)
{
    json_object(json);
    field_json(json, scratch, "collected_at", record, "collected_at");
    field_json(json, scratch, "expires", record, "valid_until");
    field_json(json, scratch, "file", record, "file");
    field_json(json, scratch, "format", record, "format");
    field_json(json, scratch, "id", record, "id");
    field_json(json, scratch, "observed_from", record, "observed_from");
    field_json(json, scratch, "observed_to", record, "observed_to");
    strings_json(json, scratch, "reasons", record, "reasons");
    field_json(json, scratch, "sha256", record, "digest");
    field_json(json, scratch, "state", record, "state");
    field_json(json, scratch, "strength", record, "effective_strength");
    strings_json(json, scratch, "supports", record, "supports");
    json_end_object(json);
}

static void print_json(struct arena *scratch, const struct listing_view *view)
{
    struct buf out = { 0 };
    struct json json = { .out = &out };
    json_array(&json);
    for (uint32_t i = 0; i < view->records->n; i++) {
        const struct record *record = view->records->v[i].as.ref.record;
        if (view->type == view->model->known->requirement)
            requirement_json(&json, scratch, record);
        else if (view->type == view->model->known->evidence)
            evidence_json(&json, scratch, record);
        else
            record_json(&json, scratch, record);
    }
    json_end_array(&json);
    fwrite(out.p, 1, out.n, stdout);
    putchar('\n');
    buf_free(&out);
}

/* The columns of the index page, with the id first. */
static void print_table(struct session *session, const struct listing_view *view, bool csv)
{
    const struct record_type *type = view->type;
    struct table table;
    struct str columns[32] = { S("id") };
    const struct field *fields[32];
    size_t n = 1;
    for (size_t i = 0; i < type->n_columns && n < 32; i++)
        if (!str_is(type->columns[i]->name, "id")) {
            fields[n] = type->columns[i];
            columns[n++] = type->columns[i]->name;
        }
    table_new(session->output, &table, n, columns);
    for (uint32_t i = 0; i < view->records->n; i++) {
        const struct record *record = view->records->v[i].as.ref.record;
        table_cell(&table, record->id);
        for (size_t k = 1; k < n; k++)
            table_cell(&table, value_text(session->output, record_value(record, fields[k])));
    }
    struct buf out = { 0 };
    if (csv)
        table_csv(&table, &out);
    else
        table_text(&table, &out);
    fwrite(out.p ? out.p : "", 1, out.n, stdout);
    buf_free(&out);
}

static int run(const struct invocation *call)
{
    static const char *const formats[] = { "text", "json", "csv", NULL };
    const char *format = option_word(call, "format", formats);
    struct session session;
    session_open(&session, call);
    int status = EXIT_FINE;
    if (!session.loaded) {
        session_refuses(&session, &status);
    } else {
        struct listing_view view = make_view(&session, call->operands[0]);
        if (!strcmp(format, "json"))
            print_json(session.output, &view);
        else
            print_table(&session, &view, !strcmp(format, "csv"));
    }
    session_close(&session);
    return status;
}

const struct command command_list = { .name = "list", .operands = "TYPE|requirements|evidence|frameworks", .summary = "list records, in spite of errors elsewhere",
    .options = options, .least = 1, .most = 1, .run = run };
