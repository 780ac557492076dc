/* One edition of the project in memory. */
#include "cli/edition.h"

#include <stdio.h>

#include "export/export.h"
#include "render/templates.h"

/* An edition that would have to leave something out is refused: to hide is not to leave out. Below the highest level
 * even the sources would have to be written anew. */
static bool is_whole(const struct model *model, const struct audience *audience)
{
    const struct settings *settings = &model->settings;
    for (size_t i = 0; i < audience->n_without; i++) {
        const struct record_type *type = model_type(model, audience->without[i]);
        if (type && model_records(model, type)->n)
            return false;
    }
    return str_eq(audience->ceiling, settings->levels[settings->n_levels - 1]);
}

static bool choose_audience(struct session *session, struct edition *edition, int *status)
{
    const struct invocation *call = session->call;
    const char *name = option_value(call, "audience") ? option_value(call, "audience") : "internal";
    edition->audience = settings_audience(&session->model.settings, str_of(name));
    if (!edition->audience)
        usage_error(call->command, "dossier.yaml names no audience '%s'", name);
    if (is_whole(&session->model, edition->audience))
        return true;
    fprintf(stderr, "dossier: the edition '%s' would have to leave something out; such editions cannot be made yet, so nothing was written\n", name);
    *status = EXIT_USAGE;
    return false;
}

static void check_profile(struct session *session, const struct templates *templates)
{
    const struct settings *settings = &session->model.settings;
    struct str nearest;
    if (!settings->package_profile.n || cover_known(templates, settings->package_profile, &nearest))
        return;
    struct diag *diag = diag_report(&session->diags, DIAG_BAD_VALUE, settings->package_profile_pos, "there is no profile '%.*s' for packages", STR(settings->package_profile));
    if (nearest.n)
        diag_hint(&session->diags, diag, "did you mean '%.*s'?", STR(nearest));
}

void edition_check(struct session *session)
{
    struct templates templates;
    if (templates_load(&session->project, &session->diags, &session->model.settings, &templates)
        && templates_check(session->output, &session->diags, &templates)
        && (check_profile(session, &templates), !session->diags.errors))          /* names that are wrong are said once, at their own place */
        plan_make(session->output, &session->diags, &session->model, &templates, false);
}

static bool render(struct session *session, struct edition *edition, bool travels)
{
    struct render_context *context = &edition->context;
    *context = (struct render_context){ .model = &session->model, .templates = &edition->templates, .findings = &session->diags,
        .edition = edition->audience->name, .generator = S("dossier " DOSSIER_VERSION) };
    struct diags problems;
    diags_new(session->output, &problems);
    bool fine = templates_load(&session->project, &problems, &session->model.settings, &edition->templates)
        && templates_check(session->output, &problems, &edition->templates)
        && (context->plan = plan_make(session->output, &problems, &session->model, &edition->templates, travels))
        && site_render(session->pool, &problems, context, &edition->site);
    if (fine)
        templates_assets(&session->project, &problems, session->model.settings.theme, &edition->site);
    diags_take(&session->diags, &problems);
    session_stage(session, "render");
    return fine;
}

bool edition_make(struct session *session, enum edition_use use, struct edition *edition, const struct tree_store *store, int *status)
{
    if (session_refuses(session, status) || !choose_audience(session, edition, status))
        return false;
    tree_new(session->output, &edition->site);
    edition->site.store = store;
    render(session, edition, use == EDITION_PACKED || !str_is(edition->audience->name, "internal"));
    if (session_refuses(session, status))
        return false;
    struct export_job job = { .model = &session->model, .pool = session->pool, .edition = edition->audience->name, .generator = edition->context.generator };
    export_all(&job, &edition->site);
    tree_sort(&edition->site);
    session_stage(session, "export");
    return true;
}
