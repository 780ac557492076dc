/* Reads one hostile file as Markdown (FILE.md) or YAML: read_run FILE SECONDS MEGABYTES (0: any number of them).
 * Prints the diagnostics. Ends with 0 when the file was read, with 1 when it was refused at a place, with 4 when
 * it took more processor time or memory than that, with 5 when it was refused without a word. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/file.h"
#include "read/document.h"

static bool took_more(double seconds, long megabytes)
{
    struct rusage usage;

    if (getrusage(RUSAGE_SELF, &usage) != 0)
        return true;
    double used = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                  (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    printf("%.2f seconds, %ld MB\n", used, usage.ru_maxrss >> 10);
    return used > seconds || (megabytes && usage.ru_maxrss > megabytes << 10);
}

static bool is_refused(struct arena *arena, struct diags *diags, const char *path, struct str text)
{
    document_setup();
    if (str_ends(str_of(path), S(".md")))
        return !document_read(arena, arena, diags, 1, text, NULL);
    return !yaml_read(arena, diags, 1, text, 1);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct diags diags;
    struct str text;

    if (argc != 4 || file_read_path(arena, argv[1], 64 << 20, &text) != FILE_FINE) {
        fprintf(stderr, "usage: read_run FILE SECONDS MEGABYTES\n");
        return 2;
    }
    diags_new(arena, &diags);
    bool refused = is_refused(arena, &diags, argv[1], text);
    for (size_t i = 0; i < diags.list.n && i < 3; i++)
        printf("%u:%u: %.*s\n", diags.list.v[i].pos.line, diags.list.v[i].pos.col, STR(diags.list.v[i].message));
    if (took_more(strtod(argv[2], NULL), strtol(argv[3], NULL, 10)))
        return 4;
    return !refused ? 0 : diags.errors ? 1 : 5;
}
