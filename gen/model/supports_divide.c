/* Divides the AI systems in use among the supports of a requirement. A system that its controls, their evidence or its
 * needs name stands alone; all others share one support, or one for each profile where the requirement is not for them. */
#include "model/support.h"

struct division {
    struct judging *judging;
    struct record *requirement;
    struct verdict *verdict;
};

static void name_system(struct judging *judging, const struct record *system)
{
    marks_add(&judging->systems, system->index);
}

static void name_systems_of_control(struct judging *judging, const struct record *control)
{
    const struct judged_control *judged = &judging->controls[control->index];
    for (size_t i = 0; i < judged->n_systems; i++)
        marks_add(&judging->systems, judged->systems[i]);
    for (size_t i = 0; i < judged->n; i++)
        for (size_t k = 0; k < judged->obligations[i].n; k++)
            if (judged->obligations[i].decisions[k].system)
                name_system(judging, judged->obligations[i].decisions[k].system);
}

static void name_systems(struct judging *judging, const struct record *requirement)
{
    const struct list *controls = record_list(requirement, judging->model->known->requirement_controls);
    marks_clear(&judging->systems);
    for (uint32_t i = 0; i < controls->n; i++)
        name_systems_of_control(judging, controls->v[i].as.ref.record);
    needs_name_systems(judging, requirement);
    inherited_name_systems(judging, requirement);
}

static struct support *add_support(struct division *division, struct applicable applies, size_t size)
{
    struct support *support = vec_add(division->judging->scratch, division->verdict);
    *support = (struct support){ .judging = division->judging, .model = division->judging->model, .requirement = division->requirement,
        .applies = applies, .systems = arena_array(division->judging->scratch, size, struct record *) };
    return support;
}

/* Which support takes the unnamed systems of a profile; they are found in the order of the systems. */
static void divide_current(struct division *division)
{
    struct judging *judging = division->judging;
    struct applicable *applies = arena_array(judging->scratch, judging->n_profiles, struct applicable);
    size_t *place = arena_array(judging->scratch, judging->n_profiles, size_t), shared = 0;
    for (size_t p = 0; p < judging->n_profiles; p++)
        applies[p] = requirement_applies(judging, division->requirement, judging->profiles[p].example);
    for (size_t i = 0; i < judging->n_current; i++) {
        struct record *system = judging->current[i];
        uint32_t profile = judging->profile_of[system->index];
        bool alone = marks_has(&judging->systems, system->index);
        size_t *at = applies[profile].is == APPLIES ? &shared : &place[profile];
        if (alone || !*at) {
            add_support(division, applies[profile], alone ? 1 : applies[profile].is == APPLIES ? judging->n_current - i : judging->profiles[profile].n);
            if (!alone)
                *at = division->verdict->n;
        }
        judging->named[system->index] = judging->named[system->index] || alone;
        division->verdict->place[system->index] = (uint32_t)(alone ? division->verdict->n : *at) - 1;
        struct support *support = &division->verdict->v[division->verdict->place[system->index]];
        support->systems[support->n_systems++] = system;
    }
}

void supports_divide(struct judging *judging, struct record *requirement, struct verdict *verdict)
{
    struct division division = { .judging = judging, .requirement = requirement, .verdict = verdict };
    *verdict = (struct verdict){ .place = arena_array(judging->scratch, model_records(judging->model, judging->model->known->ai_system)->n, uint32_t) };
    name_systems(judging, requirement);
    if (judging->n_current)
        divide_current(&division);
    else
        add_support(&division, requirement_applies(judging, requirement, NULL), 0);
}
