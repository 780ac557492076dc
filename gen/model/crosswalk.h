/* Crosswalks: which requirements of two frameworks have to do with each other, from controls/crosswalks/NAME.yaml.
 * A pair is read as a sentence: FROM is RELATION TO. So subset-of says that all that FROM asks is part of what TO asks. */
#ifndef MODEL_CROSSWALK_H
#define MODEL_CROSSWALK_H

#include "model/model.h"
#include "model/project.h"
#include "model/record_load.h"

/* The weakest first. A superset is stronger than a subset: where FROM contains TO, whoever meets FROM meets all of TO. */
enum relation { RELATION_NONE, RELATION_INTERSECTS, RELATION_SUBSET, RELATION_SUPERSET, RELATION_EQUIVALENT, RELATION_EQUAL };
struct str relation_word(enum relation relation);
bool relation_of(struct str word, enum relation *relation);     /* false: no such word */
enum relation relation_reverse(enum relation relation);         /* what TO is to FROM */

struct crosswalk_pair {
    struct record *from, *to;       /* requirements */
    const struct record *row;       /* of the record's `maps`; one row may hold several pairs */
    enum relation relation;
    bool carries;                   /* support may flow through it */
    const struct crosswalk_pair *denied_by;     /* another crosswalk says that the two have no relationship; or NULL */
};

struct crosswalk {
    struct record *record;
    const struct framework *from, *to;
    bool shown;                     /* it touches the scope, or is the project's own: it is among the model's records */
    size_t n_pairs;
    struct crosswalk_pair *pairs;
};

/* Every crosswalk of project and library, in the order of their files, with its nodes resolved. What is wrong is
 * reported and left out. */
void crosswalks_load(struct project *project, struct diags *diags, struct model *model);

/* What the crosswalks say about each requirement, and about each two frameworks: fills `related` of the requirements
 * and adds crosswalk and comparison records to `records`. Before the records are named. */
void crosswalks_relate(struct model *model, struct records *records);

#endif
