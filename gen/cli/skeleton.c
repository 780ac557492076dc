/* A record to be filled in. */
#include "cli/skeleton.h"

enum { COMMENT_COLUMN = 24 };

static void put_names(struct buf *out, const char *before, const char *between, size_t n, const struct str *names)
{
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%s%.*s", i ? between : before, STR(names[i]));
}

/* "ref to role", "one of open | closed", "rows of id, title". */
static void put_kind(struct buf *out, const struct field *field)
{
    if (field->n_words) {
        put_names(out, "one of ", " | ", field->n_words, field->words);
        return;
    }
    buf_puts(out, field_kind_name(field->kind));
    if (field->to_any)
        buf_puts(out, " to any record or requirement");
    for (size_t i = 0; i < field->n_to; i++)
        buf_printf(out, "%s%.*s", i ? ", " : " to ", STR(field->to[i]->name));
    if (field->or_text)
        buf_puts(out, ", or plain text");
    for (size_t i = 0; field->rows && i < field->rows->n_fields; i++)
        if (!field->rows->fields[i].computed)
            buf_printf(out, "%s%.*s", i ? ", " : " of ", STR(field->rows->fields[i].name));
}

static void put_field(struct buf *out, const struct field *field, unsigned indent)
{
    size_t before = out->n;
    buf_printf(out, "%*s%s%.*s:", (int)indent, "", field->required ? "" : "# ", STR(field->name));
    do
        buf_putc(out, ' ');
    while (out->n - before < indent + COMMENT_COLUMN);
    buf_puts(out, "# ");
    put_kind(out, field);
    if (field->help.n)
        buf_printf(out, ". %.*s", STR(field->help));
    buf_putc(out, '\n');
}

static void put_fields(struct buf *out, const struct record_type *type, unsigned indent)
{
    for (int required = 1; required >= 0; required--)
        for (size_t i = 0; i < type->n_fields; i++) {
            const struct field *field = &type->fields[i];
            if (!field->computed && field->required == required && !str_is(field->name, "id"))
                put_field(out, field, indent);
        }
}

void skeleton_item(struct buf *out, const struct record_type *type, struct str id, unsigned indent)
{
    buf_printf(out, "%*s- id: %.*s\n", (int)indent, "", STR(id));
    put_fields(out, type, indent + 2);
}

void skeleton_document(struct buf *out, const struct record_type *type, struct str id, bool type_line)
{
    buf_puts(out, "---\n");
    if (type_line)
        buf_printf(out, "type: %.*s\n", STR(type->name));
    buf_printf(out, "id: %.*s\n", STR(id));
    put_fields(out, type, 0);
    buf_puts(out, "---\n\nThe text, in Markdown.\n");
}
