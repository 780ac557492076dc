/* Words of a text, as the search index and its reader (themes/plain/site.js) both cut them: NFKD and case folding,
 * marks dropped behind Latin, Greek and Cyrillic letters; a word is letters, digits and marks. Words joined by one of
 * `-` `.` `_` are an id: its words are taken one by one, and the whole behind a `-` that sets it apart from words.
 * A run of more than WORD_MAX code points is cut there. */
#ifndef RENDER_SEARCH_WORDS_H
#define RENDER_SEARCH_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { WORD_MAX = 64, WORD_BYTES = 1 + 4 * WORD_MAX };

struct words {
    void (*take)(void *context, struct str term);   /* the term is borrowed */
    void *context;
    char run[WORD_BYTES];       /* '-' and the run so far */
    size_t n, part;             /* bytes; where its last word begins */
    unsigned points;            /* code points of the run */
    char joiner;                /* read behind a word, and not yet followed by another one; or 0 */
    bool keeps_marks;           /* what stood before is of a script whose marks matter */
};

void words_begin(struct words *words, void (*take)(void *context, struct str term), void *context);
/* Text that goes on where the one before ended, in the middle of a word as well. */
void words_text(struct words *words, struct str text);
/* The word ends here. */
void words_break(struct words *words);

#endif
