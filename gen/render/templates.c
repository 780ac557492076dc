/* Loading templates, strings, icons and assets. */
#include "render/templates.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/path.h"
#include "model/shape.h"

enum { TEMPLATE_FILE_MAX = 1 << 20 };

static const char *theme_folder(struct project *project, struct str theme, const char *below)
{
    return str_printf(project->arena, "themes/%.*s%s", STR(theme), below).p;
}

struct found { struct inputs own, theme, built_in; };

static void list_templates(struct project *project, struct str theme, struct found *found)
{
    struct inputs all = { 0 };
    project_overlay(project, "templates", "html", &all);
    for (size_t i = 0; i < all.list.n; i++)
        *vec_add(project->arena, &(all.list.v[i].library ? &found->built_in : &found->own)->list) = all.list.v[i];
    project_overlay(project, theme_folder(project, theme, ""), "html", &found->theme);
}

/* "templates/pages/home.html" and "themes/plain/pages/home.html" are both "pages/home". */
static struct str template_name(struct str path, size_t prefix)
{
    return str_sub(path, prefix, path.n - 5);
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct template *)a)->name, ((const struct template *)b)->name);
}

struct loading {
    struct project *project;
    struct diags *diags;
    vec(struct template) list;
    struct map *seen;
    bool foreign;
};

/* {#page … #} at the start of a file is its header. */
static bool read_header(struct loading *loading, struct template *template)
{
    struct str open = S("{#page");
    if (!str_starts(template->text, open))
        return true;
    size_t end = str_find_str(template->text, S("#}"));
    struct str yaml = str_sub(template->text, open.n, end);
    template->header = yaml_read(loading->project->arena, loading->diags, template->file, yaml, 1);
    return template->header;
}

static bool load_template(struct loading *loading, struct input *input, size_t prefix)
{
    struct str name = template_name(input->path, prefix);
    if (!map_put(loading->seen, name, input))
        return true;                        /* a file with more right to the name came first */
    if (!input_read(loading->project->arena, loading->diags, loading->project, input, TEMPLATE_FILE_MAX))
        return false;
    struct template *template = vec_add(loading->project->arena, &loading->list);
    *template = (struct template){ .name = name, .file = input->file, .text = input->text };
    loading->foreign |= !input->library;
    return read_header(loading, template);
}

static bool load_inputs(struct loading *loading, struct inputs *inputs, struct str folder)
{
    bool fine = true;
    for (size_t i = 0; i < inputs->list.n; i++)
        fine = load_template(loading, &inputs->list.v[i], folder.n + 1) && fine;
    return fine;
}

static bool load_strings(struct project *project, struct diags *diags, const struct settings *settings, struct templates *templates)
{
    struct inputs inputs = { 0 };
    templates->strings = map_new(project->arena);
    project_overlay(project, theme_folder(project, settings->theme, "/strings"), "yaml", &inputs);
    for (size_t i = 0; i < inputs.list.n; i++) {
        struct input *input = &inputs.list.v[i];
        if (!str_eq(input->name, settings->language))
            continue;
        if (!input_read(project->arena, diags, project, input, YAML_FILE_MAX))
            return false;
        const struct node *node = yaml_read(project->arena, diags, input->file, input->text, 1);
        if (!node || !shape_is(diags, node, NODE_MAPPING, "a file of strings"))
            return false;
        for (size_t k = 0; k < node->n; k++) {
            struct str *text = arena_new_of(project->arena, struct str);
            *text = node->pairs[k].value.text;
            if (text->n)
                map_put(templates->strings, node->pairs[k].key, text);
        }
    }
    return true;
}

static bool load_icons(struct project *project, struct diags *diags, struct str theme, struct templates *templates)
{
    struct inputs inputs = { 0 };
    templates->icons = map_new(project->arena);
    project_overlay(project, theme_folder(project, theme, "/icons"), "svg", &inputs);
    for (size_t i = 0; i < inputs.list.n; i++) {
        struct str *text = arena_new_of(project->arena, struct str);
        if (!input_read(project->arena, diags, project, &inputs.list.v[i], TEMPLATE_FILE_MAX))
            return false;
        *text = str_trim(inputs.list.v[i].text);
        map_put(templates->icons, inputs.list.v[i].name, text);
    }
    return true;
}

/* themes/NAME/icons.yaml: more words for the icons there are. */
static bool load_icon_words(struct project *project, struct diags *diags, struct str theme, struct templates *templates)
{
    struct inputs inputs = { 0 };
    project_overlay(project, theme_folder(project, theme, ""), "yaml", &inputs);
    for (size_t i = 0; i < inputs.list.n; i++) {
        struct input *input = &inputs.list.v[i];
        if (!str_is(input->name, "icons"))
            continue;
        if (!input_read(project->arena, diags, project, input, YAML_FILE_MAX))
            return false;
        const struct node *node = yaml_read(project->arena, diags, input->file, input->text, 1);
        if (!node || !shape_is(diags, node, NODE_MAPPING, "a file of icon words"))
            return false;
        for (size_t k = 0; k < node->n; k++) {
            struct str *icon = map_find(templates->icons, shape_text(diags, node, str_c(project->arena, node->pairs[k].key)));
            if (icon)
                map_put(templates->icons, node->pairs[k].key, icon);
            else
                diag_report(diags, DIAG_DANGLING_REFERENCE, node->pairs[k].value.pos, "there is no icon '%.*s'", STR(node->pairs[k].value.text));
        }
    }
    return true;
}

bool templates_load(struct project *project, struct diags *diags, const struct settings *settings, struct templates *templates)
{
    struct found found = { 0 };
    list_templates(project, settings->theme, &found);
    struct loading loading = { .project = project, .diags = diags, .seen = map_new(project->arena) };
    struct str theme = str_of(theme_folder(project, settings->theme, ""));
    bool fine = load_inputs(&loading, &found.own, S("templates"));
    fine = load_inputs(&loading, &found.theme, theme) && fine;
    fine = load_inputs(&loading, &found.built_in, S("templates")) && fine;
    qsort(loading.list.v, loading.list.n, sizeof *loading.list.v, by_name);
    *templates = (struct templates){ .n = loading.list.n, .v = loading.list.v, .by_name = map_new(project->arena), .foreign = loading.foreign };
    for (size_t i = 0; i < templates->n; i++)
        map_put(templates->by_name, templates->v[i].name, &templates->v[i]);
    fine = load_strings(project, diags, settings, templates) && fine;
    fine = load_icons(project, diags, settings->theme, templates) && fine;
    return load_icon_words(project, diags, settings->theme, templates) && fine;
}

struct str templates_translate(const struct templates *templates, struct str text)
{
    const struct str *words = templates->strings ? map_find(templates->strings, text) : NULL;
    return words ? *words : text;
}

/* A part is offered to documents when its first comment says so: {#part … #}. */
static bool is_document_part(struct project *project, struct input *input)
{
    struct diags quiet;                     /* a file that cannot be read is reported when templates are loaded */
    diags_new(project->arena, &quiet);
    return str_is(path_name(path_folder(input->path)), "parts")
        && input_read(project->arena, &quiet, project, input, TEMPLATE_FILE_MAX) && str_starts(input->text, S("{#part "));
}

/* The options of a part are what it reads of `args`; a document cannot write `of`, which is a record. */
static struct part_name part_of(struct arena *arena, const struct input *input)
{
    struct str prefix = S("args."), rest = input->text;
    vec(struct str) options = { 0 };
    for (size_t at = str_find_str(rest, prefix); at < rest.n; at = str_find_str(rest, prefix)) {
        rest = str_sub(rest, at + prefix.n, rest.n);
        size_t n = 0;
        while (n < rest.n && (rest.p[n] == '_' || isalnum((unsigned char)rest.p[n])))
            n++;
        struct str name = str_sub(rest, 0, n);
        bool known = !n || str_is(name, "of") || str_is(name, "text");
        for (size_t i = 0; i < options.n; i++)
            known = known || str_eq(options.v[i], name);
        if (!known)
            *vec_add(arena, &options) = name;
    }
    return (struct part_name){ input->name, options.n, options.v };
}

struct part_names templates_parts(struct project *project, struct str theme)
{
    struct found found = { 0 };
    list_templates(project, theme, &found);
    vec(struct part_name) names = { 0 };
    struct inputs *const all[] = { &found.own, &found.theme, &found.built_in };
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < all[k]->list.n; i++)
            if (is_document_part(project, &all[k]->list.v[i]))
                *vec_add(project->arena, &names) = part_of(project->arena, &all[k]->list.v[i]);
    return (struct part_names){ names.n, names.v };
}

/* themes/NAME/a/site.css is assets/a/site.css. */
static void put_asset(const struct input *input, struct diags *diags, size_t prefix, struct tree *tree)
{
    struct str path = path_join(tree->arena, S("assets"), str_sub(input->path, prefix, input->path.n));
    const char *problem = path_name_problem(path);
    if (!problem && tree_find(tree, path))
        problem = "differs only in case from another one";
    for (struct str folder = path_folder(path); folder.n && !problem; folder = path_folder(folder))
        if (tree_find(tree, folder))
            problem = "lies below another one";
    if (problem)
        diag_report(diags, DIAG_BAD_VALUE, (struct pos){ .file = input->file }, "the name '%.*s' %s", STR(path), problem);
    else
        tree_put(tree, path, input->text, media_type_of(path));
}

void templates_assets(struct project *project, struct diags *diags, struct str theme, struct tree *tree)
{
    static const char *const extensions[] = { "css", "js" };
    const char *folder = theme_folder(project, theme, "");
    for (size_t k = 0; k < 2; k++) {
        struct inputs inputs = { 0 };
        project_overlay(project, folder, extensions[k], &inputs);
        for (size_t i = 0; i < inputs.list.n; i++)
            if (input_read(project->arena, diags, project, &inputs.list.v[i], TEMPLATE_FILE_MAX))
                put_asset(&inputs.list.v[i], diags, str_of(folder).n + 1, tree);
    }
}
