/* What can be found: the sections of documents and the fields of records, read into the sections and terms of a chunk. */
#include <string.h>

#include "base/arena.h"
#include "model/known.h"
#include "render/engine_state.h"
#include "render/search_index.h"
#include "render/search_words.h"

/* A word of a title counts as often as these. An excerpt is so many code points long. */
enum { TITLE_TIMES = 8, EXCERPT_POINTS = 160, EXCERPT_BYTES = 4 * EXCERPT_POINTS };

struct reader {
    const struct search_index *index;
    struct search_chunk *chunk;
    const struct search_unit *unit;
    struct words words;
    struct buf name;                /* of a record that a text refers to */
    uint32_t section, times;        /* the open one; what a word of it counts */
    size_t n_words;
    char excerpt[EXCERPT_BYTES];
    size_t n_excerpt, n_points;
    bool quiet;                     /* no excerpt of this */
    const char *between;            /* what stands between the excerpt and more of it, or NULL */
    const struct document *document;
    size_t heading;                 /* next one of the document */
    bool in_tag;                    /* a hole is in an attribute of this tag */
};

static void take(void *context, struct str term)
{
    struct reader *reader = context;
    search_terms_add(&reader->chunk->terms, term, reader->section, reader->times);
    reader->n_words += reader->times;
}

static void open_section(struct reader *reader, struct str anchor, struct str title)
{
    struct search_section *section = vec_add(reader->chunk->arena, &reader->chunk->sections);
    *section = (struct search_section){ .unit = reader->unit, .anchor = anchor, .title = title };
    reader->section = (uint32_t)reader->chunk->sections.n - 1;
    reader->n_words = reader->n_excerpt = reader->n_points = 0;
    reader->times = 1;
    reader->between = NULL;
}

static void close_section(struct reader *reader)
{
    struct search_section *section = &reader->chunk->sections.v[reader->section];
    words_break(&reader->words);
    section->words = reader->n_words < UINT32_MAX ? (uint32_t)reader->n_words : UINT32_MAX;
    section->excerpt = str_copy(reader->chunk->arena, (struct str){ reader->excerpt, reader->n_excerpt });
}

static void put_letter(struct reader *reader, const char *p, size_t n)
{
    if (reader->n_points == EXCERPT_POINTS)
        return;
    memcpy(reader->excerpt + reader->n_excerpt, p, n);
    reader->n_excerpt += n;
    reader->n_points++;
}

/* White space becomes one blank, and the end of a field a dot. */
static void put_excerpt(struct reader *reader, struct str text)
{
    for (size_t i = 0, n; i < text.n && reader->n_points < EXCERPT_POINTS; i += n) {
        n = (unsigned char)text.p[i] < 128 ? 1 : str_utf8_size(str_sub(text, i, i + 4));
        n = n ? n : 1;
        if (n == 1 && (unsigned char)text.p[i] <= ' ') {
            if (reader->n_excerpt && !reader->between)
                reader->between = " ";
            continue;
        }
        for (const char *c = reader->between; c && *c; c += str_utf8_size(str_of(c)))
            put_letter(reader, c, str_utf8_size(str_of(c)));
        reader->between = NULL;
        put_letter(reader, text.p + i, n);
    }
}

static void read_text(struct reader *reader, struct str text)
{
    words_text(&reader->words, text);
    if (reader->times == 1 && !reader->quiet)
        put_excerpt(reader, text);
}

static void read_break(struct reader *reader)
{
    words_break(&reader->words);
    if (reader->n_excerpt && !reader->between)
        reader->between = " ";
}

static void read_title(struct reader *reader, struct str text)
{
    reader->times = TITLE_TIMES;
    read_text(reader, text);
    read_break(reader);
    reader->times = 1;
}

static void read_record_name(struct reader *reader, const struct record *record)
{
    buf_reset(&reader->name);
    put_record_words(&reader->name, record);
    read_text(reader, buf_str(&reader->name));
}

/* --- documents: HTML with holes --- */

/* &amp; &lt; &gt; &quot; and &#39; are all that documents hold. Gives the bytes of the reference. */
static size_t read_entity(struct reader *reader, struct str text)
{
    static const struct { struct str name, is; } known[] = {
        { S_INIT("&amp;"), S_INIT("&") }, { S_INIT("&lt;"), S_INIT("<") }, { S_INIT("&gt;"), S_INIT(">") },
        { S_INIT("&quot;"), S_INIT("\"") }, { S_INIT("&#39;"), S_INIT("'") } };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_starts(text, known[i].name)) {
            read_text(reader, known[i].is);
            return known[i].name.n;
        }
    read_text(reader, str_sub(text, 0, 1));
    return 1;
}

/* Elements that do not end a word. */
static bool is_inline(struct str name)
{
    static const char *const names[] = { "a", "code", "del", "em", "i", "span", "strong" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i]))
            return true;
    return false;
}

static bool is_heading(struct str name)
{
    return name.n == 2 && name.p[0] == 'h' && name.p[1] >= '2' && name.p[1] <= '6';
}

static void begin_heading(struct reader *reader)
{
    const struct heading *heading = &reader->document->headings[reader->heading++];
    close_section(reader);
    open_section(reader, heading->anchor, heading->text);
    reader->times = TITLE_TIMES;
}

/* `tag` begins behind its '<'. */
static void read_tag(struct reader *reader, struct str tag)
{
    bool closes = tag.n && tag.p[0] == '/';
    struct str name = str_sub(tag, closes, tag.n);
    size_t n = 0;
    while (n < name.n && ((name.p[n] >= 'a' && name.p[n] <= 'z') || (name.p[n] >= '0' && name.p[n] <= '9')))
        n++;
    name = str_sub(name, 0, n);
    if (is_inline(name))
        return;
    read_break(reader);
    if (!is_heading(name))
        return;
    if (closes)
        reader->times = 1;
    else if (reader->heading < reader->document->n_headings)
        begin_heading(reader);
}

static void read_html(struct reader *reader, struct str html)
{
    for (size_t i = 0; i < html.n;) {
        if (reader->in_tag) {
            i += str_find(str_sub(html, i, html.n), '>');
            reader->in_tag = i == html.n;
            i++;
            continue;
        }
        size_t end = i;
        while (end < html.n && html.p[end] != '<' && html.p[end] != '&')
            end++;
        if (end > i)
            read_text(reader, str_sub(html, i, end));
        if (end < html.n && html.p[end] == '<') {
            read_tag(reader, str_sub(html, end + 1, html.n));
            reader->in_tag = true;
            i = end + 1;
        } else {
            i = end < html.n ? end + read_entity(reader, str_sub(html, end, html.n)) : end;
        }
    }
}

/* What parts draw belongs to the records that they show. */
static void read_pieces(struct reader *reader, const struct document *document)
{
    reader->document = document;
    reader->heading = 0;
    for (size_t i = 0; i < document->n_pieces; i++) {
        const struct piece *piece = &document->pieces[i];
        const struct reference *reference = piece->kind == PIECE_REFERENCE ? &document->references[piece->index] : NULL;
        if (piece->kind == PIECE_HTML)
            read_html(reader, piece->html);
        else if (piece->kind == PIECE_PART)
            read_break(reader);
        else if (reference && reference->record && !reference->label.n)
            read_record_name(reader, reference->record);
        else if (reference)
            read_text(reader, reference->label.n ? reference->label : reference->target);
    }
    read_break(reader);
}

/* --- records --- */

static void read_field(struct reader *reader, const struct field *field, const struct value *value);

/* The fields that somebody wrote, and the facts of an evidence file. */
static bool is_searched(const struct reader *reader, const struct field *field)
{
    const struct known *known = reader->index->context->model->known;
    return (!field->computed && field->kind != FIELD_BACKLINKS && !str_is(field->name, "id") && !str_is(field->name, "title"))
        || field == known->evidence_facts;
}

static void read_row(struct reader *reader, const struct record *row)
{
    for (size_t i = 0; i < row->type->n_fields; i++)
        if (!row->type->fields[i].computed)
            read_field(reader, &row->type->fields[i], &row->values[i]);
}

static void read_reference(struct reader *reader, const struct record *record)
{
    if (record->type->is_rows) {
        read_row(reader, record);
        return;
    }
    read_text(reader, record->id);
    read_break(reader);
    read_text(reader, record_title(record));
}

static void read_field(struct reader *reader, const struct field *field, const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_TEXT:
        if (field->kind == FIELD_WORD || field->kind == FIELD_WORDS)
            read_text(reader, templates_translate(reader->index->context->templates, value->as.text));
        else
            read_text(reader, value->as.text);
        break;
    case VALUE_NUMBER: read_text(reader, str_of(value->as.number.text)); break;
    case VALUE_DATE: read_text(reader, date_text(reader->chunk->arena, value->as.date)); break;
    case VALUE_DATETIME: read_text(reader, date_text(reader->chunk->arena, value->as.datetime.day)); break;
    case VALUE_RECORD:
        read_reference(reader, value->as.ref.record);
        if (value->as.ref.part) {
            read_break(reader);
            read_text(reader, value->as.ref.part->id);
        }
        break;
    case VALUE_LIST:
        for (uint32_t i = 0; i < value->as.list->n; i++)
            read_field(reader, field, &value->as.list->v[i]);
        break;
    case VALUE_RICH:
        if (value->as.rich->document)
            read_pieces(reader, value->as.rich->document);
        break;
    case VALUE_NONE: case VALUE_BOOL: case VALUE_DURATION: break;
    }
    read_break(reader);
}

/* What an excerpt shows first: texts, then what the record refers to, then all else; -1: not searched. */
static int rank_of(const struct reader *reader, const struct field *field)
{
    if (!is_searched(reader, field))
        return -1;
    if (field->kind == FIELD_MARKDOWN || str_is(field->name, "hint") || str_is(field->name, "text"))
        return 0;
    return field->kind == FIELD_REF || field->kind == FIELD_REFS ? 1 : 2;
}

/* The excerpt of a document shows its own text. */
static void read_fields(struct reader *reader, const struct record *record)
{
    reader->quiet = record->document;
    for (int rank = 0; rank < 3; rank++) {
        for (size_t i = 0; i < record->type->n_fields; i++) {
            if (record->values[i].kind == VALUE_NONE || rank_of(reader, &record->type->fields[i]) != rank)
                continue;
            read_field(reader, &record->type->fields[i], &record->values[i]);
            if (reader->n_excerpt)
                reader->between = " · ";
        }
        reader->quiet |= reader->n_excerpt;
    }
    reader->quiet = false;
}

static void read_record(struct reader *reader, const struct record *record)
{
    const struct record_type *type = record->type;
    open_section(reader, S(""), S(""));
    read_title(reader, record->id);
    read_title(reader, record_title(record));
    if (type == reader->index->context->model->known->requirement)
        read_title(reader, record_text(record, reader->index->context->model->known->requirement_label));
    read_fields(reader, record);
    if (record->document)
        read_pieces(reader, record->document);
    close_section(reader);
}

static void read_page(struct reader *reader, const struct page *page)
{
    open_section(reader, S(""), S(""));
    read_title(reader, search_page_title(reader->chunk->arena, reader->index, page));
    if (page->type)
        read_text(reader, templates_translate(reader->index->context->templates, page->type->help));
    close_section(reader);
}

void search_read(const struct search_index *index, struct search_chunk *chunk)
{
    struct reader *reader = arena_new_of(chunk->arena, struct reader);
    reader->index = index;
    reader->chunk = chunk;
    search_terms_new(chunk->arena, &chunk->terms);
    words_begin(&reader->words, take, reader);
    for (size_t i = chunk->first_unit; i < chunk->first_unit + chunk->n_units; i++) {
        reader->unit = &index->units[i];
        if (reader->unit->record)
            read_record(reader, reader->unit->record);
        else
            read_page(reader, reader->unit->page);
    }
    buf_free(&reader->name);
    search_terms_end(&chunk->terms);
}
