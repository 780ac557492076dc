/* Places in a YAML text. The parser counts code points and takes more characters for line breaks than an
 * editor does; here its marks become lines and columns as a reader counts them. */
#ifndef READ_YAML_PLACE_H
#define READ_YAML_PLACE_H

#include <yaml.h>

#include "read/yaml_text.h"

/* A line break that only YAML sees. */
struct yaml_break {
    size_t index;           /* in code points, as in yaml_mark_t */
    size_t line_index;      /* of the first code point of its line */
    size_t offset;          /* in bytes */
    enum text_oddity oddity;
};

struct yaml_places {
    struct diags *diags;
    uint32_t file, first_line;
    struct str text;
    vec(struct yaml_break) breaks;
    size_t settled;         /* breaks before this one stand in quotes, where they may */
    size_t index, offset;   /* a place passed already: the count of code points goes on from there */
};

/* Reads the text once; false when it must not be parsed, which is reported. */
bool yaml_places_new(struct arena *arena, struct yaml_places *places);
struct pos yaml_pos(const struct yaml_places *places, yaml_mark_t mark);
/* The place of a token, with its length on its first line. */
struct pos yaml_token_pos(struct yaml_places *places, yaml_mark_t start, yaml_mark_t end);
size_t yaml_offset(struct yaml_places *places, yaml_mark_t mark);
/* Breaks up to `mark` stand in quotes. */
void yaml_breaks_settle(struct yaml_places *places, yaml_mark_t mark);
/* False, and reported, when a break before `mark` stands outside quotes. */
bool yaml_breaks_check(const struct yaml_places *places, yaml_mark_t mark);

#endif
