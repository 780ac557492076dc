/* One run of one rule, as the functions that only rules have see it. Private to rule_run.c, rule_report.c and
 * rule_mentions.c. */
#ifndef CHECK_RULE_RUN_H
#define CHECK_RULE_RUN_H

#include "base/pool.h"
#include "check/rule_file.h"
#include "script/values.h"

/* A finding in an evidence file, which is no source yet: sources grow only while one thread runs. */
struct placed { struct str path; uint32_t line; struct diag diag; };
struct placed_list { vec(struct placed) list; };

struct rule_run {
    struct script script;       /* first: a state finds its run through it */
    const struct rule_file *rule;
    struct arena *keep;         /* texts of findings */
    struct arena *files;        /* the document that is being read again, while `searching` */
    bool searching;
    struct diags *diags;
    struct placed_list *placed;
    size_t reported;
    struct thing project;
};

static inline struct rule_run *run_of(lua_State *L) { return (struct rule_run *)script_of(L); }

extern const luaL_Reg library_report[], library_mentions[];

#endif
