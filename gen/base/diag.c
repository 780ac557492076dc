/* Diagnostics: reporting, moving, sorting. */
#include "base/diag.h"

#include <stdlib.h>

#include "base/arena.h"

const struct diag_code diag_codes[DIAG_COUNT] = {
#define DIAG(id, name, severity, summary, meaning, example, fix) [DIAG_##id] = { name, severity, false, summary, meaning, example, fix },
#define FINDING(id, name, summary, meaning, example, fix) [DIAG_##id] = { name, SEVERITY_WARNING, true, summary, meaning, example, fix },
#include "base/diag_codes.def"
#undef DIAG
#undef FINDING
};

const struct diag_code *diag_code_find(struct str name)
{
    for (size_t i = 0; i < DIAG_COUNT; i++)
        if (str_is(name, diag_codes[i].name))
            return &diag_codes[i];
    return NULL;
}

const char *severity_name(enum severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR: return "error";
    case SEVERITY_WARNING: return "warning";
    default: return "note";
    }
}

void diags_new(struct arena *arena, struct diags *diags)
{
    *diags = (struct diags){ .arena = arena };
}

static void count(struct diags *diags, const struct diag *diag)
{
    switch (diag->code->severity) {
    case SEVERITY_ERROR: diags->errors++; break;
    case SEVERITY_WARNING: diags->warnings++; break;
    default: diags->notes++; break;
    }
    diags->suppressed += diag->suppression != NULL;
}

struct diag *diag_report_code(struct diags *diags, const struct diag_code *code, struct pos pos, struct str message)
{
    struct diag *diag = vec_add(diags->arena, &diags->list);
    diag->code = code;
    diag->pos = pos;
    diag->message = message;
    count(diags, diag);
    return diag;
}

struct diag *diag_report(struct diags *diags, enum diag_id id, struct pos pos, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct str message = str_vprintf(diags->arena, format, args);
    va_end(args);
    return diag_report_code(diags, &diag_codes[id], pos, message);
}

struct diag *diag_hint(struct diags *diags, struct diag *diag, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag->hint = str_vprintf(diags->arena, format, args);
    va_end(args);
    return diag;
}

struct diag *diag_subject(struct diag *diag, struct str subject)
{
    diag->subject = subject;
    return diag;
}

struct diag *diag_within(struct diag *diag, struct str id)
{
    diag->within = id;
    return diag;
}

struct diag *diag_related(struct diag *diag, struct pos pos, struct str message)
{
    diag->related = pos;
    diag->related_message = message;
    return diag;
}

void diags_take(struct diags *into, struct diags *from)
{
    for (size_t i = 0; i < from->list.n; i++) {
        *vec_add(into->arena, &into->list) = from->list.v[i];
        count(into, &from->list.v[i]);
    }
    *from = (struct diags){ .arena = from->arena };
}

/* By place, the worst first, then by all the rest, so that only equal diagnostics compare as equal. */
static int cmp_diags(const void *a, const void *b, void *sources)
{
    const struct diag *x = a, *y = b;
    int order = pos_cmp(sources, x->pos, y->pos);

    if (!order)
        order = (int)y->code->severity - (int)x->code->severity;
    if (!order)
        order = str_cmp(str_of(x->code->name), str_of(y->code->name));
    if (!order)
        order = str_cmp(x->message, y->message);
    if (!order)
        order = str_cmp(x->subject, y->subject);
    if (!order)
        order = str_cmp(x->within, y->within);
    if (!order)
        order = str_cmp(x->hint, y->hint);
    if (!order)
        order = pos_cmp(sources, x->related, y->related);
    if (!order)
        order = str_cmp(x->related_message, y->related_message);
    return order ? order : (x->pos.len > y->pos.len) - (x->pos.len < y->pos.len);
}

void diags_sort(const struct sources *sources, struct diags *diags)
{
    struct diag *v = diags->list.v;
    size_t n = diags->list.n, kept = 0;

    if (n > 1)
        qsort_r(v, n, sizeof *v, cmp_diags, (void *)sources);
    diags->errors = diags->warnings = diags->notes = diags->suppressed = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept && cmp_diags(&v[kept - 1], &v[i], (void *)sources) == 0)
            continue;
        v[kept] = v[i];
        count(diags, &v[kept++]);
    }
    diags->list.n = kept;
}
