/* Driving cmark-gfm 0.29.0.gfm.6. Only the extensions `table` and `tasklist` are attached: `autolink` reads
 * before a heap block, and `strikethrough` changes a table of the whole process while it parses. */
#include "read/document_parse.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <pthread.h>
#include <string.h>

#include "base/arena.h"
#include "base/die.h"

/* In the library, but not in its installed headers. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL;

enum {
    BLOCK = 256 << 10,          /* the parser's memory is taken in pieces of this size */
    KEPT_MAX = 16 << 20,        /* what a thread keeps between documents */
    FEED = 16 << 10             /* after how many bytes the watch is looked at */
};

static _Thread_local struct document_memory memory;
static pthread_key_t memory_key;
static cmark_syntax_extension *table_extension, *task_extension, *watch_extension;

/* --- memory: a bump allocator, because the tree is dropped as a whole ------------------------------- */

/* In front of every piece stands its size, which realloc needs. */
enum { HEAD = 8 };

static char *bump(size_t size)
{
    size_t whole = HEAD + (size + 7) / 8 * 8;

    if (size > SIZE_MAX / 4)
        die(EXIT_MACHINE, "no memory for %zu bytes", size);
    if (!memory.at || whole > (size_t)(memory.end - memory.at)) {
        size_t block = whole > BLOCK ? whole : BLOCK;
        char *p = arena_bytes(memory.arena, block + HEAD);
        memory.at = p + (HEAD - (uintptr_t)p % HEAD) % HEAD;
        memory.end = memory.at + block;
    }
    char *p = memory.at + HEAD;
    memcpy(memory.at, &size, sizeof size);
    memory.at += whole;
    return p;
}

static size_t size_of(const char *p)
{
    size_t size;
    memcpy(&size, p - HEAD, sizeof size);
    return size;
}

static bool is_last(const char *p)
{
    return p + (size_of(p) + 7) / 8 * 8 == memory.at;
}

static void *bump_calloc(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        die(EXIT_MACHINE, "no memory for %zu items", count);
    char *p = bump(count * size);
    memset(p, 0, count * size);
    return p;
}

static void *bump_realloc(void *old, size_t size)
{
    if (!old)
        return bump(size);
    size_t had = size_of(old);
    if (size <= had)
        return old;
    if (is_last(old) && size - had < (size_t)(memory.end - memory.at)) {
        memory.at = (char *)old - HEAD;
        return bump(size);
    }
    return memcpy(bump(size), old, had);
}

/* The parser frees in reverse order often enough that taking back the last piece halves its memory. */
static void bump_free(void *p)
{
    if (p && is_last(p))
        memory.at = (char *)p - HEAD;
}

static cmark_mem bump_mem = { bump_calloc, bump_realloc, bump_free };

static void memory_drop(void *unused)
{
    (void)unused;
    arena_free(memory.arena);
    buf_free(&memory.html);
    memory = (struct document_memory){ 0 };
}

struct document_memory *document_memory_begin(void)
{
    if (memory.arena) {
        arena_reset(memory.arena);
    } else {
        memory.arena = arena_new();
        pthread_setspecific(memory_key, &memory);
    }
    memory.at = memory.end = NULL;
    buf_reset(&memory.html);
    return &memory;
}

void document_memory_end(struct document_memory *used)
{
    if (arena_used(used->arena) + used->html.cap > KEPT_MAX)
        memory_drop(NULL);
}

/* --- the watch: long paragraphs are seen while they grow -------------------------------------------- */

/* The parser is public only through its tree, and the tree only when it is done. An extension is asked at
 * nearly every line whether it begins a block; from the node it is asked about the whole tree can be reached. */
static _Thread_local struct watch {
    cmark_node *root, *leaf;
    size_t size;                /* of the leaf when it was last looked at */
    uint64_t work;
    struct parse_limits limits;
    size_t line;                /* of the paragraph that went too far; 0: none */
    bool is_long;
} watch;

static void watch_look(void)
{
    cmark_node *leaf = watch.root;

    for (cmark_node *child = leaf; child; child = cmark_node_last_child(child))
        leaf = child;
    if (cmark_node_get_type(leaf) != CMARK_NODE_PARAGRAPH)
        return;
    const char *text = cmark_node_get_string_content(leaf);
    size_t size = strlen(text);
    size -= size > 0 && text[size - 1] == '\n';
    size_t before = leaf == watch.leaf && watch.size <= size ? watch.size : 0;
    watch.leaf = leaf;
    watch.size = size;
    watch.work += (uint64_t)size * size - (uint64_t)before * before;
    watch.is_long = size > watch.limits.paragraph;
    if (watch.is_long || watch.work > watch.limits.work)
        watch.line = (size_t)cmark_node_get_start_line(leaf);
}

static cmark_node *watch_line(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int size)
{
    (void)extension, (void)indented, (void)parser, (void)input, (void)size;
    if (!watch.root)
        for (cmark_node *node = parent; node; node = cmark_node_parent(node))
            watch.root = node;
    if (!watch.line)
        watch_look();
    return NULL;
}

/* --- parsing ---------------------------------------------------------------------------------------- */

static void memory_key_new(void)
{
    if (pthread_key_create(&memory_key, memory_drop) != 0)
        die(EXIT_MACHINE, "no thread key left");
}

void document_parse_setup(void)
{
    if (table_extension)
        return;
    memory_key_new();
    cmark_gfm_core_extensions_ensure_registered();
    task_extension = cmark_find_syntax_extension("tasklist");
    watch_extension = cmark_syntax_extension_new("watch");
    cmark_syntax_extension_set_open_block_func(watch_extension, watch_line);
    table_extension = cmark_find_syntax_extension("table");
    if (!table_extension || !task_extension)
        die(EXIT_MACHINE, "cmark-gfm lacks its extensions");
}

struct parsed document_parse(struct str text, struct parse_limits limits, bool footnotes)
{
    cmark_parser *parser = cmark_parser_new_with_mem(footnotes ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT, &bump_mem);

    watch = (struct watch){ .limits = limits };
    cmark_parser_attach_syntax_extension(parser, watch_extension);
    cmark_parser_attach_syntax_extension(parser, table_extension);
    cmark_parser_attach_syntax_extension(parser, task_extension);
    for (size_t at = 0; at < text.n && !watch.line; at += FEED) {
        struct str piece = str_sub(text, at, at + FEED);
        cmark_parser_feed(parser, piece.p, piece.n);
    }
    if (text.n && text.p[text.n - 1] != '\n')
        cmark_parser_feed(parser, "\n", 1);    /* so that the last line has been looked at */
    if (watch.root && !watch.line)
        watch_look();
    if (watch.line)
        return (struct parsed){ .line = watch.line, .is_long = watch.is_long };
    return (struct parsed){ .root = cmark_parser_finish(parser) };
}

bool document_is_task(cmark_node *item)
{
    return cmark_node_get_syntax_extension(item) == task_extension;
}

enum table_node document_table_node(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    return type == CMARK_NODE_TABLE       ? TABLE_WHOLE
           : type == CMARK_NODE_TABLE_ROW ? TABLE_ROW
           : type == CMARK_NODE_TABLE_CELL ? TABLE_CELL
                                           : TABLE_NONE;
}
