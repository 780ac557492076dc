/* The site: every planned page rendered on all cores into a tree. */
#include "render/site.h"

struct rendered { struct str html; struct digest digest; };

struct job {
    const struct render_context *context;
    struct rendered *slots;
};

static void render_page(void *context, size_t i, struct worker *worker)
{
    struct job *job = context;
    if (!worker->room)
        worker->room = engine_new(job->context);
    struct buf out = { .max = ENGINE_OUTPUT_MAX };
    if (engine_page(worker->room, worker->scratch, &worker->diags, &job->context->plan->pages[i], &out)) {
        job->slots[i].html = buf_copy(worker->keep, &out);
        job->slots[i].digest = digest_of(job->slots[i].html);
    }
    buf_free(&out);
}

static void free_engines(struct pool *pool)
{
    for (unsigned i = 0; i < pool_size(pool); i++) {
        struct worker *worker = pool_worker(pool, i);
        if (worker->room)
            engine_free(worker->room);
        worker->room = NULL;
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
    struct job job = { context, arena_array(tree->arena, context->plan->n, struct rendered) };
    pool_run(pool, context->plan->n, render_page, &job);
    free_engines(pool);
    pool_collect(pool, tree->arena, diags);
    if (diags->errors > errors)
        return false;
    for (size_t i = 0; i < context->plan->n; i++)
        tree_put_digest(tree, context->plan->pages[i].url, job.slots[i].html, job.slots[i].digest, "text/html");
    add_files(context, tree);
    return true;
}

bool cover_render(struct arena *arena, struct diags *diags, const struct render_context *context,
                  const struct part_option *args, size_t n_args, struct str *html)
{
    struct template *template = map_find(context->templates->by_name, S("package/cover"));
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
