/* Diagnostics as SARIF 2.1.0 (OASIS standard). Every code is a rule with its help; addresses are relative to where
 * the program was called (%SRCROOT%); columns count code points. A fingerprint holds no line number, so that a finding stays
 * the same one when lines are added above it. Keys are sorted. */
#include "base/hash.h"
#include "base/html.h"
#include "base/json.h"
#include "check/codes.h"
#include "cli/report.h"

struct sarif {
    const struct report *report;
    struct json *json;
    struct codes codes;
    struct map *rules;              /* name of a code to its place in `codes` */
    struct map *fingerprints;       /* digest to how often it was given */
};

static void put_message(struct json *json, const char *key, struct str text)
{
    json_key(json, key);
    json_object(json);
    json_member(json, "text", text);
    json_end_object(json);
}

static void put_rule(struct sarif *sarif, const struct diag_code *code)
{
    struct json *json = sarif->json;
    struct arena *arena = sarif->report->session->output;
    json_object(json);
    json_key(json, "defaultConfiguration");
    json_object(json);
    json_member(json, "level", str_of(severity_name(code->severity)));
    json_end_object(json);
    put_message(json, "fullDescription", str_of(code->meaning));
    json_key(json, "help");
    json_object(json);
    json_member(json, "markdown", str_printf(arena, "%s\n\n```\n%s\n```\n\n%s", code->meaning, code->example, code->fix));
    json_member(json, "text", str_printf(arena, "%s\n\nExample:\n%s\n\n%s", code->meaning, code->example, code->fix));
    json_end_object(json);
    json_member(json, "id", str_of(code->name));
    put_message(json, "shortDescription", str_of(code->summary));
    json_end_object(json);
}

static void put_tool(struct sarif *sarif)
{
    struct json *json = sarif->json;
    json_key(json, "tool");
    json_object(json);
    json_key(json, "driver");
    json_object(json);
    json_member(json, "name", S("dossier"));
    json_key(json, "rules");
    json_array(json);
    for (size_t i = 0; i < sarif->codes.n; i++)
        put_rule(sarif, sarif->codes.v[i]);
    json_end_array(json);
    json_member(json, "version", S(DOSSIER_VERSION));
    json_end_object(json);
    json_end_object(json);
}

/* Columns and the end, which is the one behind the last. */
static void put_region(struct json *json, struct pos pos)
{
    if (!pos.line)
        return;
    json_key(json, "region");
    json_object(json);
    if (pos.col) {
        json_member_int(json, "endColumn", pos.col + (pos.len ? pos.len : 1));
        json_member_int(json, "startColumn", pos.col);
    }
    json_member_int(json, "startLine", pos.line);
    json_end_object(json);
}

static void put_location(struct sarif *sarif, struct pos pos, struct str message)
{
    struct json *json = sarif->json;
    struct buf uri = { 0 };
    buf_url_path(&uri, report_path(sarif->report, pos));
    json_object(json);
    if (message.n)
        put_message(json, "message", message);
    json_key(json, "physicalLocation");
    json_object(json);
    json_key(json, "artifactLocation");
    json_object(json);
    json_member(json, "uri", buf_str(&uri));
    json_member(json, "uriBaseId", S("%SRCROOT%"));
    json_end_object(json);
    put_region(json, pos);
    json_end_object(json);
    json_end_object(json);
    buf_free(&uri);
}

static void put_locations(struct sarif *sarif, const char *key, struct pos pos, struct str message)
{
    json_key(sarif->json, key);
    json_array(sarif->json);
    if (pos.file)
        put_location(sarif, pos, message);
    json_end_array(sarif->json);
}

/* What the finding is, wherever it stands in its file; equal ones are numbered. */
static void put_fingerprint(struct sarif *sarif, const struct diag *diag)
{
    struct session *session = sarif->report->session;
    struct str parts[] = { str_of(diag->code->name), sources_shown(&session->sources, diag->pos.file), diag->subject, diag->message };
    struct buf text = { 0 };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buf_put(&text, parts[i]);
        buf_putc(&text, '\n');
    }
    struct str digest = digest_hex(session->output, digest_of(buf_str(&text)));
    buf_free(&text);
    size_t *times = map_find(sarif->fingerprints, digest);
    if (!times) {
        times = arena_new_of(session->output, size_t);
        map_put(sarif->fingerprints, digest, times);
    }
    json_key(sarif->json, "partialFingerprints");
    json_object(sarif->json);
    json_member(sarif->json, "finding/v1", str_printf(session->output, "%.*s:%zu", STR(digest), ++*times));
    json_end_object(sarif->json);
}

/* All results of a run say whether they are suppressed, or none does. */
static void put_suppressions(struct json *json, const struct suppression *suppression)
{
    json_key(json, "suppressions");
    json_array(json);
    if (suppression) {
        json_object(json);
        json_member(json, "justification", suppression->reason);
        json_member(json, "kind", S("external"));
        json_key(json, "properties");
        json_object(json);
        json_member(json, "approvedBy", suppression->approved_by);
        json_member(json, "exception", suppression->exception);
        json_member(json, "expires", suppression->expires);
        json_end_object(json);
        json_member(json, "status", S("accepted"));
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_result(struct sarif *sarif, const struct diag *diag)
{
    struct json *json = sarif->json;
    struct arena *arena = sarif->report->session->output;
    struct str code = str_of(diag->code->name);
    json_object(json);
    json_member(json, "level", str_of(severity_name(diag->code->severity)));
    put_locations(sarif, "locations", diag->pos, S(""));
    put_message(json, "message", diag->hint.n ? str_printf(arena, "%.*s\n%.*s", STR(diag->message), STR(diag->hint)) : diag->message);
    put_fingerprint(sarif, diag);
    if (diag->subject.n) {
        json_key(json, "properties");
        json_object(json);
        json_member(json, "subject", diag->subject);
        json_end_object(json);
    }
    if (diag->related.file)
        put_locations(sarif, "relatedLocations", diag->related, diag->related_message);
    json_member(json, "ruleId", code);
    json_member_int(json, "ruleIndex", (size_t)((const struct diag_code **)map_find(sarif->rules, code) - sarif->codes.v));
    put_suppressions(json, diag->suppression);
    json_end_object(json);
}

static void put_invocation(struct json *json, const struct session *session)
{
    json_key(json, "invocations");
    json_array(json);
    json_object(json);
    json_key(json, "executionSuccessful");
    json_bool(json, session->loaded && !session->model.incomplete);
    json_end_object(json);
    json_end_array(json);
}

static void put_base(struct json *json)
{
    json_key(json, "originalUriBaseIds");
    json_object(json);
    json_key(json, "%SRCROOT%");
    json_object(json);
    put_message(json, "description", S("The folder from which the project was checked."));
    json_end_object(json);
    json_end_object(json);
}

static void put_run(struct sarif *sarif)
{
    struct json *json = sarif->json;
    const struct session *session = sarif->report->session;
    json_object(json);
    json_member(json, "columnKind", S("unicodeCodePoints"));
    put_invocation(json, session);
    put_base(json);
    json_key(json, "results");
    json_array(json);
    for (size_t i = 0; i < session->diags.list.n; i++)
        put_result(sarif, &session->diags.list.v[i]);
    json_end_array(json);
    put_tool(sarif);
    json_end_object(json);
}

static void write(const struct report *report, struct buf *out)
{
    struct json json = { .out = out };
    struct arena *arena = report->session->output;
    struct sarif sarif = { report, &json, codes_all(arena, &report->session->rules), map_new(arena), map_new(arena) };
    for (size_t i = 0; i < sarif.codes.n; i++)
        map_put(sarif.rules, str_of(sarif.codes.v[i]->name), &sarif.codes.v[i]);
    json_object(&json);
    json_member(&json, "$schema", S("https://json.schemastore.org/sarif-2.1.0.json"));
    json_key(&json, "runs");
    json_array(&json);
    put_run(&sarif);
    json_end_array(&json);
    json_member(&json, "version", S("2.1.0"));
    json_end_object(&json);
    buf_putc(out, '\n');
}

const struct report_format report_sarif = { "sarif", write };
