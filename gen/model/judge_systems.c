/* Which AI systems are in use at `as_of`, and which of them an applicability rule cannot tell apart. */
#include "model/judging.h"

void marks_new(struct arena *arena, struct marks *marks, size_t n)
{
    *marks = (struct marks){ arena_array(arena, n, uint32_t), 1 };
}

void marks_clear(struct marks *marks)
{
    marks->round++;
}

bool marks_has(const struct marks *marks, uint32_t index)
{
    return marks->v[index] == marks->round;
}

bool marks_add(struct marks *marks, uint32_t index)
{
    bool fresh = !marks_has(marks, index);
    marks->v[index] = marks->round;
    return fresh;
}

/* A system with a day of decommissioning was in use until that day. */
static bool is_retired(const struct model *model, const struct record *system)
{
    date_days day = record_date(system, model->known->ai_system_decommissioned_on);
    return record_is(system, model->known->ai_system_stage, "retired") && (day == DATE_NONE || day <= model->as_of);
}

/* Role and risk class are all that applicability asks for; what was refused is told apart from what was not. */
static struct str profile_key(const struct judging *judging, const struct record *system)
{
    const struct known *known = judging->model->known;
    return str_printf(judging->scratch, "%.*s/%.*s/%d", STR(value_text(judging->scratch, record_value(system, known->ai_system_role))),
                      STR(value_text(judging->scratch, record_value(system, known->ai_system_risk_class))), system->rejected);
}

void judge_systems(struct judging *judging)
{
    struct model *model = judging->model;
    const struct list *systems = model_records(model, model->known->ai_system);
    struct map *by_key = map_new(judging->scratch);
    judging->current = arena_array(judging->scratch, systems->n, struct record *);
    judging->retired = arena_array(judging->scratch, systems->n, bool);
    judging->profiles = arena_array(judging->scratch, systems->n, struct profile);
    judging->profile_of = arena_array(judging->scratch, systems->n, uint32_t);
    judging->named = arena_array(judging->scratch, systems->n, bool);
    judging->columns = arena_array(judging->scratch, systems->n, uint32_t);
    judging->slots = arena_array(judging->scratch, systems->n + 1, uint32_t);
    judging->newest = arena_array(judging->scratch, model->n_types, const struct newest *);
    marks_new(judging->scratch, &judging->systems, systems->n);
    marks_new(judging->scratch, &judging->evidence, model_records(model, model->known->evidence)->n);
    for (uint32_t i = 0; i < systems->n; i++) {
        struct record *system = systems->v[i].as.ref.record;
        judging->retired[i] = is_retired(model, system);
        if (judging->retired[i])
            continue;
        judging->current[judging->n_current++] = system;
        struct str key = profile_key(judging, system);
        struct profile *profile = map_find(by_key, key);
        if (!profile) {
            profile = &judging->profiles[judging->n_profiles++];
            profile->example = system;
            map_put(by_key, key, profile);
        }
        profile->n++;
        judging->profile_of[i] = (uint32_t)(profile - judging->profiles);
    }
}
