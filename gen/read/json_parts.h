/* What the files of the JSON reader share: json.c lists and objects, json_scalar.c strings and numbers, json_value.c
 * the getters. */
#ifndef READ_JSON_PARTS_H
#define READ_JSON_PARTS_H

#include "read/json.h"

/* From here on looking at every member takes longer than searching a sorted list. Sorted and not hashed, since keys can
 * be chosen to collide. */
enum { MEMBERS_FEW = 16 };

struct js_object {
    const struct js_member **sorted;    /* by key, when there are more than MEMBERS_FEW; else NULL */
    struct js_member members[];
};

struct js_parser {
    struct arena *arena;
    const char *begin, *p, *end;
    struct js_open *open;               /* values whose list or object is not closed yet */
    size_t n_open, cap_open;
    unsigned depth;
    uint64_t containers, values;
    struct js_error *error;
};

/* Sets the error at `at`; returns false. */
__attribute__((format(printf, 4, 5)))
bool js_fail(struct js_parser *parser, enum js_fault fault, const char *at, const char *format, ...);
/* A string whose first quote is at parser->p, or a number. */
bool js_read_string(struct js_parser *parser, struct js *value);
bool js_read_number(struct js_parser *parser, struct js *value);

#endif
