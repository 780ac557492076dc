/* The keys near the top of a JSON head, found without parsing all of it. */
#include <string.h>

#include "base/arena.h"
#include "read/evidence_peek_parts.h"

enum { KEYS_MAX = 400, DEEP = 3, PATH_LENGTH = 200 };

enum scan { SCAN_FINE, SCAN_SHORT, SCAN_BAD };      /* SHORT: the head ended */

struct scanner {
    struct arena *arena;
    struct evidence_peek *peek;
    const char *p, *end;
    char path[PATH_LENGTH];
    bool began;                 /* one member or item was read whole: it really is JSON */
};

static void skip_blanks(struct scanner *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\n' || *s->p == '\r' || *s->p == '\t'))
        s->p++;
}

static enum scan scan_string(struct scanner *s, struct str *text)
{
    const char *from = ++s->p;
    while (s->p < s->end && *s->p != '"')
        s->p += *s->p == '\\' ? 2 : 1;
    if (s->p >= s->end)
        return SCAN_SHORT;
    *text = (struct str){ from, (size_t)(s->p - from) };
    s->p++;
    return SCAN_FINE;
}

static enum scan scan_bare(struct scanner *s, struct str *text)
{
    const char *from = s->p;
    while (s->p < s->end && !strchr(",]} \t\r\n", *s->p))
        s->p++;
    *text = (struct str){ from, (size_t)(s->p - from) };
    if (s->p == s->end)
        return SCAN_SHORT;
    if (str_is(*text, "true") || str_is(*text, "false") || str_is(*text, "null"))
        return SCAN_FINE;
    /* NaN and Infinity are no JSON, but the file means to be. */
    if (str_is(*text, "NaN") || str_is(*text, "Infinity") || str_is(*text, "-Infinity"))
        return SCAN_FINE;
    for (size_t i = 0; i < text->n; i++)
        if (!strchr("0123456789+-.eE", text->p[i]) || (i > 0 && text->p[i] == '-' && !strchr("eE", text->p[i - 1])))
            return SCAN_BAD;
    return text->n ? SCAN_FINE : SCAN_BAD;
}

/* Over a whole object or array, looking only at brackets and strings. */
static enum scan skip_nested(struct scanner *s)
{
    size_t depth = 0;
    struct str text;
    while (s->p < s->end) {
        char c = *s->p;
        if (c == '"') {
            if (scan_string(s, &text) != SCAN_FINE)
                return SCAN_SHORT;
            continue;
        }
        s->p++;
        if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && --depth == 0)
            return SCAN_FINE;
    }
    return SCAN_SHORT;
}

static struct peek_key *add_key(struct scanner *s, size_t path_length, char kind)
{
    if (s->peek->keys.n >= KEYS_MAX)
        return NULL;
    struct peek_key *key = vec_add(s->arena, &s->peek->keys);
    key->path = str_copy(s->arena, (struct str){ s->path, path_length });
    key->kind = kind;
    return key;
}

static enum scan scan_value(struct scanner *s, size_t path_length, unsigned depth, struct peek_key *key);

static size_t longer_path(struct scanner *s, size_t length, const char *between, struct str name)
{
    size_t gap = length ? strlen(between) : 0;
    if (length + gap + name.n >= PATH_LENGTH)
        return 0;
    memcpy(s->path + length, between, gap);
    memcpy(s->path + length + gap, name.p, name.n);
    return length + gap + name.n;
}

static enum scan scan_member(struct scanner *s, size_t path_length, unsigned depth)
{
    struct str name;
    if (*s->p != '"')
        return SCAN_BAD;
    if (scan_string(s, &name) != SCAN_FINE)
        return SCAN_SHORT;
    skip_blanks(s);
    if (s->p >= s->end)
        return SCAN_SHORT;
    if (*s->p++ != ':')
        return SCAN_BAD;
    skip_blanks(s);
    if (s->p >= s->end)
        return SCAN_SHORT;
    size_t longer = longer_path(s, path_length, ".", name);
    struct peek_key *key = longer ? add_key(s, longer, *s->p) : NULL;
    return scan_value(s, longer, longer ? depth : DEEP, key);
}

static enum scan scan_item(struct scanner *s, size_t path_length, unsigned depth, bool first)
{
    size_t longer = longer_path(s, path_length, "", S("[]"));
    bool look = first && longer > 0;
    return scan_value(s, longer, look ? depth : DEEP, NULL);
}

/* An object or array whose first bracket is at s->p. */
static enum scan scan_inside(struct scanner *s, size_t path_length, unsigned depth)
{
    char open = *s->p++, close = open == '{' ? '}' : ']';
    for (bool first = true;; first = false) {
        skip_blanks(s);
        if (s->p >= s->end)
            return SCAN_SHORT;
        if (*s->p == close && first) {
            s->p++;
            return SCAN_FINE;
        }
        enum scan scan = open == '{' ? scan_member(s, path_length, depth) : scan_item(s, path_length, depth, first);
        if (scan != SCAN_FINE)
            return scan;
        s->began = true;
        skip_blanks(s);
        if (s->p >= s->end)
            return SCAN_SHORT;
        if (*s->p != ',' && *s->p != close)
            return SCAN_BAD;
        if (*s->p++ == close)
            return SCAN_FINE;
    }
}

static enum scan scan_value(struct scanner *s, size_t path_length, unsigned depth, struct peek_key *key)
{
    struct str text = { 0 };
    if (*s->p == '{' || *s->p == '[')
        return depth < DEEP ? scan_inside(s, path_length, depth + 1) : skip_nested(s);
    enum scan scan = *s->p == '"' ? scan_string(s, &text) : scan_bare(s, &text);
    if (key && scan == SCAN_FINE) {
        key->text = text;
        if (key->kind == '-' || (key->kind > '0' && key->kind <= '9'))
            key->kind = '0';
    }
    return scan;
}

bool peek_json(struct arena *arena, struct evidence_peek *peek, struct str text)
{
    struct scanner s = { .arena = arena, .peek = peek, .p = text.p, .end = text.p + text.n };
    enum scan scan = scan_inside(&s, 0, 0);
    /* "[section]" and "[2026-01-01] started" are text; an object that breaks after its first members is not. */
    if (scan == SCAN_BAD && !s.began)
        return false;
    if (scan == SCAN_SHORT && !s.began && text.p[0] == '[' && peek->whole && peek->keys.n == 0)
        return false;
    peek->family = PEEK_JSON;
    if (scan != SCAN_FINE)
        return true;
    peek->one_line = !memchr(text.p, '\n', (size_t)(s.p - text.p));
    skip_blanks(&s);
    if (s.p < s.end && (*s.p == '{' || *s.p == '[') && peek->one_line)
        peek->family = PEEK_LINES;
    return true;
}
