/* Record types: data from controls/types/NAME.yaml. One table drives reading, errors, links, templates,
 * exports and schemas. One spelling everywhere: YAML key = Lua field = CSV column. */
#ifndef MODEL_TYPE_H
#define MODEL_TYPE_H

#include "base/map.h"
#include "read/yaml.h"

/* What templates can hold a pointer to starts with a thing, so that a pointer says what it is. */
enum thing_kind { THING_RECORD = 1, THING_LIST, THING_RICH, THING_TYPE, THING_FIELD };
struct thing { uint32_t kind; };

enum field_kind {
    FIELD_TEXT, FIELD_MARKDOWN, FIELD_WORD, FIELD_WORDS, FIELD_DATE, FIELD_DATETIME, FIELD_DURATION, FIELD_NUMBER,
    FIELD_BOOL, FIELD_REF, FIELD_REFS, FIELD_LIST, FIELD_ROWS, FIELD_URL, FIELD_FILE,
    FIELD_BACKLINKS             /* not written: the records whose `inverse` has this name */
};

/* Whether a date says that something must have been done by then, or that something changes on that day. */
enum field_due { DUE_NEVER, DUE_DEADLINE, DUE_EVENT };

struct record_type;

struct field {
    struct thing thing;
    uint16_t index;             /* in record_type.fields and record.values */
    uint8_t kind;               /* enum field_kind */
    uint8_t due;                /* enum field_due */
    bool required, computed;
    bool single;                /* rows of which there is one, written as a mapping instead of a list */
    bool or_text;               /* a ref that may hold plain text */
    bool to_any;                /* a ref to any record or requirement */
    struct str name, title, help;       /* NUL-terminated */
    size_t n_words;
    struct str *words;
    size_t n_to;
    const struct record_type **to;
    struct str part_name;       /* a ref may name a row of this rows field of the target: CTL-014/stop-drill */
    struct str inverse;         /* name of the back-link on the target */
    const struct record_type *rows;     /* the columns of FIELD_ROWS, as a type of its own */
    struct pos pos;
};

/* A record is over when the field has this value; without a word, when it has any. */
struct type_over { const struct field *field; struct str word; };

struct record_type {
    struct thing thing;
    uint16_t index;             /* in model.types; row types have none */
    bool is_rows, document;
    struct str name, plural, title, titles, help;      /* NUL-terminated */
    struct str id_prefix;       /* "CTL-" */
    const struct field *id_from;        /* records without id get one from this ref */
    const struct field *date;           /* dates a record for `needs … every` */
    size_t n_over;
    struct type_over *over;     /* any of them: nothing falls due any more */
    size_t n_clauses;
    struct str *clauses;
    size_t n_fields;
    struct field *fields;
    struct map *by_name;        /* field name to struct field * */
    size_t n_columns;
    const struct field **columns;       /* of the index page */
    struct pos pos;
};

const char *field_kind_name(enum field_kind kind);
bool field_holds_list(const struct field *field);      /* words, refs, list, rows, back-links: an empty one is an empty list */
/* False: its records are read from files of their own kind, or worked out; nobody writes them under its plural. */
bool type_is_written(const struct record_type *type);
const struct field *type_field(const struct record_type *type, struct str name);    /* or NULL */

#endif
