/* An export of a ticket system: how many tickets in which status, and the span of days. Not judged: whether an open
 * ticket is a failure depends on the control. */
#include <inttypes.h>

#include "base/arena.h"
#include "base/map.h"
#include "read/evidence_csv.h"
#include "read/evidence_peek.h"

static const char key_names[] = "key|issue key|ticket|ticket id|ticket number|issue|issue id|number|id";
static const char status_names[] = "status|state|ticket status|issue status";
static const char created_names[] = "created|created at|created on|created date|opened|opened at|opened on|open date";
static const char closed_names[] = "resolved|resolved at|closed|closed at|closed on|resolution date|done on";

enum { STATUSES_MAX = 12 };

struct tickets {
    struct facts *facts;
    struct arena *scratch;
    struct csv *csv;
    struct map *statuses;       /* status to uint64_t * */
    struct str first, last;     /* as written, by text: right for ISO dates, which is all that is compared */
    uint64_t closed;
};

static int detect(const struct evidence_input *input)
{
    bool fits = input->peek->family == PEEK_TEXT && peek_column(input, key_names) && peek_column(input, status_names)
                && peek_column(input, created_names);
    return fits ? 8 : 0;
}

static void count_status(struct tickets *tickets, struct str status)
{
    uint64_t *n = map_find(tickets->statuses, status);
    if (!n && map_count(tickets->statuses) < STATUSES_MAX) {
        n = arena_new_of(tickets->scratch, uint64_t);
        map_put(tickets->statuses, str_copy(tickets->scratch, status), n);
    }
    if (n)
        ++*n;
}

static bool is_iso(struct str date)
{
    return date.n >= 10 && date.p[4] == '-' && date.p[7] == '-';
}

static void note_created(struct tickets *tickets, struct str created)
{
    if (!is_iso(created))
        return;
    if (tickets->first.n == 0 || str_cmp(created, tickets->first) < 0)
        tickets->first = str_copy(tickets->scratch, created);
    if (str_cmp(created, tickets->last) > 0)
        tickets->last = str_copy(tickets->scratch, created);
}

static void add_status(void *context, struct str status, void *n)
{
    struct facts *facts = context;
    struct str name = str_printf(facts->arena, "status %.*s", STR(str_sub(status, 0, 60)));
    facts_add_number(facts, name.p, *(uint64_t *)n);
}

static void finish(struct tickets *tickets)
{
    struct facts *facts = tickets->facts;
    csv_facts(tickets->csv);
    map_each(tickets->statuses, add_status, facts);
    if (csv_column(tickets->csv, closed_names) != SIZE_MAX)
        facts_add_number(facts, "closed", tickets->closed);
    facts_add(facts, "first created", tickets->first);
    facts_add(facts, "last created", tickets->last);
    if (csv_rows(tickets->csv))
        facts_state(facts, FACTS_UNREAD, "tickets are counted, not judged");
    else
        facts_state(facts, FACTS_NO_RESULT, "the export has no ticket");
}

static void read_tickets(struct evidence_input *input, struct facts *facts)
{
    struct csv *csv = csv_begin(input, facts);
    struct tickets tickets = { .facts = facts, .scratch = input->scratch, .csv = csv,
                               .statuses = map_new_fold(input->scratch) };
    size_t status = csv_column(csv, status_names), created = csv_column(csv, created_names);
    size_t closed = csv_column(csv, closed_names);
    while (csv_next(csv)) {
        facts_case(facts, OUTCOME_INFO, S(""), S(""));
        count_status(&tickets, str_trim(csv_cell(csv, status)));
        note_created(&tickets, str_trim(csv_cell(csv, created)));
        tickets.closed += str_trim(csv_cell(csv, closed)).n > 0;
    }
    if (csv_end(csv))
        finish(&tickets);
}

const struct evidence_format evidence_ticket_csv = {
    .id = "ticket-csv", .title = "Ticket export (table)", .detect = detect, .read = read_tickets,
    .media_type = "text/csv",
};
