/* Text and source side by side. */
#include "read/yaml_written.h"

#include <string.h>

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t size_of(struct str text, size_t at)
{
    size_t size = 1;
    while (at + size < text.n && ((unsigned char)text.p[at + size] & 0xC0) == 0x80)
        size++;
    return size;
}

/* How many bytes of the source make the next character of the text; *white: it is a blank or a line break there. */
static size_t unit_size(struct str source, size_t at, bool *white)
{
    char quote = source.p[0], c = source.p[at];
    *white = is_white(c);
    if (quote == '\'' && c == '\'')
        return 2;
    if (quote != '"' || c != '\\' || at + 1 >= source.n)
        return size_of(source, at);
    char escape = source.p[at + 1];
    *white = escape && strchr("nrt \t\n\r", escape);    /* before a line break the backslash only takes it away */
    return escape == 'x' ? 4 : escape == 'u' ? 6 : escape == 'U' ? 10 : 1 + size_of(source, at + 1);
}

static void pass(struct yaml_written *written, size_t size)
{
    for (size_t i = 0; i < size && written->at < written->source.n; i++) {
        char c = written->source.p[written->at++];
        if (c == '\n') {
            written->line++;
            written->col = 1;
        } else if (((unsigned char)c & 0xC0) != 0x80) {
            written->col++;
        }
    }
}

static void pass_white(struct yaml_written *written)
{
    while (written->at < written->source.n) {
        bool white;
        size_t size = unit_size(written->source, written->at, &white);
        if (!white)
            return;
        pass(written, size);
    }
}

/* Before the first character: the quote, or the line of the `>`. */
static void begin(struct yaml_written *written)
{
    char first = written->source.n ? written->source.p[0] : 0;
    written->offset = written->at = 0;
    written->line = written->start.line;
    written->col = written->start.col;
    pass(written, first == '>' || first == '|' ? str_find(written->source, '\n') : first == '"' || first == '\'' ? 1 : 0);
}

struct pos yaml_written_pos(struct yaml_written *written, size_t offset)
{
    if (!written->line || offset < written->offset)
        begin(written);
    for (; written->offset < offset && written->offset < written->text.n; written->offset += size_of(written->text, written->offset)) {
        bool white;
        if (is_white(written->text.p[written->offset]))
            continue;
        pass_white(written);
        if (written->at < written->source.n)
            pass(written, unit_size(written->source, written->at, &white));
    }
    pass_white(written);
    return (struct pos){ written->start.file, written->line, written->col, 0 };
}
