/* Looks at the bytes of an XML file before libxml2 does: 30,000 attributes take it 5 s, and a DTD can inject
 * results. Knows just enough of XML to count; whatever it misreads is malformed, and libxml2 says so. */
#ifndef READ_EVIDENCE_XML_GUARD_H
#define READ_EVIDENCE_XML_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    XML_TAG_MAX = 1 << 20,          /* bytes of one start tag */
    XML_TEXT_MAX = 8 << 20,         /* bytes between two tags; below the limit of libxml2 */
    XML_NAMESPACES_MAX = 256       /* declarations in scope */
};

enum xml_guard_state {
    GUARD_TEXT, GUARD_LESS, GUARD_BANG, GUARD_COMMENT, GUARD_CDATA, GUARD_INSTRUCTION, GUARD_TAG, GUARD_QUOTE, GUARD_CLOSE
};

struct xml_guard {
    enum xml_guard_state state;
    char quote, last, before_last;
    char bang[8];                   /* what follows "<!" */
    unsigned bang_length;
    unsigned name_at;               /* bytes of "xmlns" matched in an attribute's name; 99: no match */
    unsigned depth, attributes, namespaces;
    uint16_t namespaces_at[300];    /* declared at each depth */
    size_t length;                  /* of the tag or text so far */
    uint64_t line;                  /* lines before this piece */
    const char *problem;            /* what is refused, or NULL */
    uint64_t problem_line;
};

/* Looks at the next piece; false: refused, and nothing of it may go on. */
bool xml_guard_run(struct xml_guard *guard, const char *bytes, size_t n);

#endif
