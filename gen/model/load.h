/* A project folder into a model: read on all cores, name, link, judge. */
#ifndef MODEL_LOAD_H
#define MODEL_LOAD_H

#include "model/model.h"
#include "model/project.h"

struct load_options {
    const struct settings *settings;
    date_days as_of;                /* DATE_NONE: what dossier.yaml says, else `today` */
    date_days today;
    struct part_names parts;        /* fenced blocks of documents that are parts of pages */
};

/* Reads dossier.yaml alone. False: reported. */
bool settings_read(struct project *project, struct diags *diags, struct settings *settings);

/* The whole model. Problems of the input are reported and the rest is loaded; false when there is nothing to
 * go on with. A type or framework that cannot be read makes the model incomplete. */
bool model_load(struct project *project, struct pool *pool, struct diags *diags, const struct load_options *options,
                struct model *model);

#endif
