/* Diagnostics as workflow commands of GitHub Actions, which shows them beside the lines of a change:
 *   ::error file=F,line=L,col=C,endColumn=E,title=CODE::MESSAGE
 * In a message % CR LF are percent-encoded, in a property : and , as well. */
#include "cli/report.h"

static void put_escaped(struct buf *out, struct str text, bool property)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
        else
            buf_putc(out, c);
    }
}

static const char *command_of(const struct diag *diag)
{
    if (diag->suppression || diag->code->severity == SEVERITY_NOTE)
        return "notice";
    return severity_name(diag->code->severity);
}

static void put_place(const struct report *report, struct buf *out, struct pos pos)
{
    struct str path = report_path(report, pos);
    if (!path.n)
        return;
    buf_puts(out, "file=");
    put_escaped(out, path, true);
    if (pos.line)
        buf_printf(out, ",line=%u", pos.line);
    if (pos.line && pos.col)
        buf_printf(out, ",col=%u,endColumn=%u", pos.col, pos.col + (pos.len ? pos.len : 1));
    buf_putc(out, ',');
}

static void put_diag(const struct report *report, struct buf *out, const struct diag *diag)
{
    buf_printf(out, "::%s ", command_of(diag));
    put_place(report, out, diag->pos);
    buf_printf(out, "title=%s::", diag->code->name);
    put_escaped(out, diag->message, false);
    if (diag->hint.n) {
        buf_puts(out, "%0A");
        put_escaped(out, diag->hint, false);
    }
    if (diag->suppression) {
        struct buf text = { 0 };
        suppression_put(&text, diag->suppression);
        buf_puts(out, "%0A");
        put_escaped(out, buf_str(&text), false);
        buf_free(&text);
    }
    buf_putc(out, '\n');
}

static void write(const struct report *report, struct buf *out)
{
    for (size_t i = 0; i < report->session->diags.list.n; i++)
        put_diag(report, out, &report->session->diags.list.v[i]);
}

const struct report_format report_github = { "github", write };
