/* PDF: not interpreted. Says what a reader must know before opening it: whole or cut, encrypted, with scripts. */
#include <string.h>

#include "base/arena.h"
#include "read/evidence_pieces.h"

struct pdf { uint64_t pages; bool encrypted, scripts, launches, hidden; };

/* Some producers put bytes before the mark; readers accept it within the first kilobyte, we at the start only:
 * what comes first decides what a file is. */
static int detect(const struct evidence_input *input)
{
    return str_starts(input->head, S("%PDF-")) ? 9 : 0;
}

static bool is_new(const struct pieces *pieces, size_t end)
{
    return end > pieces->old;
}

/* "/Type /Page" but not "/Type /Pages". Pages in compressed object streams are not seen. */
static uint64_t count_pages(const struct pieces *pieces)
{
    struct str all = { pieces->bytes, pieces->n };
    uint64_t pages = 0;
    size_t from = pieces->old > 64 ? pieces->old - 64 : 0;
    struct str mark = S("/Type");
    for (size_t at; (at = str_find_str(str_sub(all, from, all.n), mark)) < all.n - from;) {
        size_t i = from + at + mark.n;
        from = i;
        while (i < all.n && i < from + 8 && strchr(" \r\n\t", all.p[i]))
            i++;
        if (!str_starts(str_sub(all, i, all.n), S("/Page")) || i + 5 >= all.n)
            continue;
        char next = all.p[i + 5];
        bool word = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
        pages += !word && is_new(pieces, i + 6);
    }
    return pages;
}

static void look(const struct pieces *pieces, struct pdf *pdf)
{
    pdf->pages += count_pages(pieces);
    pdf->encrypted = pdf->encrypted || pieces_has(pieces, S("/Encrypt"));
    pdf->scripts = pdf->scripts || pieces_has(pieces, S("/JavaScript")) || pieces_has(pieces, S("/JS "))
                   || pieces_has(pieces, S("/JS("));
    pdf->launches = pdf->launches || pieces_has(pieces, S("/Launch"));
    pdf->hidden = pdf->hidden || pieces_has(pieces, S("/ObjStm"));
}

static void read_pdf(struct evidence_input *input, struct facts *facts)
{
    struct pieces *pieces = pieces_begin(input);
    struct pdf pdf = { 0 };
    facts_add(facts, "PDF version", str_trim(str_sub(input->head, 5, 8)));
    while (pieces_next(pieces))
        look(pieces, &pdf);
    facts_add_number(facts, "bytes", pieces->size);
    if (pdf.pages && !pdf.hidden)
        facts_add_number(facts, "pages", pdf.pages);
    if (pdf.encrypted)
        facts_warn(facts, "the file is encrypted");
    if (pdf.scripts)
        facts_warn(facts, "the file contains JavaScript");
    if (pdf.launches)
        facts_warn(facts, "the file can start programs");
    struct str all = { pieces->bytes, pieces->n };
    if (!str_contains(str_sub(all, all.n > 1024 ? all.n - 1024 : 0, all.n), S("%%EOF"))) {
        facts_state(facts, FACTS_NO_RESULT, "the file is cut off: its closing mark is missing");
        return;
    }
    facts_state(facts, FACTS_UNREAD, "a PDF is not interpreted");
}

const struct evidence_format evidence_pdf = {
    .id = "pdf", .title = "PDF document", .detect = detect, .read = read_pdf, .media_type = "application/pdf",
};
