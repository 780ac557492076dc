/* The state of an evidence item at `as_of`: missing, tampered, future, no-result, stale, contradicts, unread, supports.
 * The first that fits. */
#include "model/judging.h"

static date_days own_day(const struct known *known, const struct record *evidence)
{
    date_days collected = record_date(evidence, known->evidence_collected_at);
    date_days day = record_date(evidence, known->evidence_observed_to);
    if (day == DATE_NONE)
        day = record_date(evidence, known->evidence_observed_from);
    if (day == DATE_NONE || (collected != DATE_NONE && collected < day))
        return collected;                   /* what was collected cannot have seen a later day */
    return day;
}

date_days evidence_day(const struct known *known, const struct record *evidence)
{
    const struct record *original = record_ref(evidence, known->evidence_redacts);
    date_days day = own_day(known, evidence), first = original ? own_day(known, original) : DATE_NONE;
    return first != DATE_NONE && first < day ? first : day;     /* blacking out makes nothing newer */
}

date_days evidence_valid_until(const struct known *known, const struct record *evidence, struct duration every)
{
    const struct value *own = record_value(evidence, known->evidence_valid_for);
    struct duration duration = own->kind == VALUE_DURATION ? own->as.duration : every;
    date_days day = evidence_day(known, evidence);
    return duration.unit && day != DATE_NONE ? date_add(day, duration) : DATE_NONE;
}

static struct duration obligation_every(const struct known *known, const struct record *obligation)
{
    const struct value *value = record_value(obligation, known->control_requires_every);
    return value->kind == VALUE_DURATION ? value->as.duration : (struct duration){ 0 };
}

/* The days on which it lapses for the first and for the last of what it supports; DATE_NONE: it does not lapse. */
struct ends { date_days first, last; };

static void add_end(struct ends *ends, date_days end, bool *endless)
{
    if (end == DATE_NONE) {
        *endless = true;
        return;
    }
    if (ends->first == DATE_NONE || end < ends->first)
        ends->first = end;
    if (ends->last == DATE_NONE || end > ends->last)
        ends->last = end;
}

/* An item as a whole is stale when it is too old for everything it supports. */
static struct ends find_ends(const struct known *known, const struct record *evidence)
{
    const struct list *supports = record_list(evidence, known->evidence_supports);
    struct ends ends = { DATE_NONE, DATE_NONE };
    bool endless = false;
    for (uint32_t i = 0; i < supports->n; i++) {
        const struct record *control = supports->v[i].as.ref.record, *part = supports->v[i].as.ref.part;
        const struct list *requires = record_list(control, known->control_requires);
        for (uint32_t k = 0; k < requires->n; k++) {
            const struct record *row = requires->v[k].as.ref.record;
            if (!part || part == row)
                add_end(&ends, evidence_valid_until(known, evidence, obligation_every(known, row)), &endless);
        }
    }
    if (ends.first == DATE_NONE)
        add_end(&ends, evidence_valid_until(known, evidence, (struct duration){ 0 }), &endless);
    if (endless)
        ends.last = DATE_NONE;
    return ends;
}

static bool is_future(const struct judging *judging, const struct record *evidence, struct reasons *reasons)
{
    const struct known *known = judging->model->known;
    const struct { const struct field *field; const char *word; } dates[] = {
        { known->evidence_observed_from, "observed" }, { known->evidence_observed_to, "observed" }, { known->evidence_collected_at, "collected" } };
    for (size_t i = 0; i < 3; i++) {
        date_days day = record_date(evidence, dates[i].field);
        if (day == DATE_NONE || day <= judging->model->as_of)
            continue;
        reason_add(judging->arena, reasons, "%s on %.*s, after the date of this report", dates[i].word, STR(date_text(judging->arena, day)));
        return true;
    }
    return false;
}

/* True when a digest was written down and the file that was read has another one. */
static bool is_other(struct str recorded, const struct evidence_file *file)
{
    struct digest digest;
    return recorded.n && file->facts && !(digest_parse(recorded, &digest) && digest_eq(digest, file->digest));
}

/* A redacted copy is worth what its original is: when that is not what it was any more, nobody knows what was left out. */
static bool is_copy_of_other(const struct judging *judging, const struct record *evidence, struct reasons *reasons)
{
    const struct model *model = judging->model;
    const struct record *original = record_ref(evidence, model->known->evidence_redacts);
    struct str pinned = record_text(evidence, model->known->evidence_redacts_sha256);
    if (!original || !is_other(pinned, &model->evidence[original->index]))
        return false;
    reason_add(judging->arena, reasons, "%.*s, of which it is a redacted copy, has the SHA-256 %.*s, and the copy was made of %.*s", STR(original->id),
               STR(digest_hex(judging->arena, model->evidence[original->index].digest)), STR(pinned));
    return true;
}

/* What the record pins, what the ledger of collected evidence says, and what a copy says of its original: each is enough. */
static bool is_tampered(const struct judging *judging, const struct record *evidence, const struct evidence_file *file, struct reasons *reasons)
{
    struct str recorded = record_text(evidence, judging->model->known->evidence_sha256);
    struct arena *arena = judging->arena;
    if (is_other(recorded, file))
        reason_add(arena, reasons, "the file's SHA-256 is %.*s, recorded is %.*s", STR(digest_hex(arena, file->digest)), STR(recorded));
    else if (file->facts && file->ledger_line && !digest_eq(file->ledger_digest, file->digest))
        reason_add(arena, reasons, "the file's SHA-256 is %.*s, line %u of the ledger says %.*s", STR(digest_hex(arena, file->digest)),
                   file->ledger_line, STR(digest_hex(arena, file->ledger_digest)));
    else
        return is_copy_of_other(judging, evidence, reasons);
    return true;
}

const char *evidence_content(const struct evidence_file *file)
{
    return file->facts ? facts_state_name(file->facts->state) : file->refuted.n ? "contradicts" : "supports";
}

static const char *state_of(const struct judging *judging, struct record *evidence, const struct evidence_file *file, struct reasons *reasons)
{
    const struct model *model = judging->model;
    struct ends ends = find_ends(model->known, evidence);
    value_set_date(record_value(evidence, model->known->evidence_valid_until), ends.first);
    if (file->path.n && !file->facts) {
        reason_add(judging->arena, reasons, "the file '%.*s' is not there", STR(file->path));
        return "missing";
    }
    if (is_tampered(judging, evidence, file, reasons))
        return "tampered";
    if (is_future(judging, evidence, reasons))
        return "future";
    if (file->facts && file->facts->reason.n)
        reason_put(judging->arena, reasons, file->facts->reason);
    if (!file->facts)
        reason_add(judging->arena, reasons, "a statement without a file");
    if (file->refuted.n)
        reason_add(judging->arena, reasons, "%.*s", STR(file->refuted));
    if (file->facts && file->facts->state == FACTS_NO_RESULT)
        return "no-result";
    if (ends.last != DATE_NONE && ends.last < model->as_of) {
        reason_add(judging->arena, reasons, "valid until %.*s", STR(date_text(judging->arena, ends.last)));
        return "stale";
    }
    return evidence_content(file);
}

/* What the record declares holds only as far as its file can carry it. */
static enum strength strength_at_most(enum strength declared, const struct evidence_file *file)
{
    if (!file->facts)
        return STRENGTH_ASSERTED;
    bool interpreted = file->facts->state != FACTS_UNREAD;
    enum strength natural = interpreted ? STRENGTH_TOOL : STRENGTH_DOCUMENT;
    if (declared == STRENGTH_INDEPENDENT || (declared == STRENGTH_SIGNED && interpreted))
        return declared;
    return declared != STRENGTH_NONE && declared < natural ? declared : natural;
}

static void judge_item(struct judging *judging, size_t i)
{
    const struct known *known = judging->model->known;
    struct record *evidence = model_records(judging->model, known->evidence)->v[i].as.ref.record;
    const struct evidence_file *file = &judging->model->evidence[i];
    struct reasons reasons = { 0 };
    const char *state = state_of(judging, evidence, file, &reasons);
    enum strength strength = strength_at_most(strength_of(record_text(evidence, known->evidence_strength)), file);
    value_set_text(record_value(evidence, known->evidence_state), str_of(state));
    value_set_text(record_value(evidence, known->evidence_effective_strength), strength_word(strength));
    reasons_store(judging->arena, record_value(evidence, known->evidence_reasons), &reasons);
}

void judge_evidence(struct judging *judging)
{
    judge_each(judging, model_records(judging->model, judging->model->known->evidence)->n, judge_item);
}
