/* Diagnostics for people: each with its line and a caret, then how many of each code. */
#include <stdlib.h>

#include "cli/report.h"

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

struct tally { const struct diag_code *code; size_t n; };

/* Errors first, then what there is most of. */
static int by_weight(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    if (x->code->severity != y->code->severity)
        return (int)y->code->severity - (int)x->code->severity;
    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return str_cmp(str_of(x->code->name), str_of(y->code->name));
}

static void put_tallies(const struct report *report, struct buf *out)
{
    struct session *session = report->session;
    const struct diags *diags = &session->diags;
    struct map *by_code = map_new(session->output);
    struct tally *tallies = arena_array(session->output, diags->list.n, struct tally);
    size_t n = 0;
    for (size_t i = 0; i < diags->list.n; i++) {
        const struct diag_code *code = diags->list.v[i].code;
        if (map_put(by_code, str_of(code->name), &tallies[n]))
            tallies[n++].code = code;
        ((struct tally *)map_find(by_code, str_of(code->name)))->n++;
    }
    if (n)
        qsort(tallies, n, sizeof *tallies, by_weight);
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%6zu %s\n", tallies[i].n, tallies[i].code->name);
}

static void write(const struct report *report, struct buf *out)
{
    const struct session *session = report->session;
    const struct diags *diags = &session->diags;
    for (size_t i = 0; i < diags->list.n; i++)
        diag_print(out, &session->sources, &diags->list.v[i], session->call->color);
    if (session->call->verbosity == VERBOSITY_QUIET)
        return;
    put_tallies(report, out);
    buf_printf(out, "%zu error%s, %zu warning%s", diags->errors, plural(diags->errors), diags->warnings, plural(diags->warnings));
    if (diags->suppressed)
        buf_printf(out, " (%zu suppressed)", diags->suppressed);
    buf_printf(out, ", %zu note%s\n", diags->notes, plural(diags->notes));
}

const struct report_format report_text = { "text", write };
