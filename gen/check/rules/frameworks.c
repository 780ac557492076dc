/* Findings about frameworks themselves: those that ask for nothing, and moves that lead nowhere. */
#include "check/check.h"

static bool asks_for_something(const struct model *model, const struct framework *framework)
{
    for (size_t i = 0; i < framework->n_requirements; i++) {
        const struct value *assessable = record_value(framework->requirements[i], model->known->requirement_assessable);
        if (assessable->kind == VALUE_BOOL && assessable->as.truth)
            return true;
    }
    return false;
}

/* A node that is there has not gone, and one that moved must be somewhere: otherwise citations are told something wrong. */
static void check_moves(struct diags *diags, const struct framework *framework)
{
    for (size_t i = 0; i < framework->n_moves; i++) {
        const struct requirement_move *move = &framework->moves[i];
        if (map_find(framework->nodes, move->from)) {
            diag_report(diags, DIAG_BAD_VALUE, move->pos, "%.*s is still a node of %.*s", STR(move->from), STR(framework->id));
        } else if (move->to.n && !map_find(framework->nodes, move->to)) {
            struct diag *diag = diag_report(diags, DIAG_DANGLING_REFERENCE, move->pos, "%.*s moves to '%.*s', which is no node of %.*s",
                                            STR(move->from), STR(move->to), STR(framework->id));
            struct str near = map_nearest(framework->nodes, move->to);
            if (near.n)
                diag_hint(diags, diag, "did you mean '%.*s'?", STR(near));
        }
    }
}

static void run(const struct model *model, struct diags *diags)
{
    for (size_t i = 0; i < model->n_frameworks; i++) {
        const struct framework *framework = &model->frameworks[i];
        check_moves(diags, framework);
        if (!framework->in_scope || asks_for_something(model, framework))
            continue;
        diag_subject(diag_report(diags, DIAG_NOTHING_ASSESSABLE, framework_pos(model, framework->id),
                                 "%.*s is in scope, but none of its nodes is assessable", STR(framework->id)), framework->id);
    }
}

const struct rule rule_frameworks = { "frameworks", "frameworks that ask for nothing, and moves that lead nowhere", run };
