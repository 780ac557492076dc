/* Records and their values. A record has one value slot per field of its type; an empty slot is VALUE_NONE.
 * Computed fields and back-links are slots like any other, filled before the model is sealed. */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include "base/date.h"
#include "model/type.h"
#include "read/document.h"

enum value_kind {
    VALUE_NONE, VALUE_TEXT,     /* text, word, url, file, a ref that holds plain text */
    VALUE_NUMBER, VALUE_BOOL, VALUE_DATE, VALUE_DATETIME, VALUE_DURATION,
    VALUE_RECORD,               /* a resolved ref, with the row it names, if any */
    VALUE_LIST,                 /* words, refs, list, rows, back-links */
    VALUE_RICH                  /* markdown */
};

struct list;
struct rich;
struct record;

struct value {
    uint8_t kind;               /* enum value_kind */
    bool quoted;                /* its place is that of a quote, its text begins behind it */
    uint16_t col;
    uint32_t line;              /* 0: not written by anyone */
    union {
        struct str text;
        struct { const char *text; double number; } number;    /* as written, NUL-terminated */
        bool truth;
        date_days date;
        struct datetime datetime;
        struct duration duration;
        struct { struct record *record, *part; } ref;
        struct list *list;
        struct rich *rich;
    } as;
};

struct list {
    struct thing thing;
    uint32_t n;
    struct value *v;
};

struct rich {
    struct thing thing;
    struct str source;
    struct document *document;
};

struct record {
    struct thing thing;
    uint32_t serial;            /* unique in the model, in loading order: a slot in side tables; rows have 0 */
    uint32_t index;             /* among the records of its type, in the order of ids */
    const struct record_type *type;
    struct str id;              /* requirements: "iso-42001-2023:A.9.2"; rows may have an empty one */
    struct pos pos;
    bool rejected;              /* a value of it was refused: it must not count for anything */
    struct record *parent;      /* the record a row belongs to */
    struct document *document;  /* of policies and pages */
    struct value *values;
};

/* Slots. `record_value` never gives NULL; `record_find` is NULL for a field the type does not have. */
struct value *record_value(const struct record *record, const struct field *field);
const struct value *record_find(const struct record *record, const char *field);
struct str record_text(const struct record *record, const struct field *field);        /* "" when absent */
date_days record_date(const struct record *record, const struct field *field);         /* DATE_NONE when absent */
const struct list *record_list(const struct record *record, const struct field *field);    /* never NULL */
struct record *record_ref(const struct record *record, const struct field *field);     /* NULL when absent or text */
bool record_is(const struct record *record, const struct field *field, const char *word);
struct pos value_pos(const struct record *record, const struct value *value);
struct str record_title(const struct record *record);   /* its title, else its id */

/* Setting computed slots, before the model is sealed. */
void value_set_text(struct value *value, struct str text);
void value_set_date(struct value *value, date_days date);   /* DATE_NONE empties the slot */
void value_set_number(struct arena *arena, struct value *value, uint64_t number);
void value_set_record(struct value *value, struct record *record);
struct list *list_new(struct arena *arena, size_t n);
void value_set_list(struct value *value, struct list *list);
/* Appends to a list of records, made when the slot is empty, unless the last one is the same record. */
void value_add_record(struct arena *arena, struct value *slot, struct record *record);

/* Text, or rich text, with more than white space in it. */
bool value_has_text(const struct value *value);
/* The plain-text form of any value, as in CSV: lists are joined with "; ", refs are ids. */
struct str value_text(struct arena *arena, const struct value *value);

#endif
