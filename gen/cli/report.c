/* Diagnostics in the formats of `dossier check`. */
#include "cli/report.h"

#include <stdio.h>

#include "base/json.h"

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

void report_text(struct session *session)
{
    session_print(session, false);
    const struct diags *diags = &session->diags;
    if (session->call->verbosity > VERBOSITY_QUIET)
        printf("%zu error%s, %zu warning%s, %zu note%s\n", diags->errors, plural(diags->errors), diags->warnings, plural(diags->warnings),
               diags->notes, plural(diags->notes));
}

static void diag_json(struct json *json, const struct session *session, const struct diag *diag)
{
    json_object(json);
    json_key(json, "code");
    json_str(json, str_of(diag->code->name));
    json_key(json, "column");
    json_int(json, diag->pos.col);
    json_key(json, "file");
    json_str_or_null(json, sources_shown(&session->sources, diag->pos.file));
    json_key(json, "hint");
    json_str_or_null(json, diag->hint);
    json_key(json, "line");
    json_int(json, diag->pos.line);
    json_key(json, "message");
    json_str(json, diag->message);
    json_key(json, "severity");
    json_str(json, str_of(severity_name(diag->code->severity)));
    json_key(json, "subject");
    json_str_or_null(json, diag->subject);
    json_end_object(json);
}

static void summary_json(struct json *json, const struct diags *diags)
{
    json_key(json, "summary");
    json_object(json);
    json_key(json, "errors");
    json_int(json, (int64_t)diags->errors);
    json_key(json, "notes");
    json_int(json, (int64_t)diags->notes);
    json_key(json, "warnings");
    json_int(json, (int64_t)diags->warnings);
    json_end_object(json);
}

void report_json(struct session *session)
{
    struct buf out = { 0 };
    struct json json = { .out = &out };
    diags_sort(&session->sources, &session->diags);
    json_object(&json);
    json_key(&json, "as_of");
    json_str_or_null(&json, session->loaded ? date_text(session->output, session->model.as_of) : S(""));
    json_key(&json, "diagnostics");
    json_array(&json);
    for (size_t i = 0; i < session->diags.list.n; i++)
        diag_json(&json, session, &session->diags.list.v[i]);
    json_end_array(&json);
    summary_json(&json, &session->diags);
    json_key(&json, "version");
    json_int(&json, 1);
    json_end_object(&json);
    fwrite(out.p, 1, out.n, stdout);
    putchar('\n');
    buf_free(&out);
}
