/* XML evidence through libxml2's push parser, behind a guard. Not its xmlTextReader: that feeds the same parser 512
 * bytes at a time, and what is not complete yet is searched again for each piece (96 MB of "<?p >>>>…?>" took 236 s).
 * Pieces here are larger, no tree is built, and the parser's callbacks fill a queue of events that xml_next empties.
 * The handle lives and dies here. */
#include "read/evidence_xml.h"

#include <inttypes.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/die.h"
#include "read/evidence_stream.h"
#include "read/evidence_xml_guard.h"

/* Names are kept until the end in a table of fixed width: 3 million different ones took 223 s. */
enum { PIECE = 32 << 10, NAMES_MAX = 1 << 20, SMALL = 128 << 10 };

struct attribute { const char *name; struct str value; };

struct event {
    enum xml_event kind;
    unsigned depth;
    const char *name, *ns;      /* owned by the parser's dictionary */
    struct attribute *attributes;
    size_t n_attributes;
    struct str text;
};

struct xml {
    struct evidence_input *input;
    struct facts *facts;
    xmlParserCtxtPtr parser;
    struct xml_guard guard;
    struct arena *texts;        /* of the events that wait: the scratch arena for small files, else one of its own */
    struct event *queue;
    size_t n, cap, at;          /* the event being looked at is queue[at - 1] */
    unsigned depth;
    bool ended, bad;
    uint64_t fed;               /* bytes */
    const char *refused;        /* an encoding, or what only the parser saw */
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

static struct event *add_event(struct xml *xml, enum xml_event kind)
{
    if (xml->n == xml->cap) {
        size_t cap = xml->cap ? xml->cap * 2 : 256;
        struct event *wider = arena_array(xml->input->scratch, cap, struct event);
        if (xml->n)
            memcpy(wider, xml->queue, xml->n * sizeof *wider);
        xml->queue = wider;
        xml->cap = cap;
    }
    struct event *event = &xml->queue[xml->n++];
    *event = (struct event){ .kind = kind };
    return event;
}

/* The parser leaves "&" as "&#38;" when it does not replace entities, and all else replaced. */
static struct str copy_value(char *copy, const xmlChar *from, const xmlChar *to)
{
    size_t size = (size_t)(to - from), n = 0;
    if (!memchr(from, '&', size)) {
        memcpy(copy, from, size);
        n = size;
    } else {
        for (const xmlChar *p = from; p < to; p++) {
            copy[n++] = (char)*p;
            if (to - p >= 5 && memcmp(p, "&#38;", 5) == 0)
                p += 4;
        }
    }
    copy[n] = 0;
    return (struct str){ copy, n };
}

/* How the parser gives an attribute. */
struct given_attribute { const xmlChar *name, *prefix, *uri, *value, *end; };

static void copy_attributes(struct arena *texts, struct event *event, const struct given_attribute *given)
{
    size_t size = 0;
    for (size_t i = 0; i < event->n_attributes; i++)
        size += (size_t)(given[i].end - given[i].value) + 1;
    event->attributes = arena_array(texts, event->n_attributes, struct attribute);
    char *to = arena_bytes(texts, size);
    for (size_t i = 0; i < event->n_attributes; i++) {
        event->attributes[i] = (struct attribute){ (const char *)given[i].name, copy_value(to, given[i].value, given[i].end) };
        to += event->attributes[i].value.n + 1;
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                     const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    (void)prefix, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    struct xml *xml = context;
    struct event *event = add_event(xml, XML_OPEN);
    event->depth = xml->depth++;
    event->name = (const char *)name;
    event->ns = (const char *)uri;
    event->n_attributes = n_attributes > 0 ? (size_t)n_attributes : 0;
    if (event->n_attributes)
        copy_attributes(xml->texts, event, (const struct given_attribute *)attributes);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)prefix;
    struct xml *xml = context;
    struct event *event = add_event(xml, XML_CLOSE);
    event->depth = --xml->depth;
    event->name = (const char *)name;
    event->ns = (const char *)uri;
}

static void on_text(void *context, const xmlChar *text, int size)
{
    struct xml *xml = context;
    if (size <= 0 || xml->depth == 0)
        return;
    char *copy = arena_bytes(xml->texts, (size_t)size);
    memcpy(copy, text, (size_t)size);
    struct event *event = add_event(xml, XML_TEXT);
    event->depth = xml->depth;
    event->text = (struct str){ copy, (size_t)size };
}

/* The guard sees every DOCTYPE first; should it ever miss one, it ends here. */
static void on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    struct xml *xml = context;
    xml->refused = "a DOCTYPE";
    xmlStopParser(xml->parser);
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
    if (error->code == XML_ERR_NO_MEMORY) {
        if (xmlDictGetUsage(xml->parser->dict) < NAMES_MAX / 2)
            die(EXIT_MACHINE, "no memory for XML");
        xml->refused = "more than 1 MiB of different names";
    }
    xml->line = error->line;
    /* libxml2 calls what is missing "extra content" when the file just ends. */
    const char *text = error->code == XML_ERR_DOCUMENT_END && xml->depth > 0
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
    xmlSAXHandler handlers = {
        .initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .endElementNs = on_end, .characters = on_text,
        .ignorableWhitespace = on_text, .cdataBlock = on_text, .internalSubset = on_doctype, .serror = on_error,
    };
    struct xml *xml = arena_new_of(input->scratch, struct xml);
    xml->input = input;
    xml->facts = facts;
    xml->texts = input->scratch;
    xml->parser = xmlCreatePushParserCtxt(&handlers, xml, NULL, 0, NULL);
    if (!xml->parser)
        die(EXIT_MACHINE, "no memory for an XML parser");
    int options = XML_PARSE_NONET;
    struct str encoding = declared_encoding(input->head);
    if (stream_was_utf16(input))
        options |= XML_PARSE_IGNORE_ENC;        /* it is UTF-8 by now, whatever the declaration says */
    else if (encoding.n && !is_readable(encoding))
        xml->refused = str_c(input->scratch, str_printf(input->scratch, "the encoding %.*s", STR(encoding)));
    xmlCtxtUseOptions(xml->parser, options);
    xmlDictSetLimit(xml->parser->dict, NAMES_MAX);
    return xml;
}

void xml_end(struct xml *xml)
{
    xmlFreeParserCtxt(xml->parser);
    if (xml->texts != xml->input->scratch)
        arena_free(xml->texts);
}

static enum xml_event tell(struct xml *xml)
{
    xml->bad = true;
    if (xml->refused)
        facts_reject(xml->facts, "rejected", "refused, %s", xml->refused);
    else if (xml->guard.problem)
        facts_reject(xml->facts, "rejected", "line %" PRIu64 ": refused, %s", xml->guard.problem_line,
                     xml->guard.problem);
    else
        facts_reject(xml->facts, "xml-malformed", "line %d: %s", xml->line,
                     xml->message[0] ? xml->message : "malformed");
    return XML_BAD;
}

/* Forgets the events that were read. Mapping an arena takes longer than reading a small file. */
static void forget(struct xml *xml)
{
    xml->n = xml->at = 0;
    if (xml->texts != xml->input->scratch)
        arena_reset(xml->texts);
    else if (xml->fed > SMALL)
        xml->texts = arena_new();
}

/* Feeds the parser until events wait; false when something is wrong. */
static bool feed(struct xml *xml)
{
    char window[PIECE];
    forget(xml);
    while (xml->n == 0 && !xml->ended) {
        struct str piece = evidence_piece(xml->input, window, PIECE);
        if (!xml_guard_run(&xml->guard, piece.p, piece.n))
            return false;
        xml->ended = piece.n == 0;
        xml->fed += piece.n;
        xmlParseChunk(xml->parser, piece.p, (int)piece.n, xml->ended);
        if (!xml->parser->wellFormed || xml->refused)
            return false;
    }
    return true;
}

enum xml_event xml_next(struct xml *xml)
{
    if (xml->bad)
        return XML_BAD;
    if (xml->at == xml->n && (xml->refused || !feed(xml)))
        return tell(xml);
    if (xml->n == 0)
        return XML_END_OF_FILE;
    return xml->queue[xml->at++].kind;
}

static const struct event *current(const struct xml *xml)
{
    static const struct event none;
    return xml->at > 0 ? &xml->queue[xml->at - 1] : &none;
}

struct str xml_name(struct xml *xml)
{
    return str_of(current(xml)->name);
}

struct str xml_namespace(struct xml *xml)
{
    return str_of(current(xml)->ns);
}

bool xml_is(struct xml *xml, const char *name)
{
    const char *own = current(xml)->name;
    return own && strcmp(own, name) == 0;
}

unsigned xml_depth(struct xml *xml)
{
    return current(xml)->depth;
}

struct str xml_text(struct xml *xml)
{
    return current(xml)->text;
}

static const struct attribute *find_attribute(const struct xml *xml, const char *name)
{
    const struct event *event = current(xml);
    for (size_t i = 0; i < event->n_attributes; i++)
        if (strcmp(event->attributes[i].name, name) == 0)
            return &event->attributes[i];
    return NULL;
}

bool xml_has(struct xml *xml, const char *local_name)
{
    return find_attribute(xml, local_name) != NULL;
}

struct str xml_attribute(struct xml *xml, const char *local_name)
{
    const struct attribute *attribute = find_attribute(xml, local_name);
    return attribute ? attribute->value : (struct str){ 0 };
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
