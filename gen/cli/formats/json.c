/* Diagnostics as one JSON object, the format of this program's own. Keys are sorted. */
#include "base/json.h"
#include "cli/report.h"

static void put_suppression(struct json *json, const struct suppression *suppression)
{
    json_key(json, "suppressed");
    if (!suppression) {
        json_null(json);
        return;
    }
    json_object(json);
    json_member_or_null(json, "approved_by", suppression->approved_by);
    json_member_or_null(json, "exception", suppression->exception);
    json_member_or_null(json, "expires", suppression->expires);
    json_member_or_null(json, "reason", suppression->reason);
    json_end_object(json);
}

static void put_diag(struct json *json, const struct session *session, const struct diag *diag)
{
    json_object(json);
    json_member_or_null(json, "code", str_of(diag->code->name));
    json_member_int(json, "column", diag->pos.col);
    json_member_or_null(json, "file", sources_shown(&session->sources, diag->pos.file));
    json_member_or_null(json, "hint", diag->hint);
    json_member_int(json, "line", diag->pos.line);
    json_member_or_null(json, "message", diag->message);
    json_member_or_null(json, "severity", str_of(severity_name(diag->code->severity)));
    json_member_or_null(json, "subject", diag->subject);
    put_suppression(json, diag->suppression);
    json_end_object(json);
}

static void put_summary(struct json *json, const struct diags *diags)
{
    json_key(json, "summary");
    json_object(json);
    json_member_int(json, "errors", diags->errors);
    json_member_int(json, "notes", diags->notes);
    json_member_int(json, "suppressed", diags->suppressed);
    json_member_int(json, "warnings", diags->warnings);
    json_end_object(json);
}

static void write(const struct report *report, struct buf *out)
{
    const struct session *session = report->session;
    struct json json = { .out = out };
    json_object(&json);
    json_member_or_null(&json, "as_of", session->loaded ? date_text(session->output, session->model.as_of) : S(""));
    json_key(&json, "diagnostics");
    json_array(&json);
    for (size_t i = 0; i < session->diags.list.n; i++)
        put_diag(&json, session, &session->diags.list.v[i]);
    json_end_array(&json);
    put_summary(&json, &session->diags);
    json_member_int(&json, "version", 1);
    json_end_object(&json);
    buf_putc(out, '\n');
}

const struct report_format report_json = { "json", write };
