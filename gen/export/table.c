/* A table of texts, and CSV. */
#include "export/table.h"

#include <string.h>

void table_new(struct arena *arena, struct table *table, size_t n_columns, const struct str *columns)
{
    *table = (struct table){ .arena = arena, .n_columns = n_columns, .columns = columns };
}

void table_cell(struct table *table, struct str text)
{
    *vec_add(table->arena, &table->cells) = text;
}

static bool is_formula(struct str text)
{
    if (!text.n || !strchr("=+-@\t\r", text.p[0]))
        return false;
    for (size_t i = 1; i < text.n; i++)         /* a plain negative number is none */
        if (!strchr("0123456789.", text.p[i]))
            return true;
    return text.p[0] != '-' || text.n == 1;
}

static bool wants_quotes(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '"' || text.p[i] == ',' || text.p[i] == '\n' || text.p[i] == '\r' || text.p[i] == '\0')
            return true;
    return false;
}

static void put_cell(struct buf *out, struct str text)
{
    bool quote = wants_quotes(text);
    if (quote)
        buf_putc(out, '"');
    if (is_formula(text))
        buf_putc(out, '\'');
    while (text.n) {                            /* a quote is written twice */
        size_t end = quote ? str_find(text, '"') : text.n;
        buf_put(out, str_sub(text, 0, end));
        if (end < text.n)
            buf_puts(out, "\"\"");
        text = str_sub(text, end + 1, text.n);
    }
    if (quote)
        buf_putc(out, '"');
}

void table_csv_cell(struct buf *out, struct str text, bool last)
{
    put_cell(out, text);
    buf_putc(out, last ? '\n' : ',');
}

void table_csv_rows(const struct table *table, struct buf *out)
{
    for (size_t i = 0; i < table->cells.n; i++)
        table_csv_cell(out, table->cells.v[i], (i + 1) % table->n_columns == 0);
}

void table_csv(const struct table *table, struct buf *out)
{
    for (size_t i = 0; i < table->n_columns; i++)
        table_csv_cell(out, table->columns[i], i + 1 == table->n_columns);
    table_csv_rows(table, out);
}

enum { TEXT_WIDTH_MAX = 44, TEXT_COLUMNS_MAX = 32 };

static size_t width_of(struct str text)
{
    size_t n = str_code_points(text);
    return n < TEXT_WIDTH_MAX ? n : TEXT_WIDTH_MAX;
}

/* A code point begins at every byte that is no continuation byte. */
static struct str clip(struct str text, size_t width)
{
    for (size_t i = 0; i < text.n; i++)
        if ((text.p[i] & 0xC0) != 0x80 && width-- == 0)
            return str_sub(text, 0, i);
    return text;
}

static void text_row(const struct table *table, const struct str *cells, const size_t *widths, struct buf *out)
{
    for (size_t k = 0; k < table->n_columns; k++) {
        bool last = k + 1 == table->n_columns;
        struct str text = last ? cells[k] : clip(cells[k], TEXT_WIDTH_MAX);
        buf_put(out, text);
        for (size_t pad = width_of(text); !last && pad < widths[k] + 2; pad++)
            buf_putc(out, ' ');
    }
    while (out->n && out->p[out->n - 1] == ' ')
        out->n--;
    buf_putc(out, '\n');
}

void table_text(const struct table *table, struct buf *out)
{
    size_t widths[TEXT_COLUMNS_MAX] = { 0 };
    for (size_t k = 0; k < table->n_columns; k++)
        widths[k] = width_of(table->columns[k]);
    for (size_t i = 0; i < table->cells.n; i++)
        if (width_of(table->cells.v[i]) > widths[i % table->n_columns])
            widths[i % table->n_columns] = width_of(table->cells.v[i]);
    text_row(table, table->columns, widths, out);
    for (size_t i = 0; i < table->cells.n; i += table->n_columns)
        text_row(table, table->cells.v + i, widths, out);
}
