/* From evidence to verdict: the order of the steps, and the words they share. */
#include "model/judging.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const strength_words[] = { "", "asserted", "document", "tool-output", "signed-tool-output", "independent" };
static const char *const obligation_words[] = { "met", "missing", "stale", "contradicted" };
static const char *const requirement_words[] = {
    [STATE_CONTRADICTED] = "contradicted", [STATE_GAP] = "gap", [STATE_STALE] = "stale", [STATE_DESIGNED] = "designed",
    [STATE_PARTIAL] = "partial", [STATE_INHERITED] = "inherited", [STATE_EVIDENCED] = "evidenced" };

enum strength strength_of(struct str word)
{
    for (int i = STRENGTH_ASSERTED; i <= STRENGTH_INDEPENDENT; i++)
        if (str_is(word, strength_words[i]))
            return i;
    return STRENGTH_NONE;
}

struct str strength_word(enum strength strength)
{
    return str_of(strength_words[strength]);
}

struct str obligation_word(enum obligation_state state)
{
    return str_of(obligation_words[state]);
}

enum obligation_state obligation_of(struct str word)
{
    for (int state = OBLIGATION_MET; state <= OBLIGATION_CONTRADICTED; state++)
        if (str_is(word, obligation_words[state]))
            return state;
    return OBLIGATION_MISSING;
}

struct str requirement_state_word(enum requirement_state state)
{
    return str_of(requirement_words[state]);
}

void reason_keep(struct arena *arena, struct reasons *reasons, struct str reason)
{
    *vec_add(arena, &reasons->list) = reason;
}

enum { REASONS_FEW = 16 };

static bool reason_is_known(const struct reasons *reasons, struct str text)
{
    if (reasons->known)
        return map_find(reasons->known, text);
    for (size_t i = 0; i < reasons->list.n; i++)
        if (str_eq(reasons->list.v[i], text))
            return true;
    return false;
}

static void reasons_index(struct arena *arena, struct reasons *reasons)
{
    reasons->known = map_new(arena);
    for (size_t i = 0; i < reasons->list.n; i++)
        map_put(reasons->known, reasons->list.v[i], reasons);
}

void reason_add(struct arena *arena, struct reasons *reasons, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    reason_put(arena, reasons, str_of(text));
}

void reason_put(struct arena *arena, struct reasons *reasons, struct str text)
{
    if (reason_is_known(reasons, text))
        return;
    struct str reason = *vec_add(arena, &reasons->list) = str_copy(arena, text);
    if (reasons->known)
        map_put(reasons->known, reason, reasons);
    else if (reasons->list.n == REASONS_FEW)
        reasons_index(arena, reasons);
}

void reasons_store(struct arena *arena, struct value *slot, const struct reasons *reasons)
{
    struct list *list = list_new(arena, reasons->list.n);
    for (; list->n < reasons->list.n; list->n++)
        value_set_text(&list->v[list->n], reasons->list.v[list->n]);
    value_set_list(slot, list);
}

/* --- the steps --- */

struct sharing {
    struct judging *workers;
    void (*judge)(struct judging *judging, size_t i);
};

static void judge_one(void *context, size_t i, struct worker *worker)
{
    const struct sharing *sharing = context;
    struct judging *own = &sharing->workers[worker->index];
    own->arena = worker->keep;
    sharing->judge(own, i);
}

void judge_each(struct judging *judging, size_t n, void (*judge)(struct judging *judging, size_t i))
{
    struct sharing sharing = { judging->workers, judge };
    size_t n_slots = model_records(judging->model, judging->model->known->ai_system)->n + 1;
    for (unsigned i = 0; i < pool_size(judging->pool); i++) {
        struct arena *scratch = judging->workers[i].scratch;
        judging->workers[i] = *judging;
        judging->workers[i].scratch = scratch;
        judging->workers[i].slots = arena_array(scratch, n_slots, uint32_t);
    }
    pool_run(judging->pool, n, judge_one, &sharing);
    pool_collect(judging->pool, judging->arena, judging->diags);
}

void model_judge(struct model *model, struct pool *pool, struct diags *diags)
{
    struct judging judging = { .model = model, .pool = pool, .diags = diags, .arena = model->arena, .scratch = arena_new() };
    judging.workers = arena_array(judging.scratch, pool_size(pool), struct judging);
    for (unsigned i = 0; i < pool_size(pool); i++)
        judging.workers[i].scratch = arena_new();
    judge_evaluations(&judging);
    judge_evidence(&judging);
    judge_exceptions(model);
    judge_policies(&judging);
    judge_systems(&judging);
    judge_controls(&judging);
    judge_requirements(&judging);
    judge_system_states(&judging);
    judge_statements(&judging);
    for (unsigned i = 0; i < pool_size(pool); i++)
        arena_free(judging.workers[i].scratch);
    arena_free(judging.scratch);
}
