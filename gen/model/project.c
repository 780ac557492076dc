/* A project on disk, and the library beneath it. */
#include "model/project.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "base/map.h"
#include "base/path.h"

void project_open(struct arena *arena, struct sources *sources, struct str root, struct str library,
                  struct project *project)
{
    *project = (struct project){ .arena = arena, .sources = sources, .root = root, .library = library };
    project->taken = map_new(sources->arena);       /* grows as long as the sources do */
    project->folder = folder_open(str_c(arena, root));
    if (project->folder < 0)
        die(EXIT_USAGE, "cannot open the project folder '%.*s': %s", STR(root), strerror(errno));
    project->library_folder = folder_open(str_c(arena, library));
    if (project->library_folder < 0)
        die(EXIT_MACHINE, "cannot open the library '%.*s': %s", STR(library), strerror(errno));
}

void project_close(struct project *project)
{
    close(project->folder);
    close(project->library_folder);
}

static uint32_t source_of(struct project *project, struct str shown, struct str root, struct str path)
{
    uint32_t *known = map_find(project->taken, shown);
    if (known)
        return *known;
    known = arena_new_of(project->sources->arena, uint32_t);
    *known = sources_add(project->sources, shown, path_join(project->arena, root, path));
    map_put(project->taken, shown, known);
    return *known;
}

uint32_t project_source(struct project *project, struct str path)
{
    return source_of(project, path, project->root, path);
}

static void add_input(struct project *project, struct inputs *inputs, struct str path, bool library)
{
    struct input *input = vec_add(project->arena, &inputs->list);
    input->path = path;
    input->name = path_stem(path);
    input->library = library;
    input->file = source_of(project, path, library ? project->library : project->root, path);
    project->sources->list.v[input->file].compiled = true;
}

static void list_folder(struct project *project, bool library, const char *folder, struct listing *listing)
{
    *listing = (struct listing){ 0 };
    folder_list(project->arena, library ? project->library_folder : project->folder, folder, listing);
    struct str prefix = str_of(folder);
    for (size_t i = 0; i < listing->list.n; i++)
        listing->list.v[i].path = path_join(project->arena, prefix, listing->list.v[i].path);
}

static void sort_inputs(struct inputs *inputs)
{
    /* Two sorted runs are merged by insertion: the library's run is short. */
    for (size_t i = 1; i < inputs->list.n; i++) {
        struct input input = inputs->list.v[i];
        size_t k = i;
        for (; k > 0 && str_cmp(inputs->list.v[k - 1].path, input.path) > 0; k--)
            inputs->list.v[k] = inputs->list.v[k - 1];
        inputs->list.v[k] = input;
    }
}

void project_overlay(struct project *project, const char *folder, const char *extension, struct inputs *inputs)
{
    struct map *own = map_new(project->arena);
    for (int library = 0; library < 2; library++) {
        struct listing listing;
        list_folder(project, library, folder, &listing);
        for (size_t i = 0; i < listing.list.n; i++) {
            struct str path = listing.list.v[i].path;
            if (str_is(path_extension(path), extension) && map_put(own, path, project))
                add_input(project, inputs, path, library);
        }
    }
    sort_inputs(inputs);
}

static void list_own(struct project *project)
{
    static const char *const folders[] = { "controls", "content" };
    struct listing listings[2];
    project->own.n = 0;
    for (size_t k = 0; k < 2; k++) {
        list_folder(project, false, folders[k], &listings[k]);
        project->own.n += listings[k].list.n;
    }
    project->own.v = arena_array(project->arena, project->own.n, struct listed);
    struct listed *to = project->own.v;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < listings[k].list.n; i++)
            *to++ = listings[k].list.v[i];
}

const struct own_files *project_own(struct project *project)
{
    if (!project->own.v)
        list_own(project);
    return &project->own;
}

void project_files(struct project *project, struct str folder, const char *extension,
                   bool (*skip)(struct str path), struct inputs *inputs)
{
    const struct own_files *own = project_own(project);
    for (size_t i = 0; i < own->n; i++) {
        struct str path = own->v[i].path;
        if (str_starts(path, folder) && str_is(path_extension(path), extension) && !(skip && skip(path)))
            add_input(project, inputs, path, false);
    }
}

bool input_read(struct arena *arena, struct diags *diags, const struct project *project, struct input *input, size_t max)
{
    int folder = input->library ? project->library_folder : project->folder;
    enum file_problem problem = file_read(arena, folder, str_c(arena, input->path), max, &input->text);
    if (problem == FILE_FINE)
        return true;
    input->text = S("");
    diag_report(diags, problem == FILE_TOO_LARGE ? DIAG_TOO_LARGE : DIAG_UNREADABLE_FILE, (struct pos){ .file = input->file },
                "%s", file_problem_text(problem));
    return false;
}
