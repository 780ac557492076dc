/* libxml2's reader behind a guard. The handle lives and dies here. */
#include "read/evidence_xml.h"

#include <inttypes.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlreader.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "read/evidence_peek.h"
#include "read/evidence_stream.h"
#include "read/evidence_xml_guard.h"

struct xml {
    struct evidence_input *input;
    struct facts *facts;
    xmlTextReaderPtr reader;
    struct xml_guard guard;
    struct arena *values;       /* attribute values that had to be put together, of one event; or NULL */
    bool values_used, close_next, bad;
    const char *refused;        /* an encoding, before anything is read */
    int line;
    char message[200];          /* the first fatal error */
};

static xmlParserInputPtr load_nothing(const char *url, const char *id, xmlParserCtxtPtr context)
{
    (void)url, (void)id, (void)context;
    return NULL;
}

void xml_setup(void)
{
    xmlInitParser();
    xmlSetExternalEntityLoader(load_nothing);
}

/* Refused bytes look like the end of the file to libxml2; xml_next then tells the true reason. */
static int next_bytes(void *context, char *bytes, int size)
{
    struct xml *xml = context;
    size_t n = evidence_next(xml->input, bytes, (size_t)size);
    return xml_guard_run(&xml->guard, bytes, n) ? (int)n : 0;
}

static int close_nothing(void *context)
{
    (void)context;
    return 0;
}

#if LIBXML_VERSION >= 21200
static void on_error(void *context, const xmlError *error)
#else
static void on_error(void *context, xmlErrorPtr error)
#endif
{
    struct xml *xml = context;
    if (error->level != XML_ERR_FATAL || xml->message[0])
        return;
    xml->line = error->line;
    /* libxml2 calls what is missing "extra content" when the file just ends. */
    const char *text = error->code == XML_ERR_DOCUMENT_END && xml->guard.depth > 0
                       ? "the file ends before its elements are closed" : error->message;
    size_t n = 0;
    for (const char *p = text ? text : "malformed"; *p && n + 1 < sizeof xml->message; p++)
        if (*p != '\n')
            xml->message[n++] = *p;
    xml->message[n] = 0;
}

/* Encodings in which "<!DOCTYPE" is written with the bytes of ASCII, so that the guard can see it. */
static bool is_readable(struct str encoding)
{
    static const char *const names[] = { "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-", "latin1", "windows-125" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (encoding.n >= strlen(names[i]) && str_eq_fold(str_sub(encoding, 0, strlen(names[i])), str_of(names[i])))
            return true;
    return false;
}

static struct str declared_encoding(struct str head)
{
    struct str start = str_starts(head, S("\xef\xbb\xbf")) ? str_sub(head, 3, head.n) : head;
    if (!str_starts(start, S("<?xml")))
        return (struct str){ 0 };
    start = str_sub(start, 0, str_find(start, '>'));
    size_t at = str_find_str(start, S("encoding"));
    start = str_sub(start, at, start.n);
    size_t quote = 0;
    while (quote < start.n && start.p[quote] != '"' && start.p[quote] != '\'')
        quote++;
    if (quote >= start.n)
        return (struct str){ 0 };
    struct str value = str_sub(start, quote + 1, start.n);
    return str_sub(value, 0, str_find(value, start.p[quote]));
}

struct xml *xml_begin(struct evidence_input *input, struct facts *facts)
{
    struct xml *xml = arena_new_of(input->scratch, struct xml);
    xml->input = input;
    xml->facts = facts;
    int options = XML_PARSE_NONET | XML_PARSE_COMPACT;
    struct str encoding = declared_encoding(input->head);
    if (stream_was_utf16(input))
        options |= XML_PARSE_IGNORE_ENC;        /* it is UTF-8 by now, whatever the declaration says */
    else if (encoding.n && !is_readable(encoding))
        xml->refused = str_c(input->scratch, encoding);
    xml->reader = xmlReaderForIO(next_bytes, close_nothing, xml, NULL, NULL, options);
    if (!xml->reader)
        die(EXIT_MACHINE, "no memory for an XML reader");
    xmlTextReaderSetStructuredErrorHandler(xml->reader, on_error, xml);
    return xml;
}

void xml_end(struct xml *xml)
{
    xmlFreeTextReader(xml->reader);
    if (xml->values)
        arena_free(xml->values);
}

static enum xml_event tell(struct xml *xml)
{
    xml->bad = true;
    if (xml->refused)
        facts_reject(xml->facts, "rejected", "the encoding %s is not read", xml->refused);
    else if (xml->guard.problem)
        facts_reject(xml->facts, "rejected", "line %" PRIu64 ": refused, %s", xml->guard.problem_line,
                     xml->guard.problem);
    else
        facts_reject(xml->facts, "xml-malformed", "line %d: %s", xml->line,
                     xml->message[0] ? xml->message : "malformed");
    return XML_BAD;
}

static enum xml_event event_of(struct xml *xml)
{
    switch (xmlTextReaderNodeType(xml->reader)) {
    case XML_READER_TYPE_ELEMENT:
        xml->close_next = xmlTextReaderIsEmptyElement(xml->reader) == 1;
        return XML_OPEN;
    case XML_READER_TYPE_END_ELEMENT:
        return XML_CLOSE;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
        return XML_TEXT;
    default:
        return XML_END_OF_FILE;
    }
}

enum xml_event xml_next(struct xml *xml)
{
    if (xml->bad || xml->refused)
        return xml->bad ? XML_BAD : tell(xml);
    if (xml->close_next) {      /* <a/> is an opening and a closing, like <a></a> */
        xml->close_next = false;
        return XML_CLOSE;
    }
    if (xml->values_used)
        arena_reset(xml->values);
    xml->values_used = false;
    for (;;) {
        int more = xmlTextReaderRead(xml->reader);
        if (more < 0 || xml->guard.problem)
            return tell(xml);
        if (more == 0)
            return XML_END_OF_FILE;
        enum xml_event event = event_of(xml);
        if (event != XML_END_OF_FILE)
            return event;
    }
}

static struct str borrowed(const xmlChar *text)
{
    return str_of((const char *)text);
}

struct str xml_name(struct xml *xml)
{
    return borrowed(xmlTextReaderConstLocalName(xml->reader));
}

struct str xml_namespace(struct xml *xml)
{
    return borrowed(xmlTextReaderConstNamespaceUri(xml->reader));
}

bool xml_is(struct xml *xml, const char *name)
{
    const xmlChar *local = xmlTextReaderConstLocalName(xml->reader);
    return local && strcmp((const char *)local, name) == 0;
}

unsigned xml_depth(struct xml *xml)
{
    int depth = xmlTextReaderDepth(xml->reader);
    return depth > 0 ? (unsigned)depth : 0;
}

struct str xml_text(struct xml *xml)
{
    return borrowed(xmlTextReaderConstValue(xml->reader));
}

static xmlAttrPtr find_attribute(struct xml *xml, const char *name)
{
    xmlNodePtr node = xmlTextReaderCurrentNode(xml->reader);
    if (!node || node->type != XML_ELEMENT_NODE)
        return NULL;
    xmlAttrPtr attribute = node->properties;
    while (attribute && strcmp((const char *)attribute->name, name) != 0)
        attribute = attribute->next;
    return attribute;
}

bool xml_has(struct xml *xml, const char *local_name)
{
    return find_attribute(xml, local_name) != NULL;
}

struct str xml_attribute(struct xml *xml, const char *local_name)
{
    xmlAttrPtr attribute = find_attribute(xml, local_name);
    if (!attribute || !attribute->children)
        return (struct str){ 0 };
    xmlNodePtr first = attribute->children;
    if (!first->next && first->type == XML_TEXT_NODE)
        return borrowed(first->content);
    xmlChar *joined = xmlNodeListGetString(attribute->doc, first, 1);
    if (!xml->values)
        xml->values = arena_new();
    struct str copy = str_copy(xml->values, borrowed(joined));
    xml->values_used = true;
    xmlFree(joined);
    return copy;
}

bool xml_content(struct xml *xml, struct buf *text)
{
    buf_reset(text);
    unsigned open = 1;
    while (open > 0) {
        switch (xml_next(xml)) {
        case XML_OPEN:
            open++;
            break;
        case XML_CLOSE:
            open--;
            break;
        case XML_TEXT:
            if (open == 1)
                buf_put(text, xml_text(xml));
            break;
        case XML_END_OF_FILE:
        case XML_BAD:
            return false;
        }
    }
    return true;
}
