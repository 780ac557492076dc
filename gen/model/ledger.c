/* Walks the ledger and holds its lines against the evidence records. */
#include "model/ledger.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "read/ledger.h"

/* Beyond the cap nothing is kept, so that a ledger of a million strangers costs no memory. */
__attribute__((format(printf, 5, 6)))
static void find(struct model *model, uint64_t line, bool broken, struct str id, const char *format, ...)
{
    struct ledger *ledger = &model->ledger;
    if (ledger->findings.n == LEDGER_FINDINGS_MAX) {
        ledger->n_more++;
        return;
    }
    va_list list;
    va_start(list, format);
    struct str text = str_vprintf(model->arena, format, list);
    va_end(list);
    *vec_add(model->arena, &ledger->findings) = (struct ledger_finding){ broken, (uint32_t)line, str_copy(model->arena, id), text };
}

struct str evidence_collector(const struct known *known, const struct record *evidence)
{
    struct str by = record_text(evidence, known->evidence_collected_by), prefix = S("collector:");
    return str_starts(by, prefix) ? str_sub(by, prefix.n, by.n) : S("");
}

/* A later date in the record would make old evidence look fresh. */
static bool is_time_kept(const struct known *known, const struct record *evidence, struct str ended)
{
    const struct value *value = record_value(evidence, known->evidence_collected_at);
    struct datetime datetime;
    return value->kind == VALUE_DATETIME && datetime_parse(ended, &datetime) && datetime_epoch(value->as.datetime) == datetime_epoch(datetime);
}

static void compare(struct model *model, const struct ledger_line *line)
{
    const struct ledger_entry *entry = &line->entry;
    const struct record *record = model_find(model, entry->id);
    if (!record || record->type != model->known->evidence) {
        find(model, line->number, false, entry->id, "%.*s was collected, and no evidence record has this id", STR(entry->id));
        return;
    }
    struct evidence_file *file = &model->evidence[record->index];
    if (file->ledger_line && !line->problem.n)
        find(model, line->number, true, entry->id, "%.*s stands in line %u already", STR(entry->id), file->ledger_line);
    file->ledger_line = (uint32_t)line->number;
    file->ledger_digest = entry->sha256;
    if (!is_time_kept(model->known, record, entry->ended))
        find(model, line->number, false, entry->id, "%.*s was collected at %.*s, and its record has another 'collected_at'", STR(entry->id), STR(entry->ended));
    if (!str_eq_fold(evidence_collector(model->known, record), entry->collector))
        find(model, line->number, false, entry->id, "%.*s was collected by %.*s, and its record has another 'collected_by'", STR(entry->id), STR(entry->collector));
}

static void take_line(void *context, const struct ledger_line *line)
{
    struct model *model = context;
    model->ledger.n_lines = (uint32_t)line->number;
    if (line->problem.n)
        find(model, line->number, true, line->readable ? line->entry.id : S(""), "%.*s", STR(line->problem));
    if (line->readable)
        compare(model, line);
}

static void store_lines(struct model *model)
{
    const struct list *records = model_records(model, model->known->evidence);
    for (uint32_t i = 0; i < records->n; i++) {
        struct value *slot = record_value(records->v[i].as.ref.record, model->known->evidence_ledger_line);
        if (model->evidence[i].ledger_line)
            value_set_number(model->arena, slot, model->evidence[i].ledger_line);
    }
}

void ledger_compare(struct project *project, struct diags *diags, struct model *model)
{
    uint64_t size;
    enum file_problem problem;
    int fd = file_open(project->folder, LEDGER_PATH, &size, &problem);
    if (fd < 0 && problem == FILE_ABSENT)
        return;
    model->ledger.file = project_source(project, S(LEDGER_PATH));
    project->sources->list.v[model->ledger.file].compiled = true;
    struct pos pos = { .file = model->ledger.file };
    if (fd < 0) {
        diag_report(diags, DIAG_UNREADABLE_FILE, pos, "%s", file_problem_text(problem));
        return;
    }
    if (!ledger_read(fd, take_line, model))
        diag_report(diags, DIAG_UNREADABLE_FILE, pos, "this cannot be read to its end: %s", strerror(errno));
    close(fd);
    store_lines(model);
}
