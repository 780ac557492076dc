/* Findings about requirements that plain text cites with another one's title: "A.8.2 Data provenance".
 * The compiled text of a document says whether there is one; only then is the file read again for its place. */
#include <string.h>

#include "base/arena.h"
#include "check/check.h"

enum { TITLE_MIN = 8, GAP_MAX = 24 };

struct citation {
    const struct record *cited, *meant;
    struct str wording;
};

struct search {
    const struct model *model;
    struct diags *diags;
    const struct record *record;    /* whose document it is */
};

/* --- texts --- */

static bool is_letter(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80; }
static bool is_of_id(char c) { return c == '.' || c == '-' || c == '_' || ((unsigned char)c < 0x80 && is_letter(c)); }

/* The next thing that looks like the id of a node, such as A.8.2 or 6.1.3; false: there is none behind `from`. */
static bool next_id(struct str text, size_t from, size_t *begin, size_t *end)
{
    while (from < text.n) {
        size_t dot = from + str_find(str_sub(text, from, text.n), '.');
        if (dot + 1 >= text.n)
            return false;
        *begin = dot;
        *end = dot + 1;
        while (*begin > 0 && is_of_id(text.p[*begin - 1]))
            --*begin;
        while (*end < text.n && is_of_id(text.p[*end]))
            ++*end;
        while (*end > dot && !is_letter(text.p[*end - 1]))
            --*end;
        if (*begin < dot && dot + 1 < *end && is_letter(text.p[*begin]) && text.p[dot + 1] >= '0' && text.p[dot + 1] <= '9')
            return true;
        from = *end > dot + 1 ? *end : dot + 1;
    }
    return false;
}

/* What follows an id: the text behind marks, blanks and tags. */
static struct str behind(struct str text, size_t at)
{
    for (size_t gap = 0; at < text.n && gap < GAP_MAX; at++) {
        if (text.p[at] == '<')
            at += str_find(str_sub(text, at, text.n), '>');
        else if (is_letter(text.p[at]) && strncmp(text.p + at, "\xE2\x80", at + 1 < text.n ? 2 : 1))
            return str_sub(text, at, text.n);
        else
            gap++;
        if (at + 2 < text.n && (unsigned char)text.p[at] == 0xE2)
            at += 2;                        /* a dash */
    }
    return S("");
}

static bool begins_with_title(struct str text, struct str title)
{
    return title.n <= text.n && str_eq_fold(str_sub(text, 0, title.n), title) && (title.n == text.n || !is_letter(text.p[title.n]));
}

/* --- citations --- */

/* The node whose title stands there, when it is not that of `cited`. One word is no title that anybody would look up. */
static bool is_wrong(const struct framework *framework, const struct record *cited, struct str text, struct citation *citation)
{
    if (begins_with_title(text, record_title(cited)))
        return false;
    for (size_t i = 0; i < framework->n_requirements; i++) {
        struct str title = record_title(framework->requirements[i]);
        if (title.n < TITLE_MIN || str_find(title, ' ') == title.n || !begins_with_title(text, title))
            continue;
        *citation = (struct citation){ cited, framework->requirements[i], str_sub(text, 0, title.n) };
        return true;
    }
    return false;
}

/* An id that several frameworks in scope have is right where it is right in one of them. */
static bool judge_id(const struct model *model, struct str id, struct str text, struct citation *citation)
{
    bool wrong = false;
    for (size_t i = 0; i < model->n_frameworks && text.n; i++) {
        const struct framework *framework = &model->frameworks[i];
        const struct record *cited = framework->in_scope ? map_find(framework->nodes, id) : NULL;
        if (!cited)
            continue;
        if (begins_with_title(text, record_title(cited)))
            return false;
        wrong = wrong || is_wrong(framework, cited, text, citation);
    }
    return wrong;
}

static bool reference_is_wrong(const struct model *model, const struct reference *reference, struct str text)
{
    struct citation citation;
    return reference->record && reference->record->type == model->known->requirement && !reference->label.n
        && is_wrong(model_framework_of(model, reference->record), reference->record, behind(text, 0), &citation);
}

static bool piece_is_wrong(const struct model *model, const struct document *document, size_t index)
{
    struct str html = document->pieces[index].html;
    struct citation citation;
    size_t begin, end;
    if (index && document->pieces[index - 1].kind == PIECE_REFERENCE
        && reference_is_wrong(model, &document->references[document->pieces[index - 1].index], html))
        return true;
    for (size_t at = 0; next_id(html, at, &begin, &end); at = end)
        if (judge_id(model, str_sub(html, begin, end), behind(html, end), &citation))
            return true;
    return false;
}

static bool document_is_wrong(const struct model *model, const struct document *document)
{
    for (size_t i = 0; i < document->n_pieces; i++)
        if (document->pieces[i].kind == PIECE_HTML && piece_is_wrong(model, document, i))
            return true;
    return false;
}

/* --- places --- */

static void report(const struct search *search, struct pos pos, const struct citation *citation)
{
    const struct field *label = search->model->known->requirement_label;
    struct diag *diag = diag_report(search->diags, DIAG_WRONG_TITLE, pos, "%.*s is %.*s, not %.*s", STR(record_text(citation->cited, label)),
                                    STR(record_title(citation->cited)), STR(citation->wording));
    diag_hint(search->diags, diag, "did you mean %.*s?", STR(record_text(citation->meant, label)));
    diag_subject(diag, search->record->id);
}

/* Whether a place lies in a reference; the label of one is looked at elsewhere. */
static bool in_reference(struct str text, size_t at)
{
    for (; at > 1 && text.p[at - 1] != '\n'; at--) {
        if (text.p[at - 1] == '[' && text.p[at - 2] == '[')
            return true;
        if (text.p[at - 1] == ']' && text.p[at - 2] == ']')
            return false;
    }
    return false;
}

static void find_places(const struct search *search, uint32_t file, struct str text)
{
    struct citation citation;
    size_t begin, end;
    for (size_t at = 0; next_id(text, at, &begin, &end); at = end) {
        bool closes = str_starts(str_sub(text, end, text.n), S("]]"));
        if (in_reference(text, begin) && !closes)
            continue;
        if (judge_id(search->model, str_sub(text, begin, end), behind(text, closes ? end + 2 : end), &citation))
            report(search, pos_of_offset(file, text, begin, end - begin), &citation);
    }
}

static void check_document(const struct search *search)
{
    const struct document *document = search->record->document;
    struct str text;
    if (!document_is_wrong(search->model, document))
        return;
    struct str path = search->model->sources->list.v[document->file].path;
    if (file_read_path(search->diags->arena, str_c(search->diags->arena, path), DOCUMENT_FILE_MAX, &text) == FILE_FINE)
        find_places(search, document->file, text);
}

/* A row of the statement of applicability may say its control's title again. */
static void check_row(const struct search *search)
{
    const struct known *known = search->model->known;
    const struct record *control = record_ref(search->record, known->soa_control);
    const struct value *title = record_value(search->record, known->soa_title);
    struct citation citation;
    if (control && control->type == known->requirement && title->kind == VALUE_TEXT && title->line
        && is_wrong(model_framework_of(search->model, control), control, title->as.text, &citation))
        report(search, value_pos(search->record, title), &citation);
}

static void run(const struct model *model, struct diags *diags)
{
    for (size_t t = 0; t < model->n_types; t++)
        for (uint32_t i = 0; i < model->records[t]->n; i++) {
            struct search search = { model, diags, model->records[t]->v[i].as.ref.record };
            if (search.record->document)
                check_document(&search);
            else if (model->types[t] == model->known->soa)
                check_row(&search);
        }
}

const struct rule rule_plain_citations = { "plain-citations", "requirements that plain text cites with another one's title", run };
