/* The template engine: templates compiled to Lua once per thread, run in a sandbox, writing into a buffer.
 * templates/README.md is the manual of the language; this header is the way in from C.
 * Invariant: what a template writes is either literal template text or an escaped value. */
#ifndef RENDER_ENGINE_H
#define RENDER_ENGINE_H

#include "base/buf.h"
#include "model/model.h"

struct plan;

/* One template file as it stands on disk. */
struct template {
    struct str name;            /* "pages/control", "parts/state", "layouts/base" */
    uint32_t file;              /* in model.sources */
    struct str text;
    const struct node *header;  /* of a page: the YAML of {#page … #}; else NULL */
    struct str lua;             /* what templates_check made of the text */
};
struct templates {
    size_t n;
    struct template *v;         /* sorted by name */
    struct map *by_name;        /* name to struct template * */
    struct map *strings;        /* source text to struct str *: the language's words for t() */
    struct map *icons;          /* name to struct str *: inline SVG of the theme */
    bool foreign;               /* some are the project's own */
};

/* The language's words for a text of ours: itself where it has none. */
struct str templates_translate(const struct templates *templates, struct str text);

/* What every state shares; read-only while pages are rendered. */
struct render_context {
    const struct model *model;
    const struct templates *templates;
    const struct plan *plan;
    const struct diags *findings;       /* for diagnostics() */
    struct str edition;                 /* name of the audience */
    struct str generator;               /* "dossier 0.1.0" */
};

/* Compiles every template and reports what is wrong with any of them, at its line. False: reported, and nothing can be
 * drawn with them. */
bool templates_check(struct arena *arena, struct diags *diags, struct templates *templates);

struct engine;
/* One per thread. All templates are loaded into it before its first page. */
struct engine *engine_new(const struct render_context *context);
void engine_free(struct engine *engine);

/* Limits of one page; structural, so that every machine says the same. Those of its Lua are in script/script.h. */
enum { ENGINE_OUTPUT_MAX = 32 << 20 };

struct page;
/* Renders one page into `out`; a failure is reported at the template's line and gives false. */
bool engine_page(struct engine *engine, struct arena *scratch, struct diags *diags, const struct page *page,
                 struct buf *out);

#endif
