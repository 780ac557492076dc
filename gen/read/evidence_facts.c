/* What formats share when they state facts: clean texts, counts, words, times and the state. */
#include "read/evidence.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"

enum { FACTS_MAX = 40, WARNINGS_MAX = 20, METRICS_MAX = 1000, TEXT_MAX = 300 };

const char *facts_state_name(enum facts_state state)
{
    static const char *const names[] = { "supports", "contradicts", "no-result", "unread" };
    return names[state];
}

/* Length of the valid UTF-8 sequence at `p`, or 0; never looks at byte `n` or beyond. */
static size_t sequence(const unsigned char *p, size_t n)
{
    size_t length = p[0] < 0x80 ? 1 : p[0] >= 0xc2 && p[0] < 0xe0 ? 2 : p[0] >= 0xe0 && p[0] < 0xf0 ? 3
                  : p[0] >= 0xf0 && p[0] < 0xf5 ? 4 : 0;
    if (length == 0 || length > n)
        return 0;
    return str_utf8_error((struct str){ (const char *)p, length }) == length ? length : 0;
}

/* Marks that turn the direction of text could make a page show something else than the file says. */
static bool is_turning(const unsigned char *p, size_t length)
{
    if (length != 3 || p[0] != 0xe2)
        return false;
    return (p[1] == 0x80 && p[2] >= 0xaa && p[2] <= 0xae) || (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9)
           || (p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9));
}

static void clean_into(struct buf *out, struct str text)
{
    text = str_trim(text);
    bool blank = false, cut = false;
    for (size_t i = 0; i < text.n && !cut;) {
        const unsigned char *p = (const unsigned char *)text.p + i;
        if (*p <= ' ' || *p == 0x7f) {
            blank = true;
            i++;
            continue;
        }
        if (blank)
            buf_putc(out, ' ');
        blank = false;
        size_t length = sequence(p, text.n - i);
        if (length == 0 || is_turning(p, length))
            buf_puts(out, "\xef\xbf\xbd");
        else
            buf_bytes(out, p, length);
        i += length ? length : 1;
        cut = out->n >= TEXT_MAX && i < text.n;
    }
    if (cut)
        buf_puts(out, "…");
}

/* Most texts are clean already: one line of ASCII without blanks in a row. */
static bool is_clean(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c < ' ' || c >= 0x7f || (c == ' ' && (i == 0 || i + 1 == text.n || text.p[i - 1] == ' ')))
            return false;
    }
    return text.n <= TEXT_MAX;
}

struct str facts_clean(struct facts *facts, struct str text)
{
    if (is_clean(text))
        return str_copy(facts->arena, text);
    struct buf out = { .max = TEXT_MAX + 64 };
    clean_into(&out, text);
    struct str clean = buf_copy(facts->arena, &out);
    buf_free(&out);
    return clean;
}

void facts_add(struct facts *facts, const char *name, struct str value)
{
    if (facts->list.n >= FACTS_MAX)
        return;
    struct str clean = facts_clean(facts, value);
    if (clean.n == 0)
        return;
    struct fact *fact = vec_add(facts->arena, &facts->list);
    fact->name = facts_clean(facts, str_of(name));
    fact->value = clean;
}

static void add_count(struct facts *facts, const char *name, struct str value)
{
    size_t n = facts->list.n;
    facts_add(facts, name, value);
    if (facts->list.n > n)
        facts->list.v[n].counted = true;
}

void facts_add_number(struct facts *facts, const char *name, uint64_t value)
{
    add_count(facts, name, str_printf(facts->arena, "%" PRIu64, value));
}

void facts_add_share(struct facts *facts, const char *name, uint64_t value, uint64_t of)
{
    add_count(facts, name, str_printf(facts->arena, "%" PRIu64 " (%.1f %%)", value, of ? 100.0 * (double)value / (double)of : 0.0));
}

void facts_warn(struct facts *facts, const char *format, ...)
{
    if (facts->warnings.n >= WARNINGS_MAX)
        return;
    /* The same warning may come for each of a million cases: nothing is kept of the second. */
    char raw[1000];
    va_list list;
    va_start(list, format);
    vsnprintf(raw, sizeof raw, format, list);
    va_end(list);
    struct buf text = { .max = TEXT_MAX + 64 };
    clean_into(&text, str_of(raw));
    bool known = false;
    for (size_t i = 0; i < facts->warnings.n; i++)
        known = known || str_eq(facts->warnings.v[i], buf_str(&text));
    if (!known)
        *vec_add(facts->arena, &facts->warnings) = buf_copy(facts->arena, &text);
    buf_free(&text);
}

void facts_tool(struct facts *facts, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    facts->tool = facts_clean(facts, str_vprintf(facts->arena, format, list));
    va_end(list);
}

void facts_state(struct facts *facts, enum facts_state state, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    facts->state = state;
    facts->reason = facts_clean(facts, str_vprintf(facts->arena, format, list));
    va_end(list);
}

void facts_reject(struct facts *facts, const char *format_id, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    facts->format = str_of(format_id);
    facts->state = FACTS_NO_RESULT;
    facts->reason = facts_clean(facts, str_vprintf(facts->arena, format, list));
    va_end(list);
    /* What was counted before the fault must not look like a result. */
    facts->counts = (struct counts){ 0 };
    facts->list.n = facts->metrics.n = facts->warnings.n = facts->cases.n = 0;
}

void facts_measured(struct facts *facts, uint64_t n)
{
    facts_cases(facts, OUTCOME_INFO, n, S(""), S(""));
    if (n)
        facts_state(facts, FACTS_UNREAD, "numbers measured: %" PRIu64 "; no threshold judges them, so they count as a document", n);
    else
        facts_state(facts, FACTS_NO_RESULT, "no number was measured");
}

void facts_declared(struct facts *facts, const char *what, struct str declared, uint64_t read)
{
    uint64_t number;
    if (str_u64(str_trim(declared), &number) && number != read)
        facts_warn(facts, "declares %" PRIu64 " %s, contains %" PRIu64, number, what, read);
}

void facts_metric(struct facts *facts, struct str name, struct str group, struct str value, double number)
{
    if (facts->metrics.n >= METRICS_MAX) {
        facts_warn(facts, "more than %d numbers; the rest is not read", METRICS_MAX);
        return;
    }
    struct metric *metric = vec_add(facts->arena, &facts->metrics);
    metric->name = facts_clean(facts, name);
    metric->group = facts_clean(facts, group);
    metric->value = facts_clean(facts, value);
    metric->number = number;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Z, UTC, GMT, +01:00, -0500; and of dates without a time nobody expects a zone. */
static bool has_zone(struct str time)
{
    size_t colon = str_find(time, ':');
    if (colon == time.n)
        return true;
    if (time.p[time.n - 1] == 'Z' || str_ends(time, S("UTC")) || str_ends(time, S("GMT")))
        return true;
    size_t digits = 0, i = time.n;
    for (; i > colon && (is_digit(time.p[i - 1]) || time.p[i - 1] == ':'); i--)
        digits += time.p[i - 1] != ':';
    bool sign = i > colon && (time.p[i - 1] == '+' || time.p[i - 1] == '-');
    return sign && (digits == 4 || digits == 2);
}

void facts_time(struct facts *facts, struct str time)
{
    if (str_eq(facts->time, time))
        return;
    facts->time = facts_clean(facts, time);
    if (facts->time.n && !has_zone(facts->time))
        facts_warn(facts, "the time %.*s has no zone", STR(facts->time));
}

void facts_epoch(struct facts *facts, struct str written, double seconds)
{
    facts->time = facts_clean(facts, written);
    if (seconds >= 0 && seconds < 253402300800.0)       /* year 10000 */
        facts_add(facts, "time in UTC", datetime_text(facts->arena, datetime_of_epoch((int64_t)seconds)));
}
