/* From evidence to verdict: the states of evidence, obligations, controls and requirements at `as_of`,
 * each with the reasons for it. The rules stand in the functions, in the order in which they decide. */
#ifndef MODEL_VERDICT_H
#define MODEL_VERDICT_H

#include "model/known.h"
#include "model/model.h"

/* Fills every computed state of the model. Order matters and is fixed: evidence, policies and exceptions,
 * controls, requirements. */
void model_judge(struct model *model, struct pool *pool, struct diags *diags);

enum strength { STRENGTH_NONE, STRENGTH_ASSERTED, STRENGTH_DOCUMENT, STRENGTH_TOOL, STRENGTH_SIGNED, STRENGTH_INDEPENDENT };
enum strength strength_of(struct str word);             /* STRENGTH_NONE when empty */
struct str strength_word(enum strength strength);

/* What an obligation or a need has come to. Worse ones are greater. */
enum obligation_state { OBLIGATION_MET, OBLIGATION_MISSING, OBLIGATION_STALE, OBLIGATION_CONTRADICTED };
struct str obligation_word(enum obligation_state state);
enum obligation_state obligation_of(struct str word);    /* OBLIGATION_MISSING when unknown */

struct reasons {
    vec(struct str) list;
    struct map *known;              /* the same texts, once they are many: a requirement may have thousands */
};
/* Adds a reason unless it is there already. */
void reason_add(struct arena *arena, struct reasons *reasons, const char *format, ...) __attribute__((format(printf, 3, 4)));
void reason_put(struct arena *arena, struct reasons *reasons, struct str text);     /* of any length */
/* Keeps a text that lives as long as the reasons and cannot be among them already. */
void reason_keep(struct arena *arena, struct reasons *reasons, struct str reason);
void reasons_store(struct arena *arena, struct value *slot, const struct reasons *reasons);

/* The weakest first, so that the smaller of two is the weaker. */
enum requirement_state {
    STATE_CONTRADICTED, STATE_GAP, STATE_STALE, STATE_DESIGNED, STATE_PARTIAL, STATE_INHERITED, STATE_EVIDENCED
};
struct str requirement_state_word(enum requirement_state state);

/* The day from which an item's validity runs: observed_to, else observed_from, else collected_at, but never a day
 * after it was collected, and of a redacted copy never a day after its original; DATE_NONE. */
date_days evidence_day(const struct known *known, const struct record *evidence);
/* What it says by its content, whatever its age: "supports" "contradicts" "no-result" "unread". */
const char *evidence_content(const struct evidence_file *file);
/* The last day on which it is valid: by its own valid_for, else by `every`; DATE_NONE: it does not lapse. */
date_days evidence_valid_until(const struct known *known, const struct record *evidence, struct duration every);
bool policy_in_force(const struct known *known, const struct record *policy);

#endif
