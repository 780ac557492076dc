/* The whole package, from trees to a file: layout, nesting, bag, signature, container. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/tree.h"
#include "pack/bag.h"
#include "pack/container.h"
#include "pack/format.h"
#include "pack/signer.h"

enum { FIXED_ENTRIES = 8, META_ENTRIES = 2 };   /* what every package has; what a signature adds */

struct making {
    struct arena *arena;
    struct pool *pool;
    const struct package_input *input;
    const char *path;
    struct package_plan plan;
    struct zip_time time;
    struct spill spill;
    struct entries entries;
    int nested[2];                      /* open nested ZIPs, or -1 */
    struct package_problem *problem;
};

static size_t tree_count(const struct tree *tree)
{
    return tree != NULL ? tree->list.n : 0;
}

static bool names_fit(const char *prefix, const struct tree *tree)
{
    for (size_t i = 0; i < tree_count(tree); i++)
        if (strlen(prefix) + str_code_points(tree->list.v[i].path) > PACKAGE_NAME_MAX)
            return false;
    return true;
}

struct package_plan package_plan(const struct package_input *input)
{
    size_t site = tree_count(input->site), source = tree_count(input->source);
    size_t fixed = FIXED_ENTRIES + META_ENTRIES + (input->since.n > 0);
    bool many = fixed + site + source > PACKAGE_NEST_ENTRIES;
    struct package_plan plan = {
        .site_nested = site > 0 && (many || !names_fit(PACKAGE_SITE "/", input->site)),
        .source_nested = source > 0 && (many || !names_fit(PACKAGE_SOURCE "/", input->source)),
    };
    plan.entries = fixed + (plan.site_nested ? 2 : site) + (plan.source_nested ? 2 : source);
    return plan;
}

/* Texts that are written here never need a second look at their size: they are small. */
static struct entry *put(struct making *making, const char *name, struct str bytes, const char *media_type)
{
    return entries_put(&making->entries, str_of(name), bytes, media_type);
}

static bool nested_names_allowed(struct making *making, const struct entries *inner)
{
    for (size_t i = 0; i < inner->list.n; i++)
        if (str_starts(inner->list.v[i].name, S(PACKAGE_META)))
            return package_fail(making->problem, EXIT_USAGE, "'%.*s' cannot go into a package: META-INF is reserved",
                                STR(inner->list.v[i].name));
    return true;
}

/* One tree as one stored entry, with the list of what is inside beside it. */
static bool put_nested(struct making *making, const char *name, const struct tree *tree, int *fd)
{
    struct entries inner;
    entries_new(making->arena, &inner, making->input->project_folder);
    entries_put_tree(&inner, "", tree, making->input->spool);
    entries_sort(&inner);
    if (!nested_names_allowed(making, &inner)
        || !entries_pack(making->pool, &inner, 0, &making->spill, making->problem))
        return false;
    const char *temporary = beside_new(making->arena, making->path);
    if (!container_write(&inner, temporary, making->time, making->problem)) {
        unlink(temporary);
        return false;
    }
    *fd = open(temporary, O_RDONLY | O_CLOEXEC);
    unlink(temporary);
    if (*fd < 0)
        die(EXIT_MACHINE, "cannot read a file that was just written: %s", strerror(errno));
    struct measured whole = measure(*fd);
    struct str zip = str_printf(making->arena, "%s%s", name, PACKAGE_NESTED);
    struct entry *entry = entries_put(&making->entries, zip, (struct str){NULL, 0}, "application/zip");
    entry->fd = *fd;
    entry->size = entry->packed = whole.size;
    entry->digest = whole.digest;
    entry->crc = whole.crc;
    struct str list = str_printf(making->arena, "%s%s", name, PACKAGE_NESTED_LIST);
    entries_put(&making->entries, list, bag_list(making->arena, &inner, ""), "text/plain");
    return true;
}

static bool put_tree(struct making *making, const char *name, const struct tree *tree, bool nested, int *fd)
{
    if (tree_count(tree) == 0)
        return true;
    if (nested)
        return put_nested(making, name, tree, fd);
    entries_put_tree(&making->entries, str_c(making->arena, str_printf(making->arena, "%s/", name)), tree, making->input->spool);
    return true;
}

static bool pack_new(struct making *making, size_t first)
{
    return entries_pack(making->pool, &making->entries, first, &making->spill, making->problem);
}

/* Everything below data/, packed; then what describes it, each piece after what it speaks about. */
static bool put_contents(struct making *making)
{
    const struct package_input *input = making->input;
    struct entries *entries = &making->entries;
    entries_put_file(entries, S(PACKAGE_DATA), input->data_json, input->spool);
    if (!put_tree(making, PACKAGE_SITE, input->site, making->plan.site_nested, &making->nested[0])
        || !put_tree(making, PACKAGE_SOURCE, input->source, making->plan.source_nested, &making->nested[1]))
        return false;
    if (input->since.n > 0)
        put(making, PACKAGE_SINCE, input->since, "text/plain");
    struct str readme = input->readme.n > 0 ? input->readme : readme_text(making->arena, input, &making->plan);
    put(making, PACKAGE_COVER, input->cover_html, "text/html");
    put(making, PACKAGE_README, readme, "text/plain");
    put(making, PACKAGE_BAGIT, S(BAGIT_TEXT), "text/plain");
    entries_sort(entries);
    if (!pack_new(making, 0))
        return false;

    size_t next = entries->list.n;
    put(making, PACKAGE_MANIFEST, bag_manifest(making->arena, entries), "text/plain");
    if (!pack_new(making, next))
        return false;
    entries_sort(entries);

    next = entries->list.n;
    put(making, PACKAGE_BAG_INFO, bag_info(making->arena, input, entries), "text/plain")->store = true;
    put(making, PACKAGE_MIMETYPE_NAME, S(PACKAGE_MIMETYPE), "text/plain")->store = true;
    if (!pack_new(making, next))
        return false;
    entries_sort(entries);

    next = entries->list.n;
    put(making, PACKAGE_TAG_MANIFEST, bag_tag_manifest(making->arena, entries), "text/plain")->store = true;
    if (!pack_new(making, next))
        return false;
    entries_sort(entries);
    return true;
}

/* mimetype stands first, whatever sorts before it. */
static void mimetype_first(struct entries *entries)
{
    size_t at = 0;
    while (!str_is(entries->list.v[at].name, PACKAGE_MIMETYPE_NAME))
        at++;
    struct entry mimetype = entries->list.v[at];
    memmove(&entries->list.v[1], &entries->list.v[0], at * sizeof mimetype);
    entries->list.v[0] = mimetype;
}

static bool sign_contents(struct making *making, const struct signer *signer)
{
    size_t next = making->entries.list.n;
    return cades_put(&making->entries, &making->entries, signer, 1, making->input->source_date_epoch, making->problem)
        && pack_new(making, next);
}

static bool total_allowed(struct making *making)
{
    uint64_t total = 0;
    for (size_t i = 0; i < making->entries.list.n; i++)
        total += making->entries.list.v[i].size;
    return total <= PACKAGE_TOTAL_MAX
        || package_fail(making->problem, EXIT_USAGE, "the package would hold more than %u GB",
                        (unsigned)(PACKAGE_TOTAL_MAX >> 30));
}

static bool write_file(struct making *making, struct package_result *result)
{
    const char *temporary = beside_new(making->arena, making->path);
    if (!container_write(&making->entries, temporary, making->time, making->problem)) {
        unlink(temporary);
        return false;
    }
    struct measured whole = beside_publish(temporary, making->path);
    result->digest = whole.digest;
    result->size = whole.size;
    return true;
}

static int64_t time_of(const struct package_input *input)
{
    date_days day;
    if (input->source_date_epoch >= 0)
        return input->source_date_epoch;
    return date_parse(input->as_of, &day) ? (int64_t)day * 86400 : 0;
}

bool package_write(struct pool *pool, const struct package_input *input, const char *path,
                   const struct signer *signer, struct package_result *result, struct package_problem *problem)
{
    struct making making = {
        .arena = arena_new(), .pool = pool, .input = input, .path = path, .plan = package_plan(input),
        .time = zip_time_of(time_of(input)), .nested = {-1, -1}, .problem = problem,
    };
    *result = (struct package_result){.signatures = signer != NULL};
    entries_new(making.arena, &making.entries, input->project_folder);
    spill_open(&making.spill, path);
    bool fine = put_contents(&making) && total_allowed(&making);
    if (fine) {
        mimetype_first(&making.entries);
        fine = (signer == NULL || sign_contents(&making, signer)) && write_file(&making, result);
    }
    size_t count;
    result->entries = making.entries.list.n;
    result->payload = bag_payload(&making.entries, &count);
    spill_close(&making.spill);
    for (size_t i = 0; i < 2; i++)
        if (making.nested[i] >= 0)
            close(making.nested[i]);
    arena_free(making.arena);
    return fine;
}
