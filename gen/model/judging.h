/* What the steps of judging hand to each other. It lives while the model is judged, and no longer; what stays of it
 * stands in the computed fields of the records. */
#ifndef MODEL_JUDGING_H
#define MODEL_JUDGING_H

#include "base/arena.h"
#include "model/verdict.h"

/* A set of indices that is emptied at no cost. */
struct marks { uint32_t *v, round; };
void marks_new(struct arena *arena, struct marks *marks, size_t n);
void marks_clear(struct marks *marks);
bool marks_add(struct marks *marks, uint32_t index);    /* false: it was in there already */
bool marks_has(const struct marks *marks, uint32_t index);

/* What an obligation has come to for one AI system, or by evidence about none in particular. */
struct decision {
    const struct record *system;    /* NULL: none in particular */
    struct record *decides;         /* NULL: no evidence */
    date_days day, until;
    enum obligation_state state;
    struct str reason;
};

struct obligation {
    const struct record *row;
    struct str name;                /* CTL-014/stop-drill */
    size_t n;
    struct decision *decisions;       /* in the order of the systems' indices; evidence about none in particular first */
    struct str nothing;             /* the reason where no evidence decides */
};

struct judged_control {
    bool archived;                  /* every AI system that it names is retired */
    size_t n, n_systems;
    struct obligation *obligations;
    uint32_t *systems;              /* indices of the AI systems that it names, sorted; none: it is about all */
};

/* AI systems in use that an applicability rule cannot tell apart. */
struct profile {
    const struct record *example;
    size_t n;                       /* systems that have it */
};

struct newest;

struct judging {
    struct model *model;
    struct pool *pool;
    struct diags *diags;
    struct arena *arena;            /* of what stays in the model */
    struct arena *scratch;          /* of what lives as long as this */
    struct judging *workers;        /* one for each worker of the pool: see judge_each */
    size_t n_current;
    struct record **current;        /* AI systems that are not retired, in the order of their ids */
    bool *retired;                  /* by index of the AI system */
    size_t n_profiles;
    struct profile *profiles;
    uint32_t *profile_of;           /* by index of the AI system; of those in use */
    bool *named;                    /* by index of the AI system: a control, evidence or a need tells it from others */
    uint32_t *columns;              /* by index of the AI system: those of one column are told apart nowhere */
    struct judged_control *controls;    /* by index of the control */
    bool *failed;                   /* by index of the evaluation: it speaks against its controls, and no file does it for it */
    uint32_t *slots;                /* by index of the AI system, plus one: where its decision stands, plus one */
    const struct newest **newest;   /* by index of the type; support_needs.c */
    struct marks systems, evidence; /* for whoever works on one requirement */
};

/* Judges n records on all cores. Call i writes into record i and its rows alone, and finds in its `judging` what it may
 * write to besides: memory, and slots of its own. */
void judge_each(struct judging *judging, size_t n, void (*judge)(struct judging *judging, size_t i));

/* The steps of model_judge, one file each, in this order. */
void judge_evaluations(struct judging *judging);
void judge_evidence(struct judging *judging);
void judge_exceptions(struct model *model);
void judge_policies(struct judging *judging);
void judge_systems(struct judging *judging);
void judge_controls(struct judging *judging);
void judge_requirements(struct judging *judging);
void judge_system_states(struct judging *judging);
void judge_statements(struct judging *judging);

/* Weighs the evidence for one obligation. */
void judge_obligation(struct judging *judging, const struct record *control, const struct record *row, struct obligation *obligation);
/* What decides for an AI system: evidence about it and evidence about none in particular, the worse of the two;
 * NULL: no evidence. Without a system: evidence about none in particular. */
const struct decision *obligation_decision(const struct obligation *obligation, const struct record *system);
/* Of equally bad ones the one that lapses first. */
bool decision_is_worse(const struct decision *a, const struct decision *b);

bool control_is_about(const struct judged_control *control, const struct record *system);
/* The state that follows from the obligations of a control that is in place. */
enum requirement_state control_state(const size_t counts[4], bool partial);

#endif
