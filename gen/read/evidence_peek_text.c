/* What plain text may be: YAML, front matter, a table. */
#include <string.h>

#include "base/arena.h"
#include "read/evidence_peek_parts.h"

enum { LINES_LOOKED_AT = 400, ROWS_LOOKED_AT = 20, COLUMNS_MAX = 400 };

static bool is_key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
           || c == '.' || c == '/';
}

/* Length of "key" in "key:" or "key: value", else 0. */
static size_t key_length(struct str line)
{
    size_t n = 0;
    while (n < line.n && is_key_char(line.p[n]))
        n++;
    bool colon = n > 0 && n < line.n && line.p[n] == ':' && (n + 1 == line.n || line.p[n + 1] == ' ');
    return colon ? n : 0;
}

static void add_key(struct arena *arena, struct evidence_peek *peek, struct str line, size_t n)
{
    struct peek_key *key = vec_add(arena, &peek->keys);
    key->path = str_sub(line, 0, n);
    key->text = str_trim(str_sub(line, n + 1, line.n));
    key->kind = ':';
}

static bool is_list_item(struct str line)
{
    return str_starts(line, S("- ")) || str_is(line, "-");
}

/* A line that YAML may hold at the left margin. */
static bool fits_yaml(struct str line)
{
    return line.n == 0 || line.p[0] == '#' || line.p[0] == ' ' || line.p[0] == '\t' || is_list_item(line)
           || key_length(line) || str_is(line, "---") || str_is(line, "...") || line.p[0] == ']' || line.p[0] == '}';
}

static struct str without_return(struct str line)
{
    return line.n && line.p[line.n - 1] == '\r' ? str_sub(line, 0, line.n - 1) : line;
}

static bool has_next_document(struct str rest)
{
    struct str line;
    return str_split(&rest, '\n', &line) && (key_length(without_return(line)) > 0);
}

void peek_yaml(struct arena *arena, struct evidence_peek *peek, struct str text)
{
    struct str rest = text, line;
    bool fits = true, marked = false, any = false, keyed = false;
    for (size_t i = 0; i < LINES_LOOKED_AT && str_split(&rest, '\n', &line); i++) {
        line = without_return(line);
        if (str_is(line, "---") && marked && any && !has_next_document(rest)) {
            peek->front_matter = true;
            return;
        }
        marked = marked || (str_is(line, "---") && !any);
        if (rest.n == 0 && !peek->whole)
            break;              /* the head cuts this line */
        fits = fits && fits_yaml(line);
        size_t n = key_length(line);
        if (n)
            add_key(arena, peek, line, n);
        /* Markdown has lists as well; one of mappings is YAML. */
        keyed = keyed || (is_list_item(line) && key_length(str_sub(line, 2, line.n)));
        any = any || n || is_list_item(line);
        if (!fits && !marked)
            break;
    }
    peek->yaml = fits && any && (peek->keys.n > 0 || marked || keyed);
    if (!peek->yaml)
        peek->keys.n = 0;
}

static size_t count(struct str text, char c)
{
    size_t n = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n && (quoted || text.p[i] != '\n'); i++) {
        quoted ^= text.p[i] == '"';
        n += !quoted && text.p[i] == c;
    }
    return n;
}

/* The row at the front of *rest, quotes respected; false when the head cuts it. */
static bool next_row(struct str *rest, bool whole, struct str *row)
{
    bool quoted = false;
    size_t i = 0;
    while (i < rest->n && (quoted || rest->p[i] != '\n')) {
        quoted ^= rest->p[i] == '"';
        i++;
    }
    bool complete = i < rest->n || (whole && i > 0 && !quoted);
    *row = without_return(str_sub(*rest, 0, i));
    *rest = str_sub(*rest, i + 1, rest->n);
    return complete;
}

static void add_columns(struct arena *arena, struct evidence_peek *peek, struct str header)
{
    size_t from = 0;
    bool quoted = false;
    for (size_t i = 0; i <= header.n && peek->columns.n < COLUMNS_MAX; i++) {
        if (i < header.n)
            quoted ^= header.p[i] == '"';
        if (i < header.n && (quoted || header.p[i] != peek->delimiter))
            continue;
        struct str cell = str_trim(str_sub(header, from, i));
        if (cell.n >= 2 && cell.p[0] == '"' && cell.p[cell.n - 1] == '"')
            cell = str_sub(cell, 1, cell.n - 1);
        *vec_add(arena, &peek->columns) = cell;
        from = i + 1;
    }
}

static char find_delimiter(struct str header)
{
    static const char delimiters[] = { ',', ';', '\t', '|' };
    char best = 0;
    size_t most = 0;
    for (size_t i = 0; i < sizeof delimiters; i++) {
        size_t n = count(header, delimiters[i]);
        if (n > most) {
            most = n;
            best = delimiters[i];
        }
    }
    return best;
}

void peek_table(struct arena *arena, struct evidence_peek *peek, struct str text)
{
    struct str rest = text, row;
    if (!next_row(&rest, peek->whole, &row))
        return;
    peek->delimiter = find_delimiter(row);
    if (!peek->delimiter)
        return;
    add_columns(arena, peek, row);
    size_t rows = 0;
    peek->regular = true;
    for (; rows < ROWS_LOOKED_AT && next_row(&rest, peek->whole, &row); rows++)
        if (row.n && count(row, peek->delimiter) + 1 != peek->columns.n)
            peek->regular = false;
    peek->regular = peek->regular && rows > 0;
    for (size_t i = 0; i < peek->columns.n; i++)        /* sentences with commas are no header */
        if (peek->columns.v[i].n == 0 || peek->columns.v[i].n > 80)
            peek->regular = false;
}
