/* dossier init DIR: a new project from a folder of templates/init in the library. Everything is written beside its place
 * first, in a folder of its own within DIR, and then moved: a folder holds the whole project or none of it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "cli/session.h"
#include "out/folder.h"

static const char templates[] = "templates/init", staging[] = ".dossier-init";
enum { TEMPLATE_FILE_MAX = 1 << 20 };

static const struct option_row options[] = {
    { "template", 0, "NAME", "what to begin with: iso-42001 or minimal (default: iso-42001)" },
    { NULL, 0, NULL, NULL }
};

struct init {
    const struct invocation *call;
    struct arena *arena;
    int library, target;
    struct str name;            /* of the template */
    struct listing files;       /* of the template, relative to it */
};

static void add_name(void *context, struct str name, void *value)
{
    (void)value;
    buf_printf(context, "%s%.*s", ((struct buf *)context)->n ? ", " : "", STR(name));
}

/* Keeps the files of the template; ends with exit 2 and the names of all templates when there is none of its name. */
static void find_template(struct init *init)
{
    struct listing all = { 0 };
    struct map *names = map_new(init->arena);
    folder_list(init->arena, init->library, templates, &all);
    for (size_t i = 0; i < all.list.n; i++) {
        struct str path = all.list.v[i].path, name = str_sub(path, 0, str_find(path, '/'));
        map_put(names, name, names);
        if (!str_eq(name, init->name))
            continue;
        struct listed *file = vec_add(init->arena, &init->files.list);
        *file = all.list.v[i];
        file->path = str_sub(path, name.n + 1, path.n);
    }
    if (init->files.list.n)
        return;
    struct buf list = { 0 };
    map_each(names, add_name, &list);
    usage_error(init->call->command, "there is no template '%.*s'; there are: %.*s", STR(init->name), STR(buf_str(&list)));
}

static bool is_empty(int folder)
{
    int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = own < 0 ? NULL : fdopendir(own);
    bool empty = dir;
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        empty = empty && (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") || !strcmp(entry->d_name, staging));
    if (dir)
        closedir(dir);
    return empty;
}

static void open_target(struct init *init, const char *path)
{
    folder_make(AT_FDCWD, path);
    init->target = folder_open(path);
    if (init->target < 0)
        die(EXIT_MACHINE, "cannot open the folder %s: %s", path, strerror(errno));
    if (!is_empty(init->target))
        usage_error(init->call->command, "%s is not empty; a new project wants a folder of its own", path);
}

static void write_file(const struct init *init, const struct listed *file)
{
    struct str text, from = str_printf(init->arena, "%s/%.*s/%.*s", templates, STR(init->name), STR(file->path));
    struct str to = path_join(init->arena, str_of(staging), file->path);
    enum file_problem problem = file_read(init->arena, init->library, str_c(init->arena, from), TEMPLATE_FILE_MAX, &text);
    if (problem != FILE_FINE)
        die(EXIT_MACHINE, "the library's %.*s %s", STR(from), file_problem_text(problem));
    file_write(init->target, str_c(init->arena, to), text);
}

/* dossier.yaml comes last: with it the folder is a project. */
static void move_all(const struct init *init)
{
    struct map *moved = map_new(init->arena);
    for (int last = 0; last < 2; last++)
        for (size_t i = 0; i < init->files.list.n; i++) {
            struct str path = init->files.list.v[i].path, top = str_sub(path, 0, str_find(path, '/'));
            if (str_is(top, "dossier.yaml") != last || !map_put(moved, top, moved))
                continue;
            const char *from = str_c(init->arena, path_join(init->arena, str_of(staging), top)), *to = str_c(init->arena, top);
            if (renameat(init->target, from, init->target, to) != 0)
                die(EXIT_MACHINE, "cannot write %s: %s", to, strerror(errno));
        }
    unlinkat(init->target, staging, AT_REMOVEDIR);
}

static int run(const struct invocation *call)
{
    const char *template = option_value(call, "template");
    struct init init = { .call = call, .arena = arena_new(), .name = str_of(template ? template : "iso-42001") };
    struct str library = library_find(init.arena);
    init.library = folder_open(str_c(init.arena, library));
    if (init.library < 0)
        die(EXIT_MACHINE, "cannot open the library '%.*s': %s", STR(library), strerror(errno));
    find_template(&init);
    open_target(&init, call->operands[0]);
    folder_remove(init.target, staging);        /* of a run that was interrupted */
    for (size_t i = 0; i < init.files.list.n; i++)
        write_file(&init, &init.files.list.v[i]);
    move_all(&init);
    if (call->verbosity > VERBOSITY_QUIET)
        fprintf(stderr, "%s: %zu files; begin with content/pages/start.md, and run `dossier -C %s check`\n", call->operands[0], init.files.list.n, call->operands[0]);
    close(init.target);
    close(init.library);
    arena_free(init.arena);
    return EXIT_FINE;
}

const struct command command_init = { .name = "init", .operands = "DIR", .summary = "make a new project in an empty folder",
    .options = options, .least = 1, .most = 1, .run = run };
