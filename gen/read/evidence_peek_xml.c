/* The root element of an XML head and its namespace. */
#include <string.h>

#include "base/arena.h"
#include "read/evidence_peek_parts.h"

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
           || c == '.' || c == ':' || (unsigned char)c >= 0x80;
}

/* Documentation may begin with HTML, and HTML is no XML: both are shown as text. */
static bool is_html(struct str name)
{
    static const char *const names[] = { "html", "head", "body", "div", "p", "h1", "h2", "h3", "img", "a", "table",
                                         "details", "br", "center", "span", "ul", "ol", "hr", "script" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_fold(name, str_of(names[i])))
            return true;
    return false;
}

/* The text after `mark`, or an empty one. */
static struct str after(struct str text, const char *mark)
{
    size_t at = str_find_str(text, str_of(mark));
    return str_sub(text, at + strlen(mark), text.n);
}

/* Over <!DOCTYPE …> with its internal subset. */
static struct str after_doctype(struct str text)
{
    int depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        depth += (text.p[i] == '[') - (text.p[i] == ']');
        if (text.p[i] == '>' && depth <= 0)
            return str_sub(text, i + 1, text.n);
    }
    return (struct str){ 0 };
}

static struct str to_root(struct str text)
{
    for (;;) {
        text = str_trim(text);
        if (str_starts(text, S("<?")))
            text = after(text, "?>");
        else if (str_starts(text, S("<!--")))
            text = after(text, "-->");
        else if (str_starts(text, S("<!")))
            text = after_doctype(text);
        else
            return text;
    }
}

/* The value of the attribute `name` in the text of a start tag. */
static struct str attribute(struct arena *arena, struct str tag, struct str name)
{
    struct str wanted = str_printf(arena, "%.*s=", STR(name));
    for (struct str rest = tag;;) {
        size_t at = str_find_str(rest, wanted);
        if (at >= rest.n)
            return (struct str){ 0 };
        bool whole = at > 0 && !is_name(rest.p[at - 1]);
        rest = str_sub(rest, at + wanted.n, rest.n);
        if (!whole || rest.n == 0 || (rest.p[0] != '"' && rest.p[0] != '\''))
            continue;
        struct str value = str_sub(rest, 1, rest.n);
        return str_sub(value, 0, str_find(value, rest.p[0]));
    }
}

bool peek_xml(struct arena *arena, struct evidence_peek *peek, struct str text)
{
    bool declared = str_starts(text, S("<?xml"));
    struct str tag = to_root(text);
    if (tag.n < 2 || tag.p[0] != '<' || !is_name(tag.p[1]))
        return declared;        /* a comment may be longer than the head */
    size_t n = 1;
    while (n < tag.n && is_name(tag.p[n]))
        n++;
    struct str name = str_sub(tag, 1, n);
    if (is_html(name) && !declared)
        return false;
    size_t colon = str_find(name, ':');
    struct str prefix = colon < name.n ? str_sub(name, 0, colon) : (struct str){ 0 };
    peek->root = prefix.n ? str_sub(name, colon + 1, name.n) : name;
    tag = str_sub(tag, 0, str_find(tag, '>'));
    peek->ns = attribute(arena, tag, prefix.n ? str_printf(arena, "xmlns:%.*s", STR(prefix)) : S("xmlns"));
    return true;
}
