/* CycloneDX XML, versions 1.0 to 1.6: bill of materials and vulnerabilities, judged as the JSON form is. */
#include "base/arena.h"
#include "base/buf.h"
#include "read/evidence_bom.h"
#include "read/evidence_peek.h"
#include "read/evidence_xml.h"

enum { TEXT = 300 };

struct component { unsigned depth; struct buf type, version, licence; };

struct cyclonedx {
    struct xml *xml;
    struct facts *facts;
    struct bom bom;
    unsigned in_metadata, in_vulnerability;     /* depth + 1 of the open element, or 0 */
    struct component open[XML_DEPTH_MAX];
    unsigned n_open;
    struct buf text, id, severity, state, tool;
};

static int detect(const struct evidence_input *input)
{
    return peek_root(input, "bom", "cyclonedx.org/schema/bom") ? 9 : 0;
}

static void set(struct buf *buf, struct str text)
{
    buf->max = TEXT;
    buf_reset(buf);
    buf_put(buf, text);
}

static void open_component(struct cyclonedx *c)
{
    if (c->n_open == XML_DEPTH_MAX)
        return;
    struct component *component = &c->open[c->n_open++];
    component->depth = xml_depth(c->xml);
    set(&component->type, xml_attribute(c->xml, "type"));
    set(&component->version, S(""));
    set(&component->licence, S(""));
}

static void on_open(struct cyclonedx *c)
{
    buf_reset(&c->text);
    if (xml_depth(c->xml) == 0) {
        struct str ns = xml_namespace(c->xml);
        size_t slash = ns.n;
        while (slash > 0 && ns.p[slash - 1] != '/')
            slash--;
        facts_add(c->facts, "CycloneDX version", str_sub(ns, slash, ns.n));
        facts_add(c->facts, "serial number", xml_attribute(c->xml, "serialNumber"));
    } else if (xml_is(c->xml, "metadata") && xml_depth(c->xml) == 1) {
        c->in_metadata = 2;
    } else if (xml_is(c->xml, "component") && !c->in_metadata) {
        open_component(c);
    } else if (xml_is(c->xml, "vulnerability") && !c->n_open) {
        c->in_vulnerability = xml_depth(c->xml) + 1;
        set(&c->id, S(""));
        set(&c->severity, S(""));
        set(&c->state, S(""));
    } else if (xml_is(c->xml, "claim")) {
        c->bom.claims++;
    } else if (xml_is(c->xml, "standard")) {
        c->bom.standards++;
    }
}

/* metadata/component/name is depth 3, metadata/tools/tool/name 4, metadata/tools/components/component/name 5. */
static void close_in_metadata(struct cyclonedx *c, unsigned depth, struct str text)
{
    if (depth == 2 && xml_is(c->xml, "timestamp"))
        facts_time(c->facts, text);
    else if (depth == 3 && xml_is(c->xml, "name") && c->facts->subject.n == 0)
        c->facts->subject = facts_clean(c->facts, text);
    else if (depth >= 4 && xml_is(c->xml, "name") && c->tool.n == 0)
        set(&c->tool, text);
    else if (depth >= 4 && xml_is(c->xml, "version") && c->tool.n && c->facts->tool.n == 0)
        facts_tool(c->facts, "%.*s %.*s", STR(buf_str(&c->tool)), STR(text));
    if (depth == 1)
        c->in_metadata = 0;
}

static void close_in_vulnerability(struct cyclonedx *c, unsigned depth, struct str text)
{
    unsigned below = depth + 1 - c->in_vulnerability;
    if (below == 0) {
        bom_vulnerability(&c->bom, buf_str(&c->id), buf_str(&c->severity), buf_str(&c->state));
        c->in_vulnerability = 0;
    } else if (below == 1 && xml_is(c->xml, "id")) {
        set(&c->id, text);
    } else if (below == 3 && xml_is(c->xml, "severity")) {
        if (str_eq(bom_worse(buf_str(&c->severity), text), text))
            set(&c->severity, text);
    } else if (below == 2 && xml_is(c->xml, "state")) {
        set(&c->state, text);
    }
}

static void close_in_component(struct cyclonedx *c, unsigned depth, struct str text)
{
    struct component *component = &c->open[c->n_open - 1];
    unsigned below = depth - component->depth;
    if (below == 0) {
        bom_component(&c->bom, buf_str(&component->type), buf_str(&component->version), buf_str(&component->licence));
        c->n_open--;
    } else if (below == 1 && xml_is(c->xml, "version")) {
        set(&component->version, text);
    } else if (component->licence.n == 0
               && ((below == 2 && xml_is(c->xml, "expression"))
                   || (below == 3 && (xml_is(c->xml, "id") || xml_is(c->xml, "name"))))) {
        set(&component->licence, text);
    }
}

static void on_close(struct cyclonedx *c)
{
    unsigned depth = xml_depth(c->xml);
    struct str text = str_trim(buf_str(&c->text));
    if (c->in_metadata)
        close_in_metadata(c, depth, text);
    else if (c->in_vulnerability)
        close_in_vulnerability(c, depth, text);
    else if (c->n_open)
        close_in_component(c, depth, text);
    else if (xml_is(c->xml, "aggregate"))
        bom_completeness(&c->bom, text);
    buf_reset(&c->text);
}

static void finish(struct cyclonedx *c)
{
    if (c->facts->tool.n == 0 && c->tool.n)
        facts_tool(c->facts, "%.*s", STR(buf_str(&c->tool)));
    bom_judge(&c->bom);
}

static void free_texts(struct cyclonedx *c)
{
    for (unsigned i = 0; i < XML_DEPTH_MAX; i++) {
        buf_free(&c->open[i].type);
        buf_free(&c->open[i].version);
        buf_free(&c->open[i].licence);
    }
    buf_free(&c->text);
    buf_free(&c->id);
    buf_free(&c->severity);
    buf_free(&c->state);
    buf_free(&c->tool);
}

static void read_cyclonedx(struct evidence_input *input, struct facts *facts)
{
    struct cyclonedx *c = arena_new_of(input->scratch, struct cyclonedx);
    c->xml = xml_begin(input, facts);
    c->facts = facts;
    c->text.max = TEXT;
    bom_begin(&c->bom, input, facts);
    enum xml_event event;
    while ((event = xml_next(c->xml)) != XML_END_OF_FILE && event != XML_BAD) {
        if (event == XML_OPEN)
            on_open(c);
        else if (event == XML_CLOSE)
            on_close(c);
        else
            buf_put(&c->text, xml_text(c->xml));
    }
    if (event == XML_END_OF_FILE)
        finish(c);
    xml_end(c->xml);
    free_texts(c);
}

const struct evidence_format evidence_cyclonedx_xml = {
    .id = "cyclonedx-xml", .title = "CycloneDX bill of materials (XML)", .detect = detect, .read = read_cyclonedx,
    .media_type = "application/vnd.cyclonedx+xml",
};
