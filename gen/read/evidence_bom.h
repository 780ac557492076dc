/* What CycloneDX says is the same in JSON and in XML; this judges it once.
 * An inventory is tool output when it lists components. An open vulnerability (exploitable, or without an analysis)
 * is a failure only when it is rated high or critical: a list of every low one would make each inventory contradict
 * the control that it is there to support. In triage is not evaluated; decided ones (resolved, not affected, false
 * positive) are passes: someone looked and said so. */
#ifndef READ_EVIDENCE_BOM_H
#define READ_EVIDENCE_BOM_H

#include "base/map.h"
#include "read/evidence.h"

struct bom {
    struct facts *facts;
    struct arena *scratch;
    uint64_t components, models, datasets, without_version, without_licence, vulnerabilities, open, claims, standards;
    struct map *licences;       /* name to uint64_t * */
    bool partial;               /* it says itself that it is not complete */
};

void bom_begin(struct bom *bom, struct evidence_input *input, struct facts *facts);
void bom_component(struct bom *bom, struct str type, struct str version, struct str licence);
void bom_vulnerability(struct bom *bom, struct str id, struct str severity, struct str state);
/* The worse of two severities; empty is the mildest. */
struct str bom_worse(struct str a, struct str b);
void bom_completeness(struct bom *bom, struct str aggregate);
void bom_judge(struct bom *bom);

#endif
