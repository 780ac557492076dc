/* The scope: what dossier.yaml lists under `frameworks:`. */
#include "base/arena.h"
#include "model/framework_load.h"

/* `frameworks:` takes ids, because an alias may stand for several versions: the ids that this one stands for. */
static void put_ids_of_alias(struct buf *buf, const struct model *model, struct str alias)
{
    for (size_t i = 0; i < model->n_frameworks; i++)
        if (str_eq_fold(model->frameworks[i].alias, alias))
            buf_printf(buf, "%s%.*s", buf->n ? " or " : "", STR(model->frameworks[i].id));
}

static void report_unknown(const struct model *model, struct diags *diags, struct str id, struct pos pos)
{
    struct diag *diag = diag_report(diags, DIAG_DANGLING_REFERENCE, pos, "there is no framework '%.*s'", STR(id));
    struct nearest nearest = nearest_to(id);
    for (size_t i = 0; i < model->n_frameworks; i++)
        nearest_try(&nearest, model->frameworks[i].id);
    struct buf ids = { 0 };
    put_ids_of_alias(&ids, model, id);
    if (ids.n)
        diag_hint(diags, diag, "'%.*s' is an alias; write %.*s", STR(id), STR(buf_str(&ids)));
    else if (nearest.word.n)
        diag_hint(diags, diag, "did you mean '%.*s'?", STR(nearest.word));
    buf_free(&ids);
}

static bool is_known(const struct model *model, struct str id)
{
    for (size_t i = 0; i < model->n_frameworks; i++)
        if (str_eq(model->frameworks[i].id, id))
            return true;
    return false;
}

void scope_check(const struct model *model, struct diags *diags)
{
    const struct settings *settings = &model->settings;
    struct map *seen = map_new(diags->arena);
    for (size_t i = 0; i < settings->n_frameworks; i++) {
        struct str id = settings->frameworks[i];
        struct pos pos = settings->framework_pos[i];
        if (!is_known(model, id))
            report_unknown(model, diags, id, pos);
        if (map_put(seen, id, (void *)&settings->framework_pos[i]))
            continue;
        struct diag *diag = diag_report(diags, DIAG_BAD_VALUE, pos, "'%.*s' stands here twice", STR(id));
        diag_related(diag, *(struct pos *)map_find(seen, id), S("it stands here first"));
    }
}
