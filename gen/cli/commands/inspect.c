/* dossier inspect: what evidence files say, as the compiler reads them; works outside a project too. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/pool.h"
#include "cli/cli.h"
#include "read/evidence.h"

static const struct option_row options[] = {
    { "format", 0, "FORMAT", "text or json: one object a line" },
    { NULL, 0, NULL, NULL }
};

struct inspection {
    struct str name;                /* as the caller wrote it */
    enum file_problem problem;
    int error;                      /* errno, of FILE_UNREADABLE */
    uint64_t size;
    struct digest digest;
    struct facts facts;             /* of what could not be opened: refused, with the reason */
};

static const char *problem_reason(const struct inspection *inspection)
{
    switch (inspection->problem) {
    case FILE_ABSENT: return "there is no such file";
    case FILE_NOT_REGULAR: return "this is no regular file: links, pipes, devices and folders are not read";
    case FILE_TOO_LARGE: return "this file is larger than 16 GiB";
    default: return strerror(inspection->error);
    }
}

static void inspect_one(void *context, size_t i, struct worker *worker)
{
    struct inspection *inspection = &((struct inspection *)context)[i];
    inspection->facts.arena = worker->keep;
    int fd = file_open_named(inspection->name.p, &inspection->size, &inspection->problem);
    inspection->error = errno;
    if (fd >= 0 && inspection->size > EVIDENCE_FILE_MAX) {
        inspection->problem = FILE_TOO_LARGE;
        close(fd);
        fd = -1;
    }
    if (fd < 0) {
        facts_reject(&inspection->facts, "rejected", "%s", problem_reason(inspection));
        return;
    }
    evidence_read_with(worker->keep, worker->scratch, fd, inspection->name, &inspection->facts, &inspection->digest, &inspection->size);
    close(fd);
}

struct count { struct str name; uint64_t n; };
struct count_list { vec(struct count) list; };

static void add_count(struct arena *arena, struct count_list *counts, struct str name, uint64_t n)
{
    for (size_t i = 0; i < counts->list.n; i++)
        if (str_eq(counts->list.v[i].name, name))
            return;
    *vec_add(arena, &counts->list) = (struct count){ name, n };
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct count *)a)->name, ((const struct count *)b)->name);
}

/* "data sets" as a key: "data-sets". */
static struct str key_of(struct arena *arena, struct str name)
{
    char *key = arena_bytes(arena, name.n + 1);
    for (size_t i = 0; i <= name.n; i++)
        key[i] = name.p[i] == ' ' ? '-' : name.p[i];
    return (struct str){ key, name.n };
}

/* The words that all formats share, then what the format counts besides: rows, components, decisions. */
static struct count_list count_all(struct arena *arena, const struct facts *facts)
{
    const struct counts *c = &facts->counts;
    const struct count words[] = { { S("error"), c->error }, { S("fail"), c->fail }, { S("info"), c->info }, { S("not-applicable"), c->not_applicable },
        { S("not-evaluated"), c->not_evaluated }, { S("pass"), c->pass }, { S("skipped"), c->skipped }, { S("suppressed"), c->suppressed },
        { S("total"), c->total }, { S("unknown"), c->unknown } };
    struct count_list counts = { 0 };
    uint64_t n;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add_count(arena, &counts, words[i].name, words[i].n);
    for (size_t i = 0; i < facts->list.n; i++) {
        const struct fact *fact = &facts->list.v[i];
        if (fact->counted && str_u64(str_sub(fact->value, 0, str_find(fact->value, ' ')), &n))
            add_count(arena, &counts, key_of(arena, fact->name), n);
    }
    qsort(counts.list.v, counts.list.n, sizeof *counts.list.v, by_name);
    return counts;
}

/* --- JSON --------------------------------------------------------------------------------------------------- */

static void facts_json(struct json *json, const struct facts *facts)
{
    json_key(json, "facts");
    json_array(json);
    for (size_t i = 0; i < facts->list.n; i++) {
        json_object(json);
        json_member(json, "name", facts->list.v[i].name);
        json_member(json, "value", facts->list.v[i].value);
        json_end_object(json);
    }
    json_end_array(json);
}

static void metrics_json(struct json *json, const struct facts *facts)
{
    json_key(json, "metrics");
    json_array(json);
    for (size_t i = 0; i < facts->metrics.n; i++) {
        const struct metric *metric = &facts->metrics.v[i];
        json_object(json);
        json_member_or_null(json, "group", metric->group);
        json_member(json, "name", metric->name);
        json_member(json, "value", metric->value);
        json_end_object(json);
    }
    json_end_array(json);
}

static void warnings_json(struct json *json, const struct facts *facts)
{
    json_key(json, "warnings");
    json_array(json);
    for (size_t i = 0; i < facts->warnings.n; i++)
        json_str(json, facts->warnings.v[i]);
    json_end_array(json);
}

static void counts_json(struct json *json, struct arena *arena, const struct facts *facts)
{
    struct count_list counts = count_all(arena, facts);
    json_key(json, "counts");
    json_object(json);
    for (size_t i = 0; i < counts.list.n; i++) {
        json_key_str(json, counts.list.v[i].name);
        json_int(json, (int64_t)counts.list.v[i].n);
    }
    json_end_object(json);
}

static void print_json(struct arena *arena, const struct inspection *inspection)
{
    const struct facts *facts = &inspection->facts;
    struct buf out = { 0 };
    struct json json = { .out = &out, .compact = true };
    bool read = inspection->problem == FILE_FINE;
    json_object(&json);
    counts_json(&json, arena, facts);
    facts_json(&json, facts);
    json_member(&json, "file", inspection->name);
    json_member(&json, "format", facts->format);
    metrics_json(&json, facts);
    json_member(&json, "reason", facts->reason);
    json_member_or_null(&json, "sha256", read ? digest_hex(arena, inspection->digest) : S(""));
    json_key(&json, "size");
    if (read)
        json_int(&json, (int64_t)inspection->size);
    else
        json_null(&json);
    json_member(&json, "state", str_of(facts_state_name(facts->state)));
    json_member_or_null(&json, "subject", facts->subject);
    json_member_or_null(&json, "time", facts->time);
    json_member_or_null(&json, "tool", facts->tool);
    warnings_json(&json, facts);
    json_end_object(&json);
    printf("%.*s\n", STR(buf_str(&out)));
    buf_free(&out);
}

/* --- text --------------------------------------------------------------------------------------------------- */

static void print_line(const char *name, struct str value)
{
    if (value.n)
        printf("  %-12s %.*s\n", name, STR(value));
}

static void print_counts(struct arena *arena, const struct facts *facts)
{
    struct count_list counts = count_all(arena, facts);
    struct buf text = { 0 };
    for (size_t i = 0; i < counts.list.n; i++)
        if (counts.list.v[i].n)
            buf_printf(&text, "%s%.*s %" PRIu64, text.n ? ", " : "", STR(counts.list.v[i].name), counts.list.v[i].n);
    print_line("counts", buf_str(&text));
    buf_free(&text);
}

static void print_text(struct arena *arena, const struct inspection *inspection)
{
    const struct facts *facts = &inspection->facts;
    const struct evidence_format *format = evidence_format_find(facts->format);
    printf("%.*s: %s: %.*s\n", STR(inspection->name), facts_state_name(facts->state), STR(facts->reason));
    if (inspection->problem != FILE_FINE)
        return;
    print_line("format", format ? str_printf(arena, "%.*s (%s)", STR(facts->format), format->title) : facts->format);
    print_line("tool", facts->tool);
    print_line("time", facts->time);
    print_line("subject", facts->subject);
    print_counts(arena, facts);
    print_line("sha256", digest_hex(arena, inspection->digest));
    print_line("size", str_printf(arena, "%" PRIu64, inspection->size));
    for (size_t i = 0; i < facts->list.n; i++)
        if (!facts->list.v[i].counted)
            printf("  fact         %.*s: %.*s\n", STR(facts->list.v[i].name), STR(facts->list.v[i].value));
    for (size_t i = 0; i < facts->metrics.n; i++) {
        const struct metric *metric = &facts->metrics.v[i];
        printf("  metric       %.*s%s%.*s = %.*s\n", STR(metric->name), metric->group.n ? " " : "", STR(metric->group), STR(metric->value));
    }
    for (size_t i = 0; i < facts->warnings.n; i++)
        print_line("warning", facts->warnings.v[i]);
}

/* What could not be opened is an error, whatever the others say. */
static int run(const struct invocation *call)
{
    static const char *const formats[] = { "text", "json", NULL };
    bool as_json = !strcmp(option_word(call, "format", formats), "json");
    struct arena *arena = arena_new();
    struct pool *pool = pool_new(call->jobs);
    size_t n = (size_t)call->n_operands;
    struct inspection *inspections = arena_array(arena, n, struct inspection);
    int status = EXIT_FINE;
    evidence_setup();
    for (size_t i = 0; i < n; i++)
        inspections[i].name = str_of(call->operands[i]);
    pool_run(pool, n, inspect_one, inspections);
    for (size_t i = 0; i < n; i++) {
        if (as_json)
            print_json(arena, &inspections[i]);
        else
            print_text(arena, &inspections[i]);
        if (inspections[i].problem == FILE_FINE)
            continue;
        fprintf(stderr, "dossier: %.*s: %s\n", STR(inspections[i].name), problem_reason(&inspections[i]));
        status = EXIT_MACHINE;
    }
    pool_free(pool);
    arena_free(arena);
    return status;
}

const struct command command_inspect = { .name = "inspect", .operands = "FILE...", .summary = "show what evidence files say",
    .options = options, .least = 1, .most = -1, .run = run };
