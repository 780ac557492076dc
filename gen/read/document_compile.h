/* The state of compiling one document, shared by the files document_*.c and nobody else. */
#ifndef READ_DOCUMENT_COMPILE_H
#define READ_DOCUMENT_COMPILE_H

#include <cmark-gfm.h>
#include <string.h>

#include "base/map.h"
#include "read/document.h"
#include "read/document_place.h"

/* Deeper than this a tree is refused. A list and its item are two nodes, so this allows the levels that the
 * guard allows, and as many in the text of a paragraph. */
enum { COMPILE_DEPTH_MAX = 2 * DOCUMENT_DEPTH_MAX };

/* ~~struck~~ text at one depth of the tree. */
struct strike {
    bool open;
    bool none_ahead;            /* searched for an end and found none: there is none for a later one either */
};

/* A piece while the HTML still grows. */
struct open_piece {
    enum piece_kind kind;
    uint32_t index;
    size_t from, to;            /* in the HTML */
};

struct compile {
    struct arena *arena;        /* of the result */
    struct arena *scratch;      /* of everything that is forgotten with the tree */
    struct diags *diags;
    struct document_places places;
    const struct part_names *parts;
    bool is_value;              /* a rich text of a YAML value: no headings, no footnotes */

    struct buf *html;
    size_t piece_from;          /* where the HTML begins that is in no piece yet */
    vec(struct open_piece) pieces;
    vec(struct heading) headings;
    vec(struct reference) references;
    vec(struct link) links;
    vec(struct part) part_list;
    struct map *anchors;        /* anchor to the number that makes the next one like it unique */
    size_t words;

    size_t depth;
    struct strike strikes[COMPILE_DEPTH_MAX + 1];
    unsigned level_shift;       /* 1 when the document has headings of level 1 */
    bool in_link;               /* no link may stand inside another */
    const char *link_end;       /* what closes the open link */
    size_t link_behind;         /* where its source ends, or PLACE_NONE */
    size_t tables, column;
    bool head_row, table_body;
    unsigned footnotes;         /* definitions begun */
    vec(uint32_t) footnote_uses, footnote_marks;    /* by number from 1: in the document; written so far */
    size_t reports;
    bool failed;
};

/* HTML. Most of it comes in short pieces, which fit into the buffer: then no function is called. */
static inline void html_bytes(struct compile *compile, const char *bytes, size_t size)
{
    struct buf *html = compile->html;

    if (size > html->cap - html->n || html->n + size > html->max || html->over) {
        buf_bytes(html, bytes, size);
    } else {
        memcpy(html->p + html->n, bytes, size);
        html->n += size;
    }
}
static inline void html_put(struct compile *compile, const char *html)
{
    html_bytes(compile, html, strlen(html));
}
void html_text(struct compile *compile, struct str text);       /* escaped */
void html_href(struct compile *compile, struct str url);        /* percent-encoded where needed, and escaped */
void html_newline(struct compile *compile);                     /* unless at the start of a line */
void html_hole(struct compile *compile, enum piece_kind kind, size_t index);
void html_rest(struct compile *compile);                        /* what is left becomes the last piece */

/* Reports are many in a hostile file: false from a number on, after saying so once. */
bool compile_may_report(struct compile *compile, enum diag_id id, struct pos pos);

/* The tree. compile_walk is the one loop over it; the others are what it calls for one kind of node. */
void compile_walk(struct compile *compile, cmark_node *root);
unsigned heading_shift(cmark_node *root);
bool heading_enter(struct compile *compile, cmark_node *node);  /* false: nothing of it is shown */
void heading_exit(struct compile *compile, cmark_node *node);
void text_enter(struct compile *compile, cmark_node *node);
void strike_exit(struct compile *compile, struct strike *strike);
void link_enter(struct compile *compile, cmark_node *node);
void link_exit(struct compile *compile);
void image_enter(struct compile *compile, cmark_node *node);    /* its children are done too */
void code_enter(struct compile *compile, cmark_node *node);
void code_block_enter(struct compile *compile, cmark_node *node);
void raw_block_enter(struct compile *compile, cmark_node *node);
void raw_inline_enter(struct compile *compile, cmark_node *node);
void table_enter(struct compile *compile, cmark_node *node);
void table_exit(struct compile *compile, cmark_node *node);
void footnotes_count(struct compile *compile, cmark_node *root);
void footnote_enter(struct compile *compile, cmark_node *node);
void footnote_exit(struct compile *compile, cmark_node *node);
void footnote_mark(struct compile *compile, cmark_node *node);
void footnote_paragraph_exit(struct compile *compile, cmark_node *paragraph);
void footnotes_end(struct compile *compile);

/* The reference that begins with "[[" at `at` of a text of the tree. */
struct reference_text {
    struct str target, anchor, label;
    size_t prefix;              /* bytes of the brackets and the target, as they also stand in the source */
    size_t end;                 /* offset behind it; 0: there is none here */
    bool cut;                   /* it began like one but does not end in this text */
};
struct reference_text reference_read(struct str text, size_t at);
struct str reference_shown(const struct reference_text *reference);

/* A bare http or https address around the "://" at `at`, not before `from`; empty when there is none. */
struct str url_around(struct str text, size_t at, size_t from);

/* Text without markup, of a heading or for the alt of an image. */
void plain_text(struct buf *out, cmark_node *node);
struct str anchor_make(struct compile *compile, struct str text);
void part_read(struct compile *compile, cmark_node *node, const struct part_name *named, struct str options);

#endif
