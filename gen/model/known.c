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
    return diags->errors == errors;
}
