/* Not detected but concluded: XML that breaks off or breaks the rules. */
#include "read/evidence.h"

static int detect(const struct evidence_input *input)
{
    (void)input;
    return 0;
}

static void read_malformed(struct evidence_input *input, struct facts *facts)
{
    (void)input;
    facts_reject(facts, "xml-malformed", "malformed");
}

const struct evidence_format evidence_xml_malformed = {
    .id = "xml-malformed", .title = "Malformed XML", .detect = detect, .read = read_malformed,
    .media_type = "application/xml",
};
