/* A role or class that no AI system can have would leave a requirement out for everybody, or date it by nothing: each word
 * under `applies_to`, and each class under `applies_from`, must fit one that systems may have. */
#include "model/framework_load.h"

#include "model/known.h"

/* "high" fits high-annex-iii, and so does "annex-iii" from behind. */
static bool fits(struct str allowed, struct str word, bool from_behind)
{
    if (from_behind ? !str_ends(allowed, word) : !str_starts(allowed, word))
        return false;
    return allowed.n == word.n || (word.n && allowed.p[from_behind ? allowed.n - word.n - 1 : word.n] == '-');
}

static void check_word(struct diags *diags, const struct field *field, struct str word, struct pos pos, bool from_behind)
{
    struct str near = S("");
    for (size_t i = 0; i < field->n_words; i++) {
        if (fits(field->words[i], word, from_behind))
            return;
        if (!near.n && str_distance(field->words[i], word, 2) <= 2)
            near = field->words[i];
    }
    pos.len = (uint32_t)str_code_points(word);
    struct diag *diag = diag_report(diags, DIAG_BAD_VALUE, pos, "no AI system can have '%.*s' as %.*s", STR(word), STR(field->name));
    if (near.n)
        diag_hint(diags, diag, "did you mean '%.*s'?", STR(near));
}

static void check_requirement(const struct known *known, struct diags *diags, const struct record *requirement, uint32_t file)
{
    const struct list *to = record_list(requirement, known->requirement_applies_to), *by_class = record_list(requirement, known->requirement_applies_by_class);
    for (uint32_t i = 0; i < to->n; i++) {
        const struct record *row = to->v[i].as.ref.record;
        const struct list *values = record_list(row, known->requirement_applies_to_values);
        bool by_role = record_is(row, known->requirement_applies_to_key, "role");
        for (uint32_t k = 0; k < values->n && row->pos.file == file; k++)
            check_word(diags, by_role ? known->ai_system_role : known->ai_system_risk_class, values->v[k].as.text, value_pos(row, &values->v[k]), false);
    }
    for (uint32_t i = 0; i < by_class->n; i++) {
        const struct record *row = by_class->v[i].as.ref.record;
        if (row->pos.file == file)
            check_word(diags, known->ai_system_risk_class, record_text(row, known->requirement_applies_by_class_class), row->pos, true);
    }
}

/* Rows that another version carries over are its own matter. */
void frameworks_check_applies(const struct model *model, struct diags *diags)
{
    for (size_t f = 0; f < model->n_frameworks; f++)
        for (size_t i = 0; i < model->frameworks[f].n_requirements; i++)
            check_requirement(model->known, diags, model->frameworks[f].requirements[i], model->frameworks[f].record->pos.file);
}
