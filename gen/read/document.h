/* A Markdown document, compiled once: front matter, headings, links, and its HTML with holes where only the
 * linked model knows what belongs there. The cmark tree lives and dies inside document_read. */
#ifndef READ_DOCUMENT_H
#define READ_DOCUMENT_H

#include "read/yaml.h"

struct record;      /* the model fills in what a reference means; this room does not look inside */

enum {
    DOCUMENT_FILE_MAX = 1 << 20, DOCUMENT_BLOCK_MAX = 16 << 10, DOCUMENT_MARKERS_MAX = 32, DOCUMENT_DEPTH_MAX = 64,
    DOCUMENT_COLUMNS_MAX = 256, DOCUMENT_CELLS_MAX = 200000, DOCUMENT_DEFINITION_MAX = 1 << 10,
    DOCUMENT_DEFINITION_USES_MAX = 10000, DOCUMENT_HTML_MAX = 32 << 20,
    DOCUMENT_LARGE_BLOCKS_MAX = 16      /* blocks of the largest size; four times as many of half the size, and so on */
};

struct heading {
    unsigned level;             /* 2 to 6: a document never holds an h1, that is the page's */
    struct str text;            /* plain */
    struct str anchor;          /* unique in the document */
    struct pos pos;
};

/* [[TARGET]], [[TARGET|label]], [[TARGET#anchor]], [[framework:node]] */
struct reference {
    struct str target, anchor, label;       /* anchor and label may be empty */
    struct pos pos;                         /* of the target */
    uint32_t heading;                       /* index + 1 of the heading above it, 0 when none */
    const struct record *record;            /* filled by the model; NULL after linking: reported */
};

/* A relative link or image: another document, or an evidence file. Absolute allowed URLs are plain HTML. */
struct link {
    struct str path, anchor;                /* as written, percent-decoded; path empty for #anchor alone */
    struct pos pos;
    const struct record *record;            /* the document or evidence record it leads to; filled by the model */
};

/* ```matrix framework=iso-42001 : a part of a page, drawn by templates/parts/NAME.html */
struct part_option { struct str name, value; };
struct part {
    struct str name;
    size_t n_options;
    struct part_option *options;
    struct str body;
    struct pos pos;
};

enum piece_kind { PIECE_HTML, PIECE_REFERENCE, PIECE_LINK_HREF, PIECE_PART };
/* HTML is literal text. A reference hole becomes a whole <a>. A link hole stands inside href="" or src="". */
struct piece {
    enum piece_kind kind;
    uint32_t index;             /* into references, links or parts */
    struct str html;
};

struct document {
    uint32_t file;
    const struct node *front;   /* front matter mapping; NULL when there is none */
    size_t n_pieces, n_headings, n_references, n_links, n_parts, n_words;
    struct piece *pieces;
    struct heading *headings;
    struct reference *references;
    struct link *links;
    struct part *parts;
};

/* Call once before any thread reads documents. */
void document_setup(void);

/* Which fenced info words are parts (the names of templates/parts), and which options each takes; others are code. NULL: none. */
struct part_name { struct str name; size_t n_options; const struct str *options; };
struct part_names { size_t n; const struct part_name *v; };

/* The HTML has no h1, no script, no input and no address but http, https, mailto and the holes; images from
 * elsewhere become links. Its classes: table-wrap, align-left, align-center, align-right, task-item, task,
 * footnotes, footnote-ref, footnote-back, raw-html, language-NAME. Its ids: the anchors, fn-N and fnref-N. */

/* Compiles a whole Markdown file. What is wrong is reported and the rest goes on; NULL only when nothing
 * can be made of the file (too large, not text, broken front matter). The front matter lives in an arena of its own. */
struct document *document_read(struct arena *arena, struct arena *front_arena, struct diags *diags, uint32_t file,
                               struct str text, const struct part_names *parts);
/* Compiles a short rich text that stands in a YAML value; no front matter, no headings, no parts, no footnotes.
 * Places are those of the file, also where the text was folded or has escapes. */
struct document *document_read_text(struct arena *arena, struct diags *diags, const struct node *node);

#endif
