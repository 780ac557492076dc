/* YAML and front matter in evidence. */
#include "read/evidence_yaml.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"

enum { CARD_MAX = 16 << 20, HEADINGS_SHOWN = 20 };

const struct node *yaml_evidence(struct evidence_input *input, struct str text, uint32_t first_line, struct str *problem)
{
    struct diags diags;
    diags_new(input->scratch, &diags);
    const struct node *node = yaml_read(input->scratch, &diags, 0, text, first_line);
    if (!node) {
        struct diag *first = diags.list.n ? &diags.list.v[0] : NULL;
        *problem = first ? str_printf(input->scratch, "line %" PRIu32 ": %.*s", first->pos.line, STR(first->message))
                         : S("it cannot be read");
    }
    return node;
}

static struct str without_return(struct str line)
{
    return line.n && line.p[line.n - 1] == '\r' ? str_sub(line, 0, line.n - 1) : line;
}

bool front_matter(struct str text, struct str *yaml)
{
    struct str rest = text, line;
    if (!str_split(&rest, '\n', &line) || !str_is(without_return(line), "---"))
        return false;
    const char *from = rest.p;
    while (str_split(&rest, '\n', &line))
        if (str_is(without_return(line), "---")) {
            *yaml = (struct str){ from, (size_t)(line.p - from) };
            return true;
        }
    return false;
}

struct str node_text(const struct node *mapping, const char *key)
{
    const struct node *node = mapping && mapping->kind == NODE_MAPPING ? node_find(mapping, key) : NULL;
    bool scalar = node && node->kind == NODE_SCALAR && !node_is_null(node);
    return scalar ? node->text : (struct str){ 0 };
}

struct str node_joined(struct arena *arena, const struct node *mapping, const char *key)
{
    const struct node *node = mapping->kind == NODE_MAPPING ? node_find(mapping, key) : NULL;
    if (!node || node->kind != NODE_SEQUENCE)
        return node_text(mapping, key);
    struct buf text = { .max = 600 };
    for (size_t i = 0; i < node->n; i++)
        if (node->items[i].kind == NODE_SCALAR) {
            if (text.n)
                buf_puts(&text, ", ");
            buf_put(&text, node->items[i].text);
        }
    struct str joined = buf_copy(arena, &text);
    buf_free(&text);
    return joined;
}

/* The headings of a card tell what it speaks about: limitations, bias, evaluation. */
static void add_headings(struct facts *facts, struct arena *scratch, struct str text)
{
    struct str rest = text, line;
    struct buf headings = { .max = 2000 };
    size_t n = 0;
    while (n < HEADINGS_SHOWN && str_split(&rest, '\n', &line)) {
        if (!str_starts(line, S("#")))
            continue;
        while (line.n && line.p[0] == '#')
            line = str_sub(line, 1, line.n);
        buf_printf(&headings, "%s%.*s", n++ ? "; " : "", STR(str_trim(line)));
    }
    facts_add(facts, "headings", buf_copy(scratch, &headings));
    buf_free(&headings);
}

void card_read(struct evidence_input *input, struct facts *facts, void (*read)(struct facts *, const struct node *))
{
    struct str text, yaml, problem;
    if (!evidence_rest(input->scratch, input, CARD_MAX, &text)) {
        facts_state(facts, FACTS_NO_RESULT, "not read: a card of more than 16 MiB");
        return;
    }
    if (str_starts(text, S("\xef\xbb\xbf")))
        text = str_sub(text, 3, text.n);
    if (!front_matter(text, &yaml)) {
        facts_state(facts, FACTS_NO_RESULT, "the front matter has no end");
        return;
    }
    const struct node *node = yaml_evidence(input, yaml, 2, &problem);
    if (!node || node->kind != NODE_MAPPING) {
        facts_state(facts, FACTS_NO_RESULT, "the front matter is no YAML mapping: %.*s", STR(node ? S("") : problem));
        return;
    }
    read(facts, node);
    add_headings(facts, input->scratch, str_sub(text, (size_t)(yaml.p - text.p) + yaml.n, text.n));
    facts_state(facts, FACTS_UNREAD, "a card is a document: its claims are shown, not judged");
}
