/* [[TARGET]], [[TARGET|label]], [[TARGET#anchor]]: reading one out of a text of the tree. */
#include <string.h>

#include "read/document_compile.h"

enum { REFERENCE_MAX = 300 };

static bool is_id_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-' || c == ':' || c == '/' || c == '#';
}

/* Ids begin with a letter; a digit, or a letter beyond ASCII, is a mistake that the model will report. */
static bool may_begin(char c)
{
    return (is_id_char(c) && !strchr("._-:/", c)) || (unsigned char)c >= 0x80;
}

/* True for "ID|" and for an id at the end of the text: in a table a bar ends the cell. */
static bool is_cut(struct str rest)
{
    size_t i = 0;
    while (i < rest.n && is_id_char(rest.p[i]))
        i++;
    return i > 0 && (i == rest.n || rest.p[i] == '|');
}

/* The offset of "]]" with no bracket before it, or rest.n. */
static size_t close_of(struct str rest)
{
    for (size_t i = 0; i + 1 < rest.n && i < REFERENCE_MAX; i++) {
        if (rest.p[i] == '[' || (rest.p[i] == ']' && rest.p[i + 1] != ']'))
            break;
        if (rest.p[i] == ']')
            return i;
    }
    return rest.n;
}

struct reference_text reference_read(struct str text, size_t at)
{
    struct reference_text reference = { 0 };
    struct str rest = str_sub(text, at + 2, text.n);
    struct str inside = str_sub(rest, 0, close_of(rest));

    if (inside.n == rest.n) {
        reference.cut = is_cut(rest);
        return reference;
    }
    if (inside.n == 0 || !may_begin(inside.p[0]) || inside.p[inside.n - 1] == ' ')
        return reference;
    size_t bar = str_find(inside, '|');
    struct str name = str_trim(str_sub(inside, 0, bar));
    size_t hash = str_find(name, '#');
    reference.target = str_sub(name, 0, hash);
    reference.anchor = str_sub(name, hash + 1, name.n);
    reference.label = str_trim(str_sub(inside, bar + 1, inside.n));
    reference.prefix = 2 + bar;
    if (reference.target.n || reference.anchor.n)
        reference.end = at + 2 + inside.n + 2;
    return reference;
}

struct str reference_shown(const struct reference_text *reference)
{
    return reference->label.n    ? reference->label
           : reference->target.n ? reference->target
                                 : reference->anchor;
}
