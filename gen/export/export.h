/* Data files made from the model. One C file per format in export/formats/; the folder listing is the registry.
 * Every format puts its files into the site under data/. A file is a row of parts, which are written on all cores. */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "base/pool.h"
#include "base/tree.h"
#include "model/due.h"
#include "model/known.h"
#include "model/model.h"

struct export_job {
    const struct model *model;
    struct pool *pool;
    struct str edition;             /* name of the audience */
    struct str generator;
    const struct due_list *due;     /* what falls due; export_all sets it */
};

/* A piece of a file: `text`, or else what `write` appends to `out`. It reads the model and writes nothing else. */
struct export_part;
typedef void export_write(struct buf *out, struct arena *scratch, const struct export_job *job, const struct export_part *part);
struct export_part {
    export_write *write;
    const void *subject;            /* what the part is about: a type, a framework */
    uint32_t first, n;              /* records or rows of it */
    struct str text;
};

struct export_file {
    struct str path;                /* relative to the folder of data files */
    const char *media_type;
    vec(struct export_part) parts;
};
struct export_files {
    struct arena *arena;            /* for paths, texts and parts */
    vec(struct export_file) list;
};

struct export_format {
    const char *name, *title;
    void (*plan)(const struct export_job *job, struct export_files *files);    /* which files of which parts */
};

struct export_file *export_file_add(struct export_files *files, struct str path, const char *media_type);
void export_text(struct export_files *files, struct export_file *file, struct str text);
/* One part, about `subject`. */
void export_part(struct export_files *files, struct export_file *file, const void *subject, export_write *write);
/* A part for each `each` of `n` rows. */
void export_rows(struct export_files *files, struct export_file *file, const void *subject, size_t n, uint32_t each, export_write *write);
enum { EXPORT_ROWS = 512 };         /* of a usual part: some milliseconds of work */
/* A part for each few hundred records of a type. */
void export_records(struct export_files *files, struct export_file *file, const struct model *model, const struct record_type *type, export_write *write);

/* Runs every format and adds its files below data/. */
void export_all(const struct export_job *job, struct tree *tree);

#endif
