/* Rules written in Lua: controls/rules/NAME.lua of the library and of the project; of one name, the project's.
 * A file begins with its description, YAML in a comment: --[[rule … ]]. So what a rule may say is known, explained and
 * listed without running it. controls/rules/README.md is the manual. */
#ifndef CHECK_RULE_FILE_H
#define CHECK_RULE_FILE_H

#include "model/project.h"

enum { RULE_FILE_MAX = 256 << 10 };

struct rule_file {
    struct str name;            /* "incident-unreviewed" */
    uint32_t file;              /* in sources */
    struct str text;
    size_t n_codes;
    struct diag_code *codes;    /* what it may report; the first is meant where a report names none */
};

struct rule_files {
    size_t n;
    struct rule_file *v;        /* sorted by name */
    struct map *codes;          /* code to struct diag_code * */
};

/* Reads all rules. What is wrong is reported, and that rule is left out. The result lives in the project's arena. */
void rule_files_load(struct project *project, struct diags *diags, struct rule_files *rules);

struct model;
/* Runs every rule once over the judged model, which is sealed. A rule
 * that fails is reported at its line, unless errors were reported before, which may be the cause; what it found stays. */
void rule_files_run(const struct rule_files *rules, const struct model *model, struct project *project, struct pool *pool,
                    struct diags *diags);

#endif
