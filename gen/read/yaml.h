/* YAML 1.2 core scalars as a tree with a position on every key and value.
 * Every value is a string until a schema types it: NO, 1.10 and 010 stay what they are.
 * Refused: aliases, anchors, tags, merge keys, duplicate keys, several documents, line breaks that only YAML sees. */
#ifndef READ_YAML_H
#define READ_YAML_H

#include "base/diag.h"

enum { YAML_FILE_MAX = 16 << 20, YAML_DEPTH_MAX = 64, YAML_VALUES_MAX = 2000000 };

enum node_kind { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING };

struct node_pair;
struct node {
    enum node_kind kind;
    bool plain;                     /* a scalar without quotes: `~`, `null` and nothing at all mean null */
    bool block;                     /* a scalar behind `|`: its lines are those of the file below `pos` */
    uint16_t text_col;              /* column at which each line of the text begins; 0: it is not as in the file (folded, escapes) */
    struct pos pos;
    struct str text;                /* scalar; NUL-terminated */
    struct str written;             /* the same as it stands in the file, where text_col is 0; see yaml_written.h */
    size_t n;                       /* items or pairs */
    struct node *items;             /* sequence */
    struct node_pair *pairs;        /* mapping, in the order written */
};
struct node_pair {
    struct str key;
    struct pos key_pos;
    struct node value;
};

/* Reads one YAML text that stands in `file` from line `first_line` on (1 for a whole file).
 * An empty text is an empty mapping. NULL: reported. */
const struct node *yaml_read(struct arena *arena, struct diags *diags, uint32_t file, struct str text, uint32_t first_line);

/* The value of a key of a mapping, or NULL. */
const struct node *node_find(const struct node *mapping, const char *key);
bool node_is_null(const struct node *node);

#endif
