/* What one pass over the head of a file shows: its family, and the names by which formats tell themselves apart.
 * Guesses only: the head may end anywhere, and a format still checks what it reads. Lives in input->scratch. */
#ifndef READ_EVIDENCE_PEEK_H
#define READ_EVIDENCE_PEEK_H

#include "read/evidence.h"

enum peek_family {
    PEEK_EMPTY,
    PEEK_BINARY,
    PEEK_XML,
    PEEK_JSON,      /* starts as one object or array */
    PEEK_LINES,     /* an object, and another value after it: JSON Lines */
    PEEK_TEXT
};

struct peek_key {
    struct str path;    /* "runs[].tool", "[].objective": the first item of every list, three levels deep */
    struct str text;    /* of a scalar, without quotes; as written */
    char kind;          /* { [ " 0 (number), t f n; ':' for a key of YAML */
};

struct evidence_peek {
    enum peek_family family;
    bool whole;                 /* the head is the whole file */
    bool one_line;              /* JSON: the first value has no line break and ends within the head */
    vec(struct peek_key) keys;  /* JSON, and the top level of YAML or of front matter */
    struct str root, ns;        /* XML: local name and namespace of the root element */
    bool yaml, front_matter;
    char delimiter;             /* of a table, or 0 */
    vec(struct str) columns;    /* its header */
    bool regular;               /* all rows in the head have as many cells as the header */
};

const struct evidence_peek *evidence_peek(const struct evidence_input *input);

/* NULL when the head does not show this key. */
const struct peek_key *peek_find(const struct evidence_input *input, const char *path);
bool peek_has(const struct evidence_input *input, const char *path);
bool peek_is(const struct evidence_input *input, const char *path, const char *text);
/* True for an XML root of this local name; `ns` is a part of its namespace, "" for none, NULL for any. */
bool peek_root(const struct evidence_input *input, const char *name, const char *ns);
/* The header has a column of one of these names (separated by '|'), without regard to case and to "_ -". */
bool peek_column(const struct evidence_input *input, const char *names);
bool column_is(struct str column, const char *names);

#endif
