/* Reads the Lua of one template tag. */
#include <string.h>

#include "script/lua_scan_text.h"

static bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
static bool is_word(char c) { return is_word_start(c) || is_digit(c); }

/* --- brackets --- */

static bool scan_open_bracket(struct lua_scan *scan, char closer)
{
    if (scan->brackets == LUA_DEPTH_MAX)
        return scan_refuse(scan, scan->at, 1, "brackets are nested too deep");
    scan->closer[scan->brackets++] = closer;
    scan_copy(scan, 1);
    return true;
}

static bool scan_close_bracket(struct lua_scan *scan, unsigned floor)
{
    if (scan->brackets == floor || scan->closer[scan->brackets - 1] != scan_at(scan, 0))
        return scan_refuse(scan, scan->at, 1, "this bracket closes nothing");
    scan->brackets--;
    scan_copy(scan, 1);
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
        return scan_refuse(scan, begin, n, "blocks are nested too deep");
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
        return scan_refuse(scan, begin, n, "this closes nothing");
    if (block->kind == LUA_BLOCK)
        return scan_refuse(scan, begin, n, "the block is closed with {% endblock %}");
    if ((block->kind == LUA_REPEAT) != until)
        return scan_refuse(scan, begin, n, until ? "'until' without 'repeat'" : "'repeat' is closed with 'until'");
    if (block->brackets != scan->brackets)
        return scan_refuse(scan, begin, n, "a bracket is not closed before this");
    if (!scan->on(scan->context, LUA_CLOSES, begin, n))
        return false;
    scan->depth--;
    return true;
}

static bool branches(struct lua_scan *scan, size_t begin, size_t n, bool is_else)
{
    struct lua_block *block = top(scan);

    if (scan->depth <= scan->floor || block->kind != LUA_IF)
        return scan_refuse(scan, begin, n, "this stands in no 'if'");
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
    return scan_refuse(scan, begin, n, "'then' without 'if'");
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

    while (is_word(scan_at(scan, n)))
        n++;
    word = str_sub(scan->text, begin, begin + n);
    if (str_starts(word, S("__")) || is(word, "_ENV"))
        return scan_refuse(scan, begin, n, "names that begin with '__' and the name _ENV are not available");
    if (is(word, "do"))
        end_limit(scan);
    if (!keyword(scan, word, begin))
        return false;
    scan_copy(scan, n);
    return true;
}

static bool scan_comma(struct lua_scan *scan)
{
    struct lua_block *block = top(scan);

    end_limit(scan);
    scan_copy(scan, 1);
    if (is_limit_of(scan, block)) {
        buf_puts(scan->out, "0+(");
        block->limit = true;
    }
    return true;
}

static bool scan_token(struct lua_scan *scan, const char *end, unsigned floor)
{
    char c = scan_at(scan, 0);
    size_t n = scan_long_bracket(scan, 0);

    if (is_word_start(c))
        return scan_word(scan);
    if (c == '"' || c == '\'')
        return scan_string(scan);
    if (n)
        return scan_long_string(scan, n);
    if (scan_comes(scan, "--"))
        return scan_comment(scan, end);
    if (scan_comes(scan, "..."))
        return scan_refuse(scan, scan->at, 3, "'...' is not available here");
    if (scan_comes(scan, "::")) {
        if (!scan->on(scan->context, LUA_JUMP, scan->at, 2))
            return false;
        scan_copy(scan, 2);
        return true;
    }
    if (c == '(' || c == '[' || c == '{')
        return scan_open_bracket(scan, c == '(' ? ')' : c == '[' ? ']' : '}');
    if (c == ')' || c == ']' || c == '}')
        return scan_close_bracket(scan, floor);
    if (c == ',')
        return scan_comma(scan);
    n = 1;
    while (is_digit(c) && (is_word(scan_at(scan, n)) || scan_at(scan, n) == '.'))
        n++;
    if (scan_comes(scan, ".."))
        n = 2;
    scan_copy(scan, n);
    return true;
}

/* A function may not hold text of the page: it could be called where the HTML is another. And a head split over
 * two tags would put text of the page into an expression. */
static bool tag_ends(struct lua_scan *scan)
{
    for (unsigned i = 0; i < scan->depth; i++) {
        const struct lua_block *block = &scan->blocks[i];
        if (block->kind == LUA_FUNCTION)
            return scan_refuse(scan, block->at, block->n, "a function must end in the tag in which it begins; "
                                                     "write a part and include it");
        if (block->head)
            return scan_refuse(scan, block->at, block->n, block->kind == LUA_IF ? "'then' must stand in the same tag"
                                                                           : "'do' must stand in the same tag");
    }
    return true;
}

bool lua_scan_tag(struct lua_scan *scan, const char *end)
{
    unsigned floor = scan->brackets;
    size_t begin = scan->at;

    while (scan->at < scan->text.n || !*end) {
        if (scan->brackets == floor && (*end ? scan_comes(scan, end) : scan->at >= scan->text.n)) {
            if (!tag_ends(scan))
                return false;
            scan->at += strlen(end);
            return true;
        }
        if (scan->at >= scan->text.n)
            break;
        if (*end == '%' && scan_comes(scan, "%}"))
            return scan_refuse(scan, scan->at, 2, "a bracket is not closed in this tag");
        if (!scan_token(scan, end, floor))
            return false;
        if (scan->code > LUA_CODE_MAX)
            return scan_refuse(scan, scan->at, 1, "there is too much Lua in this file: at most 128 KB");
    }
    return scan_refuse(scan, begin >= 2 ? begin - 2 : 0, 2, "this tag is not closed");
}

bool lua_scan_file(struct lua_scan *scan)
{
    while (scan->at < scan->text.n) {
        if (!scan_token(scan, "", 0))
            return false;
        if (scan->code > LUA_CODE_MAX)
            return scan_refuse(scan, scan->at, 1, "there is too much Lua in this file: at most 128 KB");
    }
    return true;
}
