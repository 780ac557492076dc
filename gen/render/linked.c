/* linked(text): a text with links where it names records: "EV-DRILL-2026-10 lapsed", "CTL-014/stop-drill",
 * "iso-42001:A.9.2". Reasons and findings are full of them. */
#include <string.h>
#include <utf8proc.h>

#include "base/html.h"
#include "render/engine_state.h"

/* Ids and their like are not broken over two lines: whatever has a capital, a colon or a hyphen. */
static bool is_name(struct str word)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t size;

    for (size_t at = 0; at < word.n; at += (size_t)size) {
        size = utf8proc_iterate((const utf8proc_uint8_t *)word.p + at, (utf8proc_ssize_t)(word.n - at), &c);
        if (size <= 0)
            return false;
        if (c == ':' || c == '-' || utf8proc_tolower(c) != c)
            return true;
    }
    return false;
}

static void put_name(struct engine *engine, struct buf *out, struct str name)
{
    struct str id = str_sub(name, 0, str_find(name, '/'));
    const struct record *record = model_find(engine->context->model, id);
    struct str path = record ? record_path(engine, record) : S("");

    if (path.n) {
        buf_puts(out, "<a href=\"");
        put_relative(engine, out, path);
        buf_puts(out, "\" class=\"whole\">");
    } else {
        buf_puts(out, "<span class=\"whole\">");
    }
    buf_html(out, name);
    buf_puts(out, path.n ? "</a>" : "</span>");
}

int page_linked(lua_State *L)
{
    struct engine *engine = engine_of(L);
    struct str rest = text_arg(L, 1, "linked"), word;
    size_t mark;
    struct buf *out = html_begin(L, &mark);

    script_pay_bytes(L, rest.n);
    for (bool first = true; str_split(&rest, ' ', &word); first = false) {
        size_t from = word.n && word.p[0] == '(', n = word.n;
        while (n > from && strchr(",.;:)", word.p[n - 1]))
            n--;
        struct str name = str_sub(word, from, n);
        if (!first)
            buf_putc(out, ' ');
        script_pay(L, 10);
        buf_put(out, str_sub(word, 0, from));
        if (is_name(name))
            put_name(engine, out, name);
        else
            buf_html(out, name);
        buf_html(out, str_sub(word, n, word.n));
    }
    html_push(L, mark);
    return 1;
}
