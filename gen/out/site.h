/* The only room that writes the site. After an interruption at any point the old or the new site is there, whole. */
#ifndef OUT_SITE_H
#define OUT_SITE_H

#include "base/pool.h"
#include "base/tree.h"

struct site_target {
    int project;                /* folder that `from` files of the tree are relative to */
    struct str path;            /* the output folder, relative to the caller or absolute */
};

struct site_result {
    size_t files, written;      /* written: new or different ones */
    uint64_t bytes;
};

/* A site that is being written beside the old one. */
struct site_writer;

/* Opens the folder. Refuses with a message, before anything is written, when it holds files that no earlier run
 * wrote, is a symbolic link, or is being written by another run (exit 3), and when it is the folder the program was
 * started in, which cannot change places with another without the caller losing the ground (exit 2). */
struct site_writer *site_begin(struct arena *arena, const struct site_target *target);
/* Takes the bytes of files as they are made. */
const struct tree_store *site_store(struct site_writer *writer);
/* Makes the folder hold exactly the tree, and a list of its files (.dossier-files), which is how the
 * next run knows what may be replaced. Dies (exit 3), with nothing changed, when an input changed while the run was
 * going on. `.gitkeep` is left alone. Frees the writer. */
struct site_result site_finish(struct site_writer *writer, struct pool *pool, const struct tree *tree);
/* Leaves everything as it was. Frees the writer. */
void site_abandon(struct site_writer *writer);

#endif
