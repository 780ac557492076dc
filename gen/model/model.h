/* The model: typed records, links and back-links, frameworks, verdicts. Built once, then sealed: afterwards
 * every thread may read it and nobody can write it. */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "base/file.h"
#include "base/pool.h"
#include "model/record.h"
#include "model/settings.h"
#include "read/evidence.h"

struct known;       /* model/known.h: handles of the fields whose meaning C knows */
struct crosswalk;   /* model/crosswalk.h */

/* A file that an evidence record names. */
struct evidence_file {
    struct str path;            /* relative to the project; empty: an attestation without a file */
    enum file_problem problem;  /* FILE_FINE: it was read */
    uint64_t size;
    struct digest digest;
    struct facts *facts;        /* NULL without a file */
    struct str refuted;         /* what an evaluation says against a statement without a file; else empty */
    const char *media_type;
    uint32_t ledger_line;       /* 0: the ledger does not know it */
    struct digest ledger_digest;        /* what its file had when it was collected */
};

/* What the ledger of collected evidence and its comparison with the records have shown. */
struct ledger_finding {
    bool broken;                /* the chain itself breaks here; else an item and its record do not agree */
    uint32_t line;
    struct str id, text;        /* id may be empty */
};
struct ledger {
    uint32_t file;              /* in sources; 0: there is no ledger */
    uint32_t n_lines;
    vec(struct ledger_finding) findings;        /* at most LEDGER_FINDINGS_MAX */
    size_t n_more;              /* findings that are not kept */
};

struct requirement_move { struct str from, to; struct pos pos; };       /* to is empty: removed */

struct framework {
    struct record *record;
    struct str id, alias;
    bool in_scope;
    bool replaced;              /* there is a newer version of it */
    struct map *nodes;          /* folded node id to struct record * */
    size_t n_requirements;
    struct record **requirements;       /* in the order of the framework file */
    size_t n_moves;
    struct requirement_move *moves;
};

struct model {
    struct arena *arena;
    struct sources *sources;
    bool incomplete;                    /* a type or framework could not be read: records can be listed, not judged by rules */
    struct settings settings;
    date_days as_of;
    size_t n_types;
    struct record_type **types;         /* in the order of names */
    struct list **records;              /* by type index: all records of a type, in natural order of ids */
    size_t n_serials;                   /* record.serial is below this */
    struct map *by_id;                  /* folded id to struct record *; requirements as framework:node */
    size_t n_frameworks;
    struct framework *frameworks;
    size_t n_crosswalks;
    struct crosswalk *crosswalks;       /* in the order of their files */
    struct evidence_file *evidence;     /* by index of the evidence record */
    struct ledger ledger;
    size_t n_unrecorded;
    uint32_t *unrecorded;               /* files under content/evidence that no record names, in sources */
    const struct known *known;
};

const struct record_type *model_type(const struct model *model, struct str name);          /* or NULL */
const struct record_type *model_type_by_plural(const struct model *model, struct str plural);
const struct list *model_records(const struct model *model, const struct record_type *type);
struct record *model_find(const struct model *model, struct str id);                       /* or NULL */
/* A framework by id, or by its alias: of several with one alias the one in scope, else the one that nothing replaces. */
const struct framework *model_framework(const struct model *model, struct str id_or_alias);
/* Another framework in scope for which `name`, an alias, stands as well, or NULL: then nobody can tell which is meant. */
const struct framework *model_framework_rival(const struct model *model, const struct framework *framework, struct str name);
/* The id or alias of a framework that is nearest to `name`, for "did you mean"; empty when none is near. */
struct str model_framework_near(const struct model *model, struct str name);
/* Where a node of the version before went, or NULL. */
const struct requirement_move *framework_move(const struct framework *framework, struct str node);
/* What a framework is called in references: its alias where that means this one alone, else its id. */
struct str framework_name(const struct model *model, const struct framework *framework);
/* True when it has controls, which a statement of applicability decides about. */
bool framework_has_annex(const struct model *model, const struct framework *framework);
struct framework *model_framework_of(const struct model *model, const struct record *requirement);

#endif
