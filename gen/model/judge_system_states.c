/* What each AI system has come to: the requirements in scope by the state that they have for it. */
#include "model/judging.h"

#include "model/record_load.h"

/* What needs work comes first. */
static const char *const words[] = { "contradicted", "gap", "stale", "designed", "partial", "inherited", "evidenced",
    "not-yet-applicable", "not-applicable", "excluded" };
enum { WORDS = sizeof words / sizeof *words };

struct tally { vec(struct record *) of[WORDS]; };       /* requirements, by state */

static size_t place_of(struct str word)
{
    size_t place = 0;
    while (place + 1 < WORDS && !str_is(word, words[place]))
        place++;
    return place;
}

static void count_requirement(struct judging *judging, struct tally *tallies, struct record *requirement)
{
    const struct known *known = judging->model->known;
    const struct list *rows = record_list(requirement, known->requirement_by_system);
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct record *row = rows->v[i].as.ref.record;
        const struct list *systems = record_list(row, known->requirement_by_system_systems);
        size_t place = place_of(record_text(row, known->requirement_by_system_state));
        for (uint32_t k = 0; k < systems->n; k++)
            *vec_add(judging->scratch, &tallies[systems->v[k].as.ref.record->index].of[place]) = requirement;
    }
}

static void store(struct model *model, const struct tally *tally, struct record *system)
{
    const struct known *known = model->known;
    struct list *rows = list_new(model->arena, WORDS);
    for (size_t w = 0; w < WORDS; w++) {
        if (!tally->of[w].n)
            continue;
        struct record *row = record_new(model->arena, known->ai_system_requirement_states->rows, system->pos);
        struct list *requirements = list_new(model->arena, tally->of[w].n);
        for (; requirements->n < tally->of[w].n; requirements->n++)
            value_set_record(&requirements->v[requirements->n], tally->of[w].v[requirements->n]);
        row->parent = system;
        value_set_text(record_value(row, known->ai_system_requirement_states_state), str_of(words[w]));
        value_set_list(record_value(row, known->ai_system_requirement_states_requirements), requirements);
        value_set_record(&rows->v[rows->n++], row);
    }
    value_set_list(record_value(system, known->ai_system_requirement_states), rows);
}

void judge_system_states(struct judging *judging)
{
    struct model *model = judging->model;
    struct tally *tallies = arena_array(judging->scratch, model_records(model, model->known->ai_system)->n, struct tally);
    for (size_t f = 0; f < model->n_frameworks; f++)
        for (size_t i = 0; model->frameworks[f].in_scope && i < model->frameworks[f].n_requirements; i++)
            count_requirement(judging, tallies, model->frameworks[f].requirements[i]);
    for (size_t i = 0; i < judging->n_current; i++)
        store(model, &tallies[judging->current[i]->index], judging->current[i]);
}
