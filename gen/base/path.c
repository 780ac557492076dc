/* Paths as text. */
#include "base/path.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/arena.h"
#include "base/die.h"

struct str path_join(struct arena *arena, struct str folder, struct str name)
{
    if (folder.n == 0 || name.n == 0)
        return str_copy(arena, folder.n ? folder : name);
    size_t slash = folder.p[folder.n - 1] != '/', n = folder.n + slash + name.n;
    char *p = arena_bytes(arena, n + 1);
    memcpy(p, folder.p, folder.n);
    p[folder.n] = '/';
    memcpy(p + folder.n + slash, name.p, name.n);
    p[n] = '\0';
    return (struct str){ p, n };
}

/* Offset of the last `c`, or s.n. */
static size_t find_last(struct str s, char c)
{
    const char *at = s.n ? memrchr(s.p, c, s.n) : NULL;
    return at ? (size_t)(at - s.p) : s.n;
}

struct str path_folder(struct str path)
{
    size_t slash = find_last(path, '/');
    return slash < path.n ? str_sub(path, 0, slash) : (struct str){ 0 };
}

struct str path_name(struct str path)
{
    size_t slash = find_last(path, '/');
    return slash < path.n ? str_sub(path, slash + 1, path.n) : path;
}

/* Where the extension's dot is, or name.n; the dot of ".profile" is none. */
static size_t find_dot(struct str name)
{
    size_t dot = find_last(name, '.');
    return dot == 0 ? name.n : dot;
}

struct str path_extension(struct str path)
{
    struct str name = path_name(path);
    return str_sub(name, find_dot(name) + 1, name.n);
}

struct str path_stem(struct str path)
{
    struct str name = path_name(path);
    return str_sub(name, 0, find_dot(name));
}

/* Appends the segments of `path` to the `n` bytes at `out`; false when .. leaves the top. */
static bool add_segments(char *out, size_t *n, struct str path)
{
    struct str segment;

    while (str_split(&path, '/', &segment)) {
        if (segment.n == 0 || str_is(segment, "."))
            continue;
        if (str_is(segment, "..")) {
            if (*n == 0)
                return false;
            size_t slash = find_last((struct str){ out, *n }, '/');
            *n = slash < *n ? slash : 0;
            continue;
        }
        if (*n)
            out[(*n)++] = '/';
        memcpy(out + *n, segment.p, segment.n);
        *n += segment.n;
    }
    return true;
}

struct str path_resolve(struct arena *arena, struct str folder, struct str relative)
{
    char *out = arena_bytes(arena, folder.n + relative.n + 3);
    size_t n = 0;

    if (relative.n && relative.p[0] == '/')
        return (struct str){ 0 };
    if (!add_segments(out, &n, folder) || !add_segments(out, &n, relative))
        return (struct str){ 0 };
    out[n] = '\0';
    return (struct str){ out, n };
}

/* Bytes of the longest common run of whole folders, with its last slash. */
static size_t common_folders(struct str a, struct str b)
{
    size_t common = 0;
    for (size_t i = 0; i < a.n && i < b.n && a.p[i] == b.p[i]; i++)
        if (a.p[i] == '/')
            common = i + 1;
    return common;
}

void path_put_link(struct buf *out, struct str from, struct str to)
{
    size_t common = common_folders(from, to);

    for (size_t i = common; i < from.n; i++)
        if (from.p[i] == '/')
            buf_puts(out, "../");
    buf_put(out, str_sub(to, common, to.n));
}

/* `s` mapped by utf8proc, to be freed; p NULL when it is not UTF-8. */
static struct str map_text(struct str s, utf8proc_option_t options)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &mapped, options | UTF8PROC_STABLE);
    if (n == UTF8PROC_ERROR_NOMEM)
        die(EXIT_MACHINE, "no memory for %zu bytes", s.n);
    return n < 0 ? (struct str){ 0 } : (struct str){ (const char *)mapped, (size_t)n };
}

static bool is_nfc(struct str s)
{
    if (str_is_ascii(s))
        return true;
    struct str composed = map_text(s, UTF8PROC_COMPOSE);
    bool same = str_eq(composed, s);
    free((void *)composed.p);
    return same;
}

/* Names that Windows takes for devices, whatever their extension. */
static bool is_device(struct str segment)
{
    static const char *const devices[] = { "con", "prn", "aux", "nul", "conin$", "conout$" };
    struct str name = str_trim(str_sub(segment, 0, str_find(segment, '.')));

    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (str_eq_fold(name, str_of(devices[i])))
            return true;
    if (!str_eq_fold(str_sub(name, 0, 3), S("com")) && !str_eq_fold(str_sub(name, 0, 3), S("lpt")))
        return false;
    struct str rest = str_sub(name, 3, name.n);
    return (rest.n == 1 && rest.p[0] >= '1' && rest.p[0] <= '9') || str_is(rest, "\u00b9") ||
           str_is(rest, "\u00b2") || str_is(rest, "\u00b3");
}

static const char *segment_problem(struct str segment)
{
    if (segment.n == 0)
        return "has an empty segment";
    if (str_is(segment, ".") || str_is(segment, ".."))
        return "has a . or .. segment";
    if (segment.p[segment.n - 1] == '.' || segment.p[segment.n - 1] == ' ')
        return "has a segment that ends with a dot or a space";
    if (is_device(segment))
        return "has the name of a Windows device";
    return NULL;
}

static const char *byte_problem(struct str path)
{
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        bool c1 = c == 0xC2 && i + 1 < path.n && (unsigned char)path.p[i + 1] < 0xA0;
        if (c < 0x20 || c == 0x7F || c1)
            return "has a control character";
        if (strchr("\\:*?\"<>|%", c))
            return "has one of \\ : * ? \" < > | %";
    }
    return NULL;
}

const char *path_name_problem(struct str path)
{
    struct str segment;

    if (path.n == 0)
        return "is empty";
    const char *problem = byte_problem(path);
    if (problem)
        return problem;
    if (str_utf8_error(path) < path.n)
        return "is not UTF-8";
    if (path.p[0] == '/')
        return "begins with a slash";
    if (path.p[path.n - 1] == '/')
        return "ends with a slash";
    if (str_code_points(path) > 120)
        return "is longer than 120 characters";
    for (struct str rest = path; str_split(&rest, '/', &segment);)
        if ((problem = segment_problem(segment)))
            return problem;
    return is_nfc(path) ? NULL : "is not in Unicode normal form C";
}

struct str path_fold(struct arena *arena, struct str path)
{
    if (str_is_ascii(path))
        return str_lower(arena, path);
    struct str folded = map_text(path, UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    if (!folded.p)
        return str_lower(arena, path);
    struct str copy = str_copy(arena, folded);
    free((void *)folded.p);
    return copy;
}
