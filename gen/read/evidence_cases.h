/* Test reports in XML whose cases are elements with an outcome in an attribute: NUnit, xUnit, TRX. */
#ifndef READ_EVIDENCE_CASES_H
#define READ_EVIDENCE_CASES_H

#include "read/evidence.h"
#include "read/evidence_xml.h"

struct cases_shape {
    const char *element;            /* "test-case" */
    const char *name, *outcome;     /* its attributes */
    /* What the outcome means when it is not outcome_of's business; may be NULL. */
    enum outcome (*judge)(struct xml *xml);
    /* Called at every other element, for what stands around the cases; may be NULL. */
    void (*around)(struct xml *xml, struct facts *facts);
    const char *total;              /* attribute of the root with the declared number of cases, or NULL */
    const char *root;               /* the element that declares it */
};

/* False when the file is refused or malformed. */
bool cases_read(struct evidence_input *input, struct facts *facts, const struct cases_shape *shape);

#endif
