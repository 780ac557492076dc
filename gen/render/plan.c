/* The plan: every page and its URL. Which pages there are is said by the headers of templates/pages. */
#include "render/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "model/evidence_files.h"
#include "model/known.h"
#include "model/shape.h"
#include "render/address.h"

struct header {                     /* of one page template */
    const struct template *template;
    struct pos url_pos;
    struct str each, only, url, title;
    uint32_t per_page;
    int navigation;
};

struct planner {
    struct arena *arena;
    struct diags *diags;
    const struct model *model;
    size_t n_headers;
    struct header *headers;
    vec(struct page) pages;
    struct addresses addresses;
    struct plan *plan;
};

static const char *const own_folders[] = { "assets", "data", "files" };     /* of what is no page */
enum { N_OWN_FOLDERS = sizeof own_folders / sizeof *own_folders };

static const char *const header_keys[] = { "each", "only", "url", "title", "per_page", "navigation", NULL };

static uint32_t header_number(struct planner *planner, const struct node *node, const char *key)
{
    struct str text = shape_text(planner->diags, node, key);
    uint64_t value = 0;
    if (text.n && (!str_u64(text, &value) || value < 1 || value > 100000))
        diag_report(planner->diags, DIAG_BAD_VALUE, node_find(node, key)->pos, "'%s' must be a whole number from 1 to 100000", key);
    return (uint32_t)value;
}

/* False: reported. */
static bool check_url(struct planner *planner, const struct header *header, struct str url, const char *otherwise)
{
    const char *problem = str_is_ascii(url) ? path_name_problem(url) : "is not ASCII";
    if (!problem)
        problem = otherwise;
    if (problem)
        diag_report(planner->diags, DIAG_TEMPLATE_ERROR, header->url_pos, "the address '%.*s' %s", STR(url), problem);
    return !problem;
}

static bool load_url(struct planner *planner, const struct node *node, struct header *header)
{
    header->url = shape_required(planner->diags, node, "url", "a page header");
    if (!header->url.n)
        return false;
    header->url_pos = node_find(node, "url")->pos;
    bool own = false;
    for (size_t i = 0; i < N_OWN_FOLDERS; i++)
        own = own || str_eq_fold(str_sub(header->url, 0, str_find(header->url, '/')), str_of(own_folders[i]));
    return check_url(planner, header, header->url, own ? "is kept for files that are no pages" : NULL);
}

static bool load_header(struct planner *planner, const struct template *template, struct header *header)
{
    const struct node *node = template->header;
    struct pos top = { .file = template->file, .line = 1, .col = 1 };
    *header = (struct header){ .template = template };
    if (!node) {
        diag_report(planner->diags, DIAG_TEMPLATE_ERROR, top, "a page template begins with {#page … #}");
        return false;
    }
    if (!shape_is(planner->diags, node, NODE_MAPPING, "a page header") || !shape_keys(planner->diags, node, "a page header", header_keys))
        return false;
    header->each = shape_text(planner->diags, node, "each");
    header->only = shape_text(planner->diags, node, "only");
    bool fine = load_url(planner, node, header);
    header->title = shape_text(planner->diags, node, "title");
    header->per_page = header_number(planner, node, "per_page");
    header->navigation = (int)header_number(planner, node, "navigation");
    if (!header->each.n)
        header->each = S("site");
    static const char *const words[] = { "site", "type", "record", "framework", "requirement" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(header->each, words[i]))
            return fine;
    if (model_type(planner->model, header->each))
        return fine;
    diag_report(planner->diags, DIAG_BAD_VALUE, node_find(node, "each")->pos, "'%.*s' is neither site, type, record, framework, requirement nor a record type", STR(header->each));
    return false;
}

static const struct header *find_header(const struct planner *planner, struct str each, struct str only)
{
    for (size_t i = 0; i < planner->n_headers; i++)
        if (str_eq(planner->headers[i].each, each) && str_eq(planner->headers[i].only, only))
            return &planner->headers[i];
    return NULL;
}

struct names { struct str plural, id, framework, node; };

static void put_name(struct buf *url, struct str name)
{
    /* What Windows keeps for a device is so up to its first dot: aux.md becomes aux~.md. */
    bool reserved = name.n && path_name_problem(name);
    size_t stem = reserved ? str_find(name, '.') : name.n;
    buf_put(url, str_sub(name, 0, stem));
    if (reserved)
        buf_putc(url, '~');
    buf_put(url, str_sub(name, stem, name.n));
}

static struct str expand(struct planner *planner, struct str pattern, const struct names *names)
{
    const struct { struct str key, value; } values[] = {
        { S("{plural}"), names->plural }, { S("{id}"), names->id }, { S("{framework}"), names->framework }, { S("{node}"), names->node } };
    struct buf url = { 0 };
    for (size_t i = 0; i < pattern.n;) {
        size_t k = 0;
        while (k < 4 && !str_starts(str_sub(pattern, i, pattern.n), values[k].key))
            k++;
        if (k == 4) {
            buf_putc(&url, pattern.p[i++]);
        } else {
            put_name(&url, values[k].value);
            i += values[k].key.n;
        }
    }
    struct str text = buf_copy(planner->arena, &url);
    buf_free(&url);
    return text;
}

static struct page *add_page(struct planner *planner, const struct header *header, enum page_kind kind, struct str url, struct str title)
{
    struct page *page = vec_add(planner->arena, &planner->pages);
    bool below = address_is_below_file(&planner->addresses, url);
    url = address_claim(&planner->addresses, url);
    check_url(planner, header, url, below ? "lies below a page" : NULL);
    *page = (struct page){ .kind = kind, .template = header->template, .url = url, .title = title, .number = 1, .count = 1,
                           .navigation = header->navigation };
    return page;
}

static void plan_site(struct planner *planner)
{
    for (size_t i = 0; i < planner->n_headers; i++)
        if (str_is(planner->headers[i].each, "site"))
            add_page(planner, &planner->headers[i], PAGE_SITE, planner->headers[i].url, planner->headers[i].title);
}

/* "controls/index.html" and 2 give "controls/index-2.html". */
static struct str page_url(struct planner *planner, struct str url, uint32_t number)
{
    size_t end = address_stem(url);
    return number == 1 ? url : str_printf(planner->arena, "%.*s-%u%.*s", (int)end, url.p, number, (int)(url.n - end), url.p + end);
}

static void plan_type(struct planner *planner, const struct record_type *type)
{
    const struct header *header = find_header(planner, S("type"), type->name);
    uint32_t n = model_records(planner->model, type)->n;
    if (!header)
        header = find_header(planner, S("type"), S(""));
    if (!header || !n || type == planner->model->known->requirement || type == planner->model->known->framework)
        return;
    struct str url = expand(planner, header->url, &(struct names){ .plural = type->plural });
    uint32_t per_page = header->per_page ? header->per_page : n, count = (n + per_page - 1) / per_page;
    for (uint32_t k = 0; k < count; k++) {
        struct page *page = add_page(planner, header, PAGE_TYPE, page_url(planner, url, k + 1), type->titles);
        page->type = type;
        page->number = k + 1;
        page->count = count;
        page->first = k * per_page;
        page->n_rows = n - page->first < per_page ? n - page->first : per_page;
        if (k)
            page->navigation = 0;
        else
            planner->plan->type_url[type->index] = page->url;
    }
}

static void plan_framework(struct planner *planner, const struct framework *framework)
{
    for (size_t i = 0; i < planner->n_headers; i++) {
        const struct header *header = &planner->headers[i];
        if (!str_is(header->each, "framework") || (str_is(header->only, "annex") && !framework_has_annex(planner->model, framework)))
            continue;
        struct str url = expand(planner, header->url, &(struct names){ .framework = framework->id });
        struct str title = header->title.n ? header->title : record_title(framework->record);
        struct page *page = add_page(planner, header, PAGE_FRAMEWORK, url, title);
        page->record = framework->record;
        if (!header->title.n)
            planner->plan->record_url[framework->record->serial] = page->url;
    }
}

static void plan_requirements(struct planner *planner, const struct framework *framework)
{
    const struct known *known = planner->model->known;
    const struct header *header = find_header(planner, S("requirement"), S(""));
    for (size_t i = 0; header && i < framework->n_requirements; i++) {
        const struct record *requirement = framework->requirements[i];
        struct names names = { .framework = framework->id, .node = record_text(requirement, known->requirement_node) };
        struct str title = str_printf(planner->arena, "%.*s %.*s", STR(record_text(requirement, known->requirement_label)), STR(record_title(requirement)));
        struct page *page = add_page(planner, header, PAGE_REQUIREMENT, expand(planner, header->url, &names), title);
        page->record = requirement;
        planner->plan->record_url[requirement->serial] = page->url;
    }
}

static struct str record_page_title(struct planner *planner, const struct record *record)
{
    struct str title = record_title(record);
    if (str_eq(title, record->id) || record->type == planner->model->known->page)
        return title;
    return str_printf(planner->arena, "%.*s %.*s", STR(record->id), STR(title));
}

static void plan_records(struct planner *planner, const struct record_type *type)
{
    const struct header *header = find_header(planner, type->name, S(""));
    if (!header)
        header = find_header(planner, S("record"), S(""));
    if (!header || type == planner->model->known->requirement || type == planner->model->known->framework)
        return;
    const struct list *records = model_records(planner->model, type);
    for (uint32_t i = 0; i < records->n; i++) {
        const struct record *record = records->v[i].as.ref.record;
        struct str url = expand(planner, header->url, &(struct names){ .plural = type->plural, .id = record->id });
        struct page *page = add_page(planner, header, PAGE_RECORD, url, record_page_title(planner, record));
        page->record = record;
        page->type = type;
        planner->plan->record_url[record->serial] = page->url;
    }
}

/* Types whose bytes browsers show without running anything in them; everything else is stored as .txt. */
static bool is_inert(struct str path)
{
    static const char *const inert[] = { "png", "jpg", "jpeg", "pdf", "csv", "json", "zip", "xlsx", "txt" };
    struct str extension = path_extension(path);
    for (size_t i = 0; i < sizeof inert / sizeof *inert; i++)
        if (str_eq_fold(extension, str_of(inert[i])))
            return true;
    return false;
}

static void plan_files(struct planner *planner, bool travels)
{
    const struct list *evidence = model_records(planner->model, planner->model->known->evidence);
    struct str folder = S("content/evidence/");
    planner->plan->file_url = arena_array(planner->arena, evidence->n, struct str);
    struct map *by_path = map_new(planner->arena), *personal = evidence_personal_paths(planner->arena, planner->model);
    for (uint32_t i = 0; i < evidence->n; i++) {
        const struct evidence_file *file = &planner->model->evidence[i];
        if (!file->facts || (travels && map_find(personal, file->path)))
            continue;
        struct str *known = map_find(by_path, file->path);
        if (!known) {
            struct str name = str_starts(file->path, folder) ? str_sub(file->path, folder.n, file->path.n) : file->path;
            struct str url = str_printf(planner->arena, "files/%.*s%s", STR(name), is_inert(name) ? "" : ".txt");
            if (path_name_problem(url) || !str_is_ascii(url) || address_is_below_file(&planner->addresses, url))        /* not for every system: named by its digest */
                url = str_printf(planner->arena, "files/%.*s.%.*s", STR(str_sub(digest_hex(planner->arena, file->digest), 0, 32)),
                                 STR(is_inert(name) ? path_extension(name) : S("txt")));
            known = arena_new_of(planner->arena, struct str);
            *known = address_claim(&planner->addresses, url);
            map_put(by_path, file->path, known);
        }
        planner->plan->file_url[i] = *known;
    }
}

static int by_navigation(const void *a, const void *b)
{
    const struct page *x = *(const struct page *const *)a, *y = *(const struct page *const *)b;
    return x->navigation != y->navigation ? x->navigation - y->navigation : str_cmp(x->url, y->url);
}

static void finish(struct planner *planner)
{
    struct plan *plan = planner->plan;
    plan->n = planner->pages.n;
    plan->pages = planner->pages.v;
    plan->navigation = arena_array(planner->arena, plan->n, const struct page *);
    for (size_t i = 0; i < plan->n; i++)
        if (plan->pages[i].navigation)
            plan->navigation[plan->n_navigation++] = &plan->pages[i];
    qsort(plan->navigation, plan->n_navigation, sizeof *plan->navigation, by_navigation);
}

static bool load_headers(struct planner *planner, const struct templates *templates)
{
    bool fine = true;
    planner->headers = arena_array(planner->arena, templates->n, struct header);
    for (size_t i = 0; i < templates->n; i++) {
        if (!str_starts(templates->v[i].name, S("pages/")))
            continue;
        if (load_header(planner, &templates->v[i], &planner->headers[planner->n_headers]))
            planner->n_headers++;
        else
            fine = false;
    }
    return fine;
}

const struct plan *plan_make(struct arena *arena, struct diags *diags, const struct model *model,
                             const struct templates *templates, bool travels)
{
    size_t errors = diags->errors;
    struct planner planner = { .arena = arena, .diags = diags, .model = model };
    addresses_new(arena, &planner.addresses);
    planner.plan = arena_new_of(arena, struct plan);
    planner.plan->record_url = arena_array(arena, model->n_serials, struct str);
    planner.plan->type_url = arena_array(arena, model->n_types, struct str);
    if (!load_headers(&planner, templates))
        return NULL;
    for (size_t i = 0; i < N_OWN_FOLDERS; i++)
        address_keep_folder(&planner.addresses, str_of(own_folders[i]));
    plan_site(&planner);                    /* fixed addresses first: records give way to them */
    for (size_t i = 0; i < model->n_types; i++)
        plan_type(&planner, model->types[i]);
    for (size_t i = 0; i < model->n_frameworks; i++)
        if (model->frameworks[i].in_scope)
            plan_framework(&planner, &model->frameworks[i]);
    for (size_t i = 0; i < model->n_frameworks; i++)
        if (model->frameworks[i].in_scope)
            plan_requirements(&planner, &model->frameworks[i]);
    for (size_t i = 0; i < model->n_types; i++)
        plan_records(&planner, model->types[i]);
    plan_files(&planner, travels);
    finish(&planner);
    return diags->errors == errors ? planner.plan : NULL;
}
