/* A template as Lua: line for line, so that Lua's own messages carry the template's lines.
 * The Lua is a chunk with the arguments __w (write), __i (include), __k (keep), __l (layout) and _ENV. It is called once in
 * each state and gives the function that draws, with the arguments __b (blocks) and args. Helpers are constant locals of
 * the chunk: a page calls some hundred of them, and finds none of them by its name.
 * __w takes literal text and values in turn; the first byte of each literal says how the value behind it is
 * written (enum html_mode). Templates cannot name any of these. */
#ifndef RENDER_TEMPLATE_COMPILE_H
#define RENDER_TEMPLATE_COMPILE_H

#include "render/engine.h"

enum { TEMPLATE_MAX = 1 << 20 };

struct template_block {
    struct str name;
    struct pos pos;
    bool hole;              /* text may be put there; else: this is the text for a hole of the layout */
};

struct compiled {
    struct str lua;
    size_t layout;          /* index + 1 in templates; 0: none */
    vec(struct template_block) blocks;
};

/* False: reported. */
bool template_compile(struct arena *arena, struct diags *diags, const struct templates *templates,
                      const struct template *template, struct compiled *compiled);
/* The template of this name, or NULL. */
const struct template *template_find(const struct templates *templates, struct str folder, struct str name);
/* Lua's words about code that it could not compile ("NAME:LINE: message") as a diagnostic. */
void template_report_syntax(struct diags *diags, const struct template *template, struct str message);
/* A mark on a line of a template: from its first tag on. */
struct pos template_line(const struct template *template, uint32_t line);

#endif
