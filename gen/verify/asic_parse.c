/* Reads one ASiC manifest with libxml2's reader. Only the elements we know, no DTD, nothing fetched. */
#include <libxml/xmlreader.h>
#include <openssl/evp.h>
#include <string.h>

#include "pack/format.h"
#include "verify/asic.h"

enum { DEPTH_ROOT, DEPTH_CHILD, DEPTH_DIGEST };

struct parsing {
    xmlTextReader *reader;
    struct judgement *judgement;
    struct asic_manifest *manifest;
    bool foreign;
    bool root, signature, method, value;    /* seen; the last two in the current reference */
};

static bool fail(struct parsing *parsing, const char *message)
{
    return judge(parsing->judgement, PROBLEM_MANIFEST_FORMAT, parsing->manifest->entry->name, "%s", message);
}

static bool is_element(xmlTextReader *reader, const char *space, const char *name)
{
    const xmlChar *here = xmlTextReaderConstNamespaceUri(reader);
    return here != NULL && strcmp((const char *)here, space) == 0
        && strcmp((const char *)xmlTextReaderConstLocalName(reader), name) == 0;
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct str percent_decode(struct arena *arena, struct str uri)
{
    char *out = arena_bytes(arena, uri.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < uri.n; i++) {
        int high = uri.p[i] == '%' && i + 2 < uri.n ? hex_value(uri.p[i + 1]) : -1;
        int low = high >= 0 ? hex_value(uri.p[i + 2]) : -1;
        out[n++] = low >= 0 ? (char)(high << 4 | low) : uri.p[i];
        i += low >= 0 ? 2 : 0;
    }
    return (struct str){out, n};
}

static struct str attribute(struct parsing *parsing, const char *name)
{
    struct arena *arena = parsing->judgement->arena;
    xmlChar *value = xmlTextReaderGetAttribute(parsing->reader, (const xmlChar *)name);
    struct str text = value != NULL ? str_copy(arena, str_of((const char *)value)) : (struct str){NULL, 0};
    xmlFree(value);
    return text;
}

static const char *digest_name(struct str algorithm)
{
    return str_is(algorithm, XMLENC_SHA256) ? "SHA256" : str_is(algorithm, XMLDSIG_SHA384) ? "SHA384"
         : str_is(algorithm, XMLENC_SHA512) ? "SHA512" : NULL;
}

static struct asic_reference *current(struct parsing *parsing)
{
    return &parsing->manifest->references.v[parsing->manifest->references.n - 1];
}

/* Base64 with blanks allowed around it. */
static bool decode_value(struct parsing *parsing, struct str text)
{
    text = str_trim(text);
    if (text.n == 0 || text.n % 4 != 0 || text.n > 128)
        return fail(parsing, "has a DigestValue that is not base64");
    unsigned char *bytes = (unsigned char *)arena_bytes(parsing->judgement->arena, text.n);
    int n = EVP_DecodeBlock(bytes, (const unsigned char *)text.p, (int)text.n);
    if (n < 3)
        return fail(parsing, "has a DigestValue that is not base64");
    n -= (text.p[text.n - 1] == '=') + (text.p[text.n - 2] == '=');
    current(parsing)->digest = (struct str){(const char *)bytes, (size_t)n};
    return true;
}

static bool reference_done(struct parsing *parsing)
{
    if (parsing->manifest->references.n == 0 || (parsing->method && parsing->value && current(parsing)->digest.n > 0))
        return true;
    return fail(parsing, "has a DataObjectReference without DigestMethod or DigestValue");
}

static bool child_element(struct parsing *parsing)
{
    struct arena *arena = parsing->judgement->arena;
    struct str uri = attribute(parsing, "URI");
    if (is_element(parsing->reader, ASIC_NAMESPACE, "SigReference")) {
        if (parsing->signature || parsing->manifest->references.n > 0 || uri.n == 0)
            return fail(parsing, "must have exactly one SigReference, at its start");
        parsing->signature = true;
        parsing->manifest->signature = percent_decode(arena, uri);
        parsing->manifest->media_type = attribute(parsing, "MimeType");
        return true;
    }
    if (!is_element(parsing->reader, ASIC_NAMESPACE, "DataObjectReference"))
        return parsing->foreign || fail(parsing, "has an element that does not belong there");
    if (uri.n == 0)
        return fail(parsing, "has a DataObjectReference without URI");
    if (!reference_done(parsing))
        return false;
    parsing->method = parsing->value = false;
    vec_add(arena, &parsing->manifest->references)->name = percent_decode(arena, uri);
    return true;
}

static bool digest_element(struct parsing *parsing)
{
    bool method = is_element(parsing->reader, XMLDSIG_NAMESPACE, "DigestMethod");
    bool value = is_element(parsing->reader, XMLDSIG_NAMESPACE, "DigestValue");
    if (!method && !value && parsing->foreign)
        return true;
    if ((!method && !value) || (method && parsing->method) || (value && parsing->value)
        || parsing->manifest->references.n == 0)
        return fail(parsing, "has an element that does not belong there");
    parsing->method = parsing->method || method;
    parsing->value = parsing->value || value;
    if (method)
        current(parsing)->digest_name = digest_name(attribute(parsing, "Algorithm"));
    return true;
}

static bool element(struct parsing *parsing)
{
    switch (xmlTextReaderDepth(parsing->reader)) {
    case DEPTH_ROOT:
        parsing->root = is_element(parsing->reader, ASIC_NAMESPACE, "ASiCManifest");
        return parsing->root || fail(parsing, "is no ASiCManifest");
    case DEPTH_CHILD:
        return child_element(parsing);
    case DEPTH_DIGEST:
        return digest_element(parsing);
    default:
        return parsing->foreign || fail(parsing, "has an element that does not belong there");
    }
}

static bool text_node(struct parsing *parsing)
{
    struct str text = str_of((const char *)xmlTextReaderConstValue(parsing->reader));
    bool in_value = parsing->value && xmlTextReaderDepth(parsing->reader) == DEPTH_DIGEST + 1;
    if (in_value && current(parsing)->digest.n == 0)
        return decode_value(parsing, text);
    return str_trim(text).n == 0 || parsing->foreign || fail(parsing, "has text where none belongs");
}

static bool node(struct parsing *parsing)
{
    switch (xmlTextReaderNodeType(parsing->reader)) {
    case XML_READER_TYPE_ELEMENT:
        return element(parsing);
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
        return text_node(parsing);
    case XML_READER_TYPE_END_ELEMENT:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
    case XML_READER_TYPE_COMMENT:
        return true;
    default:
        return fail(parsing, "has something that is no element: a DTD, an entity or a processing instruction");
    }
}

static void silent(void *context, const char *message, xmlParserSeverities severity, xmlTextReaderLocatorPtr locator)
{
    (void)context, (void)message, (void)severity, (void)locator;
}

static bool read_nodes(struct parsing *parsing)
{
    int more = 1;
    while ((more = xmlTextReaderRead(parsing->reader)) == 1)
        if (!node(parsing))
            return false;
    if (more < 0)
        return fail(parsing, "is no well-formed XML");
    return reference_done(parsing)
        && ((parsing->signature && parsing->manifest->references.n > 0) || fail(parsing, "covers nothing or names no signature"));
}

bool asic_parse(struct judgement *judgement, struct asic_manifest *manifest, bool foreign)
{
    struct str text = manifest->entry->text;
    struct parsing parsing = {.judgement = judgement, .manifest = manifest, .foreign = foreign};
    manifest->archive = str_starts(manifest->entry->name, S(PACKAGE_ARCHIVE_PREFIX));
    if (text.n > INT32_MAX || str_utf8_error(text) != text.n)
        return fail(&parsing, "is not UTF-8");
    if (str_contains(text, S("<!DOCTYPE")))
        return fail(&parsing, "has a DTD");
    parsing.reader = xmlReaderForMemory(text.p, (int)text.n, NULL, "UTF-8", XML_PARSE_NONET);
    if (parsing.reader == NULL)
        return fail(&parsing, "is no well-formed XML");
    xmlTextReaderSetErrorHandler(parsing.reader, silent, NULL);
    bool fine = read_nodes(&parsing);
    xmlFreeTextReader(parsing.reader);
    return fine;
}
