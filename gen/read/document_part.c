/* ```matrix framework=iso-42001 label="our words" : a part and its options. */
#include <string.h>

#include "base/arena.h"
#include "read/document_compile.h"

struct part_options { vec(struct part_option) list; };

static struct pos option_pos(struct compile *compile, struct str text)
{
    size_t place = place_find(&compile->places, text);
    if (place != PLACE_NONE)
        compile->places.cursor = place + text.n;
    return place_pos(&compile->places, place, text.n);
}

static void report_option(struct compile *compile, struct str option, const char *what)
{
    struct pos pos = option_pos(compile, option);
    if (!compile_may_report(compile, DIAG_BAD_VALUE, pos))
        return;
    struct diag *diag = diag_report(compile->diags, DIAG_BAD_VALUE, pos, "the option '%.*s' %s", STR(option), what);
    diag_hint(compile->diags, diag, "write name=value or name=\"a longer value\"");
}

static bool is_name(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '_')))
            return false;
    }
    return name.n > 0;
}

/* Bytes up to the next blank that stands in no quotes. */
static size_t option_size(struct str rest)
{
    char quote = '\0';
    size_t i = 0;

    for (; i < rest.n && (quote || !strchr(" \t", rest.p[i])); i++)
        if (rest.p[i] == '"')
            quote = quote ? '\0' : '"';
    return i;
}

static bool is_given(const struct part_options *options, struct str name)
{
    for (size_t i = 0; i < options->list.n; i++)
        if (str_eq(options->list.v[i].name, name))
            return true;
    return false;
}

/* The value without its quotes; false when the quotes are wrong. */
static bool unquote(struct str *value)
{
    size_t quote = str_find(*value, '"');

    if (quote == value->n)
        return value->n > 0;
    if (quote != 0 || value->n < 2 || str_find(str_sub(*value, 1, value->n), '"') != value->n - 2)
        return false;
    *value = str_sub(*value, 1, value->n - 1);
    return true;
}

static bool is_taken(struct compile *compile, const struct part_name *part, struct str name)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < part->n_options; i++) {
        if (str_eq(part->options[i], name))
            return true;
        nearest_try(&nearest, part->options[i]);
    }
    struct pos pos = option_pos(compile, name);
    if (!compile_may_report(compile, DIAG_UNKNOWN_KEY, pos))
        return false;
    struct diag *diag = diag_report(compile->diags, DIAG_UNKNOWN_KEY, pos, "the part '%.*s' has no option '%.*s'", STR(part->name), STR(name));
    if (nearest.word.n)
        diag_hint(compile->diags, diag, "did you mean '%.*s'?", STR(nearest.word));
    return false;
}

static void option_take(struct compile *compile, const struct part_name *part, struct part_options *options, struct str option)
{
    size_t equals = str_find(option, '=');
    struct str name = str_sub(option, 0, equals), value = str_sub(option, equals + 1, option.n);

    if (equals == option.n || !is_name(name)) {
        report_option(compile, option, "is not name=value");
    } else if (!unquote(&value)) {
        report_option(compile, option, "has no proper value");
    } else if (is_given(options, name)) {
        report_option(compile, option, "is given twice");
    } else if (is_taken(compile, part, name)) {
        struct part_option *added = vec_add(compile->scratch, &options->list);
        added->name = str_copy(compile->arena, name);
        added->value = str_copy(compile->arena, value);
    }
}

void part_read(struct compile *compile, cmark_node *node, const struct part_name *named, struct str options)
{
    struct part *part = vec_add(compile->scratch, &compile->part_list);
    struct part_options given = { 0 };

    part->pos = option_pos(compile, named->name);
    part->name = str_copy(compile->arena, named->name);
    part->body = str_copy(compile->arena, str_of(cmark_node_get_literal(node)));
    for (options = str_trim(options); options.n; options = str_trim(options)) {
        size_t size = option_size(options);
        option_take(compile, named, &given, str_sub(options, 0, size));
        options = str_sub(options, size, options.n);
    }
    part->n_options = given.list.n;
    part->options = arena_array(compile->arena, given.list.n, struct part_option);
    if (given.list.n)
        memcpy(part->options, given.list.v, given.list.n * sizeof *given.list.v);
    html_hole(compile, PIECE_PART, compile->part_list.n - 1);
    html_put(compile, "\n");
}
