/* Measuring link definitions. */
#include "read/document_definition.h"

#include <string.h>

enum {
    LABEL_MAX = 1000,       /* the parser's own limit */
    LOOK_MAX = 4096         /* what is longer is too long whatever it is */
};

/* The offset behind "[label]:", or 0. A label may run over lines and holds no bracket. */
static size_t label_end(struct str text, size_t offset)
{
    for (size_t i = offset + 1; i + 1 < text.n && i - offset <= LABEL_MAX + 2; i++) {
        if (text.p[i] == '\\')
            i++;
        else if (text.p[i] == '[')
            return 0;
        else if (text.p[i] == ']')
            return text.p[i + 1] == ':' ? i + 2 : 0;
    }
    return 0;
}

/* Behind white space with at most one line break, and behind the marks of quotes that a new line begins with. */
static size_t skip_space(struct str text, size_t i)
{
    bool new_line = false;

    for (; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n' && new_line)
            break;
        new_line |= c == '\n';
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && !(new_line && c == '>'))
            break;
    }
    return i;
}

static size_t address_end(struct str text, size_t i)
{
    bool angle = i < text.n && text.p[i] == '<';
    while (i < text.n && (angle ? text.p[i] != '>' && text.p[i] != '\n' : (unsigned char)text.p[i] > ' '))
        i++;
    return i;
}

/* The end of a title that begins at `i`; a blank line ends it in any case. */
static size_t title_end(struct str text, size_t i)
{
    const char *open = i < text.n ? strchr("\"'(", text.p[i]) : NULL;
    char close = open ? "\"')"[open - "\"'("] : '\0';

    if (!open || *open == '\0')
        return i;
    for (i++; i < text.n && text.p[i] != close; i++)
        if (text.p[i] == '\n' && i + 1 < text.n && text.p[i + 1] == '\n')
            break;
    return i;
}

void definition_measure(struct definitions *definitions, struct str text, size_t offset)
{
    size_t start = label_end(text, offset);

    if (start == 0)
        return;
    text = str_sub(text, 0, start + LOOK_MAX);
    start = skip_space(text, start);
    size_t end = address_end(text, start), title = skip_space(text, end);
    size_t last = title_end(text, title);
    size_t size = end - start + (last - title) + 1;
    if (size > definitions->longest)
        *definitions = (struct definitions){ size, offset };
}

size_t definition_uses(struct str text)
{
    size_t uses = 0;
    for (size_t i = 0; i < text.n; i++)
        uses += text.p[i] == ']';
    return uses;
}
