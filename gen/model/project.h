/* A project on disk, and the library beneath it: a file of the project replaces the library's file of the same path. */
#ifndef MODEL_PROJECT_H
#define MODEL_PROJECT_H

#include "base/file.h"
#include "base/pool.h"

/* All files below controls/ and content/ of the project itself, by their paths in it, each folder's sorted. */
struct own_files { size_t n; struct listed *v; };

struct project {
    struct arena *arena;
    struct sources *sources;
    struct str root;            /* the folder of dossier.yaml, for opening and messages */
    struct str library;         /* the folder that holds controls/types and templates */
    int folder;                 /* descriptors of the two; the same folder in the source tree */
    int library_folder;
    struct map *taken;          /* source file by shown path */
    struct own_files own;       /* empty until project_own */
};

/* Opens both folders. Dies (exit 2) when there is no dossier.yaml in `root`. */
void project_open(struct arena *arena, struct sources *sources, struct str root, struct str library,
                  struct project *project);
void project_close(struct project *project);

struct input {
    uint32_t file;              /* in sources */
    struct str path;            /* relative to the project or the library */
    struct str name;            /* without folder and extension */
    struct str text;            /* NULL-p until read, or when it could not be */
    bool library;
};
struct inputs { vec(struct input) list; };

/* The files of a folder of project and library together (project wins), with this extension, sorted by path. */
void project_overlay(struct project *project, const char *folder, const char *extension, struct inputs *inputs);
/* Listed once: with 60,000 files each listing takes as long as reading a thousand. */
const struct own_files *project_own(struct project *project);
/* The project's own files below `folder`, such as "controls/", with this extension, sorted by path, those that `skip` names left out. */
void project_files(struct project *project, struct str folder, const char *extension,
                   bool (*skip)(struct str path), struct inputs *inputs);
/* Reads one input's text; a file that cannot be read is reported. */
bool input_read(struct arena *arena, struct diags *diags, const struct project *project, struct input *input, size_t max);
/* The source number of a project file, added when it is new. Only while one thread runs. */
uint32_t project_source(struct project *project, struct str path);

#endif
