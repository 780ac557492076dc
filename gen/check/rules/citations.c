/* Findings about citations whose wording is the title of another requirement of the same framework. */
#include "check/check.h"

/* "A.2 Data provenance" without the requirement's own label or id in front: "Data provenance". */
static struct str without_label(const struct known *known, const struct record *requirement, struct str text)
{
    const struct str names[] = { record_text(requirement, known->requirement_label), record_text(requirement, known->requirement_node) };
    for (size_t i = 0; i < 2; i++)
        if (names[i].n && text.n > names[i].n && str_eq_fold(str_sub(text, 0, names[i].n), names[i]))
            return str_trim(str_sub(text, names[i].n, text.n));
    return text;
}

static const struct record *node_of_title(const struct framework *framework, struct str title)
{
    for (size_t i = 0; i < framework->n_requirements; i++)
        if (str_eq_fold(record_title(framework->requirements[i]), title))
            return framework->requirements[i];
    return NULL;
}

static void check_reference(const struct model *model, struct diags *diags, const struct record *source, const struct reference *reference)
{
    const struct known *known = model->known;
    const struct record *requirement = reference->record;
    if (!requirement || requirement->type != known->requirement || !reference->label.n)
        return;
    struct str wording = without_label(known, requirement, str_trim(reference->label));
    if (str_eq_fold(wording, record_title(requirement)))
        return;
    const struct record *other = node_of_title(model_framework_of(model, requirement), wording);
    if (!other)
        return;
    struct diag *diag = diag_report(diags, DIAG_WRONG_TITLE, reference->pos, "%.*s is %.*s, not %.*s", STR(record_text(requirement, known->requirement_label)),
                                    STR(record_title(requirement)), STR(wording));
    diag_hint(diags, diag, "did you mean %.*s?", STR(record_text(other, known->requirement_label)));
    diag_subject(diag, source->id);
}

static void run(const struct model *model, struct diags *diags)
{
    for (size_t t = 0; t < model->n_types; t++)
        for (uint32_t i = 0; i < model->records[t]->n; i++) {
            const struct record *record = model->records[t]->v[i].as.ref.record;
            for (size_t k = 0; record->document && k < record->document->n_references; k++)
                check_reference(model, diags, record, &record->document->references[k]);
        }
}

const struct rule rule_citations = { "citations", "requirements cited with another one's title", run };
