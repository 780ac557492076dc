/* dossier pack: the package; with a key it is signed at once. */
#include <fcntl.h>

#include "base/path.h"
#include "cli/edition.h"
#include "cli/signing.h"
#include "pack/spool.h"
#include "cli/source_tree.h"

static const struct option_row options[] = {
    { "audience", 0, "NAME", "for whom (default: internal)" },
    { "profile", 0, "NAME", "iso-42001-stage1, iso-42001-stage2, eu-ai-act-annex-iv or eu-declaration" },
    { "output", 'o', "FILE", "where to (default: dist/ID-AS_OF-AUDIENCE.zip in the project)" },
    SIGNING_OPTIONS,
    { NULL, 0, NULL, NULL }
};

static struct str default_output(struct session *session, const struct edition *edition)
{
    struct str as_of = date_text(session->output, session->model.as_of);
    struct str name = str_printf(session->output, "dist/%.*s-%.*s-%.*s.zip", STR(session->model.settings.id), STR(as_of), STR(edition->audience->name));
    struct str path = session_path(session, name);
    folder_make(AT_FDCWD, str_c(session->output, path_folder(path)));
    return path;
}

static struct str profile_of(const struct session *session)
{
    static const char *const profiles[] = { "", "iso-42001-stage1", "iso-42001-stage2", "eu-ai-act-annex-iv", "eu-declaration", NULL };
    if (option_value(session->call, "profile"))
        return str_of(option_word(session->call, "profile", profiles));
    return session->model.settings.package_profile;
}

static struct package_input package_of(struct session *session, const struct edition *edition, const struct tree *source, const struct spool *spool)
{
    const struct settings *settings = &session->model.settings;
    return (struct package_input){ .site = &edition->site, .source = source, .id = settings->id, .title = settings->title,
        .organization = settings->organization, .audience = edition->audience->name, .as_of = date_text(session->output, session->model.as_of),
        .data_json = tree_find(&edition->site, S("data/dossier.json")), .spool = spool, .project_folder = session->project.folder,
        .source_date_epoch = source_date_epoch() };
}

static int write_package(struct session *session, struct edition *edition, const struct spool *spool, const struct signer *signer)
{
    struct tree source;
    source_tree_make(session, &source);
    struct package_input input = package_of(session, edition, &source, spool);
    struct package_plan plan = package_plan(&input);
    struct part_option arguments[] = { { S("profile"), profile_of(session) },
        { S("site_href"), plan.site_nested ? S("data/site.zip") : S("data/site/index.html") }, { S("nested"), S("true") } };
    size_t n_arguments = plan.site_nested ? 3 : 2;          /* absent is false in templates */
    if (!cover_render(session->output, &session->diags, &edition->context, arguments, n_arguments, &input.cover_html)) {
        int status;
        session_refuses(session, &status);
        return status;
    }
    const char *output = option_value(session->call, "output");
    const char *path = output ? output : str_c(session->output, default_output(session, edition));
    struct package_result result;
    struct package_problem problem;
    if (!package_write(session->pool, &input, path, signer, &result, &problem))
        signing_fail(&problem);
    session_stage(session, "pack");
    signing_report(session->call, path, &result);
    return EXIT_FINE;
}

/* Pages wait beside the package that they go into; where no folder was named, in the project, since dist/ is only made
 * when there is something to put into it. */
static int pack(struct session *session, const struct signer *signer)
{
    const char *output = option_value(session->call, "output");
    struct spool *spool = spool_open(session->output, session->pool, output ? output : str_c(session->output, session_path(session, S("package.zip"))));
    struct edition edition;
    int status = EXIT_FINE;
    if (edition_make(session, &edition, spool_store(spool), &status))
        status = write_package(session, &edition, spool, signer);
    spool_close(spool);
    return status;
}

static int run(const struct invocation *call)
{
    struct signer *signer = signing_load(call);     /* a key that cannot be used is said before any work */
    struct session session;
    int status = EXIT_FINE;
    session_open(&session, call);
    if (!session_refuses(&session, &status))
        status = pack(&session, signer);
    session_close(&session);
    if (signer)
        signer_free(signer);
    return status;
}

const struct command command_pack = { .name = "pack", .operands = "", .summary = "make the package; with a key it is signed at once",
    .options = options, .least = 0, .most = 0, .run = run };
