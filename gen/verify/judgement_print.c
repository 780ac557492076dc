/* A judgement as text for people and as JSON for machines. */
#include <inttypes.h>

#include "base/date.h"
#include "base/json.h"
#include "verify/judgement.h"

/* Names come from the package and may hold anything: nothing of it may reach a terminal as a command. */
static void put_safe(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool c1 = c == 0xc2 && i + 1 < text.n && (unsigned char)text.p[i + 1] < 0xa0;
        if (c < ' ' || c == 0x7f || c1)
            buf_printf(out, "\\x%02x", c);
        else
            buf_putc(out, (char)c);
    }
}

static struct str time_text(struct arena *arena, int64_t epoch)
{
    return epoch < 0 ? (struct str){NULL, 0} : datetime_text(arena, datetime_of_epoch(epoch));
}

static void put_problem(struct buf *out, const struct problem *problem)
{
    static const char *const names[] = {"note", "open", "problem"};
    buf_printf(out, "%s: ", names[problem->kind->gravity]);
    if (problem->entry.n > 0) {
        put_safe(out, problem->entry);
        buf_puts(out, ": ");
    }
    put_safe(out, problem->message);
    buf_printf(out, " [%s]\n", problem->kind->code);
}

static void put_signature(struct buf *out, struct arena *arena, const struct judged_signature *signature)
{
    buf_puts(out, "signature: ");
    put_safe(out, signature->signer.n > 0 ? signature->signer : S("unknown signer"));
    if (signature->signing_time >= 0)
        buf_printf(out, ", claimed time %.*s", STR(time_text(arena, signature->signing_time)));
    if (signature->timestamp_time >= 0)
        buf_printf(out, ", time-stamp %.*s", STR(time_text(arena, signature->timestamp_time)));
    buf_printf(out, ": %s", verdict_name(signature->verdict));
    if (signature->sub_indication != NULL)
        buf_printf(out, " (%s)", signature->sub_indication);
    buf_putc(out, '\n');
}

static struct str content_text(const struct judgement *judgement)
{
    return digest_is_zero(judgement->content) ? (struct str){NULL, 0} : digest_hex(judgement->arena, judgement->content);
}

void judgement_print_text(struct buf *out, const struct judgement *judgement)
{
    for (size_t i = 0; i < judgement->problems.n; i++)
        put_problem(out, &judgement->problems.v[i]);
    if (judgement->unprinted > 0)
        buf_printf(out, "problem: %zu more that are not shown\n", judgement->unprinted);
    for (size_t i = 0; i < judgement->notes.n; i++)
        put_problem(out, &judgement->notes.v[i]);
    for (size_t i = 0; i < judgement->signatures.n; i++)
        put_signature(out, judgement->arena, &judgement->signatures.v[i]);
    put_safe(out, judgement->file);
    buf_printf(out, ": %s", verdict_name(judgement->verdict));
    if (judgement->sub_indication != NULL)
        buf_printf(out, " (%s)", judgement->sub_indication);
    if (judgement->level != NULL)
        buf_printf(out, ", %s", judgement->level);
    buf_printf(out, ", %zu entries", judgement->entries);
    if (judgement->inner_entries > 0)
        buf_printf(out, " and %zu nested", judgement->inner_entries);
    buf_putc(out, '\n');
}

static void json_problem(struct json *json, const struct problem *problem)
{
    json_object(json);
    json_member_or_null(json, "code", str_of(problem->kind->code));
    json_member_or_null(json, "entry", problem->entry);
    json_member_or_null(json, "message", problem->message);
    json_end_object(json);
}

static void json_signature(struct json *json, struct arena *arena, const struct judged_signature *signature)
{
    json_object(json);
    json_member_or_null(json, "signer", signature->signer);
    json_member_or_null(json, "verdict", str_of(verdict_name(signature->verdict)));
    json_member_or_null(json, "sub_indication", str_of(signature->sub_indication));
    json_member_or_null(json, "signing_time", time_text(arena, signature->signing_time));
    json_member_or_null(json, "timestamp_time", time_text(arena, signature->timestamp_time));
    json_member_or_null(json, "entry", signature->entry);
    json_end_object(json);
}

void judgement_print_json(struct buf *out, const struct judgement *judgement)
{
    struct json json = {.out = out};
    json_object(&json);
    json_member_or_null(&json, "file", judgement->file);
    json_member_or_null(&json, "verdict", str_of(verdict_name(judgement->verdict)));
    json_member_or_null(&json, "sub_indication", str_of(judgement->sub_indication));
    json_member_or_null(&json, "level", str_of(judgement->level));
    json_key(&json, "signatures");
    json_array(&json);
    for (size_t i = 0; i < judgement->signatures.n; i++)
        json_signature(&json, judgement->arena, &judgement->signatures.v[i]);
    json_end_array(&json);
    json_member_or_null(&json, "content", content_text(judgement));
    json_member_int(&json, "entries", (int64_t)judgement->entries);
    json_key(&json, "problems");
    json_array(&json);
    for (size_t i = 0; i < judgement->problems.n; i++)
        json_problem(&json, &judgement->problems.v[i]);
    json_end_array(&json);
    json_key(&json, "warnings");
    json_array(&json);
    for (size_t i = 0; i < judgement->notes.n; i++)
        json_problem(&json, &judgement->notes.v[i]);
    json_end_array(&json);
    json_end_object(&json);
    buf_putc(out, '\n');
}
