/* What an engine knows, and the drawing functions of its libraries. Private to the engine's files. */
#ifndef RENDER_ENGINE_STATE_H
#define RENDER_ENGINE_STATE_H

#include "render/plan.h"
#include "script/values.h"

enum { PARTS_MAX = 32 };        /* one within another */

/* The things that only pages know. */
enum { THING_PAGE = THING_OTHER, THING_SITE };

/* What keep.c has drawn. */
struct keep {
    struct arena *arena;
    struct map *folders;        /* folder of the site to struct map *[], by index of the template: text to struct str * */
    struct map **here;          /* those of the folder of this page */
    struct buf out;
    size_t bytes;
    bool drawing;
};

struct engine {
    struct script script;       /* first: a state finds its engine through it */
    const struct render_context *context;
    int *functions;             /* of each template: its place in the registry of Lua */
    const struct page *page;
    struct buf *out;            /* what templates write into: the page, or a part of a document in html */
    struct buf html;            /* HTML values being built, one behind the other */
    struct thing page_thing, site_thing;
    const struct thing *subject, *rows;     /* or NULL */
    struct keep keep;
    unsigned parts;             /* parts being drawn, one within another */
    struct pos block;           /* the block of a document that is being drawn; file 0: none */
    bool loaded, broken;        /* the templates: tried, and not all could be compiled */
};

static inline struct engine *engine_of(lua_State *L) { return (struct engine *)script_of(L); }

/* --- engine.c --- */

/* Calls a template with the value at index `args` as its `args`. */
void engine_draw(lua_State *L, size_t index, int args);
void engine_show_page(struct engine *engine, bool shown);
/* Draws a part with the value at the top of the stack as its `args`, and pops it. */
void engine_part(lua_State *L, const struct template *part);

/* --- html_value.c --- */

/* HTML values. Build in the buffer that html_begin gives, from its end on; html_push makes that a value and cuts it off. */
struct buf *html_begin(lua_State *L, size_t *mark);
void html_push(lua_State *L, size_t mark);

/* --- keep.c --- */

void keep_open(struct engine *engine);
void keep_close(struct engine *engine);
/* A page begins: engine->page. */
void keep_begin(struct engine *engine);
int page_keep(lua_State *L);

/* --- linked.c --- */

int page_linked(lua_State *L);

/* --- write.c --- */

int page_write(lua_State *L);

/* --- links.c: everything that depends on where the page stands --- */

/* Appends the relative address of a path of the site. */
void put_relative(struct engine *engine, struct buf *out, struct str path);
/* The path of a record's page, of a type's page, of an evidence file's bytes; empty: there is none. */
struct str record_path(const struct engine *engine, const struct record *record);
struct str type_path(const struct engine *engine, const struct record_type *type);
struct str file_path(const struct engine *engine, const struct record *record);
/* What people cite a record by: its id, or the label of a requirement; empty for types of which they say the title. */
struct str record_short_name(const struct record *record);
/* What a link to a record says: "CTL-014 Stop authority", "A.9.2 Processes …", or a title alone. */
void put_record_words(struct buf *out, const struct record *record);
/* <a href="…">words</a>, or <span>words</span> when it has no page. `words` empty: those of the record. */
void put_link(struct engine *engine, struct buf *out, const struct record *record, struct str anchor, struct str words);

/* --- show.c --- */

/* The language's words for a text of ours. */
struct str translated(const struct engine *engine, struct str text);
/* A word of a field: translated, or with its hyphens as blanks. */
void put_word(const struct engine *engine, struct buf *out, struct str word);
/* The HTML of a value; nothing for an empty one. */
void put_value(lua_State *L, struct buf *out, const struct field *field, const struct value *value);
/* A table of rows; `columns` NULL: all that have a value. */
void put_rows(lua_State *L, struct buf *out, const struct list *rows, const struct field *const *columns, size_t n_columns);

/* --- document.c --- */

/* A document with its holes filled. Parts are drawn by the engine, so an error in one is raised. */
void put_document(lua_State *L, struct buf *out, const struct document *document);

extern const luaL_Reg library_page[], library_site[];
/* Fields of `page` and `site`. */
int index_page(lua_State *L, const struct thing *thing, struct str key);

#endif
