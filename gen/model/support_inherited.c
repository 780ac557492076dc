/* What suppliers carry of a requirement: the part that a responsibility row, or the statement of applicability, leaves to
 * a supplier, as far as a certificate of that supplier covers it. A certificate covers a requirement of the framework that
 * it certifies, for services that its scope names, from its first to its last day. A claim that no certificate covers is
 * refused and brings nothing; one whose certificate has expired is stale. What is left to do here stays a duty until
 * controls show it. */
#include "model/support.h"

/* The better one is smaller. */
enum cover { COVER_VALID, COVER_EXPIRED, COVER_EARLY, COVER_COPY, COVER_SERVICE, COVER_FRAMEWORK, COVER_NONE };

struct certificate {
    struct str name;                /* its number; empty: not stated */
    const struct value *framework;
    const struct list *services;
    date_days from, to;
    const struct record *copy;      /* evidence, or NULL */
};

struct claim {
    struct support *support;
    const struct record *supplier;
    struct str service;             /* empty: all that are in use */
    struct str source;              /* the record that makes the claim */
    enum cover cover;               /* by the best of the supplier's certificates */
    struct certificate certificate;
    struct str missing;             /* the service that its scope does not name */
};

static bool names(const struct list *services, struct str service)
{
    for (uint32_t i = 0; i < services->n; i++)
        if (str_eq_fold(str_trim(services->v[i].as.text), str_trim(service)))
            return true;
    return false;
}

/* The first service in use that a scope does not name; empty: it names all. Without any service nothing is named. */
static struct str outside(const struct claim *claim, const struct certificate *certificate)
{
    if (claim->service.n)
        return names(certificate->services, claim->service) ? S("") : claim->service;
    const struct list *used = record_list(claim->supplier, claim->support->model->known->supplier_service);
    for (uint32_t i = 0; i < used->n; i++)
        if (!names(certificate->services, used->v[i].as.text))
            return used->v[i].as.text;
    return used->n ? S("") : S("a service that is not named");
}

/* Nobody relies on a certificate whose copy is not what it was. */
static bool copy_is_sound(const struct known *known, const struct record *copy)
{
    static const char *const unsound[] = { "tampered", "missing", "future", "contradicts", "no-result" };
    for (size_t i = 0; copy && i < sizeof unsound / sizeof *unsound; i++)
        if (record_is(copy, known->evidence_state, unsound[i]))
            return false;
    return !copy || !copy->rejected;
}

/* A framework may be named by its alias. */
static bool certifies(const struct model *model, const struct value *named, const struct framework *framework)
{
    if (named->kind == VALUE_RECORD)
        return named->as.ref.record == framework->record;
    return named->kind == VALUE_TEXT && model_framework(model, named->as.text) == framework;
}

static enum cover cover_of(const struct claim *claim, const struct certificate *certificate)
{
    const struct model *model = claim->support->model;
    if (!certifies(model, certificate->framework, model_framework_of(model, claim->support->requirement)))
        return COVER_FRAMEWORK;
    if (outside(claim, certificate).n)
        return COVER_SERVICE;
    if (!copy_is_sound(model->known, certificate->copy))
        return COVER_COPY;
    if (certificate->from != DATE_NONE && certificate->from > model->as_of)
        return COVER_EARLY;
    return certificate->to == DATE_NONE || certificate->to < model->as_of ? COVER_EXPIRED : COVER_VALID;
}

static void consider(struct claim *claim, const struct certificate *certificate)
{
    enum cover cover = cover_of(claim, certificate);
    if (cover >= claim->cover)
        return;
    claim->cover = cover;
    claim->certificate = *certificate;
    claim->missing = outside(claim, certificate);
}

/* A supplier has one certificate in its own fields, and more as rows. */
static void find_cover(struct claim *claim)
{
    const struct known *known = claim->support->model->known;
    const struct record *supplier = claim->supplier;
    const struct list *rows = record_list(supplier, known->supplier_certificates);
    claim->cover = COVER_NONE;
    if (supplier->rejected)
        return;
    consider(claim, &(struct certificate){ record_text(supplier, known->supplier_certificate), record_value(supplier, known->supplier_framework),
        record_list(supplier, known->supplier_in_scope_services), record_date(supplier, known->supplier_valid_from),
        record_date(supplier, known->supplier_valid_to), NULL });
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct record *row = rows->v[i].as.ref.record;
        consider(claim, &(struct certificate){ record_text(row, known->supplier_certificates_certificate), record_value(row, known->supplier_certificates_framework),
            record_list(row, known->supplier_certificates_services), record_date(row, known->supplier_certificates_valid_from),
            record_date(row, known->supplier_certificates_valid_to), record_ref(row, known->supplier_certificates_evidence) });
    }
}

static struct str certificate_name(const struct claim *claim)
{
    struct arena *scratch = claim->support->judging->scratch;
    struct str name = claim->certificate.name;
    return str_printf(scratch, "%s%s%.*s of %.*s", "certificate", name.n ? " " : "", STR(name), STR(claim->supplier->id));
}

static void refuse(const struct claim *claim)
{
    struct support *support = claim->support;
    struct arena *scratch = support->judging->scratch;
    struct str certificate = certificate_name(claim);
    switch (claim->cover) {
    case COVER_SERVICE:
        support_say(support, "claim of %.*s refused: '%.*s' is not in the scope of %.*s", STR(claim->source), STR(claim->missing), STR(certificate));
        break;
    case COVER_COPY:
        support_say(support, "claim of %.*s refused: the copy of %.*s, %.*s, is %.*s", STR(claim->source), STR(certificate), STR(claim->certificate.copy->id),
                    STR(record_text(claim->certificate.copy, support->model->known->evidence_state)));
        break;
    case COVER_EARLY:
        support_say(support, "claim of %.*s refused: %.*s is not valid before %.*s", STR(claim->source), STR(certificate),
                    STR(date_text(scratch, claim->certificate.from)));
        break;
    case COVER_FRAMEWORK: {
        struct str framework = value_text(scratch, claim->certificate.framework);
        support_say(support, "claim of %.*s refused: %.*s is for %.*s", STR(claim->source), STR(certificate),
                    STR(framework.n ? framework : S("no framework that is named")));
        break;
    }
    default:
        support_say(support, "claim of %.*s refused: the entry of %.*s has errors", STR(claim->source), STR(claim->supplier->id));
        break;
    }
}

static void take_claim(struct claim *claim)
{
    struct support *support = claim->support;
    find_cover(claim);
    const struct record *copy = claim->certificate.copy;
    struct str until = date_text(support->judging->scratch, claim->certificate.to);
    if (claim->cover == COVER_EXPIRED) {
        support->lapsed_claims++;
        support_say(support, "%.*s expired after %.*s (%.*s)", STR(certificate_name(claim)), STR(until), STR(claim->source));
    } else if (claim->cover == COVER_VALID) {
        support_say(support, "%.*s is inherited under %.*s, valid until %.*s (%.*s)", STR(claim->service.n ? claim->service : S("it")),
                    STR(certificate_name(claim)), STR(until), STR(claim->source));
        *vec_add(support->judging->scratch, &support->inherited_from) = claim->supplier;
        support_weaken(support, copy ? strength_of(record_text(copy, support->model->known->evidence_effective_strength)) : STRENGTH_ASSERTED);
        if (copy)
            support_add_evidence(support, (struct record *)copy);
    } else {
        refuse(claim);
    }
}

/* "none", in whatever case and with or without a full stop */
static bool says_none(const struct value *value)
{
    struct str text = str_trim(value->kind == VALUE_RICH ? value->as.rich->source : value->kind == VALUE_TEXT ? value->as.text : S(""));
    if (str_ends(text, S(".")))
        text = str_sub(text, 0, text.n - 1);
    return !text.n || str_eq_fold(text, S("none"));
}

/* The own part is no duty any more where nothing is to be done, or where controls of the requirement answer for it. */
static void note_duty(struct support *support, const struct record *row)
{
    const struct known *known = support->model->known;
    bool open = record_is(row, known->responsibility_own_status, "open"), done = record_is(row, known->responsibility_own_status, "done");
    if (record_is(row, known->responsibility_own_status, "none") || (!open && !done && says_none(record_value(row, known->responsibility_own_part))))
        return;
    if (!open && support->active_controls)
        return;
    support->duties++;
    if (open)
        support_say(support, "residual duty: the own part of %.*s is open", STR(row->id));
    else
        support_say(support, "residual duty: %s the own part of %.*s", done ? "nothing shows" : "nothing is said about", STR(row->id));
}

static bool is_about(const struct support *support, const struct record *row)
{
    const struct list *systems = record_list(row, support->model->known->responsibility_systems);
    const struct record *system = support_system(support);
    for (uint32_t i = 0; i < systems->n; i++)
        if (systems->v[i].as.ref.record == system)
            return true;
    return !systems->n;
}

/* What a row about an own control brings to the requirement that the control helps to meet: all of it where the control is
 * in place for the systems of the support; of one that is planned only the duties, because nothing runs through it yet. */
enum reach { REACH_ALL, REACH_DUTIES, REACH_NOTHING };

static enum reach reach_of(const struct support *support, const struct record *control, const struct cell *cell)
{
    if (cell->about)
        return REACH_ALL;
    return control_is_about(&support->judging->controls[control->index], support_system(support)) ? REACH_DUTIES : REACH_NOTHING;
}

static void gather_row(struct support *support, const struct record *row, enum reach reach)
{
    const struct known *known = support->model->known;
    const struct record *supplier = record_ref(row, known->responsibility_supplier);
    if (!is_about(support, row))
        return;
    struct claim claim = { .support = support, .supplier = supplier, .service = record_text(row, known->responsibility_service), .source = row->id };
    bool claims = supplier && !says_none(record_value(row, known->responsibility_supplier_part));
    if (claims && reach == REACH_ALL)
        take_claim(&claim);
    else if (claims)
        support_say(support, "claim of %.*s refused: it is for a control that is not in place", STR(row->id));
    note_duty(support, row);
}

/* The rows that split an own control, or the requirement itself. */
static const struct list *rows_of(const struct known *known, const struct record *requirement, const struct record *control)
{
    return control ? record_list(control, known->control_responsibilities) : record_list(requirement, known->requirement_responsibilities);
}

/* Every row that splits the requirement, or a control of it, once: with the most that it brings. */
static void gather_rows(struct support *support)
{
    const struct known *known = support->model->known;
    const struct list *controls = record_list(support->requirement, known->requirement_controls);
    struct map *seen = map_new(support->judging->scratch);
    for (int reach = REACH_ALL; reach < REACH_NOTHING; reach++)
        for (uint32_t c = 0; c <= controls->n; c++) {
            const struct record *control = c ? controls->v[c - 1].as.ref.record : NULL;
            if ((int)(control ? reach_of(support, control, &support->cells[c - 1]) : REACH_ALL) != reach)
                continue;
            const struct list *rows = rows_of(known, support->requirement, control);
            for (uint32_t i = 0; i < rows->n; i++)
                if (!rows->v[i].as.ref.record->rejected && map_put(seen, rows->v[i].as.ref.record->id, support))
                    gather_row(support, rows->v[i].as.ref.record, (enum reach)reach);
        }
}

/* True where a responsibility row speaks for the supplier already. */
static bool is_split(const struct support *support, const struct record *supplier)
{
    const struct known *known = support->model->known;
    const struct list *rows = record_list(support->requirement, known->requirement_responsibilities);
    for (uint32_t i = 0; i < rows->n; i++)
        if (record_ref(rows->v[i].as.ref.record, known->responsibility_supplier) == supplier)
            return true;
    return false;
}

/* A row of the statement of applicability that names a supplier claims the same, for all services in use. */
static void gather_decisions(struct support *support)
{
    const struct known *known = support->model->known;
    const struct list *rows = record_list(support->requirement, known->requirement_soa);
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct record *row = rows->v[i].as.ref.record;
        const struct value *from = record_value(row, known->soa_inherited_from);
        if (row->rejected || from->kind == VALUE_NONE || record_is(row, known->soa_source, "own"))
            continue;
        if (from->kind != VALUE_RECORD) {
            support_say(support, "claim of %.*s refused: '%.*s' is no supplier on record", STR(row->id), STR(from->as.text));
            continue;
        }
        if (is_split(support, from->as.ref.record))
            continue;
        struct claim claim = { .support = support, .supplier = from->as.ref.record, .source = row->id };
        take_claim(&claim);
        if (record_is(row, known->soa_source, "shared") && !support->active_controls) {
            support->duties++;
            support_say(support, "residual duty: nothing is said about the own part of %.*s", STR(row->id));
        }
    }
}

void support_gather_inherited(struct support *support)
{
    gather_rows(support);
    gather_decisions(support);
}

static void name_systems(struct judging *judging, const struct list *rows)
{
    for (uint32_t r = 0; r < rows->n; r++) {
        const struct list *systems = record_list(rows->v[r].as.ref.record, judging->model->known->responsibility_systems);
        for (uint32_t i = 0; i < systems->n; i++)
            marks_add(&judging->systems, systems->v[i].as.ref.record->index);
    }
}

void inherited_name_systems(struct judging *judging, const struct record *requirement)
{
    const struct known *known = judging->model->known;
    const struct list *controls = record_list(requirement, known->requirement_controls);
    name_systems(judging, rows_of(known, requirement, NULL));
    for (uint32_t i = 0; i < controls->n; i++)
        name_systems(judging, rows_of(known, requirement, controls->v[i].as.ref.record));
}
