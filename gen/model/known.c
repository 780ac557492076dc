/* Resolving the handles of the types and fields whose meaning C knows. */
#include "model/known.h"

#include "model/model.h"

static const struct record_type *find_type(struct diags *diags, const struct model *model, const char *name)
{
    const struct record_type *type = model_type(model, str_of(name));
    if (!type)
        diag_report(diags, DIAG_MISSING_FIELD, (struct pos){ 0 }, "the record type '%s' is missing from controls/types", name);
    return type;
}

static const struct field *find_field(struct diags *diags, const struct record_type *type, const char *name)
{
    const struct field *field = type ? type_field(type, str_of(name)) : NULL;
    if (type && !field)
        diag_report(diags, DIAG_MISSING_FIELD, type->pos, "the type '%.*s' needs a field '%s'", STR(type->name), name);
    return field;
}

static const struct field *find_column(struct diags *diags, const struct field *rows, const char *name)
{
    return rows && rows->rows ? find_field(diags, rows->rows, name) : NULL;
}

/* A list that may hold plain text beside records is none that C can follow. */
static void check_kind(struct diags *diags, const struct field *field, enum field_kind kind)
{
    if (!field || (field->kind == kind && !(field->or_text && kind == FIELD_REFS)))
        return;
    diag_report(diags, DIAG_BAD_VALUE, field->pos, "the compiler needs '%.*s' to be of kind %s, not %s", STR(field->name), field_kind_name(kind),
                field->kind == kind ? "one that may hold plain text" : field_kind_name(field->kind));
}

/* One line per handle: long, but without a branch. */
bool known_resolve(struct diags *diags, const struct model *model, struct known *known)
{
    size_t errors = diags->errors;
#define TYPE(c_name, name) known->c_name = find_type(diags, model, name);
#define FIELD(type, field) known->type##_##field = find_field(diags, known->type, #field);
#define COLUMN(type, rows, column) known->type##_##rows##_##column = find_column(diags, known->type##_##rows, #column);
    KNOWN_TYPES(TYPE)
    KNOWN_FIELDS(FIELD)
    KNOWN_COLUMNS(COLUMN)
#undef TYPE
#undef FIELD
#undef COLUMN
#define KIND(type, field, kind) check_kind(diags, known->type##_##field, FIELD_##kind);
    KNOWN_KINDS(KIND)
#undef KIND
    return diags->errors == errors;
}
