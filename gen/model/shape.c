/* Reading mappings whose keys C knows. */
#include "model/shape.h"

#include "base/arena.h"

static size_t count_keys(const char *const *keys)
{
    size_t n = 0;
    while (keys[n])
        n++;
    return n;
}

void shape_suggest(struct diags *diags, struct diag *diag, struct str text, size_t n, const struct str *words)
{
    struct nearest nearest = nearest_to(text);
    for (size_t i = 0; i < n; i++)
        nearest_try(&nearest, words[i]);
    if (nearest.word.n)
        diag_hint(diags, diag, "did you mean '%.*s'?", STR(nearest.word));
}

bool shape_keys(struct diags *diags, const struct node *mapping, const char *what, const char *const *keys)
{
    bool fine = true;
    size_t n = count_keys(keys);
    struct str words[32];
    for (size_t k = 0; k < n && k < 32; k++)
        words[k] = str_of(keys[k]);
    for (size_t i = 0; i < mapping->n; i++) {
        const struct node_pair *pair = &mapping->pairs[i];
        size_t k = 0;
        while (k < n && !str_eq(pair->key, words[k]))
            k++;
        if (k < n)
            continue;
        fine = false;
        struct diag *diag = diag_report(diags, DIAG_UNKNOWN_KEY, pair->key_pos, "%s has no key '%.*s'", what, STR(pair->key));
        shape_suggest(diags, diag, pair->key, n, words);
    }
    return fine;
}

bool shape_is(struct diags *diags, const struct node *node, enum node_kind kind, const char *what)
{
    static const char *const names[] = { "one value", "a list", "a mapping" };
    if (node->kind == kind)
        return true;
    diag_report(diags, DIAG_BAD_VALUE, node->pos, "%s must be %s, not %s", what, names[kind], names[node->kind]);
    return false;
}

struct str shape_text(struct diags *diags, const struct node *mapping, const char *key)
{
    const struct node *node = node_find(mapping, key);
    if (!node || node_is_null(node) || !shape_is(diags, node, NODE_SCALAR, key))
        return S("");
    return node->text;
}

struct str shape_required(struct diags *diags, const struct node *mapping, const char *key, const char *what)
{
    const struct node *node = node_find(mapping, key);
    if (node && !node_is_null(node) && (node->kind != NODE_SCALAR || node->text.n))
        return shape_text(diags, mapping, key);
    diag_report(diags, DIAG_MISSING_FIELD, node ? node->pos : mapping->pos, "%s needs '%s'", what, key);
    return S("");
}

bool shape_bool(struct diags *diags, const struct node *mapping, const char *key, bool otherwise)
{
    struct str text = shape_text(diags, mapping, key);
    if (str_is(text, "true"))
        return true;
    if (str_is(text, "false"))
        return false;
    if (text.n)
        diag_report(diags, DIAG_BAD_VALUE, node_find(mapping, key)->pos, "'%s' must be true or false", key);
    return otherwise;
}

size_t shape_list(struct arena *arena, struct diags *diags, const struct node *mapping, const char *key,
                  struct str **list, struct pos **places)
{
    const struct node *node = node_find(mapping, key);
    *list = NULL;
    if (places)
        *places = NULL;
    if (!node || node_is_null(node))
        return 0;
    bool single = node->kind == NODE_SCALAR;
    if (!single && !shape_is(diags, node, NODE_SEQUENCE, key))
        return 0;
    size_t n = single ? 1 : node->n, used = 0;
    *list = arena_array(arena, n, struct str);
    struct pos *where = arena_array(arena, n, struct pos);
    for (size_t i = 0; i < n; i++) {
        const struct node *item = single ? node : &node->items[i];
        if (!shape_is(diags, item, NODE_SCALAR, key))
            continue;
        where[used] = item->pos;
        (*list)[used++] = item->text;
    }
    if (places)
        *places = where;
    return used;
}

const struct node *shape_sequence(struct diags *diags, const struct node *mapping, const char *key)
{
    const struct node *node = node_find(mapping, key);
    if (!node || node_is_null(node))
        return NULL;
    return shape_is(diags, node, NODE_SEQUENCE, key) ? node : NULL;
}
