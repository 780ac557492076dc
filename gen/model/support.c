/* Adding to what a requirement rests on, and deciding what it has come to. */
#include "model/support.h"

static const char *const words[] = {
    [STATE_CONTRADICTED] = "contradicted", [STATE_GAP] = "gap", [STATE_STALE] = "stale", [STATE_DESIGNED] = "designed",
    [STATE_PARTIAL] = "partial", [STATE_INHERITED] = "inherited", [STATE_EVIDENCED] = "evidenced" };

struct str requirement_state_word(enum requirement_state state)
{
    return str_of(words[state]);
}

void support_weaken(struct support *support, enum strength strength)
{
    if (strength != STRENGTH_NONE && (support->weakest == STRENGTH_NONE || strength < support->weakest))
        support->weakest = strength;
}

void support_add_evidence(struct support *support, struct record *evidence)
{
    for (size_t i = 0; i < support->evidence.n; i++)
        if (support->evidence.v[i] == evidence)
            return;
    *vec_add(support->model->arena, &support->evidence) = evidence;
}

/* The rules, in the order in which they decide. */

static bool is_contradicted(const struct support *support, struct reasons *because)
{
    (void)because;
    return support->counts[OBLIGATION_CONTRADICTED] > 0;
}

static bool is_gap(const struct support *support, struct reasons *because)
{
    if (support->active_controls || support->needs_met || support->documents || support->crosswalk)
        return false;
    reason_add(support->model->arena, because, "no implemented control, no document in force, nothing inherited");
    return true;
}

static bool is_stale(const struct support *support, struct reasons *because)
{
    (void)because;
    return support->counts[OBLIGATION_STALE] > 0;
}

static bool is_designed(const struct support *support, struct reasons *because)
{
    if (support->counts[OBLIGATION_MET] || support->crosswalk)
        return false;
    reason_add(support->model->arena, because, "nothing shows that it operates");
    return true;
}

static bool is_partial(const struct support *support, struct reasons *because)
{
    if (!support->counts[OBLIGATION_MET] && support->crosswalk == CROSSWALK_LESS) {
        reason_add(support->model->arena, because, "what comes through crosswalks alone is partial, unless it is equal and complete");
        return true;
    }
    return support->counts[OBLIGATION_MISSING] || support->partial_controls || support->silent_controls;
}

static bool is_evidenced(const struct support *support, struct reasons *because)
{
    (void)support;
    (void)because;
    return true;
}

static const struct rule {
    enum requirement_state state;
    bool (*fits)(const struct support *support, struct reasons *because);
} rules[] = {
    { STATE_CONTRADICTED, is_contradicted },
    { STATE_GAP, is_gap },
    { STATE_STALE, is_stale },
    { STATE_DESIGNED, is_designed },
    { STATE_PARTIAL, is_partial },
    { STATE_EVIDENCED, is_evidenced },
};

enum requirement_state support_decide(const struct support *support, struct reasons *because)
{
    size_t i = 0;
    while (!rules[i].fits(support, because))
        i++;
    return rules[i].state;
}
