/* What the tests of gen/read/document*.c share: a fixture, and a document written out as one line of text in
 * which holes are shown as {ref ...}, {link ...} and {part ...}. */
#ifndef TESTS_READ_DOCUMENT_H
#define TESTS_READ_DOCUMENT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "read/document.h"

struct fixture {
    struct arena *arena;
    struct diags diags;
};

static inline int setup(void **state)
{
    struct fixture *f = test_malloc(sizeof *f);
    document_setup();
    f->arena = arena_new();
    diags_new(f->arena, &f->diags);
    *state = f;
    return 0;
}

static inline int teardown(void **state)
{
    struct fixture *f = *state;
    arena_free(f->arena);
    test_free(f);
    return 0;
}

static inline struct document *read_text(struct fixture *f, struct str text)
{
    static const struct str options[] = { { "framework", 9 }, { "label", 5 }, { "a", 1 }, { "n", 1 }, { "title", 5 } };
    static const struct part_name names[] = { { { "matrix", 6 }, 5, options }, { { "controls", 8 }, 0, NULL } };
    static const struct part_names parts = { 2, names };
    return document_read(f->arena, f->arena, &f->diags, 1, text, &parts);
}

static inline void show_piece(struct buf *out, const struct document *document, const struct piece *piece)
{
    const struct reference *reference = &document->references[piece->index];
    const struct link *link = &document->links[piece->index];

    if (piece->kind == PIECE_HTML)
        buf_put(out, piece->html);
    else if (piece->kind == PIECE_REFERENCE)
        buf_printf(out, "{ref %.*s#%.*s|%.*s}", STR(reference->target), STR(reference->anchor), STR(reference->label));
    else if (piece->kind == PIECE_LINK_HREF)
        buf_printf(out, "{link %.*s#%.*s}", STR(link->path), STR(link->anchor));
    else
        buf_printf(out, "{part %.*s}", STR(document->parts[piece->index].name));
}

static inline const char *show(struct fixture *f, const struct document *document)
{
    struct buf out = { 0 };
    for (size_t i = 0; i < document->n_pieces; i++)
        show_piece(&out, document, &document->pieces[i]);
    const char *text = str_c(f->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

/* The HTML of a text about which nothing is reported. */
static inline const char *html_of(struct fixture *f, const char *text)
{
    struct document *document = read_text(f, str_of(text));
    if (f->diags.list.n)
        fail_msg("%u:%u: %.*s", f->diags.list.v[0].pos.line, f->diags.list.v[0].pos.col,
                 STR(f->diags.list.v[0].message));
    assert_non_null(document);
    return show(f, document);
}

static inline void assert_html(struct fixture *f, const char *text, const char *html)
{
    assert_string_equal(html_of(f, text), html);
}

static inline void assert_pos(struct pos pos, uint32_t line, uint32_t col, uint32_t len)
{
    assert_int_equal(pos.file, 1);
    assert_int_equal(pos.line, line);
    assert_int_equal(pos.col, col);
    assert_int_equal(pos.len, len);
}

static inline void assert_diag(const struct fixture *f, size_t i, enum diag_id id, uint32_t line, uint32_t col,
                               uint32_t len)
{
    assert_in_range(i, 0, f->diags.list.n - 1);
    assert_string_equal(f->diags.list.v[i].code->name, diag_codes[id].name);
    assert_pos(f->diags.list.v[i].pos, line, col, len);
}

static inline struct str repeat(struct fixture *f, const char *unit, size_t n)
{
    size_t size = strlen(unit);
    char *p = arena_bytes(f->arena, n * size + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(p + i * size, unit, size);
    return (struct str){ p, n * size };
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

#endif
