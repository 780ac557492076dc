/* A diagnostic as on a terminal: place, message, the line with a caret, the hint. Declared in diag.h. */
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

enum { WIDEST = 160 };      /* code points of a quoted line */

static const char *const severity_colors[] = { "\033[1;34m", "\033[1;33m", "\033[1;31m" };
static const char bold[] = "\033[1m", plain[] = "\033[0m";

/* The file quoted last and how far into it, so that sorted diagnostics walk through each file once. One a
 * thread. The file is read again when it is another one or has changed. */
struct quoted {
    struct arena *arena;
    struct str path, text;
    struct stat stat;
    uint32_t line;
    size_t offset;          /* where `line` begins */
};

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static struct quoted *quote_file(struct str path)
{
    static _Thread_local struct quoted last;
    struct stat now;

    if (!last.arena)
        last.arena = arena_new();
    if (last.path.n && str_eq(last.path, path) && stat(last.path.p, &now) == 0 && same_file(&last.stat, &now))
        return &last;

    arena_reset(last.arena);
    last = (struct quoted){ .arena = last.arena, .path = str_copy(last.arena, path), .line = 1 };
    if (stat(last.path.p, &last.stat) != 0 ||
        file_read_path(last.arena, last.path.p, SIZE_MAX / 8, &last.text) != FILE_FINE) {
        last.path.n = 0;
        return NULL;
    }
    return &last;
}

/* Line `line` of a file without its end; false when it cannot be shown. */
static bool quote_line(struct str path, uint32_t line, struct str *text)
{
    struct quoted *file = path.n && line ? quote_file(path) : NULL;
    if (!file)
        return false;
    if (line < file->line) {
        file->line = 1;
        file->offset = 0;
    }
    while (file->line < line) {
        struct str rest = str_sub(file->text, file->offset, file->text.n);
        size_t end = str_find(rest, '\n');
        if (end == rest.n)
            return false;
        file->offset += end + 1;
        file->line++;
    }
    struct str rest = str_sub(file->text, file->offset, file->text.n);
    *text = str_sub(rest, 0, str_find(rest, '\n'));
    return true;
}

/* Characters that would move a terminal's cursor or turn text around. `s` is one whole UTF-8 sequence. */
static bool is_unseen(struct str s)
{
    unsigned char a = (unsigned char)s.p[0], b = s.n > 1 ? (unsigned char)s.p[1] : 0,
                  c = s.n > 2 ? (unsigned char)s.p[2] : 0;
    if (s.n == 1)
        return a < 0x20 || a == 0x7F;
    if (s.n == 2)
        return a == 0xC2 && b < 0xA0;
    return a == 0xE2 && ((b == 0x80 && ((c >= 0xA8 && c <= 0xAE) || c == 0x8E || c == 0x8F)) ||
                         (b == 0x81 && c >= 0xA6 && c <= 0xA9));
}

/* One code point of `s`, cleaned; returns its bytes. */
static size_t put_clean(struct buf *out, struct str s)
{
    size_t size = str_utf8_size(s);

    if (size == 0 || (is_unseen(str_sub(s, 0, size)) && s.p[0] != '\t'))
        buf_puts(out, "\uFFFD");
    else if (s.p[0] == '\t')
        buf_putc(out, ' ');
    else
        buf_put(out, str_sub(s, 0, size));
    return size ? size : 1;
}

static void put_text(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n;)
        i += put_clean(out, str_sub(s, i, s.n));
}

/* Which code points of a line are shown: from..to, never more than WIDEST, the mark among them. */
struct window { size_t from, to; };

static struct window window_of(size_t line, size_t mark)
{
    if (line <= WIDEST)
        return (struct window){ 0, line };
    size_t from = mark > WIDEST / 2 ? mark - WIDEST / 2 : 0;
    if (from + WIDEST > line)
        from = line - WIDEST;
    return (struct window){ from, from + WIDEST };
}

/* Code points as put_clean counts them: a byte that is not UTF-8 is one. */
static size_t width_of(struct str s)
{
    size_t width = 0;
    for (size_t i = 0; i < s.n; width++) {
        size_t size = str_utf8_size(str_sub(s, i, s.n));
        i += size ? size : 1;
    }
    return width;
}

static void put_window(struct buf *out, struct str line, size_t width, struct window window)
{
    size_t at = 0;
    for (size_t i = 0; i < line.n && at < window.to; at++) {
        struct str rest = str_sub(line, i, line.n);
        size_t size = str_utf8_size(rest);
        bool cut = (at == window.from && at > 0) || (at + 1 == window.to && at + 1 < width);
        if (cut)
            buf_puts(out, "\u2026");
        else if (at >= window.from)
            put_clean(out, rest);
        i += size ? size : 1;
    }
}

static void put_times(struct buf *out, char c, size_t times)
{
    for (size_t i = 0; i < times; i++)
        buf_putc(out, c);
}

static void cut_blanks(struct buf *out)
{
    while (out->n && out->p[out->n - 1] == ' ')
        out->n--;
}

/* The line and below it the caret with tildes; returns the width of the number column. */
static void put_quote(struct buf *out, struct str line, struct pos pos, const char *color)
{
    while (line.n && strchr(" \t\r", line.p[line.n - 1]))
        line.n--;
    size_t width = width_of(line), mark = pos.col ? pos.col - 1 : 0, before = out->n;
    struct window window = window_of(width, mark);

    buf_printf(out, "%u | ", pos.line);
    size_t gutter = out->n - before;
    put_window(out, line, width, window);
    cut_blanks(out);
    buf_putc(out, '\n');
    if (pos.col == 0 || mark > width || mark - window.from > WIDEST)
        return;
    put_times(out, ' ', gutter - 2);
    buf_puts(out, "| ");
    put_times(out, ' ', mark - window.from);
    size_t room = window.to > mark ? window.to - mark : 1;
    size_t len = pos.len == 0 ? 1 : pos.len < room ? pos.len : room;
    buf_puts(out, color);
    buf_putc(out, '^');
    put_times(out, '~', len - 1);
    buf_puts(out, *color ? plain : "");
    buf_putc(out, '\n');
}

static void put_place(struct buf *out, const struct sources *sources, struct pos pos)
{
    put_text(out, sources_shown(sources, pos.file));
    if (pos.line)
        buf_printf(out, ":%u", pos.line);
    if (pos.line && pos.col)
        buf_printf(out, ":%u", pos.col);
    buf_putc(out, ':');
}

/* "place: severity: message [code]" and the quoted line. */
static void put_message(struct buf *out, const struct sources *sources, struct pos pos, enum severity severity,
                        struct str message, const char *code, bool color)
{
    const char *paint = color ? severity_colors[severity] : "", *end = color ? plain : "";

    if (pos.file) {
        buf_puts(out, color ? bold : "");
        put_place(out, sources, pos);
        buf_puts(out, end);
        buf_putc(out, ' ');
    }
    buf_printf(out, "%s%s:%s ", paint, severity_name(severity), end);
    put_text(out, message);
    if (code)
        buf_printf(out, " [%s]", code);
    cut_blanks(out);
    buf_putc(out, '\n');

    struct str line;
    if (pos.file && pos.file < sources->list.n && quote_line(sources->list.v[pos.file].path, pos.line, &line))
        put_quote(out, line, pos, paint);
}

void suppression_put(struct buf *out, const struct suppression *suppression)
{
    buf_printf(out, "suppressed by %.*s until %.*s, approved by %.*s", STR(suppression->exception), STR(suppression->expires),
               STR(suppression->approved_by));
}

static size_t digits_of(uint32_t n)
{
    size_t digits = 1;
    while (n /= 10)
        digits++;
    return digits;
}

/* A line below the quoted one: "   = text". */
static void put_note(struct buf *out, struct pos pos, struct str text)
{
    put_times(out, ' ', digits_of(pos.line) + 1);
    buf_puts(out, "= ");
    put_text(out, text);
    cut_blanks(out);
    buf_putc(out, '\n');
}

void diag_print(struct buf *out, const struct sources *sources, const struct diag *diag, bool color)
{
    put_message(out, sources, diag->pos, diag->code->severity, diag->message, diag->code->name, color);
    if (diag->hint.n)
        put_note(out, diag->pos, diag->hint);
    if (diag->suppression) {
        struct buf note = { 0 };
        suppression_put(&note, diag->suppression);
        put_note(out, diag->pos, buf_str(&note));
        buf_free(&note);
    }
    if (diag->related.file)
        put_message(out, sources, diag->related, SEVERITY_NOTE, diag->related_message, NULL, color);
}
