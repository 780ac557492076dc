/* Markdown into a document: front matter, the guard, the parser, the walk, and the result made compact. */
#include "read/document.h"

#include <string.h>

#include "base/arena.h"
#include "read/document_compile.h"
#include "read/document_guard.h"
#include "read/document_parse.h"
#include "read/yaml_text.h"

void document_setup(void)
{
    document_parse_setup();
}

/* --- the result ------------------------------------------------------------------------------------- */

static void *copy_array(struct arena *arena, const void *items, size_t n, size_t size)
{
    void *copy = arena_alloc(arena, n * size);
    if (n)
        memcpy(copy, items, n * size);
    return copy;
}

#define COPY(arena, vector) copy_array((arena), (vector)->v, (vector)->n, sizeof *(vector)->v)

static void pieces_copy(struct compile *compile, struct document *document)
{
    struct str html = buf_copy(compile->arena, compile->html);

    document->n_pieces = compile->pieces.n;
    document->pieces = arena_array(compile->arena, compile->pieces.n, struct piece);
    for (size_t i = 0; i < compile->pieces.n; i++) {
        const struct open_piece *open = &compile->pieces.v[i];
        document->pieces[i] = (struct piece){ open->kind, open->index, str_sub(html, open->from, open->to) };
    }
}

static struct document *document_new(struct compile *compile, const struct node *front)
{
    struct document *document = arena_new_of(compile->arena, struct document);

    document->file = compile->places.start.file;
    document->front = front;
    document->n_words = compile->words;
    document->n_headings = compile->headings.n;
    document->headings = COPY(compile->arena, &compile->headings);
    document->n_references = compile->references.n;
    document->references = COPY(compile->arena, &compile->references);
    document->n_links = compile->links.n;
    document->links = COPY(compile->arena, &compile->links);
    document->n_parts = compile->part_list.n;
    document->parts = COPY(compile->arena, &compile->part_list);
    pieces_copy(compile, document);
    return document;
}

/* --- compiling -------------------------------------------------------------------------------------- */

static bool too_large(struct compile *compile, struct pos pos, const char *what, int limit)
{
    diag_report(compile->diags, DIAG_TOO_LARGE, pos, "%s more than %d bytes", what, limit);
    return false;
}

static bool paragraph_too_large(struct compile *compile, const struct parsed *parsed)
{
    struct pos pos = place_line(&compile->places, parsed->line, 1);

    if (parsed->is_long)
        return too_large(compile, pos, "this paragraph has", DOCUMENT_BLOCK_MAX);
    diag_report(compile->diags, DIAG_TOO_LARGE, pos, "too many paragraphs are nearly as long as %d bytes",
                DOCUMENT_BLOCK_MAX);
    return false;
}

static bool compile_text(struct compile *compile)
{
    struct parse_limits limits = { DOCUMENT_BLOCK_MAX, DOCUMENT_WORK_MAX };
    struct parsed parsed = document_parse(compile->places.text, limits, !compile->is_value);

    if (!parsed.root)
        return paragraph_too_large(compile, &parsed);
    compile->level_shift = heading_shift(parsed.root);
    footnotes_count(compile, parsed.root);
    compile_walk(compile, parsed.root);
    footnotes_end(compile);
    html_rest(compile);
    if (compile->html->over)
        return too_large(compile, place_pos(&compile->places, 0, 0), "the HTML of this text has", DOCUMENT_HTML_MAX);
    return !compile->failed;
}

static struct document *compile_run(struct compile *compile, const struct node *front)
{
    struct document_memory *memory = document_memory_begin();
    struct document *document = NULL;

    compile->scratch = memory->arena;
    compile->html = &memory->html;
    compile->html->max = DOCUMENT_HTML_MAX;
    if (document_guard(compile->scratch, compile->diags, &compile->places) && compile_text(compile))
        document = document_new(compile, front);
    document_memory_end(memory);
    return document;
}

/* --- front matter ----------------------------------------------------------------------------------- */

static struct str first_line(struct str text)
{
    return str_sub(text, 0, str_find(text, '\n'));
}

static bool is_fence(struct str line)
{
    return str_starts(line, S("---")) && str_is(str_trim(line), "---");
}

struct split {
    struct str front, body;
    uint32_t body_line;
    bool has_front;
};

static bool front_split(struct diags *diags, uint32_t file, struct str text, struct split *split)
{
    *split = (struct split){ .body = text, .body_line = 1 };
    if (!is_fence(first_line(text)))
        return true;
    size_t start = first_line(text).n + 1, at = start;
    for (uint32_t line = 2; at < text.n; line++) {
        struct str rest = str_sub(text, at, text.n), row = first_line(rest);
        if (is_fence(row)) {
            *split = (struct split){ str_sub(text, start, at), str_sub(rest, row.n + 1, rest.n), line + 1, true };
            return true;
        }
        at += row.n + 1;
    }
    struct pos pos = { file, 1, 1, 3 };
    diag_hint(diags, diag_report(diags, DIAG_MALFORMED_YAML, pos, "the front matter does not end"),
              "end it with a line of three dashes");
    return false;
}

/* False, and reported, when there is front matter and it cannot be read. */
static bool front_read(struct arena *arena, struct diags *diags, uint32_t file, const struct split *split,
                       const struct node **front)
{
    *front = NULL;
    if (!split->has_front)
        return true;
    *front = yaml_read(arena, diags, file, split->front, 2);
    if (*front && (*front)->kind != NODE_MAPPING) {
        diag_hint(diags, diag_report(diags, DIAG_MALFORMED_YAML, (*front)->pos, "the front matter is no mapping"),
                  "write lines of 'key: value'");
        *front = NULL;
    }
    return *front != NULL;
}

/* --- the two ways in -------------------------------------------------------------------------------- */

struct document *document_read(struct arena *arena, struct arena *front_arena, struct diags *diags, uint32_t file,
                               struct str text, const struct part_names *parts)
{
    struct compile compile = { .arena = arena, .diags = diags, .parts = parts };
    const struct node *front;
    struct split split;

    if (text.n > DOCUMENT_FILE_MAX) {
        too_large(&compile, (struct pos){ .file = file }, "the file has", DOCUMENT_FILE_MAX);
        return NULL;
    }
    if (!front_split(diags, file, text.n ? text_without_mark(text) : S(""), &split) ||
        !front_read(front_arena, diags, file, &split, &front))
        return NULL;
    compile.places.text = split.body;
    compile.places.start = (struct pos){ file, split.body_line, 1, 0 };
    return compile_run(&compile, front);
}

struct document *document_read_text(struct arena *arena, struct diags *diags, const struct node *node)
{
    struct compile compile = { .arena = arena, .diags = diags, .is_value = true };

    compile.places.text = node->text.n ? node->text : S("");
    compile.places.start = node->pos;
    compile.places.start.line += node->block && node->text_col;
    compile.places.is_value = true;
    compile.places.indent = node->text_col;
    compile.places.written = (struct yaml_written){ .source = node->written, .text = node->text, .start = node->pos };
    return compile_run(&compile, NULL);
}
