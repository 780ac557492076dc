/* What a requirement rests on, and what follows from it, for AI systems of which nothing is said that would tell them
 * apart. It is gathered in two passes:
 *   1. its own: controls and their obligations, documents, needs, what suppliers carry;
 *   2. what arrives through crosswalks from the own support of other requirements.
 * Invariant: only own support flows. The second pass reads `own_state` of other requirements and never `state`, so
 * that support neither flows in circles nor adds up on its way. */
#ifndef MODEL_SUPPORT_H
#define MODEL_SUPPORT_H

#include "model/judging.h"

enum applicability { APPLIES, APPLIES_LATER, APPLIES_NOT };

/* Whether a requirement is for a system, from which day, and why not. Without a system: for the organisation. */
struct applicable { enum applicability is; struct str because; };
struct applicable requirement_applies(const struct judging *judging, const struct record *requirement, const struct record *system);

/* What arrives through crosswalks. Equal: by a chain of equal pairs, from a requirement that is met as a whole. */
enum crosswalk_support { CROSSWALK_NONE, CROSSWALK_LESS, CROSSWALK_EQUAL };

/* A control as it counts for the requirement: a cell of the matrix. */
struct cell {
    bool about;                     /* it is about these systems, and in place */
    enum requirement_state state;
    enum strength strength;         /* of the weakest evidence that meets an obligation */
};

struct arrival;

struct support {
    struct judging *judging;
    struct model *model;
    struct record *requirement;
    size_t n_systems;
    struct record **systems;        /* none: the organisation as a whole, there is no AI system in use */
    struct str names;               /* "SYS-A, SYS-B, SYS-C and 3 more" */
    struct applicable applies;
    size_t counts[4];               /* obligations and needs, by enum obligation_state */
    size_t needs_met;
    size_t active_controls, partial_controls, silent_controls;  /* silent: declares no obligation */
    size_t documents;               /* approved policies in force */
    vec(const struct record *) inherited_from;      /* suppliers whose certificates cover a part */
    size_t lapsed_claims;           /* parts of suppliers whose certificate has expired */
    size_t duties;                  /* own parts of a split requirement that nothing shows */
    enum crosswalk_support crosswalk;
    const struct arrival **arrivals;    /* by column of AI systems; support_crosswalks.c */
    enum strength weakest;
    struct reasons reasons;         /* in the order in which they are worth reading */
    bool is_brief;                  /* one of many: it names the first of its reasons and counts the rest */
    size_t unsaid;
    vec(struct record *) evidence;  /* an item may stand in it twice */
    struct cell *cells;             /* one for each of the requirement's controls; while they are gathered */
    bool decides;                   /* about the requirement as a whole, beside those of the same kind */
    struct cell *weakest_cells;     /* of all supports that decide */
    enum requirement_state own_state;   /* by the first pass alone */
    enum requirement_state state;
    struct str because;             /* what the rule that decided `state` adds to the reasons */
};

/* All supports of one requirement: each AI system in use stands in exactly one of them. */
struct verdict {
    struct support *v;
    size_t n, cap;                  /* n is 0: it is not assessable */
    struct cell *cells;             /* one for each of the requirement's controls, the weakest that it is */
    uint32_t *place;                /* where in `v` an AI system in use stands, by its index, after the first pass */
};

struct supports {
    struct judging *judging;
    struct verdict *of;             /* by index of the requirement; of frameworks in scope and others */
};

/* Makes the supports of a requirement, empty, after the AI systems that controls, evidence and needs tell apart. */
void supports_divide(struct judging *judging, struct record *requirement, struct verdict *verdict);
/* Mark in judging->systems the AI systems that records for its needs, and its responsibilities, tell apart. */
void needs_name_systems(struct judging *judging, const struct record *requirement);
void inherited_name_systems(struct judging *judging, const struct record *requirement);

/* Sets `state` to what it has come to so far: the first rule that fits. */
void support_decide(struct support *support);

/* The first pass: its own support. A further kind of support is one file with such a function. */
void support_gather_controls(struct support *support);
void support_gather_documents(struct support *support);
void support_gather_needs(struct support *support);
void support_gather_inherited(struct support *support);     /* after the controls */

/* The second pass: through crosswalks, to requirements of which nothing is met so far. */
void support_crosswalks(struct supports *supports);

/* Adding to it. What is kept lives as long as the model. */
void support_keep(struct support *support, struct str reason);
void support_say(struct support *support, const char *format, ...) __attribute__((format(printf, 2, 3)));   /* a reason */
void support_weaken(struct support *support, enum strength strength);
void support_add_evidence(struct support *support, struct record *evidence);
/* The one system it is about; NULL: several alike, or none. */
const struct record *support_system(const struct support *support);
void support_name(struct support *support);             /* when its systems are known */

/* Into the computed fields of the requirement. */
void verdict_store(struct judging *judging, const struct verdict *verdict, struct record *requirement);

#endif
