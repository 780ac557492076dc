/* Lua code inside template tags or in a file of its own, read token by token and copied, line for line.
 * What is refused here cannot be bounded later: '...' (copies any number of values in one instruction), bytes and
 * escapes that are no UTF-8 text, names the compiler uses itself, too much code (Lua's parser is quadratic in it).
 * Invariant: the code of one tag is balanced in brackets, so it can stand inside a call. */
#ifndef SCRIPT_LUA_SCAN_H
#define SCRIPT_LUA_SCAN_H

#include "base/buf.h"

enum { LUA_DEPTH_MAX = 64, LUA_CODE_MAX = 128 << 10 };

/* LUA_BLOCK is no Lua: {% block %}, which only {% endblock %} closes. */
enum lua_kind { LUA_IF, LUA_LOOP, LUA_REPEAT, LUA_DO, LUA_FUNCTION, LUA_BLOCK };
struct lua_block {
    enum lua_kind kind;
    bool head;              /* its 'then' or 'do' is still to come */
    bool numeric;           /* for i = …: limit and step must be numbers, not texts that Lua would convert */
    bool limit;             /* inside such a limit */
    unsigned brackets;      /* how many were open when it began */
    size_t at, n;           /* the word that opened it */
};

enum lua_event { LUA_OPENED, LUA_BRANCH, LUA_ELSE, LUA_CLOSES, LUA_BREAK, LUA_RETURN, LUA_JUMP };

struct lua_scan {
    struct str text;        /* the whole template */
    size_t at;              /* next byte */
    struct buf *out;
    size_t code;            /* bytes of code so far */
    unsigned depth, floor;  /* blocks open; those below `floor` may not be closed by this tag */
    struct lua_block blocks[LUA_DEPTH_MAX];
    unsigned brackets;
    char closer[LUA_DEPTH_MAX];         /* of each open bracket */
    /* Told of every word that matters for blocks; LUA_CLOSES comes while the block is still open. */
    bool (*on)(void *context, enum lua_event event, size_t at, size_t n);
    void *context;
    const char *problem;    /* set when something is refused here, not by `on` */
    size_t problem_at, problem_n;
};

/* Copies the code up to `end` ("}}", "%}", or "" for the end of the text), and steps over `end`. */
bool lua_scan_tag(struct lua_scan *scan, const char *end);
/* The same for a whole file of Lua; what is not closed at its end is for Lua's own parser to say. */
bool lua_scan_file(struct lua_scan *scan);
bool lua_scan_open(struct lua_scan *scan, enum lua_kind kind, size_t at, size_t n);
/* The block of this kind nearest to the top, or NULL. */
const struct lua_block *lua_scan_inside(const struct lua_scan *scan, enum lua_kind kind);

#endif
