/* Words of a text: plain ASCII by a table, all else through utf8proc. */
#include "render/search_words.h"

#include <string.h>
#include <utf8proc.h>

enum { BREAK, JOIN, WIDE };     /* of a byte; else it is the letter or digit that it folds to */
enum { PIECE_BYTES = 120, PIECE_POINTS = PIECE_BYTES * 18 };    /* NFKD makes at most 18 code points of one */

#define LETTERS(C) [C] = C, [C - 32] = C
static const unsigned char folded[128] = {
    ['-'] = JOIN, ['.'] = JOIN, ['_'] = JOIN,
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9',
    LETTERS('a'), LETTERS('b'), LETTERS('c'), LETTERS('d'), LETTERS('e'), LETTERS('f'), LETTERS('g'), LETTERS('h'), LETTERS('i'),
    LETTERS('j'), LETTERS('k'), LETTERS('l'), LETTERS('m'), LETTERS('n'), LETTERS('o'), LETTERS('p'), LETTERS('q'), LETTERS('r'),
    LETTERS('s'), LETTERS('t'), LETTERS('u'), LETTERS('v'), LETTERS('w'), LETTERS('x'), LETTERS('y'), LETTERS('z'),
};

static unsigned kind_of(unsigned char byte) { return byte < 128 ? folded[byte] : WIDE; }

void words_begin(struct words *words, void (*take)(void *context, struct str term), void *context)
{
    *words = (struct words){ .take = take, .context = context, .run = "-", .n = 1, .part = 1 };
}

void words_break(struct words *words)
{
    if (words->n > 1) {
        words->take(words->context, (struct str){ words->run + words->part, words->n - words->part });
        if (words->part > 1)
            words->take(words->context, (struct str){ words->run, words->n });
    }
    words->n = words->part = 1;
    words->points = 0;
    words->joiner = 0;
}

static void join(struct words *words, char joiner)
{
    if (words->joiner)
        words_break(words);
    else if (words->n > 1)
        words->joiner = joiner;
}

/* Room for one more letter or digit: behind a joiner the next word of an id begins, and a full run ends. */
static void make_room(struct words *words)
{
    if (words->points + (words->joiner ? 2 : 1) > WORD_MAX)
        words_break(words);
    if (!words->joiner)
        return;
    words->take(words->context, (struct str){ words->run + words->part, words->n - words->part });
    words->run[words->n++] = words->joiner;
    words->points++;
    words->part = words->n;
    words->joiner = 0;
}

static void put_ascii(struct words *words, unsigned char byte)
{
    unsigned kind = kind_of(byte);
    words->keeps_marks = false;
    if (kind == BREAK) {
        words_break(words);
    } else if (kind == JOIN) {
        join(words, (char)byte);
    } else {
        make_room(words);
        words->run[words->n++] = (char)kind;
        words->points++;
    }
}

/* Latin, Greek and Cyrillic, and the signs between them: their marks are spelling that people leave out. */
static bool drops_marks(utf8proc_int32_t c)
{
    return c < 0x530 || (c >= 0x1C80 && c < 0x1C90) || (c >= 0x1D00 && c < 0x2000) || (c >= 0x2C60 && c < 0x2C80)
        || (c >= 0x2DE0 && c < 0x2E00) || (c >= 0xA640 && c < 0xA6A0) || (c >= 0xA720 && c < 0xA800) || (c >= 0xAB30 && c < 0xAB70);
}

static void put_point(struct words *words, utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    bool mark = category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
    bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    bool digit = category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;

    if (mark && !words->keeps_marks)
        return;
    if (!mark)
        words->keeps_marks = !drops_marks(c);
    if (mark || letter || digit) {
        make_room(words);
        words->n += (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)words->run + words->n);
        words->points++;
    } else if (c == 0x2010) {
        join(words, '-');
    } else {
        words_break(words);
    }
}

static void put_wide(struct words *words, struct str piece)
{
    utf8proc_int32_t points[PIECE_POINTS];
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)piece.p, (utf8proc_ssize_t)piece.n, points, PIECE_POINTS,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    for (utf8proc_ssize_t i = 0; i < n && n <= PIECE_POINTS; i++) {
        if (points[i] < 128)
            put_ascii(words, (unsigned char)points[i]);
        else
            put_point(words, points[i]);
    }
}

/* Bytes of the run of code points beyond ASCII at the front, as many as are decomposed at once. */
static size_t wide_size(struct str text)
{
    size_t n = 0;
    while (n < text.n && n < PIECE_BYTES && (unsigned char)text.p[n] >= 128)
        n++;
    while (n < text.n && n > 1 && ((unsigned char)text.p[n] & 0xC0) == 0x80)
        n--;
    return n;
}

void words_text(struct words *words, struct str text)
{
    for (size_t i = 0; i < text.n;) {
        unsigned char byte = (unsigned char)text.p[i];
        if (kind_of(byte) > WIDE && !words->joiner && words->points < WORD_MAX) {      /* most bytes: a letter like the one before */
            words->run[words->n++] = (char)folded[byte];
            words->points++;
            words->keeps_marks = false;
            i++;
        } else if (byte < 128) {
            put_ascii(words, byte);
            i++;
        } else {
            size_t n = wide_size(str_sub(text, i, text.n));
            put_wide(words, str_sub(text, i, i + n));
            i += n;
        }
    }
}
