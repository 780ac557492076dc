/* Diagnostics as one JSON object, the format of this program's own. Keys are sorted. */
#include "base/json.h"
#include "cli/report.h"

static void put_text(struct json *json, const char *key, struct str value)
{
    json_key(json, key);
    json_str_or_null(json, value);
}

static void put_number(struct json *json, const char *key, size_t value)
{
    json_key(json, key);
    json_int(json, (int64_t)value);
}

static void put_suppression(struct json *json, const struct suppression *suppression)
{
    json_key(json, "suppressed");
    if (!suppression) {
        json_null(json);
        return;
    }
    json_object(json);
    put_text(json, "approved_by", suppression->approved_by);
    put_text(json, "exception", suppression->exception);
    put_text(json, "expires", suppression->expires);
    put_text(json, "reason", suppression->reason);
    json_end_object(json);
}

static void put_diag(struct json *json, const struct session *session, const struct diag *diag)
{
    json_object(json);
    put_text(json, "code", str_of(diag->code->name));
    put_number(json, "column", diag->pos.col);
    put_text(json, "file", sources_shown(&session->sources, diag->pos.file));
    put_text(json, "hint", diag->hint);
    put_number(json, "line", diag->pos.line);
    put_text(json, "message", diag->message);
    put_text(json, "severity", str_of(severity_name(diag->code->severity)));
    put_text(json, "subject", diag->subject);
    put_suppression(json, diag->suppression);
    json_end_object(json);
}

static void put_summary(struct json *json, const struct diags *diags)
{
    json_key(json, "summary");
    json_object(json);
    put_number(json, "errors", diags->errors);
    put_number(json, "notes", diags->notes);
    put_number(json, "suppressed", diags->suppressed);
    put_number(json, "warnings", diags->warnings);
    json_end_object(json);
}

static void write(const struct report *report, struct buf *out)
{
    const struct session *session = report->session;
    struct json json = { .out = out };
    json_object(&json);
    put_text(&json, "as_of", session->loaded ? date_text(session->output, session->model.as_of) : S(""));
    json_key(&json, "diagnostics");
    json_array(&json);
    for (size_t i = 0; i < session->diags.list.n; i++)
        put_diag(&json, session, &session->diags.list.v[i]);
    json_end_array(&json);
    put_summary(&json, &session->diags);
    put_number(&json, "version", 1);
    json_end_object(&json);
    buf_putc(out, '\n');
}

const struct report_format report_json = { "json", write };
