/* Prowler's table: PASS, FAIL and MANUAL; a muted failure is suppressed. */
#include "base/arena.h"
#include "read/evidence_csv.h"
#include "read/evidence_peek.h"

static int detect(const struct evidence_input *input)
{
    bool fits = input->peek->family == PEEK_TEXT && peek_column(input, "CHECK_ID") && peek_column(input, "STATUS");
    return fits && (peek_column(input, "PROWLER_VERSION") || peek_column(input, "MUTED")) ? 9 : fits ? 7 : 0;
}

static void read_first(struct facts *facts, const struct csv *csv)
{
    struct str version = csv_cell(csv, csv_column(csv, "PROWLER_VERSION"));
    facts_tool(facts, "prowler%s%.*s", version.n ? " " : "", STR(version));
    facts_time(facts, csv_cell(csv, csv_column(csv, "TIMESTAMP")));
    facts->subject = facts_clean(facts, csv_cell(csv, csv_column(csv, "ACCOUNT_UID|ACCOUNT_ID|CONTEXT")));
    facts_add(facts, "provider", csv_cell(csv, csv_column(csv, "PROVIDER")));
}

static void read_prowler(struct evidence_input *input, struct facts *facts)
{
    struct csv *csv = csv_begin(input, facts);
    size_t status = csv_column(csv, "STATUS"), muted = csv_column(csv, "MUTED");
    size_t check = csv_column(csv, "CHECK_ID"), resource = csv_column(csv, "RESOURCE_UID|RESOURCE_ID");
    while (csv_next(csv)) {
        if (csv_rows(csv) == 1)
            read_first(facts, csv);
        enum outcome outcome = outcome_of(csv_cell(csv, status));
        if (outcome == OUTCOME_FAIL && str_eq_fold(str_trim(csv_cell(csv, muted)), S("true")))
            outcome = OUTCOME_SUPPRESSED;
        facts_case(facts, outcome, csv_cell(csv, check), csv_cell(csv, resource));
    }
    if (!csv_end(csv))
        return;
    facts_add_number(facts, "findings", csv_rows(csv));
    facts_judge(facts);
}

const struct evidence_format evidence_prowler_csv = {
    .id = "prowler-csv", .title = "Prowler findings (table)", .detect = detect, .read = read_prowler,
    .media_type = "text/csv",
};
