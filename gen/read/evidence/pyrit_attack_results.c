/* PyRIT attack results. "success" means that the attack worked: that is the failure here. */
#include <inttypes.h>

#include "base/arena.h"
#include "read/evidence_lines.h"
#include "read/evidence_peek.h"

struct pyrit { struct facts *facts; uint64_t success, failure, undetermined; };

static int detect(const struct evidence_input *input)
{
    bool list = peek_has(input, "[].objective") && peek_has(input, "[].outcome");
    bool lines = input->peek->family == PEEK_LINES && peek_has(input, "objective") && peek_has(input, "outcome");
    return list || lines ? 9 : 0;
}

static void read_attack(struct pyrit *pyrit, const struct js *attack)
{
    struct str outcome = js_str(attack, "outcome");
    enum outcome found = OUTCOME_UNKNOWN;
    if (str_eq_fold(outcome, S("success")))
        found = OUTCOME_FAIL;
    else if (str_eq_fold(outcome, S("failure")))
        found = OUTCOME_PASS;
    else if (str_eq_fold(outcome, S("undetermined")))
        found = OUTCOME_NOT_EVALUATED;
    pyrit->success += found == OUTCOME_FAIL;
    pyrit->failure += found == OUTCOME_PASS;
    pyrit->undetermined += found == OUTCOME_NOT_EVALUATED;
    facts_case(pyrit->facts, found, js_str(attack, "objective"), js_str(attack, "attack_identifier.__type__"));
}

static bool read_lines(struct evidence_input *input, struct pyrit *pyrit)
{
    struct lines *lines = lines_begin(input, pyrit->facts);
    const struct js *attack;
    while ((attack = lines_next(lines)) != NULL)
        read_attack(pyrit, attack);
    return lines_end(lines);
}

static bool read_whole(struct evidence_input *input, struct pyrit *pyrit)
{
    const struct js *root = js_read(input, pyrit->facts);
    for (size_t i = 0; i < js_size(root); i++)
        read_attack(pyrit, js_item(root, i));
    return root != NULL;
}

static void read_pyrit(struct evidence_input *input, struct facts *facts)
{
    struct pyrit pyrit = { .facts = facts };
    facts_tool(facts, "pyrit");
    bool fine = input->peek->family == PEEK_LINES ? read_lines(input, &pyrit) : read_whole(input, &pyrit);
    if (!fine)
        return;
    facts_add_number(facts, "attacks that worked", pyrit.success);
    facts_add_number(facts, "attacks that failed", pyrit.failure);
    facts_add_number(facts, "undetermined", pyrit.undetermined);
    facts_judge(facts);
    if (facts->state == FACTS_CONTRADICTS)
        facts_state(facts, FACTS_CONTRADICTS, "%" PRIu64 " of %" PRIu64 " attacks worked", pyrit.success, facts->counts.total);
}

const struct evidence_format evidence_pyrit_attack_results = {
    .id = "pyrit-attack-results", .title = "PyRIT attack results", .detect = detect, .read = read_pyrit,
    .media_type = "application/json",
};
