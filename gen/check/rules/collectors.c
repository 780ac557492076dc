/* Collectors that could not be run as they are written. */
#include "check/check.h"
#include "model/collector.h"

static void run(const struct model *model, struct diags *diags)
{
    const struct list *collectors = model_records(model, model->known->collector);
    struct arena *scratch = arena_new();
    struct collector collector;
    for (uint32_t i = 0; i < collectors->n; i++)
        collector_read(scratch, diags, model, collectors->v[i].as.ref.record, &collector);
    arena_free(scratch);
}

const struct rule rule_collectors = { "collectors", "collectors that could not be run", run };
