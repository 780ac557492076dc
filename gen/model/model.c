/* Looking things up in the model. */
#include "model/model.h"

#include "model/known.h"

const struct record_type *model_type(const struct model *model, struct str name)
{
    for (size_t i = 0; i < model->n_types; i++)
        if (str_eq(model->types[i]->name, name))
            return model->types[i];
    return NULL;
}

const struct record_type *model_type_by_plural(const struct model *model, struct str plural)
{
    for (size_t i = 0; i < model->n_types; i++)
        if (str_eq(model->types[i]->plural, plural))
            return model->types[i];
    return NULL;
}

const struct list *model_records(const struct model *model, const struct record_type *type)
{
    return model->records[type->index];
}

static bool is_better(const struct framework *framework, const struct framework *than)
{
    if (framework->in_scope != than->in_scope)
        return framework->in_scope;
    return than->replaced && !framework->replaced;
}

const struct framework *model_framework(const struct model *model, struct str id_or_alias)
{
    const struct framework *found = NULL;
    for (size_t i = 0; i < model->n_frameworks; i++) {
        const struct framework *framework = &model->frameworks[i];
        if (str_eq(framework->id, id_or_alias))
            return framework;
        if (str_eq(framework->alias, id_or_alias) && (!found || is_better(framework, found)))
            found = framework;
    }
    return found;
}

const struct framework *model_framework_rival(const struct model *model, const struct framework *framework, struct str name)
{
    if (!framework->in_scope || str_eq(framework->id, name))
        return NULL;
    for (size_t i = 0; i < model->n_frameworks; i++) {
        const struct framework *other = &model->frameworks[i];
        if (other != framework && other->in_scope && str_eq(other->alias, name))
            return other;
    }
    return NULL;
}

struct str model_framework_near(const struct model *model, struct str name)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < model->n_frameworks; i++) {
        nearest_try(&nearest, model->frameworks[i].id);
        nearest_try(&nearest, model->frameworks[i].alias);
    }
    return nearest.word;
}

const struct requirement_move *framework_move(const struct framework *framework, struct str node)
{
    for (size_t i = 0; i < framework->n_moves; i++)
        if (str_eq_fold(framework->moves[i].from, node))
            return &framework->moves[i];
    return NULL;
}

struct str framework_name(const struct model *model, const struct framework *framework)
{
    bool clear = framework->alias.n && model_framework(model, framework->alias) == framework
        && !model_framework_rival(model, framework, framework->alias);
    return clear ? framework->alias : framework->id;
}

struct framework *model_framework_of(const struct model *model, const struct record *requirement)
{
    struct str id = str_sub(requirement->id, 0, str_find(requirement->id, ':'));
    for (size_t i = 0; i < model->n_frameworks; i++)
        if (str_eq(model->frameworks[i].id, id))
            return &model->frameworks[i];
    return NULL;
}

struct record *model_find(const struct model *model, struct str id)
{
    size_t colon = str_find(id, ':');
    if (colon == id.n)
        return map_find(model->by_id, id);
    const struct framework *framework = model_framework(model, str_sub(id, 0, colon));
    return framework ? map_find(framework->nodes, str_sub(id, colon + 1, id.n)) : NULL;
}

bool framework_has_annex(const struct model *model, const struct framework *framework)
{
    for (size_t i = 0; i < framework->n_requirements; i++)
        if (record_is(framework->requirements[i], model->known->requirement_kind, "control"))
            return true;
    return false;
}
