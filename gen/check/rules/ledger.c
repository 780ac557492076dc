/* Findings about the ledger of collected evidence: where its chain breaks, and where it and the records do not agree. */
#include "check/check.h"
#include "model/ledger.h"

static void check_lines(const struct model *model, struct diags *diags)
{
    const struct ledger *ledger = &model->ledger;
    for (size_t i = 0; i < ledger->findings.n; i++) {
        const struct ledger_finding *finding = &ledger->findings.v[i];
        struct pos pos = { .file = ledger->file, .line = finding->line, .col = 1 };
        diag_subject(diag_report(diags, finding->broken ? DIAG_LEDGER_BROKEN : DIAG_LEDGER_DIFFERS, pos, "%.*s", STR(finding->text)), finding->id);
    }
    if (ledger->n_more)
        diag_report(diags, DIAG_LEDGER_BROKEN, (struct pos){ .file = ledger->file }, "%zu more lines that break the chain or differ are not shown", ledger->n_more);
}

/* The end of the chain cannot show that lines behind it are gone. The records can. */
static void check_records(const struct model *model, struct diags *diags)
{
    const struct known *known = model->known;
    const struct list *records = model_records(model, known->evidence);
    for (uint32_t i = 0; i < records->n; i++) {
        const struct record *evidence = records->v[i].as.ref.record;
        struct str collector = evidence_collector(known, evidence);
        if (!collector.n || model->evidence[i].ledger_line)
            continue;
        struct pos pos = value_pos(evidence, record_value(evidence, known->evidence_collected_by));
        struct diag *diag = diag_report(diags, DIAG_LEDGER_DIFFERS, pos, "%.*s says that the collector %.*s took it, and the ledger does not know it",
                                        STR(evidence->id), STR(collector));
        diag_subject(diag, evidence->id);
    }
}

static void run(const struct model *model, struct diags *diags)
{
    check_lines(model, diags);
    check_records(model, diags);
}

const struct rule rule_ledger = { "ledger", "the ledger of collected evidence", run };
