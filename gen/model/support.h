/* What a requirement rests on, and what follows from it. It is gathered in two passes:
 *   1. its own: controls and their obligations, documents, needs, what suppliers carry;
 *   2. what arrives through crosswalks from the own support of other requirements.
 * Invariant: only own support flows. The second pass reads `own_state` of other requirements and never `state`, so
 * that support neither flows in circles nor adds up on its way. */
#ifndef MODEL_SUPPORT_H
#define MODEL_SUPPORT_H

#include "model/verdict.h"

/* The weakest first, so that the smaller of two is the weaker. */
enum requirement_state {
    STATE_CONTRADICTED, STATE_GAP, STATE_STALE, STATE_DESIGNED, STATE_PARTIAL, STATE_INHERITED, STATE_EVIDENCED
};
struct str requirement_state_word(enum requirement_state state);

/* What arrives through crosswalks. Equal: by a chain of equal pairs, from a requirement that is met as a whole. */
enum crosswalk_support { CROSSWALK_NONE, CROSSWALK_LESS, CROSSWALK_EQUAL };

struct support {
    struct model *model;
    struct record *requirement;
    size_t counts[4];               /* obligations and needs, by enum obligation_state */
    size_t needs_met;
    size_t active_controls, partial_controls, silent_controls;  /* silent: declares no obligation */
    size_t documents;               /* approved policies in force */
    enum crosswalk_support crosswalk;
    enum strength weakest;
    struct reasons reasons;
    vec(struct record *) evidence;
    enum requirement_state own_state;   /* by the first pass alone */
    enum requirement_state state;
    struct reasons because;         /* what the rule that decided `state` adds to the reasons */
};

/* The supports of all assessable requirements, of frameworks in scope and others. */
struct supports {
    struct model *model;
    struct support **of;            /* by index of the requirement; NULL: not assessable */
};

/* What it has come to so far: the first rule that fits. */
enum requirement_state support_decide(const struct support *support, struct reasons *because);

/* The first pass: its own support. A further kind of support is one file with such a function. */
void support_gather_controls(struct support *support);
void support_gather_documents(struct support *support);
void support_gather_needs(struct support *support);

/* The second pass: through crosswalks, to requirements of which nothing is met so far. */
void support_crosswalks(struct supports *supports);

/* Adding to it. */
void support_weaken(struct support *support, enum strength strength);
void support_add_evidence(struct support *support, struct record *evidence);

#endif
