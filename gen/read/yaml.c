/* YAML text into a tree of positioned nodes: the events of libyaml, with everything refused that hides data. */
#include "read/yaml.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/die.h"
#include "read/yaml_error.h"
#include "read/yaml_keys.h"
#include "read/yaml_place.h"

/* An open sequence or mapping. Its finished children are the top of the reader's stack, from `base` on. */
struct frame {
    struct node node;
    size_t base;
    bool has_key;
    struct str key;
    struct pos key_pos;
};

struct reader {
    struct arena *arena;
    struct diags *diags;
    struct yaml_places places;
    struct buf stack;           /* of struct node_pair; in a sequence only the value counts */
    struct frame frames[YAML_DEPTH_MAX];
    size_t depth;
    struct node root;
    bool has_root, has_document;
    size_t values, duplicates;
};

static bool refuse(struct reader *reader, struct pos pos, const char *message, const char *hint)
{
    struct diag *diag = diag_report(reader->diags, DIAG_MALFORMED_YAML, pos, "%s", message);
    if (hint)
        diag_hint(reader->diags, diag, "%s", hint);
    return false;
}

/* The place of an anchor or a tag: one mark where the node begins. */
static struct pos mark_pos(const struct reader *reader, const yaml_event_t *event)
{
    struct pos pos = yaml_pos(&reader->places, event->start_mark);
    pos.len = 1;
    return pos;
}

static bool properties_check(struct reader *reader, const yaml_event_t *event, const void *anchor, const void *tag)
{
    if (anchor)
        return refuse(reader, mark_pos(reader, event), "an anchor (&) is not allowed",
                      "put quotes around a text that begins with &");
    if (tag)
        return refuse(reader, mark_pos(reader, event), "a tag (!) is not allowed",
                      "put quotes around a text that begins with !");
    return true;
}

static size_t stack_count(const struct reader *reader)
{
    return reader->stack.n / sizeof(struct node_pair);
}

static bool value_put(struct reader *reader, struct node value)
{
    if (++reader->values > YAML_VALUES_MAX) {
        diag_report(reader->diags, DIAG_TOO_LARGE, value.pos, "the file holds more than %d values", YAML_VALUES_MAX);
        return false;
    }
    if (reader->depth == 0) {
        reader->root = value;
        reader->has_root = true;
        return true;
    }
    struct frame *frame = &reader->frames[reader->depth - 1];
    struct node_pair pair = { frame->key, frame->key_pos, value };
    buf_bytes(&reader->stack, &pair, sizeof pair);
    frame->has_key = false;
    return true;
}

/* True when the next scalar is a key. */
static bool key_is_due(const struct reader *reader)
{
    const struct frame *frame = reader->depth ? &reader->frames[reader->depth - 1] : NULL;
    return frame && frame->node.kind == NODE_MAPPING && !frame->has_key;
}

static bool key_take(struct reader *reader, const yaml_event_t *event, struct str text, struct pos pos)
{
    struct frame *frame = &reader->frames[reader->depth - 1];
    yaml_scalar_style_t style = event->data.scalar.style;

    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE ||
        event->start_mark.line != event->end_mark.line)
        return refuse(reader, pos, "a key must stand on one line", NULL);
    if (text.n == 0)
        return refuse(reader, pos, "a key is missing before this colon", NULL);
    if (str_eq(text, S("<<")))
        return refuse(reader, pos, "a merge key (<<) is not allowed", "write the keys out");
    frame->key = text;
    frame->key_pos = pos;
    frame->has_key = true;
    return true;
}

/* Escapes in double quotes can make characters that the text itself may not hold. */
static bool scalar_check(struct reader *reader, struct str text, struct pos pos)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x20 ? c != 0x7F : c == '\t' || c == '\n')
            continue;
        diag_report(reader->diags, DIAG_BAD_TEXT, pos, "an escape makes the control character U+%04X", (unsigned)c);
        return false;
    }
    return true;
}

static size_t leading_spaces(struct str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == ' ')
        n++;
    return n;
}

/* How far a block behind `|` is indented: by what its first line that is not empty lost. */
static size_t block_indent(struct reader *reader, const yaml_event_t *event, struct str value)
{
    struct str source = str_sub(reader->places.text, yaml_offset(&reader->places, event->start_mark), reader->places.text.n), line, written;
    (void)str_split(&source, '\n', &written);       /* the line of the `|` */
    while (str_split(&value, '\n', &line) && str_split(&source, '\n', &written))
        if (line.n)
            return leading_spaces(written) - leading_spaces(line);
    return 0;
}

/* The column at which the characters of the text begin in the file, when they are the file's own. */
static size_t text_column(struct reader *reader, const yaml_event_t *event, const struct node *node)
{
    yaml_scalar_style_t style = event->data.scalar.style;
    size_t written = event->end_mark.index - event->start_mark.index, quotes = node->plain ? 0 : 2;
    if (style == YAML_LITERAL_SCALAR_STYLE)
        return block_indent(reader, event, node->text) + 1;
    if (style == YAML_FOLDED_SCALAR_STYLE || event->start_mark.line != event->end_mark.line || written != str_code_points(node->text) + quotes)
        return 0;
    return node->pos.col + quotes / 2;
}

static bool scalar_take(struct reader *reader, const yaml_event_t *event)
{
    yaml_scalar_style_t style = event->data.scalar.style;
    struct str value = { (const char *)event->data.scalar.value, event->data.scalar.length };

    if (!properties_check(reader, event, event->data.scalar.anchor, event->data.scalar.tag))
        return false;
    struct pos pos = yaml_token_pos(&reader->places, event->start_mark, event->end_mark);
    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        yaml_breaks_settle(&reader->places, event->end_mark);
    if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && !scalar_check(reader, value, pos))
        return false;
    struct str text = str_copy(reader->arena, value);
    if (key_is_due(reader))
        return key_take(reader, event, text, pos);
    struct node node = { .kind = NODE_SCALAR, .plain = style == YAML_PLAIN_SCALAR_STYLE, .block = style == YAML_LITERAL_SCALAR_STYLE,
                         .pos = pos, .text = text };
    size_t column = text_column(reader, event, &node);
    node.text_col = (uint16_t)(column > UINT16_MAX ? 0 : column);
    if (!node.text_col) {
        size_t from = yaml_offset(&reader->places, event->start_mark);      /* first: going back begins again at byte 0 */
        node.written = str_sub(reader->places.text, from, yaml_offset(&reader->places, event->end_mark));
    }
    return value_put(reader, node);
}

static bool collection_open(struct reader *reader, const yaml_event_t *event, enum node_kind kind)
{
    struct pos pos = yaml_token_pos(&reader->places, event->start_mark, event->end_mark);

    if (key_is_due(reader))
        return refuse(reader, pos, "a key must be a text", "write 'key: value'");
    if (reader->depth == YAML_DEPTH_MAX) {
        diag_report(reader->diags, DIAG_TOO_DEEP, pos, "more than %d levels are nested here", YAML_DEPTH_MAX);
        return false;
    }
    if (kind == NODE_SEQUENCE)
        pos.len = 1;        /* a dash or a bracket */
    struct frame *frame = &reader->frames[reader->depth++];
    *frame = (struct frame){ .node = { .kind = kind, .pos = pos }, .base = stack_count(reader) };
    return true;
}

static const struct node_pair *stack_at(const struct reader *reader, size_t base)
{
    return (const struct node_pair *)(const void *)reader->stack.p + base;
}

static void sequence_fill(struct reader *reader, struct node *node, const struct node_pair *from)
{
    node->items = arena_array(reader->arena, node->n, struct node);
    for (size_t i = 0; i < node->n; i++)
        node->items[i] = from[i].value;
}

static void mapping_fill(struct reader *reader, struct node *node, const struct node_pair *from)
{
    node->pairs = arena_array(reader->arena, node->n, struct node_pair);
    memcpy(node->pairs, from, node->n * sizeof *from);
    if (node->pos.len == 0)
        node->pos.len = from[0].key_pos.len;    /* a mapping without braces begins with its first key */
    reader->duplicates += yaml_keys_check(reader->diags, node);
}

static bool collection_close(struct reader *reader)
{
    struct frame *frame = &reader->frames[--reader->depth];
    struct node node = frame->node;

    node.n = stack_count(reader) - frame->base;
    if (node.n && node.kind == NODE_MAPPING)
        mapping_fill(reader, &node, stack_at(reader, frame->base));
    else if (node.n)
        sequence_fill(reader, &node, stack_at(reader, frame->base));
    reader->stack.n = frame->base * sizeof(struct node_pair);
    return value_put(reader, node);
}

static bool document_begin(struct reader *reader, const yaml_event_t *event)
{
    if (reader->has_document)
        return refuse(reader, mark_pos(reader, event), "a second document begins here", "write one document a file");
    reader->has_document = true;
    return true;
}

static bool event_take(struct reader *reader, const yaml_event_t *event)
{
    if (!yaml_breaks_check(&reader->places, event->start_mark))
        return false;
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return document_begin(reader, event);
    case YAML_ALIAS_EVENT:
        return refuse(reader, mark_pos(reader, event), "an alias (*) is not allowed",
                      "put quotes around a text that begins with *");
    case YAML_SCALAR_EVENT:
        return scalar_take(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return properties_check(reader, event, event->data.sequence_start.anchor, event->data.sequence_start.tag) &&
               collection_open(reader, event, NODE_SEQUENCE);
    case YAML_MAPPING_START_EVENT:
        return properties_check(reader, event, event->data.mapping_start.anchor, event->data.mapping_start.tag) &&
               collection_open(reader, event, NODE_MAPPING);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return collection_close(reader);
    default:
        return true;
    }
}

/* A line break that only YAML sees may be why the parser stumbles; then it is the better message. */
static void parser_failed(struct reader *reader, const yaml_parser_t *parser)
{
    if (parser->error == YAML_MEMORY_ERROR)
        die(EXIT_MACHINE, "no memory to read YAML");
    if (parser->error == YAML_READER_ERROR || yaml_breaks_check(&reader->places, parser->problem_mark))
        yaml_error_report(&reader->places, parser);
}

static bool events_read(struct reader *reader, yaml_parser_t *parser)
{
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            parser_failed(reader, parser);
            return false;
        }
        more = event.type != YAML_STREAM_END_EVENT;
        bool taken = event_take(reader, &event);
        yaml_event_delete(&event);
        if (!taken)
            return false;
    }
    return true;
}

static bool parse(struct reader *reader)
{
    yaml_parser_t parser;
    struct str text = reader->places.text;

    if (!yaml_parser_initialize(&parser))
        die(EXIT_MACHINE, "no memory to read YAML");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.p, text.n);
    bool parsed = events_read(reader, &parser);
    yaml_parser_delete(&parser);
    buf_free(&reader->stack);
    return parsed && reader->duplicates == 0;
}

const struct node *yaml_read(struct arena *arena, struct diags *diags, uint32_t file, struct str text, uint32_t first_line)
{
    struct reader reader = { .arena = arena, .diags = diags };
    struct node *root = arena_new_of(arena, struct node);

    if (text.n > YAML_FILE_MAX) {
        diag_report(diags, DIAG_TOO_LARGE, (struct pos){ .file = file }, "the file is larger than %d MiB",
                    YAML_FILE_MAX >> 20);
        return NULL;
    }
    text = text.n ? text_without_mark(text) : S("");
    reader.places = (struct yaml_places){ .diags = diags, .file = file, .first_line = first_line, .text = text };
    if (!yaml_places_new(arena, &reader.places) || !yaml_directives_check(&reader.places) || !parse(&reader))
        return NULL;
    *root = reader.root;
    if (!reader.has_root || (node_is_null(root) && root->text.n == 0))
        *root = (struct node){ .kind = NODE_MAPPING, .pos = { file, first_line, 1, 0 } };
    return root;
}

const struct node *node_find(const struct node *mapping, const char *key)
{
    size_t n = strlen(key);

    if (!mapping || mapping->kind != NODE_MAPPING)
        return NULL;
    for (size_t i = 0; i < mapping->n; i++)
        if (mapping->pairs[i].key.n == n && memcmp(mapping->pairs[i].key.p, key, n) == 0)
            return &mapping->pairs[i].value;
    return NULL;
}

bool node_is_null(const struct node *node)
{
    return node->kind == NODE_SCALAR && node->plain &&
           (node->text.n == 0 || str_is(node->text, "~") || str_is(node->text, "null"));
}
