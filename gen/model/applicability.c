/* Whether a requirement is for an AI system at `as_of`: by role and risk class, and by the day from which it applies.
 * What is not known excuses nobody: a system whose class is not assessed, or whose entry was refused, falls under all. */
#include "model/support.h"

/* "high" asks for high, high-annex-iii and high-annex-i. */
static bool is_or_refines(struct str word, struct str wanted)
{
    return str_starts(word, wanted) && (word.n == wanted.n || word.p[wanted.n] == '-');
}

static bool value_fits(const struct value *value, struct str wanted)
{
    return value->kind == VALUE_TEXT && (is_or_refines(value->as.text, wanted) || str_is(value->as.text, "not-assessed"));
}

static bool row_fits(const struct list *own, const struct list *wanted)
{
    for (uint32_t i = 0; i < own->n; i++)
        for (uint32_t k = 0; k < wanted->n; k++)
            if (value_fits(&own->v[i], wanted->v[k].as.text))
                return true;
    return !own->n;
}

/* "provider, product-manufacturer" */
static struct str words_of(struct arena *scratch, const struct list *list)
{
    struct str text = S("");
    for (uint32_t i = 0; i < list->n; i++)
        text = str_printf(scratch, "%.*s%s%.*s", STR(text), i ? ", " : "", STR(list->v[i].as.text));
    return text;
}

static bool is_for(const struct judging *judging, const struct record *requirement, const struct record *system, struct applicable *applicable)
{
    struct model *model = judging->model;
    const struct known *known = model->known;
    const struct list *rows = record_list(requirement, known->requirement_applies_to);
    for (uint32_t i = 0; i < rows->n && !system->rejected; i++) {
        const struct record *row = rows->v[i].as.ref.record;
        bool by_role = record_is(row, known->requirement_applies_to_key, "role");
        const struct field *field = by_role ? known->ai_system_role : known->ai_system_risk_class;
        const struct list *own = record_list(system, field), *wanted = record_list(row, known->requirement_applies_to_values);
        if (row_fits(own, wanted))
            continue;
        applicable->because = str_printf(model->arena, "not applicable: it is for %s %.*s, and here it is %.*s", by_role ? "the role" : "the risk class",
                                         STR(words_of(judging->scratch, wanted)), STR(words_of(judging->scratch, own)));
        return false;
    }
    return true;
}

/* annex-iii is the class of high-annex-iii and derogated-annex-iii. */
static bool is_of_class(const struct value *value, struct str class)
{
    struct str word = value->kind == VALUE_TEXT ? value->as.text : S("");
    return str_ends(word, class) && (word.n == class.n || word.p[word.n - class.n - 1] == '-');
}

static bool has_class(const struct list *own, struct str class)
{
    for (uint32_t i = 0; i < own->n; i++)
        if (is_of_class(&own->v[i], class))
            return true;
    return false;
}

/* The day for the system's class, the earliest where it has several; where its class settles nothing, the earliest of all. */
static date_days applies_from(const struct judging *judging, const struct record *requirement, const struct record *system)
{
    const struct known *known = judging->model->known;
    const struct list *rows = record_list(requirement, known->requirement_applies_by_class);
    date_days earliest = DATE_NONE;
    for (uint32_t i = 0; i < rows->n && system && !system->rejected; i++) {
        const struct record *row = rows->v[i].as.ref.record;
        date_days day = record_date(row, known->requirement_applies_by_class_from);
        bool own = has_class(record_list(system, known->ai_system_risk_class), record_text(row, known->requirement_applies_by_class_class));
        if (own && day != DATE_NONE && (earliest == DATE_NONE || day < earliest))
            earliest = day;
    }
    return earliest != DATE_NONE ? earliest : record_date(requirement, known->requirement_applies_from);
}

struct applicable requirement_applies(const struct judging *judging, const struct record *requirement, const struct record *system)
{
    struct model *model = judging->model;
    struct applicable applicable = { .is = APPLIES };
    bool all_retired = !system && model_records(model, model->known->ai_system)->n;
    if (system ? !is_for(judging, requirement, system, &applicable) : all_retired && record_list(requirement, model->known->requirement_applies_to)->n) {
        applicable.is = APPLIES_NOT;
        if (!system)
            applicable.because = S("not applicable: every AI system of the project is retired");
        return applicable;
    }
    date_days from = applies_from(judging, requirement, system);
    if (from == DATE_NONE || from <= model->as_of)
        return applicable;
    applicable.is = APPLIES_LATER;
    applicable.because = str_printf(model->arena, "applies from %.*s", STR(date_text(model->arena, from)));
    return applicable;
}
