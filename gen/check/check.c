/* Findings: the rules that are C, those that are Lua, and what exceptions accept of them. */
#include "check/check.h"

#define X(NAME) extern const struct rule rule_##NAME;
#include "list/rules.def"
#undef X

static const struct rule *const rules[] = {
#define X(NAME) &rule_##NAME,
#include "list/rules.def"
#undef X
};

struct pos framework_pos(const struct model *model, struct str framework_id)
{
    for (size_t i = 0; i < model->settings.n_frameworks; i++)
        if (str_eq(model->settings.frameworks[i], framework_id))
            return model->settings.framework_pos[i];
    return (struct pos){ 0 };
}

static void run_rule(void *model, size_t i, struct worker *worker)
{
    rules[i]->run(model, &worker->diags);
}

void checks_run(const struct model *model, const struct rule_files *files, struct project *project, struct pool *pool, struct diags *diags)
{
    pool_run(pool, sizeof rules / sizeof *rules, run_rule, (void *)model);
    pool_collect(pool, diags->arena, diags);
    rule_files_run(files, model, project, pool, diags);
    findings_suppress(model, diags);
}
