/* Counts attributes, depth and lengths in XML bytes, and refuses every DOCTYPE. */
#include "read/evidence_xml_guard.h"

#include <string.h>

#include "read/evidence_xml.h"

static bool refuse(struct xml_guard *guard, const char *problem)
{
    guard->problem = problem;
    return false;
}

static void begin(struct xml_guard *guard, enum xml_guard_state state)
{
    guard->state = state;
    guard->length = 0;
    guard->last = guard->before_last = 0;
}

/* A start tag ends here. */
static bool end_tag(struct xml_guard *guard)
{
    bool empty = guard->last == '/';
    unsigned declared = guard->namespaces_at[guard->depth];
    begin(guard, GUARD_TEXT);
    if (empty) {
        guard->namespaces -= declared;
        guard->namespaces_at[guard->depth] = 0;
        return true;
    }
    if (++guard->depth > XML_DEPTH_MAX)
        return refuse(guard, "elements are nested deeper than 256");
    return true;
}

static void end_close(struct xml_guard *guard)
{
    begin(guard, GUARD_TEXT);
    if (guard->depth == 0)
        return;
    guard->depth--;
    guard->namespaces -= guard->namespaces_at[guard->depth];
    guard->namespaces_at[guard->depth] = 0;
}

static bool end_attribute_name(struct xml_guard *guard)
{
    if (++guard->attributes > XML_ATTRIBUTES_MAX)
        return refuse(guard, "a tag has more than 256 attributes");
    if (guard->name_at != 5)
        return true;
    guard->namespaces_at[guard->depth]++;
    if (++guard->namespaces > XML_NAMESPACES_MAX)
        return refuse(guard, "more than 256 namespaces are declared");
    return true;
}

static bool in_tag(struct xml_guard *guard, char c)
{
    static const char wanted[] = "xmlns";
    switch (c) {
    case '>':
        return end_tag(guard);
    case '"':
    case '\'':
        guard->quote = c;
        guard->state = GUARD_QUOTE;
        break;
    case '=':
        if (!end_attribute_name(guard))
            return false;
        break;
    case ' ': case '\n': case '\t': case '\r':
        guard->name_at = 0;
        break;
    default:
        if (guard->name_at < 5)
            guard->name_at = c == wanted[guard->name_at] ? guard->name_at + 1 : 99;
        else if (guard->name_at == 5 && c != ':' && guard->last == 's')
            guard->name_at = 99;
        break;
    }
    guard->last = c;
    return true;
}

static bool in_bang(struct xml_guard *guard, char c)
{
    guard->bang[guard->bang_length++] = c;
    if (guard->bang_length == 2 && memcmp(guard->bang, "--", 2) == 0) {
        begin(guard, GUARD_COMMENT);
        return true;
    }
    if (guard->bang_length < 7)
        return true;
    if (memcmp(guard->bang, "[CDATA[", 7) == 0) {
        begin(guard, GUARD_CDATA);
        return true;
    }
    if (memcmp(guard->bang, "DOCTYPE", 7) == 0)
        return refuse(guard, "a DOCTYPE");
    return refuse(guard, "a markup declaration");
}

static bool in_less(struct xml_guard *guard, char c)
{
    switch (c) {
    case '!':
        begin(guard, GUARD_BANG);
        guard->bang_length = 0;
        break;
    case '?':
        begin(guard, GUARD_INSTRUCTION);
        break;
    case '/':
        begin(guard, GUARD_CLOSE);
        break;
    default:
        begin(guard, GUARD_TAG);
        guard->attributes = 0;
        guard->name_at = 99;
        guard->last = c;
        break;
    }
    return true;
}

/* Comments, CDATA and instructions end with "-->", "]]>" and "?>". */
static void in_section(struct xml_guard *guard, char c)
{
    char wanted = guard->state == GUARD_COMMENT ? '-' : guard->state == GUARD_CDATA ? ']' : '?';
    bool two = guard->state == GUARD_INSTRUCTION || guard->before_last == wanted;
    if (c == '>' && guard->last == wanted && two) {
        begin(guard, GUARD_TEXT);
        return;
    }
    guard->before_last = guard->last;
    guard->last = c;
}

static bool step(struct xml_guard *guard, char c)
{
    switch (guard->state) {
    case GUARD_LESS:
        return in_less(guard, c);
    case GUARD_BANG:
        return in_bang(guard, c);
    case GUARD_TAG:
        return in_tag(guard, c);
    case GUARD_CLOSE:
        if (c == '>')
            end_close(guard);
        return true;
    case GUARD_COMMENT:
    case GUARD_CDATA:
    case GUARD_INSTRUCTION:
        in_section(guard, c);
        return true;
    case GUARD_TEXT:
    case GUARD_QUOTE:
        break;
    }
    return true;
}

/* Bytes up to `c`, which ends a text or a quoted value: nothing in between matters. */
static size_t skip_to(struct xml_guard *guard, char c, const char *bytes, size_t n)
{
    const char *found = memchr(bytes, c, n);
    size_t skipped = found ? (size_t)(found - bytes) : n;
    guard->length += skipped + (found != NULL);
    if (!found)
        return n;
    if (guard->state == GUARD_TEXT) {
        guard->state = GUARD_LESS;
    } else {
        guard->state = GUARD_TAG;
        guard->name_at = 99;
        guard->last = c;
    }
    return skipped + 1;
}

/* What in_tag looks at, once it is known that no declaration of a namespace begins here. */
static const bool ends_name[256] = {
    ['>'] = true, ['"'] = true, ['\''] = true, ['='] = true, [' '] = true, ['\n'] = true, ['\t'] = true, ['\r'] = true,
};

static size_t skip_name(struct xml_guard *guard, const char *bytes, size_t n)
{
    size_t i = 0;
    while (i < n && !ends_name[(unsigned char)bytes[i]])
        i++;
    if (i > 0)
        guard->last = bytes[i - 1];
    guard->length += i;
    return i;
}

static bool is_too_long(const struct xml_guard *guard)
{
    bool tag = guard->state == GUARD_TAG || guard->state == GUARD_QUOTE || guard->state == GUARD_CLOSE
               || guard->state == GUARD_INSTRUCTION;
    return guard->length > (tag ? (size_t)XML_TAG_MAX : (size_t)XML_TEXT_MAX);
}

static uint64_t count_lines(const char *bytes, size_t n)
{
    const char *end = bytes + n;
    uint64_t lines = 0;
    for (const char *p = bytes; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        lines++;
    return lines;
}

bool xml_guard_run(struct xml_guard *guard, const char *bytes, size_t n)
{
    size_t i = 0;
    bool fine = !guard->problem;
    while (i < n && fine) {
        if (guard->state == GUARD_TEXT || guard->state == GUARD_QUOTE) {
            i += skip_to(guard, guard->state == GUARD_TEXT ? '<' : guard->quote, bytes + i, n - i);
        } else if (guard->state == GUARD_TAG && guard->name_at == 99 && !ends_name[(unsigned char)bytes[i]]) {
            i += skip_name(guard, bytes + i, n - i);
        } else {
            guard->length++;
            fine = step(guard, bytes[i++]);
        }
        if (fine && is_too_long(guard))
            fine = refuse(guard, "a tag is longer than 1 MiB or a text longer than 8 MiB");
    }
    if (!fine && guard->problem_line == 0)
        guard->problem_line = guard->line + count_lines(bytes, i) + 1;
    guard->line += count_lines(bytes, n);
    return fine;
}
