/* What most commands begin with: the project opened, the model loaded, checked and sealed. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "check/rule_file.h"
#include "cli/cli.h"
#include "model/load.h"
#include "model/model.h"
#include "model/project.h"

struct session {
    const struct invocation *call;
    struct arena *arena;            /* sealed once the model is judged */
    struct arena *output;           /* everything that is made from it */
    struct sources sources;
    struct project project;
    struct pool *pool;
    struct diags diags;
    struct rule_files rules;
    struct model model;
    bool settings_wrong;            /* dossier.yaml itself cannot be used */
    bool loaded;
    double stage_wall, stage_cpu;   /* when the running stage began */
};

/* Loads, links, judges and checks. False: there is no model; the diagnostics say why. */
bool session_open(struct session *session, const struct invocation *call);
void session_close(struct session *session);

/* With -v: "stage NAME wall SECONDS cpu SECONDS peak MEGABYTES" on stderr; times since the last call. */
void session_stage(struct session *session, const char *name);
/* The exit status that the diagnostics mean for `check`; what an exception suppresses fails nothing. */
int session_status(const struct session *session, bool fail_on_warning);
/* True, with the errors and a line about them on stderr, when the project may not be built; *status says why. */
bool session_refuses(struct session *session, int *status);

/* A path below the project, as the caller of the program would write it. */
struct str session_path(struct session *session, struct str path);
/* SOURCE_DATE_EPOCH, or -1. Ends with exit 2 when it is no number. */
int64_t source_date_epoch(void);
/* The folder that holds controls/types and templates: ../share/dossier beside the program, or the source tree it
 * was built in. */
struct str library_find(struct arena *arena);
struct str library_look(struct arena *arena);       /* the same; "" when there is none */

#endif
