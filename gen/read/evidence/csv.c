/* Any other table: rows and columns are told, nothing is judged. */
#include "read/evidence_csv.h"
#include "read/evidence_peek.h"

/* Prose has commas too: several rows, all of the width of the header, make a table. */
static int detect(const struct evidence_input *input)
{
    const struct evidence_peek *peek = input->peek;
    return peek->family == PEEK_TEXT && peek->regular && peek->columns.n >= 2 && !peek->yaml ? 3 : 0;
}

static void read_csv(struct evidence_input *input, struct facts *facts)
{
    struct csv *csv = csv_begin(input, facts);
    while (csv_next(csv))
        facts_case(facts, OUTCOME_INFO, S(""), S(""));
    if (!csv_end(csv))
        return;
    csv_facts(csv);
    if (csv_rows(csv))
        facts_state(facts, FACTS_UNREAD, "a table is shown, its rows are not judged");
    else
        facts_state(facts, FACTS_NO_RESULT, "the table has no row");
}

const struct evidence_format evidence_csv = {
    .id = "csv", .title = "Table (delimited text)", .detect = detect, .read = read_csv, .media_type = "text/csv",
};
