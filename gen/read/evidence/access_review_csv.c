/* A review of access rights as a table: one row an account, with the decision to keep or to revoke. Both decisions
 * are results; a row nobody has decided makes the review unfinished, so it is no result. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/date.h"
#include "read/evidence_csv.h"
#include "read/evidence_peek.h"

static const char user_names[] = "user|username|user id|account|identity|login";
static const char decision_names[] = "decision|review decision|outcome|review result";
static const char reviewer_names[] = "reviewer|reviewed by|reviewer name|approver|certifier";
static const char date_names[] = "decided on|reviewed at|decided at|reviewed on|decision date|review date";

enum decision { KEEP, REVOKE, PENDING, UNKNOWN, DECISIONS };
static const char *const decision_words[DECISIONS] = {
    [KEEP] = "keep|kept|retain|approve|approved|confirm|confirmed|certify|certified|allow|maintain|ok",
    [REVOKE] = "revoke|revoked|remove|removed|deny|denied|disable|disabled|reduce|reduced|change|changed|modify",
    [PENDING] = "pending|open|undecided|not reviewed|todo|n/a",
};

struct review {
    struct facts *facts;
    struct csv *csv;
    size_t user, decision, reviewer, date;
    uint64_t n[DECISIONS];
    uint64_t without_reviewer, without_date, own;
    char last[11];              /* the latest day of a decision, YYYY-MM-DD */
};

static int detect(const struct evidence_input *input)
{
    bool fits = input->peek->family == PEEK_TEXT && peek_column(input, user_names)
                && peek_column(input, decision_names) && peek_column(input, reviewer_names);
    return fits ? 9 : 0;
}

static enum decision decision_of(struct str word)
{
    if (word.n == 0)
        return PENDING;
    for (enum decision decision = KEEP; decision < UNKNOWN; decision++)
        if (column_is(word, decision_words[decision]))
            return decision;
    return UNKNOWN;
}

static void note_day(struct review *review, struct str when)
{
    date_days day;
    struct str text = str_sub(when, 0, 10);
    if (!date_parse(text, &day))
        return;
    if (str_cmp(text, str_of(review->last)) > 0)
        for (size_t i = 0; i < 10; i++)
            review->last[i] = text.p[i];
}

static void read_decided(struct review *review)
{
    struct str user = str_trim(csv_cell(review->csv, review->user));
    struct str reviewer = str_trim(csv_cell(review->csv, review->reviewer));
    struct str date = str_trim(csv_cell(review->csv, review->date));
    review->without_reviewer += reviewer.n == 0;
    review->without_date += review->date != SIZE_MAX && date.n == 0;
    review->own += user.n > 0 && str_eq_fold(user, reviewer);
    note_day(review, date);
}

static void read_row(struct review *review)
{
    enum decision decision = decision_of(str_trim(csv_cell(review->csv, review->decision)));
    enum outcome outcome = decision == PENDING ? OUTCOME_NOT_EVALUATED
                         : decision == UNKNOWN ? OUTCOME_UNKNOWN : OUTCOME_PASS;
    review->n[decision]++;
    facts_case(review->facts, outcome, S(""), S(""));
    if (outcome == OUTCOME_PASS)
        read_decided(review);
}

static void warn(struct facts *facts, uint64_t n, const char *what)
{
    if (n)
        facts_warn(facts, "decisions %s: %" PRIu64, what, n);
}

static void finish(struct review *review)
{
    struct facts *facts = review->facts;
    uint64_t undecided = review->n[PENDING] + review->n[UNKNOWN];
    facts_add_number(facts, "rows", csv_rows(review->csv));
    facts_add_number(facts, "keep", review->n[KEEP]);
    facts_add_number(facts, "revoke", review->n[REVOKE]);
    facts_add_number(facts, "pending", review->n[PENDING]);
    facts_time(facts, str_of(review->last));
    warn(facts, review->without_reviewer, "without a reviewer");
    warn(facts, review->without_date, "without a date");
    warn(facts, review->own, "made by the account's own user");
    facts_judge(facts);
    if (undecided)
        facts_state(facts, FACTS_NO_RESULT, "the review is not finished, undecided rows: %" PRIu64 " of %" PRIu64,
                    undecided, csv_rows(review->csv));
    else if (csv_rows(review->csv) == 0)
        facts_state(facts, FACTS_NO_RESULT, "the review has no row");
    else
        facts_state(facts, FACTS_SUPPORTS, "all %" PRIu64 " rows are decided", csv_rows(review->csv));
}

static void read_review(struct evidence_input *input, struct facts *facts)
{
    struct csv *csv = csv_begin(input, facts);
    struct review review = { .facts = facts, .csv = csv };
    review.user = csv_column(csv, user_names);
    review.decision = csv_column(csv, decision_names);
    review.reviewer = csv_column(csv, reviewer_names);
    review.date = csv_column(csv, date_names);
    if (csv_column(csv, "system") != SIZE_MAX && csv_next(csv)) {
        facts->subject = facts_clean(facts, csv_cell(csv, csv_column(csv, "system")));
        read_row(&review);
    }
    while (csv_next(csv))
        read_row(&review);
    if (csv_end(csv))
        finish(&review);
}

const struct evidence_format evidence_access_review_csv = {
    .id = "access-review-csv", .title = "Access review (table)", .detect = detect, .read = read_review,
    .media_type = "text/csv",
};
