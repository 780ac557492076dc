/* The site: every planned page rendered on all cores into a tree. */
#include "render/site.h"

#include "base/path.h"
#include "render/rows.h"
#include "render/search.h"

struct rendered { struct str html; uint64_t mark; };

struct job {
    const struct render_context *context;
    const struct tree_store *store;
    struct rendered *slots;
};

/* What a thread needs for all its pages. */
struct desk {
    struct engine *engine;
    struct buf out;
};

static struct desk *desk_of(struct worker *worker, const struct render_context *context)
{
    if (!worker->room) {
        struct desk *desk = arena_new_of(worker->keep, struct desk);
        desk->engine = engine_new(context);
        desk->out.max = ENGINE_OUTPUT_MAX;
        worker->room = desk;
    }
    return worker->room;
}

static void render_page(void *context, size_t i, struct worker *worker)
{
    struct job *job = context;
    const struct page *page = &job->context->plan->pages[i];
    struct desk *desk = desk_of(worker, job->context);
    buf_reset(&desk->out);
    if (!engine_page(desk->engine, worker->scratch, &worker->diags, page, &desk->out))
        return;
    struct str html = buf_str(&desk->out);
    if (job->store)
        job->slots[i].mark = job->store->take(job->store->context, worker, page->url, &html, 1);
    job->slots[i].html = job->store ? (struct str){ NULL, html.n } : str_copy(worker->keep, html);
}

static void clear_desks(struct pool *pool)
{
    for (unsigned i = 0; i < pool_size(pool); i++) {
        struct worker *worker = pool_worker(pool, i);
        struct desk *desk = worker->room;
        if (desk) {
            engine_free(desk->engine);
            buf_free(&desk->out);
        }
        worker->room = NULL;
    }
}

static void put_pages(const struct job *job, struct tree *tree)
{
    for (size_t i = 0; i < job->context->plan->n; i++) {
        struct str url = job->context->plan->pages[i].url;
        const struct rendered *slot = &job->slots[i];
        if (job->store)
            tree_put_stored(tree, url, slot->html.n, slot->mark, "text/html");
        else
            tree_put(tree, url, slot->html, "text/html");
    }
}

static void add_files(const struct render_context *context, struct tree *tree)
{
    const struct model *model = context->model;
    size_t n = model_records(model, model_type(model, S("evidence")))->n;
    for (size_t i = 0; i < n; i++) {
        struct str url = context->plan->file_url[i];
        const struct evidence_file *file = &model->evidence[i];
        if (url.n && !tree_find(tree, url))
            tree_put_from(tree, url, file->path, file->digest, file->size, media_type_of(url));
    }
}

bool site_render(struct pool *pool, struct diags *diags, const struct render_context *context, struct tree *tree)
{
    size_t errors = diags->errors;
    struct job job = { context, tree->store, arena_array(tree->arena, context->plan->n, struct rendered) };
    pool_run(pool, context->plan->n, render_page, &job);
    clear_desks(pool);
    pool_collect(pool, tree->arena, diags);
    if (diags->errors > errors)
        return false;
    put_pages(&job, tree);
    add_files(context, tree);
    search_render(pool, context, tree);
    rows_render(pool, context, tree);
    strings_render(context, tree);
    return true;
}

static struct str cover_name(struct arena *arena, struct str profile)
{
    return path_join(arena, S("package"), profile.n ? profile : S("cover"));
}

bool cover_known(const struct templates *templates, struct str profile, struct str *nearest)
{
    struct arena *scratch = arena_new();
    struct nearest words = nearest_to(profile);
    bool known = map_find(templates->by_name, cover_name(scratch, profile));
    for (size_t i = 0; i < templates->n; i++)
        if (str_starts(templates->v[i].name, S("package/")))
            nearest_try(&words, path_name(templates->v[i].name));
    *nearest = words.word;
    arena_free(scratch);
    return known;
}

bool cover_render(struct arena *arena, struct diags *diags, const struct render_context *context, struct str profile,
                  const struct part_option *args, size_t n_args, struct str *html)
{
    struct template *template = map_find(context->templates->by_name, cover_name(arena, profile));
    struct page page = { .kind = PAGE_SITE, .template = template, .url = S("index.html"), .title = context->model->settings.title, .number = 1, .count = 1,
                         .args = args, .n_args = n_args };
    struct engine *engine = engine_new(context);
    struct buf out = { .max = ENGINE_OUTPUT_MAX };
    struct arena *scratch = arena_new();
    bool fine = template && engine_page(engine, scratch, diags, &page, &out);
    if (fine)
        *html = buf_copy(arena, &out);
    buf_free(&out);
    engine_free(engine);
    arena_free(scratch);
    return fine;
}
