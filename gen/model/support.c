/* Adding to what a requirement rests on, and deciding what it has come to. */
#include "model/support.h"

#include <stdarg.h>
#include <stdio.h>

void support_weaken(struct support *support, enum strength strength)
{
    if (strength != STRENGTH_NONE && (support->weakest == STRENGTH_NONE || strength < support->weakest))
        support->weakest = strength;
}

void support_add_evidence(struct support *support, struct record *evidence)
{
    *vec_add(support->judging->scratch, &support->evidence) = evidence;
}

const struct record *support_system(const struct support *support)
{
    return support->n_systems == 1 ? support->systems[0] : NULL;
}

void support_name(struct support *support)
{
    enum { MOST = 3 };
    struct str names = S("");
    for (size_t i = 0; i < support->n_systems && i < MOST; i++)
        names = str_printf(support->judging->scratch, "%.*s%s%.*s", STR(names), i ? ", " : "", STR(support->systems[i]->id));
    if (support->n_systems > MOST)
        names = str_printf(support->judging->scratch, "%.*s and %zu more", STR(names), support->n_systems - MOST);
    support->names = names;
}

enum { BRIEF_REASONS = 50 };

void support_keep(struct support *support, struct str reason)
{
    if (support->is_brief && support->reasons.list.n >= BRIEF_REASONS)
        support->unsaid++;
    else
        reason_keep(support->judging->scratch, &support->reasons, reason);
}

void support_say(struct support *support, const char *format, ...)
{
    va_list arguments;
    if (support->is_brief && support->reasons.list.n >= BRIEF_REASONS) {
        support->unsaid++;
        return;
    }
    va_start(arguments, format);
    struct str text = str_vprintf(support->model->arena, format, arguments);
    va_end(arguments);
    support_keep(support, text);
}

static bool is_contradicted(const struct support *support)
{
    return support->counts[OBLIGATION_CONTRADICTED] > 0;
}

static bool is_gap(const struct support *support)
{
    return !support->active_controls && !support->needs_met && !support->documents && !support->inherited_from.n
        && !support->lapsed_claims && !support->crosswalk;
}

static bool is_stale(const struct support *support)
{
    return support->counts[OBLIGATION_STALE] || support->lapsed_claims;
}

static bool is_designed(const struct support *support)
{
    return !support->counts[OBLIGATION_MET] && !support->inherited_from.n && !support->crosswalk;
}

static bool is_only_related(const struct support *support)
{
    return !support->counts[OBLIGATION_MET] && support->crosswalk == CROSSWALK_LESS;
}

static bool is_partial(const struct support *support)
{
    return support->counts[OBLIGATION_MISSING] || support->partial_controls || support->silent_controls || support->duties;
}

/* Wholly: nothing of its own is met beside it. */
static bool is_inherited(const struct support *support)
{
    return support->inherited_from.n && !support->counts[OBLIGATION_MET];
}

static bool is_evidenced(const struct support *support)
{
    (void)support;
    return true;
}

/* In the order in which they decide. */
static const struct rule {
    enum requirement_state state;
    bool (*fits)(const struct support *support);
    const char *because;            /* what the gathered reasons do not say */
} rules[] = {
    { STATE_CONTRADICTED, is_contradicted, NULL },
    { STATE_GAP, is_gap, "no implemented control, no document in force, nothing inherited" },
    { STATE_STALE, is_stale, NULL },
    { STATE_DESIGNED, is_designed, "nothing shows that it operates" },
    { STATE_PARTIAL, is_only_related, "what comes through crosswalks alone is partial, unless it is equal and complete" },
    { STATE_PARTIAL, is_partial, NULL },
    { STATE_INHERITED, is_inherited, NULL },
    { STATE_EVIDENCED, is_evidenced, NULL },
};

void support_decide(struct support *support)
{
    size_t i = 0;
    while (!rules[i].fits(support))
        i++;
    support->state = rules[i].state;
    support->because = str_of(rules[i].because);
}
