/* How numbers and files of the search index are written, and the files of sections.
 *
 * A file sN is dossier_search("sN", […]) with a row for each of its sections: title, anchor, excerpt, and behind them id,
 * title and address of its record or page where that is another one than in the row before. */
#include "base/html.h"
#include "base/json.h"
#include "model/known.h"
#include "render/search_index.h"

/* Letters that stand in a JavaScript string as they are. A number ends with one of the first LAST of them; before it
 * stand others, the least first, each of which says its place less LAST in a number of base MORE, one too small. */
static const char letters[] =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#" "$%&'()*+,-./:;<=>?@[]^_`{|}~ ";
enum { LAST = 64, MORE = sizeof letters - 1 - LAST };

void search_put_number(struct buf *out, uint32_t number)
{
    while (number >= LAST) {
        buf_putc(out, letters[LAST + (number - LAST) % MORE]);
        number = (number - LAST) / MORE;
    }
    buf_putc(out, letters[number]);
}

struct str search_page_title(struct arena *arena, const struct search_index *index, const struct page *page)
{
    struct str title = templates_translate(index->context->templates, page->title);
    if (page->kind != PAGE_FRAMEWORK)
        return title;
    return str_printf(arena, "%.*s · %.*s", STR(title), STR(page->record->id));
}

/* --- sections --- */

static const struct search_section *section_of(const struct search_index *index, uint32_t number)
{
    size_t from = 0, to = index->n_chunks;
    while (to - from > 1) {
        size_t middle = (from + to) / 2;
        if (index->chunks[middle].first_section <= number)
            from = middle;
        else
            to = middle;
    }
    return &index->chunks[from].sections.v[number - index->chunks[from].first_section];
}

static struct str address_of(const struct search_index *index, const struct search_unit *unit)
{
    return unit->record ? index->context->plan->record_url[unit->record->serial] : unit->page->url;
}

static void write_unit(struct json *json, struct arena *arena, const struct search_index *index, const struct search_unit *unit)
{
    const struct known *known = index->context->model->known;
    const struct record *record = unit->record;
    bool labelled = record && record->type == known->requirement && record_text(record, known->requirement_label).n;
    struct buf url = { 0 };
    buf_url_path(&url, address_of(index, unit));
    json_str(json, labelled ? record_text(record, known->requirement_label) : record ? record->id : S(""));
    json_str(json, record ? record_title(record) : search_page_title(arena, index, unit->page));
    json_str(json, buf_str(&url));
    buf_free(&url);
}

struct tree_made search_sections(const struct search_index *index, struct worker *worker, size_t i)
{
    struct buf out = { 0 };
    struct json json = { .out = &out, .compact = true };
    uint32_t first = (uint32_t)i * SEARCH_SECTIONS_PER_FILE, end = first + SEARCH_SECTIONS_PER_FILE;
    const struct search_unit *unit = NULL;
    buf_printf(&out, "dossier_search(\"s%zu\",", i);
    json_array(&json);
    for (uint32_t k = first; k < end && k < index->n_sections; k++) {
        const struct search_section *section = section_of(index, k);
        json_array(&json);
        json_str(&json, section->title);
        json_str(&json, section->anchor);
        json_str(&json, section->excerpt);
        if (section->unit != unit)
            write_unit(&json, worker->scratch, index, section->unit);
        json_end_array(&json);
        unit = section->unit;
    }
    json_end_array(&json);
    buf_puts(&out, ");\n");
    struct tree_made file = tree_make(index->store, worker, str_printf(worker->keep, "assets/search/s%zu.js", i), buf_str(&out));
    buf_free(&out);
    return file;
}
