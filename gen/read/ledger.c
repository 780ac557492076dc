/* Reading and writing the lines of the ledger. */
#include "read/ledger.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/json.h"
#include "read/json.h"

enum { BLOCK = 1 << 18 };

/* --- writing ------------------------------------------------------------------------------------------------ */

static void put_digest(struct json *json, struct arena *arena, const char *key, struct digest digest)
{
    json_member(json, key, digest_hex(arena, digest));
}

static void put_command(struct json *json, const struct ledger_entry *entry)
{
    json_key(json, "command");
    json_array(json);
    for (size_t i = 0; i < entry->n_command; i++)
        json_str(json, entry->command[i]);
    json_end_array(json);
}

/* The line, with its digest or, to work that out, without. */
static void put_line(struct buf *out, struct arena *arena, const struct ledger_entry *entry, const struct digest *digest)
{
    struct json json = { .out = out, .compact = true };
    json_object(&json);
    json_member(&json, "collector", entry->collector);
    put_command(&json, entry);
    if (digest)
        put_digest(&json, arena, "digest", *digest);
    json_member(&json, "ended", entry->ended);
    json_key(&json, "exit");
    if (entry->has_exit)
        json_int(&json, entry->exit);
    else
        json_null(&json);
    json_member(&json, "file", entry->file);
    json_member(&json, "id", entry->id);
    json_member_int(&json, "number", (int64_t)entry->number);
    json_member(&json, "outcome", entry->outcome);
    put_digest(&json, arena, "previous", entry->previous);
    put_digest(&json, arena, "sha256", entry->sha256);
    json_member_int(&json, "size", (int64_t)entry->size);
    json_member(&json, "started", entry->started);
    json_member_or_null(&json, "tool", entry->tool);
    json_end_object(&json);
}

void ledger_put(struct buf *out, const struct ledger_entry *entry)
{
    struct arena *arena = arena_new();
    struct buf bare = { 0 };
    put_line(&bare, arena, entry, NULL);
    struct digest digest = digest_of(buf_str(&bare));
    put_line(out, arena, entry, &digest);
    buf_putc(out, '\n');
    buf_free(&bare);
    arena_free(arena);
}

/* --- reading one line --------------------------------------------------------------------------------------- */

static bool read_texts(const struct js *object, struct ledger_entry *entry)
{
    const struct { const char *key; struct str *text; } texts[] = {
        { "collector", &entry->collector }, { "ended", &entry->ended }, { "file", &entry->file }, { "id", &entry->id },
        { "outcome", &entry->outcome }, { "started", &entry->started } };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct js *value = js_member(object, str_of(texts[i].key));
        if (!js_is_string(value))
            return false;
        *texts[i].text = js_string(value);
    }
    entry->tool = js_string(js_member(object, S("tool")));
    return true;
}

static bool read_number(const struct js *object, const char *key, uint64_t *number)
{
    const struct js *value = js_member(object, str_of(key));
    *number = js_is_integer(value) && value->as.integer >= 0 ? (uint64_t)value->as.integer : 0;
    return js_is_integer(value) && value->as.integer >= 0;
}

static bool read_digest(const struct js *object, const char *key, struct digest *digest)
{
    return digest_parse(js_string(js_member(object, str_of(key))), digest);
}

static bool read_command(struct arena *arena, const struct js *object, struct ledger_entry *entry)
{
    const struct js *list = js_member(object, S("command"));
    struct str *command = arena_array(arena, js_size(list) + 1, struct str);
    for (size_t i = 0; i < js_size(list); i++) {
        if (!js_is_string(js_item(list, i)))
            return false;
        command[i] = js_string(js_item(list, i));
    }
    entry->command = command;
    entry->n_command = js_size(list);
    return js_is_list(list);
}

static bool read_entry(struct arena *arena, const struct js *object, struct ledger_entry *entry)
{
    const struct js *status = js_member(object, S("exit"));
    entry->has_exit = js_is_integer(status);
    entry->exit = entry->has_exit ? status->as.integer : 0;
    return js_is_object(object) && read_texts(object, entry) && read_command(arena, object, entry)
        && read_number(object, "number", &entry->number) && read_number(object, "size", &entry->size)
        && read_digest(object, "previous", &entry->previous) && read_digest(object, "sha256", &entry->sha256);
}

/* The digest that the line says it has, and the one it has. The key cannot stand inside a string: quotes there are escaped. */
static bool find_digest(struct arena *arena, struct str text, struct str *said, struct str *is)
{
    struct str key = S("\"digest\":\""), end = S("\",");
    size_t at = str_find_str(text, key);
    *said = str_sub(text, at + key.n, at + key.n + 64);
    struct str rest = str_sub(text, at + key.n + 64, text.n);
    if (at == text.n || !str_starts(rest, end))
        return false;
    *is = digest_hex(arena, digest_of(str_printf(arena, "%.*s%.*s", (int)at, text.p, STR(str_sub(rest, end.n, rest.n)))));
    return true;
}

static void read_line(struct arena *arena, struct str text, struct ledger_line *line)
{
    struct js_error error = { 0 };
    struct str said, is;
    const struct js *object = js_parse(arena, text, &error);
    if (!object) {
        line->problem = str_printf(arena, "this line cannot be read: column %" PRIu64 ": %s", error.column, error.text);
    } else if (!read_entry(arena, object, &line->entry)) {
        line->problem = S("this line is no entry: a member is missing or is not what it should be");
    } else {
        line->readable = true;
        if (!find_digest(arena, text, &said, &is))
            line->problem = S("this line was changed after it was written: it has no digest of its own");
        else if (!str_eq(said, is))
            line->problem = str_printf(arena, "this line was changed after it was written: its SHA-256 is %.*s", STR(is));
    }
}

bool ledger_entry_read(struct arena *arena, struct str text, struct ledger_entry *entry)
{
    struct ledger_line line = { 0 };
    read_line(arena, str_trim(text), &line);
    *entry = line.entry;
    return line.readable && !line.problem.n;
}

/* --- the chain ---------------------------------------------------------------------------------------------- */

struct walk {
    struct arena *arena;            /* of one line */
    void (*each)(void *context, const struct ledger_line *line);
    void *context;
    uint64_t number, offset;        /* of the next line */
    uint64_t expected;              /* the number it should bear */
    struct digest previous;         /* of the line that it should continue */
    bool doubtful;                  /* that line was changed: that the next one says so too is no news */
};

/* True when the next line may be expected to continue this one. */
static bool check_place(struct walk *walk, struct ledger_line *line)
{
    const struct ledger_entry *entry = &line->entry;
    struct arena *arena = walk->arena;
    if (walk->doubtful && entry->number + 1 == walk->expected)
        walk->expected--;               /* the line before was put in, not put in the place of another */
    if (entry->number < walk->expected) {
        line->problem = str_printf(arena, "this is line %" PRIu64 " of the ledger, a second time or in the wrong place", entry->number);
        return false;
    }
    uint64_t missing = entry->number - walk->expected;
    if (missing == 1)
        line->problem = str_printf(arena, "line %" PRIu64 " of the ledger is missing before this one, which is line %" PRIu64, walk->expected, entry->number);
    else if (missing)
        line->problem = str_printf(arena, "lines %" PRIu64 " to %" PRIu64 " of the ledger are missing before this one", walk->expected, entry->number - 1);
    else if (!digest_eq(entry->previous, walk->previous) && !walk->doubtful)
        line->problem = str_printf(arena, "this line does not continue the one before it, which has the SHA-256 %.*s and not %.*s",
                                   STR(digest_hex(arena, walk->previous)), STR(digest_hex(arena, entry->previous)));
    return true;
}

static void take_line(struct walk *walk, struct str text, bool complete, bool too_long)
{
    struct ledger_line line = { .number = ++walk->number, .offset = walk->offset, .length = text.n, .complete = complete, .digest = digest_of(text) };
    if (too_long)
        line.problem = S("this line is longer than 1 MiB");
    else if (!complete)
        line.problem = S("the last line is incomplete: writing it was interrupted, or its end was cut off");
    else
        read_line(walk->arena, text, &line);
    bool changed = line.problem.n > 0;
    if (changed || check_place(walk, &line)) {
        walk->expected = (changed ? walk->expected : line.entry.number) + 1;
        walk->previous = line.digest;
        walk->doubtful = changed;
    }
    walk->each(walk->context, &line);
    walk->offset += text.n + complete;
    arena_reset(walk->arena);
}

/* Takes the whole lines of the buffer and keeps the rest. What is longer than a line may be is dropped up to its end. */
static void take_lines(struct walk *walk, struct buf *text, bool *too_long)
{
    size_t from = 0;
    for (char *end; (end = memchr(text->p + from, '\n', text->n - from));) {
        take_line(walk, (struct str){ text->p + from, (size_t)(end - text->p) - from }, true, *too_long);
        from = (size_t)(end - text->p) + 1;
        *too_long = false;
    }
    memmove(text->p, text->p + from, text->n - from);
    text->n -= from;
    if (text->n > LEDGER_LINE_MAX) {
        *too_long = true;
        walk->offset += text->n;
        text->n = 0;
    }
}

bool ledger_read(int fd, void (*each)(void *context, const struct ledger_line *line), void *context)
{
    struct walk walk = { .arena = arena_new(), .each = each, .context = context, .expected = 1 };
    struct buf text = { 0 };
    bool too_long = false;
    ssize_t got;
    off_t at = 0;
    while ((got = pread(fd, buf_reserve(&text, BLOCK), BLOCK, at)) > 0 || (got < 0 && errno == EINTR)) {
        if (got < 0)
            continue;
        at += got;
        text.n += (size_t)got;
        take_lines(&walk, &text, &too_long);
    }
    int error = errno;
    if (got == 0 && (text.n || too_long))
        take_line(&walk, buf_str(&text), false, too_long);
    buf_free(&text);
    arena_free(walk.arena);
    errno = error;
    return got == 0;
}
