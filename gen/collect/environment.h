/* What a collector finds around it: a few variables, and programs. */
#ifndef COLLECT_ENVIRONMENT_H
#define COLLECT_ENVIRONMENT_H

#include "model/collector.h"
#include "model/project.h"

struct surroundings {
    struct str project;         /* absolute path */
    struct str path;            /* PATH: the project's collectors, the library's, then that of the caller */
    char **variables;           /* "NAME=value", ends with NULL */
};

/* PATH, HOME, TMPDIR, LC_ALL, TZ, and what the collector asks for by name. */
void surroundings_make(struct arena *arena, const struct project *project, const struct collector *collector, struct surroundings *surroundings);
/* The program that `name` means: a path as it is, relative to the project, else the first of this name on PATH; the name itself
 * when there is none. */
const char *surroundings_program(struct arena *arena, const struct surroundings *surroundings, struct str name);

#endif
