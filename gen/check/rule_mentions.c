/* mentions(words, function): every place where people wrote one of these words, in documents and in records.
 * It is made here because it looks at every byte that a project holds. */
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "check/rule_run.h"
#include "model/known.h"

enum { WORDS_MAX = 32 /* bits of a set of words */, WORD_MAX = 64, SENTENCE_MAX = 200 };

struct words {
    size_t n;
    struct str v[WORDS_MAX];
    uint32_t first[256], second[256];   /* bit i: word i may have this byte there, in either case */
};

struct finding_words {
    lua_State *L;
    struct words words;
    const struct record *record;
    struct str field;           /* empty: the text of a document */
};

/* --- searching --- */

static bool is_letter(struct str text, size_t at)
{
    unsigned char c = at < text.n ? (unsigned char)text.p[at] : ' ';

    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
}

/* The words that may begin at `at`. Asked for every byte of a project: by two bytes, since one in four words begins with
 * one of most lists' letters. */
static uint32_t candidates(const struct words *words, struct str text, size_t at)
{
    return words->first[(unsigned char)text.p[at]] & words->second[at + 1 < text.n ? (unsigned char)text.p[at + 1] : 0];
}

/* The next whole word at or behind `from`, without regard to case; text.n: there is none. */
static size_t find_word(const struct words *words, struct str text, size_t from, struct str *word)
{
    for (size_t at = from; at < text.n; at++) {
        while (at + 1 < text.n && !candidates(words, text, at))
            at++;
        if (at && is_letter(text, at - 1))
            continue;
        for (uint32_t left = candidates(words, text, at); left; left &= left - 1) {
            *word = words->v[__builtin_ctz(left)];
            if (str_eq_fold(str_sub(text, at, at + word->n), *word) && !is_letter(text, at + word->n))
                return at;
        }
    }
    return text.n;
}

static bool ends_sentence(struct str text, size_t at)
{
    if (text.p[at] == '\n')
        return at + 1 >= text.n || strchr("\n-*#|>", text.p[at + 1]);
    return strchr(".!?", text.p[at]) && (at + 1 >= text.n || text.p[at + 1] == ' ' || text.p[at + 1] == '\n');
}

/* Appends the sentence around a place, as one line. */
static void put_sentence(struct buf *out, struct str text, size_t at)
{
    size_t from = at, to = at;

    while (from > 0 && at - from < SENTENCE_MAX && !ends_sentence(text, from - 1))
        from--;
    while (to < text.n && to - at < SENTENCE_MAX && !ends_sentence(text, to))
        to++;
    while (from < at && ((unsigned char)text.p[from] & 0xC0) == 0x80)
        from++;
    while (to < text.n && ((unsigned char)text.p[to] & 0xC0) == 0x80)
        to--;
    struct str sentence = str_trim(str_sub(text, from, to));
    for (size_t i = 0; i < sentence.n; i++)
        buf_putc(out, sentence.p[i] == '\n' ? ' ' : sentence.p[i]);
}

/* --- what Lua gets: a call of the function at 2 with a table, so that only one of them is kept at a time --- */

static void set_text(lua_State *L, const char *key, struct str text)
{
    push_str(L, text);
    lua_setfield(L, -2, key);
}

static void set_number(lua_State *L, const char *key, uint32_t number)
{
    lua_pushinteger(L, number);
    lua_setfield(L, -2, key);
}

static void add(struct finding_words *find, struct str text, size_t at, struct str word, struct pos pos)
{
    lua_State *L = find->L;
    struct buf *sentence = &script_of(L)->text;

    lua_pushvalue(L, 2);
    lua_createtable(L, 0, 8);
    push_record(L, find->record);
    lua_setfield(L, -2, "record");
    set_text(L, "word", word);
    buf_reset(sentence);
    put_sentence(sentence, text, at);
    set_text(L, "sentence", buf_str(sentence));
    if (find->field.n)
        set_text(L, "field", find->field);
    if (pos.line) {
        set_number(L, "line", pos.line);
        set_number(L, "column", pos.col);
        set_number(L, "length", pos.len);
    }
    script_pay(L, 60);
    lua_call(L, 1, 0);
}

/* --- documents --- */

static size_t line_end(struct str text, size_t at)
{
    return at + str_find(str_sub(text, at, text.n), '\n');
}

/* Where the text begins, behind the front matter, whose fields are the record's. */
static size_t body_of(struct str text)
{
    if (!str_starts(text, S("---")))
        return 0;
    for (size_t at = line_end(text, 0) + 1; at < text.n; at = line_end(text, at) + 1)
        if (str_is(str_trim(str_sub(text, at, line_end(text, at))), "---"))
            return at;
    return text.n;
}

/* The compiled text says whether a word is there; only then is the file read again for its place. */
static bool document_has(const struct finding_words *find, const struct document *document)
{
    struct str word;

    for (size_t i = 0; i < document->n_pieces; i++) {
        struct str html = document->pieces[i].html;
        script_pay_bytes(find->L, html.n);
        if (find_word(&find->words, html, 0, &word) < html.n)
            return true;
    }
    return false;
}

static void find_in_document(struct finding_words *find, const struct document *document)
{
    const struct script *script = script_of(find->L);
    size_t begin = 0;
    struct pos pos = { .file = document->file, .line = 1 };
    struct str text, word;

    if (!document_has(find, document))
        return;
    arena_reset(run_of(find->L)->files);
    if (file_read_path(run_of(find->L)->files, script->model->sources->list.v[document->file].path.p, DOCUMENT_FILE_MAX, &text) != FILE_FINE)
        return;
    script_pay_bytes(find->L, text.n);
    for (size_t at = find_word(&find->words, text, body_of(text), &word); at < text.n;
         at = find_word(&find->words, text, at + word.n, &word)) {
        for (size_t end = line_end(text, begin); end < at; end = line_end(text, begin)) {
            begin = end + 1;
            pos.line++;
        }
        pos.col = (uint32_t)str_code_points(str_sub(text, begin, at)) + 1;
        pos.len = (uint32_t)str_code_points(word);
        add(find, text, at, word, pos);
    }
}

/* --- records --- */

static void find_in_text(struct finding_words *find, const struct record *record, const struct field *field, struct str text)
{
    struct str word;

    script_pay_bytes(find->L, text.n);
    for (size_t at = find_word(&find->words, text, 0, &word); at < text.n; at = find_word(&find->words, text, at + word.n, &word)) {
        find->record = record;
        find->field = field->name;
        add(find, text, at, word, (struct pos){ 0 });
    }
}

static void find_in_record(struct finding_words *find, const struct record *record);

static void find_in_value(struct finding_words *find, const struct record *record, const struct field *field, const struct value *value)
{
    if (value->kind == VALUE_RICH)
        find_in_text(find, record, field, value->as.rich->source);
    else if (value->kind == VALUE_TEXT)
        find_in_text(find, record, field, value->as.text);
    else if (value->kind == VALUE_RECORD && field->kind == FIELD_ROWS)
        find_in_record(find, value->as.ref.record);
    else if (value->kind == VALUE_LIST)
        for (uint32_t i = 0; i < value->as.list->n; i++)
            find_in_value(find, record, field, &value->as.list->v[i]);
}

/* Only what people write in sentences: no words of a list, no addresses, nothing computed. */
static bool holds_sentences(const struct field *field)
{
    return !field->computed && (field->kind == FIELD_TEXT || field->kind == FIELD_MARKDOWN || field->kind == FIELD_LIST || field->kind == FIELD_ROWS);
}

static void find_in_record(struct finding_words *find, const struct record *record)
{
    script_pay(find->L, record->type->n_fields);
    for (size_t i = 0; i < record->type->n_fields; i++)
        if (holds_sentences(&record->type->fields[i]) && record->values[i].line)
            find_in_value(find, record, &record->type->fields[i], &record->values[i]);
}

/* --- the function --- */

static char other_case(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? (char)(c ^ 0x20) : c;
}

static void note_byte(uint32_t table[256], char c, uint32_t word)
{
    table[(unsigned char)c] |= word;
    table[(unsigned char)other_case(c)] |= word;
}

/* A word of one byte may stand before anything. */
static void note_beginning(struct words *words, size_t i)
{
    struct str word = words->v[i];
    uint32_t bit = UINT32_C(1) << i;

    note_byte(words->first, word.p[0], bit);
    if (word.n > 1)
        note_byte(words->second, word.p[1], bit);
    for (size_t c = 0; c < 256 && word.n == 1; c++)
        words->second[c] |= bit;
}

static void read_words(lua_State *L, struct words *words)
{
    if (lua_gettop(L) != 2 || !lua_istable(L, 1) || lua_rawlen(L, 1) > WORDS_MAX || !lua_isfunction(L, 2))
        script_fail(L, "'mentions' needs an array of at most %d words, and a function", WORDS_MAX);
    for (; words->n < lua_rawlen(L, 1); words->n++) {
        lua_rawgeti(L, 1, (lua_Integer)words->n + 1);
        struct str word = text_arg(L, -1, "mentions");
        if (!word.n || word.n > WORD_MAX)
            script_fail(L, "a word for 'mentions' has 1 to %d bytes", WORD_MAX);
        word = str_copy(script_of(L)->scratch, word);
        words->v[words->n] = word;
        note_beginning(words, words->n);
        lua_pop(L, 1);
    }
}

static int mentions(lua_State *L)
{
    const struct model *model = script_of(L)->model;
    struct finding_words find = { .L = L };

    read_words(L, &find.words);
    if (run_of(L)->searching)
        script_fail(L, "the function of 'mentions' cannot call it again");
    run_of(L)->searching = true;
    for (size_t t = 0; t < model->n_types; t++) {
        if (model->types[t] == model->known->requirement || model->types[t] == model->known->framework)
            continue;           /* the words of those who wrote the framework */
        for (uint32_t i = 0; i < model->records[t]->n; i++) {
            const struct record *record = model->records[t]->v[i].as.ref.record;
            find_in_record(&find, record);
            find.record = record;
            find.field = S("");
            if (record->document)
                find_in_document(&find, record->document);
        }
    }
    run_of(L)->searching = false;
    return 0;
}

const luaL_Reg library_mentions[] = { { "mentions", mentions }, { NULL, NULL } };
