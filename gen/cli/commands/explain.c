/* dossier explain CODE: what a diagnostic means, what provokes it, and how to mend it. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "check/codes.h"
#include "cli/session.h"

/* A rule that cannot be read has no code here; `check` says what is wrong with it. */
static struct codes codes_of(struct project *project, struct arena *arena)
{
    struct diags ignored;
    struct rule_files rules;
    diags_new(arena, &ignored);
    rule_files_load(project, &ignored, &rules);
    return codes_all(arena, &rules);
}

static void list_codes(const struct codes *codes)
{
    for (size_t i = 0; i < codes->n; i++)
        printf("%-28s %-8s %s\n", codes->v[i]->name, severity_name(codes->v[i]->severity), codes->v[i]->summary);
}

_Noreturn static void refuse(const struct invocation *call, const struct codes *codes, const char *name)
{
    struct nearest nearest = nearest_to(str_of(name));
    for (size_t i = 0; i < codes->n; i++)
        nearest_try(&nearest, str_of(codes->v[i]->name));
    if (nearest.word.n)
        usage_error(call->command, "there is no diagnostic '%s'; did you mean '%.*s'?", name, STR(nearest.word));
    usage_error(call->command, "there is no diagnostic '%s'; `dossier explain` lists them", name);
}

static void print_example(struct str example)
{
    struct str line;
    printf("\nFor example:\n");
    while (str_split(&example, '\n', &line))
        printf("    %.*s\n", STR(line));
}

static void explain(const struct diag_code *code)
{
    printf("%s (%s)\n%s.\n\n%s\n", code->name, severity_name(code->severity), code->summary, code->meaning);
    print_example(str_of(code->example));
    printf("\nTo mend it:\n    %s\n", code->fix);
    if (code->acceptable)
        printf("\nAn exception in force accepts it: it is then shown as suppressed, and no state changes.\n");
}

static int run(const struct invocation *call)
{
    struct arena *arena = arena_new();
    struct sources sources;
    struct project project;
    sources_new(arena, &sources);
    project_open(arena, &sources, str_of(call->folder), library_find(arena), &project);
    struct codes codes = codes_of(&project, arena);
    const struct diag_code *code = NULL;
    for (size_t i = 0; call->n_operands && i < codes.n; i++)
        if (!strcmp(codes.v[i]->name, call->operands[0]))
            code = codes.v[i];
    if (code)
        explain(code);
    else if (call->n_operands)
        refuse(call, &codes, call->operands[0]);
    else
        list_codes(&codes);
    project_close(&project);
    arena_free(arena);
    return EXIT_FINE;
}

const struct command command_explain = { .name = "explain", .operands = "[CODE]", .summary = "say what a diagnostic means and how to mend it",
    .least = 0, .most = 1, .run = run };
