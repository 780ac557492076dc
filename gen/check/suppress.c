/* Suppression: an exception in force, with its reason, approver and last day, marks the findings that it accepts. */
#include "base/arena.h"
#include "check/check.h"

/* On one line. */
static struct str flat_text(struct arena *arena, struct str text)
{
    struct buf buf = { 0 };
    bool space = false;
    text = str_trim(text);
    for (size_t i = 0; i < text.n; i++) {
        bool blank = text.p[i] == ' ' || text.p[i] == '\n' || text.p[i] == '\t';
        if (blank && !space)
            buf_putc(&buf, ' ');
        if (!blank)
            buf_putc(&buf, text.p[i]);
        space = blank;
    }
    struct str flat = buf_copy(arena, &buf);
    buf_free(&buf);
    return flat;
}

/* What is not whole accepts nothing: its faults are errors of their own. */
static const struct record *accepted_by(const struct known *known, const struct record *exception)
{
    bool whole = !exception->rejected && value_has_text(record_value(exception, known->exception_reason))
        && record_value(exception, known->exception_approved_by)->kind != VALUE_NONE;
    return whole && record_is(exception, known->exception_state, "in-force") ? record_ref(exception, known->exception_about) : NULL;
}

/* By id of what is accepted; of several exceptions the one that lasts longest. */
static struct map *suppressions_of(const struct model *model, struct arena *arena)
{
    const struct known *known = model->known;
    const struct list *exceptions = model_records(model, known->exception);
    struct map *map = map_new_fold(arena);
    for (uint32_t i = 0; i < exceptions->n; i++) {
        const struct record *exception = exceptions->v[i].as.ref.record, *about = accepted_by(known, exception);
        if (!about)
            continue;
        struct suppression suppression = { .exception = exception->id,
            .reason = flat_text(arena, value_text(arena, record_value(exception, known->exception_reason))),
            .approved_by = flat_text(arena, value_text(arena, record_value(exception, known->exception_approved_by))),
            .expires = date_text(arena, record_date(exception, known->exception_expires)) };
        struct suppression *first = map_find(map, about->id);
        if (first && str_cmp(first->expires, suppression.expires) >= 0)
            continue;
        if (!first)
            map_put(map, about->id, first = arena_new_of(arena, struct suppression));
        *first = suppression;
    }
    return map;
}

void findings_suppress(const struct model *model, struct diags *diags)
{
    const struct map *map = suppressions_of(model, diags->arena);
    for (size_t i = 0; map_count(map) && i < diags->list.n; i++) {
        struct diag *diag = &diags->list.v[i];
        if (!diag->code->acceptable || diag->code->severity != SEVERITY_WARNING)
            continue;
        diag->suppression = map_find(map, diag->subject);
        if (!diag->suppression)
            diag->suppression = map_find(map, diag->within);
    }
}
