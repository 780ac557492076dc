/* Record types: names of kinds, look-ups. */
#include "model/type.h"

static const char *const kind_names[] = {
    [FIELD_TEXT] = "text", [FIELD_MARKDOWN] = "markdown", [FIELD_WORD] = "word", [FIELD_WORDS] = "words",
    [FIELD_DATE] = "date", [FIELD_DATETIME] = "datetime", [FIELD_DURATION] = "duration", [FIELD_NUMBER] = "number",
    [FIELD_BOOL] = "bool", [FIELD_REF] = "ref", [FIELD_REFS] = "refs", [FIELD_LIST] = "list", [FIELD_ROWS] = "rows",
    [FIELD_URL] = "url", [FIELD_FILE] = "file", [FIELD_BACKLINKS] = "backlinks",
};

const char *field_kind_name(enum field_kind kind)
{
    return kind_names[kind];
}

bool field_holds_list(const struct field *field)
{
    switch ((enum field_kind)field->kind) {
    case FIELD_WORDS: case FIELD_REFS: case FIELD_LIST: case FIELD_ROWS: case FIELD_BACKLINKS: return true;
    default: return false;
    }
}

const struct field *type_field(const struct record_type *type, struct str name)
{
    return map_find(type->by_name, name);
}

bool type_is_written(const struct record_type *type)
{
    static const char *const others[] = { "requirement", "framework", "crosswalk", "comparison" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_is(type->name, others[i]))
            return false;
    return true;
}
