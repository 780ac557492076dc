/* XML evidence as a stream of events. No DTD, no entities but the five and numeric ones, no network; depth,
 * attributes, tags and texts are capped before libxml2 sees them. What is refused or malformed has already been
 * told to the facts when XML_BAD comes. Texts are borrowed until the next event. */
#ifndef READ_EVIDENCE_XML_H
#define READ_EVIDENCE_XML_H

#include "read/evidence.h"

struct buf;
struct xml;

enum xml_event { XML_END_OF_FILE, XML_OPEN, XML_CLOSE, XML_TEXT, XML_BAD };

enum { XML_DEPTH_MAX = 256, XML_ATTRIBUTES_MAX = 256 };

void xml_setup(void);       /* once, before threads */

struct xml *xml_begin(struct evidence_input *input, struct facts *facts);
enum xml_event xml_next(struct xml *xml);
void xml_end(struct xml *xml);

struct str xml_name(struct xml *xml);       /* local name of the element at XML_OPEN and XML_CLOSE */
struct str xml_namespace(struct xml *xml);
bool xml_is(struct xml *xml, const char *name);
unsigned xml_depth(struct xml *xml);        /* 0: the root element */
struct str xml_attribute(struct xml *xml, const char *local_name);      /* empty when absent; any namespace */
bool xml_has(struct xml *xml, const char *local_name);
struct str xml_text(struct xml *xml);       /* at XML_TEXT: a piece; an element may hold several */

/* Reads on to the end of the element just opened and puts its own text, without that of its children,
 * into `text`; false: XML_BAD came. */
bool xml_content(struct xml *xml, struct buf *text);

#endif
