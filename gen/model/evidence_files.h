/* The files behind evidence records: read once on all cores, hashed and interpreted. */
#ifndef MODEL_EVIDENCE_FILES_H
#define MODEL_EVIDENCE_FILES_H

#include "model/known.h"
#include "model/model.h"
#include "model/project.h"

/* Fills model->evidence and the computed fields that come from the bytes (digest, size, format, facts, warnings). */
void evidence_files_read(struct project *project, struct pool *pool, struct diags *diags, struct model *model);

/* True: of what stands in its file only counts are shown. */
bool evidence_is_personal(const struct known *known, const struct record *evidence);
/* Paths of files with personal data, to anything. Their bytes stay in the internal edition. Two records may name one file:
 * what one of them says of it holds. */
struct map *evidence_personal_paths(struct arena *arena, const struct model *model);

/* Project path of every document and evidence file to its record. */
struct map *evidence_paths(const struct model *model);

/* Fills model->unrecorded: files below content/evidence/ that no record in `by_path` names. */
void evidence_files_unrecorded(struct project *project, struct diags *diags, struct model *model, const struct map *by_path);

#endif
