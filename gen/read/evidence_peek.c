/* What the head of a file shows: its family, and the finders that detection is written with. */
#include "read/evidence_peek.h"

#include <endian.h>
#include <string.h>

#include "base/arena.h"
#include "read/evidence_peek_parts.h"

/* Offset of the next byte below the blank from `i` on, or head.n. Eight at once: the first byte is the lowest of the
 * number, so the lowest bit says which of them it is. */
static size_t next_control(struct str head, size_t i)
{
    for (; head.n - i >= 8; i += 8) {
        uint64_t bytes;
        memcpy(&bytes, head.p + i, sizeof bytes);
        bytes = le64toh(bytes);
        uint64_t below = (bytes - UINT64_C(0x2020202020202020)) & ~bytes & UINT64_C(0x8080808080808080);
        if (below)
            return i + (size_t)__builtin_ctzll(below) / 8;
    }
    while (i < head.n && (unsigned char)head.p[i] >= ' ')
        i++;
    return i;
}

/* Control characters that text files do not hold. Form feed and escape (coloured logs) are let through. */
static bool is_binary(struct str head)
{
    for (size_t i = 0; (i = next_control(head, i)) < head.n; i++) {
        unsigned char c = (unsigned char)head.p[i];
        if (c < 9 || (c > 13 && c < 27) || (c > 27 && c < 32))
            return true;
    }
    return false;
}

static struct str without_mark(struct str text)
{
    return str_starts(text, S("\xef\xbb\xbf")) ? str_sub(text, 3, text.n) : text;
}

const struct evidence_peek *evidence_peek(const struct evidence_input *input)
{
    struct evidence_peek *peek = arena_new_of(input->scratch, struct evidence_peek);
    struct str text = without_mark(input->head), start = str_trim(text);
    peek->whole = input->head.n < EVIDENCE_HEAD - 4;
    peek->family = PEEK_TEXT;
    if (input->head.n == 0)
        peek->family = PEEK_EMPTY;
    else if (start.n && start.p[0] == '<' && peek_xml(input->scratch, peek, start))
        peek->family = PEEK_XML;
    else if (is_binary(input->head))
        peek->family = PEEK_BINARY;
    else if (start.n && (start.p[0] == '{' || start.p[0] == '[') && peek_json(input->scratch, peek, start))
        return peek;
    else {
        peek_yaml(input->scratch, peek, text);
        peek_table(input->scratch, peek, text);
    }
    return peek;
}

const struct peek_key *peek_find(const struct evidence_input *input, const char *path)
{
    const struct evidence_peek *peek = input->peek;
    for (size_t i = 0; i < peek->keys.n; i++)
        if (str_is(peek->keys.v[i].path, path))
            return &peek->keys.v[i];
    return NULL;
}

bool peek_has(const struct evidence_input *input, const char *path)
{
    return peek_find(input, path) != NULL;
}

bool peek_is(const struct evidence_input *input, const char *path, const char *text)
{
    const struct peek_key *key = peek_find(input, path);
    return key && str_is(key->text, text);
}

bool peek_root(const struct evidence_input *input, const char *name, const char *ns)
{
    const struct evidence_peek *peek = input->peek;
    if (peek->family != PEEK_XML || !str_is(peek->root, name))
        return false;
    if (!ns)
        return true;
    return *ns ? str_contains(peek->ns, str_of(ns)) : peek->ns.n == 0;
}

static bool is_filler(char c)
{
    return c == '_' || c == ' ' || c == '-' || c == '"';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Compares with the name that begins at *names, and moves *names to its end or to where they differ. */
static bool same_name(struct str column, const char **names)
{
    const char *p = *names;
    size_t i = 0;
    for (;; i++, p++) {
        while (i < column.n && column.p[i] == *p && *p != '|' && *p != '\0') {     /* most are written alike */
            i++;
            p++;
        }
        while (i < column.n && is_filler(column.p[i]))
            i++;
        while (is_filler(*p))
            p++;
        bool ended = *p == '\0' || *p == '|';
        if (i == column.n || ended || lower(column.p[i]) != lower(*p)) {
            *names = p;
            return i == column.n && ended;
        }
    }
}

/* Called for every row of a table, so the list is not taken apart first. */
bool column_is(struct str column, const char *names)
{
    for (;;) {
        if (same_name(column, &names))
            return true;
        names = strchr(names, '|');
        if (!names)
            return false;
        names++;
    }
}

bool peek_column(const struct evidence_input *input, const char *names)
{
    for (size_t i = 0; i < input->peek->columns.n; i++)
        if (column_is(input->peek->columns.v[i], names))
            return true;
    return false;
}
