/* Counts the cases of a test report in XML. */
#include "read/evidence_cases.h"

#include "base/arena.h"
#include "base/buf.h"

struct cases {
    struct xml *xml;
    struct facts *facts;
    const struct cases_shape *shape;
    unsigned in_case;               /* depth + 1 of the open case */
    enum outcome outcome;
    struct buf name, detail;
    bool wants_text;
    struct str declared;
};

static void open_case(struct cases *cases)
{
    const struct cases_shape *shape = cases->shape;
    cases->in_case = xml_depth(cases->xml) + 1;
    cases->outcome = shape->judge ? shape->judge(cases->xml) : outcome_of(xml_attribute(cases->xml, shape->outcome));
    cases->wants_text = false;
    buf_reset(&cases->name);
    buf_put(&cases->name, xml_attribute(cases->xml, shape->name));
    buf_reset(&cases->detail);
}

static void on_open(struct cases *cases)
{
    const struct cases_shape *shape = cases->shape;
    if (cases->in_case) {           /* <failure><message>…, <ErrorInfo><Message>…; a case within a case is its part */
        cases->wants_text = cases->detail.n == 0 && (xml_is(cases->xml, "message") || xml_is(cases->xml, "Message"));
        return;
    }
    if (shape->root && xml_is(cases->xml, shape->root) && cases->declared.n == 0)
        cases->declared = str_copy(cases->facts->arena, xml_attribute(cases->xml, shape->total));
    if (xml_is(cases->xml, shape->element))
        open_case(cases);
    else if (shape->around)
        shape->around(cases->xml, cases->facts);
}

static void on_close(struct cases *cases)
{
    cases->wants_text = false;
    if (cases->in_case != xml_depth(cases->xml) + 1)
        return;
    cases->in_case = 0;
    facts_case(cases->facts, cases->outcome, buf_str(&cases->name), buf_str(&cases->detail));
}

bool cases_read(struct evidence_input *input, struct facts *facts, const struct cases_shape *shape)
{
    struct cases cases = { .xml = xml_begin(input, facts), .facts = facts, .shape = shape, .name.max = 4096,
                           .detail.max = 4096 };
    enum xml_event event;
    while ((event = xml_next(cases.xml)) != XML_END_OF_FILE && event != XML_BAD) {
        if (event == XML_OPEN)
            on_open(&cases);
        else if (event == XML_CLOSE)
            on_close(&cases);
        else if (cases.wants_text)
            buf_put(&cases.detail, xml_text(cases.xml));
    }
    if (event == XML_END_OF_FILE) {
        facts_declared(facts, "cases", cases.declared, facts->counts.total);
        facts_judge(facts);
    }
    xml_end(cases.xml);
    buf_free(&cases.name);
    buf_free(&cases.detail);
    return event == XML_END_OF_FILE;
}
