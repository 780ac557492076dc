/* dossier pack: the package; with a key it is signed at once. */
#include <fcntl.h>
#include <stdio.h>

#include "base/path.h"
#include "cli/edition.h"
#include "cli/judging.h"
#include "cli/signing.h"
#include "cli/source_tree.h"
#include "pack/since.h"
#include "pack/spool.h"

static const struct option_row options[] = {
    { "audience", 0, "NAME", "for whom (default: internal)" },
    { "profile", 0, "NAME", "what its reader expects on the cover: iso-42001-stage1, iso-42001-stage2, eu-ai-act-annex-iv, eu-declaration or one of your own" },
    { "since", 0, "FILE", "the package before this one: say what is new, replaced, withdrawn or the same" },
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

struct packing {
    struct session *session;
    struct signer *signer;          /* or NULL */
    struct digest before;           /* content of the package of --since */
};

/* False: the project knows no such profile, which is said. */
static bool choose_profile(const struct session *session, const struct templates *templates, struct str *profile)
{
    const char *option = option_value(session->call, "profile");
    struct str nearest;
    *profile = option ? str_of(option) : session->model.settings.package_profile;
    if (cover_known(templates, *profile, &nearest))
        return true;
    fprintf(stderr, "dossier: there is no profile '%.*s'", STR(*profile));
    if (nearest.n)
        fprintf(stderr, "; did you mean '%.*s'?", STR(nearest));
    fprintf(stderr, "\n");
    return false;
}

/* What the cover says of the package before this one. */
static size_t put_since(const struct packing *packing, struct package_input *input, struct part_option *arguments)
{
    struct session *session = packing->session;
    static const struct str names[SINCE_KINDS] = { S_INIT("since_new"), S_INIT("since_replaced"), S_INIT("since_withdrawn"), S_INIT("since_same") };
    const char *path = option_value(session->call, "since");
    struct package_problem problem;
    struct since since;
    if (!path)
        return 0;
    if (!since_compare(session->output, input, path, &since, &problem))
        signing_fail(&problem);
    since.content = packing->before;
    input->since = since_text(session->output, &since);
    arguments[0] = (struct part_option){ S("since"), since.package };
    for (int what = 0; what < SINCE_KINDS; what++)
        arguments[1 + what] = (struct part_option){ names[what], str_printf(session->output, "%zu", since.counts[what]) };
    return 1 + SINCE_KINDS;
}

static struct package_input package_of(struct session *session, const struct edition *edition, const struct tree *source, const struct spool *spool)
{
    const struct settings *settings = &session->model.settings;
    return (struct package_input){ .site = &edition->site, .source = source, .id = settings->id, .title = settings->title,
        .organization = settings->organization, .audience = edition->audience->name, .as_of = date_text(session->output, session->model.as_of),
        .data_json = tree_find(&edition->site, S("data/dossier.json")), .spool = spool, .project_folder = session->project.folder,
        .source_date_epoch = source_date_epoch() };
}

static int write_package(const struct packing *packing, struct edition *edition, const struct spool *spool)
{
    struct session *session = packing->session;
    struct tree source;
    struct str profile;
    if (!choose_profile(session, &edition->templates, &profile))
        return EXIT_USAGE;
    source_tree_make(session, &source);
    struct package_input input = package_of(session, edition, &source, spool);
    struct part_option arguments[2 + SINCE_KINDS];          /* absent is false in templates */
    size_t n_arguments = put_since(packing, &input, arguments);
    struct package_plan plan = package_plan(&input);
    arguments[n_arguments++] = plan.site_nested ? (struct part_option){ S("nested"), S("true") }
                                                : (struct part_option){ S("site_href"), S("data/site/index.html") };
    if (!cover_render(session->output, &session->diags, &edition->context, profile, arguments, n_arguments, &input.cover_html)) {
        int status;
        session_refuses(session, &status);
        return status;
    }
    const char *output = option_value(session->call, "output");
    const char *path = output ? output : str_c(session->output, default_output(session, edition));
    struct package_result result;
    struct package_problem problem;
    if (!package_write(session->pool, &input, path, packing->signer, &result, &problem))
        signing_fail(&problem);
    session_stage(session, "pack");
    signing_report(session->call, path, &result);
    return EXIT_FINE;
}

/* Pages wait beside the package that they go into; where no folder was named, in the project, since dist/ is only made
 * when there is something to put into it. */
static int pack(const struct packing *packing)
{
    struct session *session = packing->session;
    const char *output = option_value(session->call, "output");
    struct spool *spool = spool_open(session->output, session->pool, output ? output : str_c(session->output, session_path(session, S("package.zip"))));
    struct edition edition;
    int status = EXIT_FINE;
    if (edition_make(session, EDITION_PACKED, &edition, spool_store(spool), &status))
        status = write_package(packing, &edition, spool);
    spool_close(spool);
    return status;
}

/* The package of --since must be whole; none: zero. */
static struct digest content_before(const struct invocation *call)
{
    const char *path = option_value(call, "since");
    struct judgement judgement = { .content = { { 0 } } };
    if (!path)
        return judgement.content;
    struct arena *arena = arena_new();
    struct pool *pool = pool_new(call->jobs);
    judging_require_whole(arena, pool, path, false, &judgement);
    pool_free(pool);
    arena_free(arena);
    return judgement.content;
}

static int run(const struct invocation *call)
{
    struct session session;
    /* a key or a package that cannot be used is said before any work */
    struct packing packing = { .session = &session, .before = content_before(call), .signer = signing_load(call) };
    int status = EXIT_FINE;
    session_open(&session, call);
    if (!session_refuses(&session, &status))
        status = pack(&packing);
    session_close(&session);
    if (packing.signer)
        signer_free(packing.signer);
    return status;
}

const struct command command_pack = { .name = "pack", .operands = "", .summary = "make the package; with a key it is signed at once",
    .options = options, .least = 0, .most = 0, .run = run };
