/* The Markdown parser (cmark-gfm) and its memory. A tree lives until the same thread parses again or calls
 * document_memory_end; nothing in it is freed one by one. */
#ifndef READ_DOCUMENT_PARSE_H
#define READ_DOCUMENT_PARSE_H

#include <cmark-gfm.h>

#include "base/buf.h"

/* What each thread keeps for the next document. */
struct document_memory {
    struct arena *arena;        /* of the tree and of everything that lasts as long */
    struct buf html;
    char *at, *end;             /* the free part of the parser's current block of memory */
};

void document_parse_setup(void);
/* The memory of this thread, empty. */
struct document_memory *document_memory_begin(void);
/* Gives back what one large document took. */
void document_memory_end(struct document_memory *memory);

struct parse_limits {
    size_t paragraph;           /* bytes */
    uint64_t work;              /* the sum of the squares of the bytes of paragraphs */
};
struct parsed {
    cmark_node *root;           /* NULL: a paragraph went beyond the limits */
    size_t line;                /* at which it begins, from 1 */
    bool is_long;               /* it was too long; else too many before it were nearly so */
};
struct parsed document_parse(struct str text, struct parse_limits limits, bool footnotes);

/* True for an item of a list that is a task. */
bool document_is_task(cmark_node *item);
enum table_node { TABLE_NONE, TABLE_WHOLE, TABLE_ROW, TABLE_CELL };
enum table_node document_table_node(cmark_node *node);

#endif
