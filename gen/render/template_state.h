/* What the compiler of templates knows while it reads one. Private to template_compile.c and template_directive.c. */
#ifndef RENDER_TEMPLATE_STATE_H
#define RENDER_TEMPLATE_STATE_H

#include "render/html_context.h"
#include "script/lua_scan.h"
#include "render/template_compile.h"

/* The HTML of a Lua block: where it began, and what its branches left behind so far. */
struct block {
    struct html_context begin, joined;
    unsigned branches;
    bool has_else;
};

struct compile {
    struct arena *arena;
    struct diags *diags;
    const struct templates *templates;
    const struct template *template;
    struct str text;
    struct compiled *compiled;
    struct buf out, code;           /* the Lua so far; that of the tag being read */
    struct buf literal;             /* text that is not in `out` yet */
    struct html_context html;
    struct lua_scan scan;
    struct block blocks[LUA_DEPTH_MAX];     /* beside scan.blocks */
    size_t from, tag;               /* the text after the last tag; the tag being read */
    unsigned arguments;             /* of the open call of __w; 0: none is open */
    bool line_begins;               /* `from` is the beginning of a line */
    bool text_seen;                 /* something other than white space was written */
};

bool compile_fail(struct compile *c, size_t at, size_t n, const char *message);
bool compile_on(void *context, enum lua_event event, size_t at, size_t n);
/* Scans code from `from` to `end` into c->code. */
bool compile_scan(struct compile *c, size_t from, const char *end);
bool compile_open(struct compile *c, enum lua_kind kind, size_t at, size_t n);
/* {% … %}: a directive or a Lua statement, into c->code; afterwards c->scan.at is behind it. */
bool directive_tag(struct compile *c, size_t tag);

/* --- template_emit.c --- */

/* What stands before the template's own code, on its first line. */
void put_lua_head(struct compile *c);
/* Ends the call of __w that is open, if any. */
void put_lua_close_call(struct compile *c);
/* The literal text so far, and behind it the value in c->code, if `mode` says that there is one. */
void put_lua_write(struct compile *c, enum html_mode mode);
/* The literal text so far, if any. */
void put_lua_write_text(struct compile *c);
/* c->code as a statement. */
void put_lua_statement(struct compile *c);
/* As many line breaks as the text has, so that lines of Lua stay lines of the template. */
void put_lua_line_breaks(struct buf *out, struct str text);
/* Whether the code of a value is t("words") and nothing else: its words in the language of the site. */
bool known_text(const struct compile *c, struct str code, struct str *words);

#endif
