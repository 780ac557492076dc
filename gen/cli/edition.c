/* One edition of the project in memory. */
#include "cli/edition.h"

#include <stdio.h>

#include "export/export.h"
#include "render/templates.h"

/* The place of a level in the ascending list; an unknown one is the highest, so that it is never shown by mistake. */
static size_t level_of(const struct settings *settings, struct str name)
{
    size_t i = 0;
    while (i < settings->n_levels && !str_eq(settings->levels[i], name))
        i++;
    return i;
}

static bool left_out(const struct settings *settings, const struct audience *audience, const struct record *record)
{
    for (size_t i = 0; i < audience->n_without; i++)
        if (str_eq(audience->without[i], record->type->name))
            return true;
    const struct value *value = record_find(record, "classification");
    struct str level = value && value->kind == VALUE_TEXT ? value->as.text : S("internal");
    return level_of(settings, level) > level_of(settings, audience->ceiling);
}

/* An edition that would have to leave something out is refused: to hide is not to leave out. */
static size_t count_left_out(const struct model *model, const struct audience *audience)
{
    size_t n = 0;
    for (size_t t = 0; t < model->n_types; t++) {
        const struct record_type *type = model->types[t];
        bool of_frameworks = type == model_type(model, S("requirement")) || type == model_type(model, S("framework"));
        for (uint32_t i = 0; !of_frameworks && i < model->records[t]->n; i++)
            n += left_out(&model->settings, audience, model->records[t]->v[i].as.ref.record);
    }
    return n;
}

static bool choose_audience(struct session *session, struct edition *edition, int *status)
{
    const struct invocation *call = session->call;
    const char *name = option_value(call, "audience") ? option_value(call, "audience") : "internal";
    edition->audience = settings_audience(&session->model.settings, str_of(name));
    if (!edition->audience)
        usage_error(call->command, "dossier.yaml names no audience '%s'", name);
    size_t n = count_left_out(&session->model, edition->audience);
    if (!n)
        return true;
    fprintf(stderr, "dossier: the edition '%s' would have to leave out %zu record%s; editions that leave something out cannot be made yet, so nothing was written\n",
            name, n, n == 1 ? "" : "s");
    *status = EXIT_USAGE;
    return false;
}

static bool render(struct session *session, struct edition *edition)
{
    struct render_context *context = &edition->context;
    *context = (struct render_context){ .model = &session->model, .templates = &edition->templates, .findings = &session->diags,
        .edition = edition->audience->name, .generator = S("dossier " DOSSIER_VERSION) };
    struct diags problems;
    diags_new(session->output, &problems);
    bool fine = templates_load(&session->project, &problems, &session->model.settings, &edition->templates)
        && templates_check(session->output, &problems, &edition->templates)
        && (context->plan = plan_make(session->output, &problems, &session->model, &edition->templates))
        && site_render(session->pool, &problems, context, &edition->site);
    if (fine)
        templates_assets(&session->project, &problems, session->model.settings.theme, &edition->site);
    diags_take(&session->diags, &problems);
    session_stage(session, "render");
    return fine;
}

bool edition_make(struct session *session, struct edition *edition, const struct tree_store *store, int *status)
{
    if (session_refuses(session, status) || !choose_audience(session, edition, status))
        return false;
    tree_new(session->output, &edition->site);
    edition->site.store = store;
    render(session, edition);
    if (session_refuses(session, status))
        return false;
    struct export_job job = { &session->model, session->pool, edition->audience->name, edition->context.generator };
    export_all(&job, &edition->site);
    tree_sort(&edition->site);
    session_stage(session, "export");
    return true;
}
