/* Data files made from the model. One C file per format in export/formats/; the folder listing is the registry.
 * Every format puts its files into the site under data/. */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "base/pool.h"
#include "base/tree.h"
#include "model/known.h"
#include "model/model.h"

struct export_job {
    const struct model *model;
    struct pool *pool;
    struct str edition;             /* name of the audience */
    struct str generator;
};

struct export_format {
    const char *name, *title;
    void (*write)(const struct export_job *job, struct tree *tree);    /* paths relative to the folder of data files */
};

/* Runs every format and adds its files below data/. */
void export_all(const struct export_job *job, struct tree *tree);

#endif
