/* The environment of collectors: the same wherever `dossier collect` is started from, as far as it can be. */
#include "collect/environment.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/die.h"
#include "base/path.h"

#define COLLECTORS_FOLDER "controls/collectors"

static struct str absolute(struct arena *arena, struct str path)
{
    char *real = realpath(str_c(arena, path), NULL);
    if (!real)
        die(EXIT_MACHINE, "cannot find the folder %.*s: %s", STR(path), strerror(errno));
    struct str copy = str_copy(arena, str_of(real));
    free(real);
    return copy;
}

static void add(struct arena *arena, struct surroundings *surroundings, size_t *n, const char *name, struct str value)
{
    struct str text = str_printf(arena, "%s=%.*s", name, STR(value));
    char *copy = arena_bytes(arena, text.n + 1);
    memcpy(copy, text.p, text.n + 1);
    surroundings->variables[(*n)++] = copy;
}

void surroundings_make(struct arena *arena, const struct project *project, const struct collector *collector, struct surroundings *surroundings)
{
    static const char *const kept[] = { "HOME", "TMPDIR" };
    struct str own = absolute(arena, project->root), library = absolute(arena, project->library);
    struct str path = str_of(getenv("PATH"));
    size_t n = 0;
    if (!path.n)
        path = S("/usr/local/bin:/usr/bin:/bin");
    *surroundings = (struct surroundings){ .project = own, .variables = arena_array(arena, collector->n_environment + 6, char *),
        .path = str_printf(arena, "%.*s/" COLLECTORS_FOLDER ":%.*s/" COLLECTORS_FOLDER ":%.*s", STR(own), STR(library), STR(path)) };
    add(arena, surroundings, &n, "LC_ALL", S("C.UTF-8"));
    add(arena, surroundings, &n, "PATH", surroundings->path);
    add(arena, surroundings, &n, "TZ", S("UTC"));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (getenv(kept[i]))
            add(arena, surroundings, &n, kept[i], str_of(getenv(kept[i])));
    for (size_t i = 0; i < collector->n_environment; i++) {
        const char *name = str_c(arena, collector->environment[i]);
        if (getenv(name))
            add(arena, surroundings, &n, name, str_of(getenv(name)));
    }
    surroundings->variables[n] = NULL;
}

static bool is_program(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

const char *surroundings_program(struct arena *arena, const struct surroundings *surroundings, struct str name)
{
    struct str rest = surroundings->path, folder;
    if (str_find(name, '/') < name.n)
        return str_c(arena, name);
    while (str_split(&rest, ':', &folder)) {
        struct str path = path_join(arena, folder, name);
        if (folder.n && folder.p[0] == '/' && is_program(path.p))
            return path.p;
    }
    return str_c(arena, name);
}
