/* dossier schema [TYPE] [--json]: the fields of a record type. */
#include <stdio.h>

#include "base/json.h"
#include "cli/where.h"
#include "export/schema_json.h"

static const struct option_row options[] = {
    { "json", 0, NULL, "as JSON Schema, for editors" },
    { NULL, 0, NULL, NULL }
};

static void print_words(const struct field *field)
{
    for (size_t i = 0; i < field->n_words; i++)
        printf("%s%.*s", i ? " | " : "  [", STR(field->words[i]));
    if (field->n_words)
        printf("]");
}

static void print_targets(const struct field *field)
{
    for (size_t i = 0; i < field->n_to; i++)
        printf("%s%.*s", i ? ", " : " to ", STR(field->to[i]->name));
    if (field->to_any)
        printf(" to any record or requirement");
    if (field->part_name.n)
        printf(" or a row of its '%.*s'", STR(field->part_name));
    if (field->or_text)
        printf(", or plain text");
}

static void print_fields(const struct record_type *type, int indent)
{
    for (size_t i = 0; i < type->n_fields; i++) {
        const struct field *field = &type->fields[i];
        if (field->computed)
            continue;
        printf("%*s%-*.*s %s %s", indent, "", 22 - indent, STR(field->name), field->required ? "!" : " ", field_kind_name(field->kind));
        print_targets(field);
        print_words(field);
        printf("\n%*s%.*s\n", indent + 4, "", STR(field->help));
        if (field->rows)
            print_fields(field->rows, indent + 4);
    }
}

static void print_type(const struct record_type *type)
{
    printf("%.*s (%.*s)\n%.*s\n\nFields; ! is required:\n", STR(type->title), STR(type->plural), STR(type->help));
    print_fields(type, 2);
}

static void print_types(const struct model *model)
{
    for (size_t i = 0; i < model->n_types; i++)
        printf("%-20.*s %.*s\n", STR(model->types[i]->name), STR(model->types[i]->help));
}

static int run(const struct invocation *call)
{
    struct session session;
    int status = EXIT_FINE;
    session_open(&session, call);
    if (!session.loaded) {
        session_refuses(&session, &status);
    } else {
        const struct record_type *type = call->n_operands ? type_of_operand(&session, call->operands[0]) : NULL;
        if (option_value(call, "json")) {
            struct buf out = { 0 };
            struct json json = { .out = &out };
            schema_json(&json, &session.model, type);
            printf("%.*s\n", STR(buf_str(&out)));
            buf_free(&out);
        } else if (type) {
            print_type(type);
        } else {
            print_types(&session.model);
        }
    }
    session_close(&session);
    return status;
}

const struct command command_schema = { .name = "schema", .operands = "[TYPE]", .summary = "show the fields of a record type",
    .options = options, .least = 0, .most = 1, .run = run };
