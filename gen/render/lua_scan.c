/* Reads the Lua of one template tag. */
#include "render/lua_scan.h"

#include <string.h>

static bool refuse(struct lua_scan *scan, size_t at, size_t n, const char *problem)
{
    scan->problem = problem;
    scan->problem_at = at;
    scan->problem_n = n;
    return false;
}

static bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_word(char c) { return is_word_start(c) || is_digit(c); }

static char at(const struct lua_scan *scan, size_t ahead)
{
    return scan->at + ahead < scan->text.n ? scan->text.p[scan->at + ahead] : 0;
}

static bool comes(const struct lua_scan *scan, const char *s)
{
    return str_starts(str_sub(scan->text, scan->at, scan->text.n), str_of(s));
}

/* Code passes through here; a lone carriage return would be a line to Lua and none to us. */
static void copy(struct lua_scan *scan, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char c = scan->text.p[scan->at + i];
        buf_putc(scan->out, c == '\r' ? ' ' : c);
    }
    scan->at += n;
    scan->code += n;
}

/* --- strings and comments --- */

static int hex(char c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Length of the numeric escape behind the backslash, and its value; 0 when it is none. */
static size_t numeric_escape(const struct lua_scan *scan, uint32_t *value)
{
    size_t n = 1;

    *value = 0;
    if (is_digit(at(scan, 1))) {
        for (; n < 4 && is_digit(at(scan, n)); n++)
            *value = *value * 10 + (uint32_t)(at(scan, n) - '0');
        return n;
    }
    if (at(scan, 1) == 'x') {
        for (n = 2; n < 4 && hex(at(scan, n)) >= 0; n++)
            *value = *value * 16 + (uint32_t)hex(at(scan, n));
        return n;
    }
    if (at(scan, 1) != 'u' || at(scan, 2) != '{')
        return 0;
    for (n = 3; n < 12 && hex(at(scan, n)) >= 0; n++)
        *value = *value * 16 + (uint32_t)hex(at(scan, n));
    return n;
}

static bool scan_escape(struct lua_scan *scan)
{
    uint32_t value;
    size_t n = numeric_escape(scan, &value);
    bool unicode = at(scan, 1) == 'u';

    if (n == 0) {
        bool skip = at(scan, 1) == 'z';
        copy(scan, scan->at + 2 <= scan->text.n ? 2 : 1);
        while (skip && at(scan, 0) && strchr(" \t\r\n\f\v", at(scan, 0)))
            copy(scan, 1);
        return true;
    }
    if (value == 0 || value > (unicode ? 0x10FFFFu : 127u) || (value >= 0xD800 && value <= 0xDFFF))
        return refuse(scan, scan->at, n, "this escape is no character; write the character itself or \\u{…}");
    copy(scan, n);
    return true;
}

static bool scan_string(struct lua_scan *scan)
{
    char quote = at(scan, 0);
    size_t begin = scan->at;

    copy(scan, 1);
    while (at(scan, 0) != quote) {
        if (scan->at >= scan->text.n || at(scan, 0) == '\n')
            return refuse(scan, begin, 1, "this string is not closed");
        if (at(scan, 0) != '\\')
            copy(scan, 1);
        else if (!scan_escape(scan))
            return false;
    }
    copy(scan, 1);
    return true;
}

/* At "[": the length of an opening long bracket "[==[", or 0. */
static size_t long_bracket(const struct lua_scan *scan, size_t from)
{
    size_t n = 1;

    if (at(scan, from) != '[')
        return 0;
    while (at(scan, from + n) == '=')
        n++;
    return at(scan, from + n) == '[' ? n + 1 : 0;
}

/* From an opening long bracket of length `n` behind `from` bytes: the whole length, or 0 when it has no end. */
static size_t long_length(const struct lua_scan *scan, size_t from, size_t n)
{
    for (size_t i = from + n; scan->at + i + n <= scan->text.n; i++) {
        size_t k = 1;
        if (at(scan, i) != ']')
            continue;
        while (k < n - 1 && at(scan, i + k) == '=')
            k++;
        if (k == n - 1 && at(scan, i + k) == ']')
            return i + n;
    }
    return 0;
}

static bool scan_long_string(struct lua_scan *scan, size_t n)
{
    size_t length = long_length(scan, 0, n);

    if (length == 0)
        return refuse(scan, scan->at, n, "this string is not closed");
    copy(scan, length);
    return true;
}

/* A comment leaves only its line breaks. One that runs to the end of the line ends with the tag at the latest. */
static bool scan_comment(struct lua_scan *scan, const char *end)
{
    size_t bracket = long_bracket(scan, 2);
    size_t length = bracket ? long_length(scan, 2, bracket) : 2;

    if (length == 0)
        return refuse(scan, scan->at, 2, "this comment is not closed");
    buf_putc(scan->out, ' ');
    for (size_t i = 0; i < length; i++, scan->at++)
        if (at(scan, 0) == '\n')
            buf_putc(scan->out, '\n');
    if (!bracket)
        while (scan->at < scan->text.n && at(scan, 0) != '\n' && !(*end && comes(scan, end)))
            scan->at++;
    return true;
}

/* --- brackets --- */

static bool scan_open_bracket(struct lua_scan *scan, char closer)
{
    if (scan->brackets == LUA_DEPTH_MAX)
        return refuse(scan, scan->at, 1, "brackets are nested too deep");
    scan->closer[scan->brackets++] = closer;
    copy(scan, 1);
    return true;
}

static bool scan_close_bracket(struct lua_scan *scan, unsigned floor)
{
    if (scan->brackets == floor || scan->closer[scan->brackets - 1] != at(scan, 0))
        return refuse(scan, scan->at, 1, "this bracket closes nothing");
    scan->brackets--;
    copy(scan, 1);
    return true;
}

/* --- blocks --- */

static struct lua_block *top(struct lua_scan *scan)
{
    return scan->depth ? &scan->blocks[scan->depth - 1] : NULL;
}

bool lua_scan_open(struct lua_scan *scan, enum lua_kind kind, size_t begin, size_t n)
{
    if (scan->depth == LUA_DEPTH_MAX)
        return refuse(scan, begin, n, "blocks are nested too deep");
    scan->blocks[scan->depth++] =
        (struct lua_block){ .kind = kind, .head = kind == LUA_IF || kind == LUA_LOOP, .brackets = scan->brackets,
                            .at = begin, .n = n };
    return scan->on(scan->context, LUA_OPENED, begin, n);
}

const struct lua_block *lua_scan_inside(const struct lua_scan *scan, enum lua_kind kind)
{
    for (unsigned i = scan->depth; i-- > 0;)
        if (scan->blocks[i].kind == kind)
            return &scan->blocks[i];
    return NULL;
}

static bool closes(struct lua_scan *scan, size_t begin, size_t n, bool until)
{
    struct lua_block *block = top(scan);

    if (scan->depth <= scan->floor)
        return refuse(scan, begin, n, "this closes nothing");
    if (block->kind == LUA_BLOCK)
        return refuse(scan, begin, n, "the block is closed with {% endblock %}");
    if ((block->kind == LUA_REPEAT) != until)
        return refuse(scan, begin, n, until ? "'until' without 'repeat'" : "'repeat' is closed with 'until'");
    if (block->brackets != scan->brackets)
        return refuse(scan, begin, n, "a bracket is not closed before this");
    if (!scan->on(scan->context, LUA_CLOSES, begin, n))
        return false;
    scan->depth--;
    return true;
}

static bool branches(struct lua_scan *scan, size_t begin, size_t n, bool is_else)
{
    struct lua_block *block = top(scan);

    if (scan->depth <= scan->floor || block->kind != LUA_IF)
        return refuse(scan, begin, n, "this stands in no 'if'");
    block->head = !is_else;
    return scan->on(scan->context, is_else ? LUA_ELSE : LUA_BRANCH, begin, n);
}

static bool is_limit_of(const struct lua_scan *scan, const struct lua_block *block)
{
    return block && block->numeric && block->head && block->brackets == scan->brackets;
}

/* A text as limit of a loop would be converted in one instruction, however long it is; "0+(text)" is an error. */
static void end_limit(struct lua_scan *scan)
{
    struct lua_block *block = top(scan);

    if (is_limit_of(scan, block) && block->limit) {
        buf_putc(scan->out, ')');
        block->limit = false;
    }
}

static bool heads(struct lua_scan *scan, size_t begin, size_t n, bool is_do)
{
    struct lua_block *block = top(scan);
    bool waits = block && block->head && block->brackets == scan->brackets;

    if (waits && (block->kind == LUA_LOOP) == is_do) {
        block->head = false;
        return true;
    }
    if (is_do)
        return lua_scan_open(scan, LUA_DO, begin, n);
    return refuse(scan, begin, n, "'then' without 'if'");
}

/* After "for": whether "NAME =" follows. */
static bool is_numeric(const struct lua_scan *scan, size_t i)
{
    struct str text = scan->text;

    while (i < text.n && (text.p[i] == ' ' || text.p[i] == '\t' || text.p[i] == '\n' || text.p[i] == '\r'))
        i++;
    while (i < text.n && is_word(text.p[i]))
        i++;
    while (i < text.n && (text.p[i] == ' ' || text.p[i] == '\t' || text.p[i] == '\n' || text.p[i] == '\r'))
        i++;
    return i < text.n && text.p[i] == '=';
}

static bool is(struct str word, const char *s) { return str_is(word, s); }

static bool keyword(struct lua_scan *scan, struct str word, size_t begin)
{
    if (is(word, "if"))
        return lua_scan_open(scan, LUA_IF, begin, word.n);
    if (is(word, "for") || is(word, "while")) {
        if (!lua_scan_open(scan, LUA_LOOP, begin, word.n))
            return false;
        top(scan)->numeric = word.n == 3 && is_numeric(scan, begin + 3);
        return true;
    }
    if (is(word, "do") || is(word, "then"))
        return heads(scan, begin, word.n, word.n == 2);
    if (is(word, "repeat"))
        return lua_scan_open(scan, LUA_REPEAT, begin, word.n);
    if (is(word, "function"))
        return lua_scan_open(scan, LUA_FUNCTION, begin, word.n);
    if (is(word, "end") || is(word, "until"))
        return closes(scan, begin, word.n, word.n == 5);
    if (is(word, "else") || is(word, "elseif"))
        return branches(scan, begin, word.n, word.n == 4);
    if (is(word, "break"))
        return scan->on(scan->context, LUA_BREAK, begin, word.n);
    if (is(word, "return"))
        return scan->on(scan->context, LUA_RETURN, begin, word.n);
    if (is(word, "goto"))
        return scan->on(scan->context, LUA_JUMP, begin, word.n);
    return true;
}

static bool scan_word(struct lua_scan *scan)
{
    size_t begin = scan->at, n = 0;
    struct str word;

    while (is_word(at(scan, n)))
        n++;
    word = str_sub(scan->text, begin, begin + n);
    if (str_starts(word, S("__")) || is(word, "_ENV"))
        return refuse(scan, begin, n, "names that begin with '__' and the name _ENV are not available");
    if (is(word, "do"))
        end_limit(scan);
    if (!keyword(scan, word, begin))
        return false;
    copy(scan, n);
    return true;
}

static bool scan_comma(struct lua_scan *scan)
{
    struct lua_block *block = top(scan);

    end_limit(scan);
    copy(scan, 1);
    if (is_limit_of(scan, block)) {
        buf_puts(scan->out, "0+(");
        block->limit = true;
    }
    return true;
}

static bool scan_token(struct lua_scan *scan, const char *end, unsigned floor)
{
    char c = at(scan, 0);
    size_t n = long_bracket(scan, 0);

    if (is_word_start(c))
        return scan_word(scan);
    if (c == '"' || c == '\'')
        return scan_string(scan);
    if (n)
        return scan_long_string(scan, n);
    if (comes(scan, "--"))
        return scan_comment(scan, end);
    if (comes(scan, "..."))
        return refuse(scan, scan->at, 3, "'...' is not available in templates");
    if (comes(scan, "::")) {
        if (!scan->on(scan->context, LUA_JUMP, scan->at, 2))
            return false;
        copy(scan, 2);
        return true;
    }
    if (c == '(' || c == '[' || c == '{')
        return scan_open_bracket(scan, c == '(' ? ')' : c == '[' ? ']' : '}');
    if (c == ')' || c == ']' || c == '}')
        return scan_close_bracket(scan, floor);
    if (c == ',')
        return scan_comma(scan);
    n = 1;
    while (is_digit(c) && (is_word(at(scan, n)) || at(scan, n) == '.'))
        n++;
    if (comes(scan, ".."))
        n = 2;
    copy(scan, n);
    return true;
}

/* A function may not hold text of the page: it could be called where the HTML is another. And a head split over
 * two tags would put text of the page into an expression. */
static bool tag_ends(struct lua_scan *scan)
{
    for (unsigned i = 0; i < scan->depth; i++) {
        const struct lua_block *block = &scan->blocks[i];
        if (block->kind == LUA_FUNCTION)
            return refuse(scan, block->at, block->n, "a function must end in the tag in which it begins; "
                                                     "write a part and include it");
        if (block->head)
            return refuse(scan, block->at, block->n, block->kind == LUA_IF ? "'then' must stand in the same tag"
                                                                           : "'do' must stand in the same tag");
    }
    return true;
}

bool lua_scan_tag(struct lua_scan *scan, const char *end)
{
    unsigned floor = scan->brackets;
    size_t begin = scan->at;

    while (scan->at < scan->text.n || !*end) {
        if (scan->brackets == floor && (*end ? comes(scan, end) : scan->at >= scan->text.n)) {
            if (!tag_ends(scan))
                return false;
            scan->at += strlen(end);
            return true;
        }
        if (scan->at >= scan->text.n)
            break;
        if (*end == '%' && comes(scan, "%}"))
            return refuse(scan, scan->at, 2, "a bracket is not closed in this tag");
        if (!scan_token(scan, end, floor))
            return false;
        if (scan->code > LUA_CODE_MAX)
            return refuse(scan, scan->at, 1, "there is too much Lua in this file: at most 128 KB");
    }
    return refuse(scan, begin >= 2 ? begin - 2 : 0, 2, "this tag is not closed");
}
