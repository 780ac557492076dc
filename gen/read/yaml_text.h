/* What every text must be before a parser sees it: UTF-8, and no characters that hide or break lines unseen. */
#ifndef READ_YAML_TEXT_H
#define READ_YAML_TEXT_H

#include "base/diag.h"

enum text_oddity {
    TEXT_FINE,
    TEXT_CONTROL,       /* C0 but tab and line feed, DEL, C1 */
    TEXT_BARE_CR,       /* without a line feed behind it */
    TEXT_BREAK,         /* U+0085, U+2028, U+2029: line breaks to YAML, and to no editor */
    TEXT_MARK           /* U+FEFF, the byte order mark */
};

/* Cuts a UTF-8 byte order mark off the front. */
struct str text_without_mark(struct str text);
/* False, and reported, when the text is not UTF-8 or holds a NUL. `first_line` as in yaml_read. */
bool text_is_utf8(struct diags *diags, uint32_t file, struct str text, uint32_t first_line);
/* The offset of the next odd character from `from` on in valid UTF-8, or text.n and TEXT_FINE. */
size_t text_odd(struct str text, size_t from, enum text_oddity *oddity);
/* Reports the odd character at `offset`. */
void text_odd_report(struct diags *diags, uint32_t file, struct str text, uint32_t first_line, size_t offset,
                     enum text_oddity oddity);

#endif
