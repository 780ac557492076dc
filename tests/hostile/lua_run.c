/* Runs Lua as a page does: lua_run FILE MEGABYTES. A file that ends in .html is a template, any other the inside of
 * {% … %}. Prints the page or the diagnostics; ends with 0 when the page was made, with 4 when it took more memory
 * than that (0: as much as it likes), else with 1. */
#include <stdio.h>
#include <sys/resource.h>

#include "../unit/render_fixture.h"

#include "base/file.h"

static struct str template_of(struct arena *arena, const char *path)
{
    struct str text;

    if (file_read_path(arena, path, 4 << 20, &text) != FILE_FINE) {
        fprintf(stderr, "lua_run: cannot read %s\n", path);
        exit(2);
    }
    if (str_ends(str_of(path), S(".html")))
        return text;
    struct buf all = { .p = NULL };
    buf_puts(&all, "{% ");
    buf_put(&all, text);
    buf_puts(&all, "\n%}");
    text = buf_copy(arena, &all);
    buf_free(&all);
    return text;
}

static void print(const struct render_fixture *f, const struct diag *diag)
{
    printf("%.*s:%u:%u: %.*s\n", STR(sources_shown(&f->sources, diag->pos.file)), (unsigned)diag->pos.line,
           (unsigned)diag->pos.col, STR(diag->message));
}

static bool took_more(long megabytes)
{
    struct rusage usage;

    return megabytes && getrusage(RUSAGE_SELF, &usage) == 0 && usage.ru_maxrss > megabytes << 10;
}

int main(int argc, char **argv)
{
    struct render_fixture *f = fixture_new(3);
    const struct template *template;
    size_t errors;

    if (argc != 3)
        return 2;
    template = fixture_template(f, "pages/hostile", template_of(f->arena, argv[1]));
    fixture_template(f, "parts/hostile", template->text);
    if (fixture_draw(f, template))
        fwrite(f->out.p, 1, f->out.n, stdout);
    for (size_t i = 0; i < f->diags.list.n; i++)
        print(f, &f->diags.list.v[i]);
    errors = f->diags.errors;
    fixture_free(f);
    if (took_more(strtol(argv[2], NULL, 10)))
        return 4;
    return errors != 0;
}
