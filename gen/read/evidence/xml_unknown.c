/* Well-formed XML of a kind that is not known. Read to its end all the same: malformed XML is no document. */
#include "base/arena.h"
#include "read/evidence_peek.h"
#include "read/evidence_xml.h"

static int detect(const struct evidence_input *input)
{
    return input->peek->family == PEEK_XML ? 1 : 0;
}

static void read_unknown(struct evidence_input *input, struct facts *facts)
{
    struct xml *xml = xml_begin(input, facts);
    uint64_t elements = 0;
    enum xml_event event;
    while ((event = xml_next(xml)) != XML_END_OF_FILE && event != XML_BAD) {
        if (event != XML_OPEN)
            continue;
        if (elements++ == 0) {
            facts_add(facts, "root element", xml_name(xml));
            facts_add(facts, "namespace", xml_namespace(xml));
        }
    }
    if (event == XML_END_OF_FILE) {
        facts_add_number(facts, "elements", elements);
        facts_state(facts, FACTS_UNREAD, "XML of a kind that is not known");
    }
    xml_end(xml);
}

const struct evidence_format evidence_xml_unknown = {
    .id = "xml-unknown", .title = "Other XML", .detect = detect, .read = read_unknown, .media_type = "application/xml",
};
