/* Tables: a region that scrolls by itself, heads with a scope. */
#include <cmark-gfm-core-extensions.h>

#include "read/document_compile.h"
#include "read/document_parse.h"

static void whole_enter(struct compile *compile)
{
    html_newline(compile);
    buf_printf(compile->html,
               "<div class=\"table-wrap\" role=\"group\" tabindex=\"0\" aria-label=\"Table %zu\">\n<table>\n",
               ++compile->tables);
    compile->table_body = false;
}

static void whole_exit(struct compile *compile)
{
    if (compile->table_body)
        html_put(compile, "</tbody>\n");
    html_put(compile, "</table>\n</div>\n");
}

static void row_enter(struct compile *compile, cmark_node *row)
{
    compile->head_row = cmark_gfm_extensions_get_table_row_is_header(row) != 0;
    compile->column = 0;
    if (compile->head_row)
        html_put(compile, "<thead>\n");
    else if (!compile->table_body)
        html_put(compile, "<tbody>\n");
    compile->table_body = !compile->head_row;
    html_put(compile, "<tr>\n");
}

/* A head without text would be a heading of nothing to a screen reader, so it is a plain cell. */
static bool is_head(const struct compile *compile, cmark_node *cell)
{
    return compile->head_row && cmark_node_first_child(cell);
}

static const char *align_class(cmark_node *cell, size_t column)
{
    cmark_node *table = cmark_node_parent(cmark_node_parent(cell));
    const uint8_t *align = cmark_gfm_extensions_get_table_alignments(table);

    if (!align || column >= cmark_gfm_extensions_get_table_columns(table))
        return "";
    return align[column] == 'l'   ? " class=\"align-left\""
           : align[column] == 'c' ? " class=\"align-center\""
           : align[column] == 'r' ? " class=\"align-right\""
                                  : "";
}

static void cell_enter(struct compile *compile, cmark_node *cell)
{
    html_put(compile, is_head(compile, cell) ? "<th scope=\"col\"" : "<td");
    html_put(compile, align_class(cell, compile->column++));
    html_put(compile, ">");
}

void table_enter(struct compile *compile, cmark_node *node)
{
    switch (document_table_node(node)) {
    case TABLE_WHOLE:
        whole_enter(compile);
        break;
    case TABLE_ROW:
        row_enter(compile, node);
        break;
    case TABLE_CELL:
        cell_enter(compile, node);
        break;
    default:
        break;
    }
}

void table_exit(struct compile *compile, cmark_node *node)
{
    switch (document_table_node(node)) {
    case TABLE_WHOLE:
        whole_exit(compile);
        break;
    case TABLE_ROW:
        html_put(compile, compile->head_row ? "</tr>\n</thead>\n" : "</tr>\n");
        break;
    case TABLE_CELL:
        html_put(compile, is_head(compile, node) ? "</th>\n" : "</td>\n");
        break;
    default:
        break;
    }
}
