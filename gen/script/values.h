/* Values of the model on the stack of a script, and the libraries that every script has; for C that adds functions. */
#ifndef SCRIPT_VALUES_H
#define SCRIPT_VALUES_H

#include "script/script.h"

void value_push(lua_State *L, const struct value *value);
void push_str(lua_State *L, struct str s);
void push_thing(lua_State *L, const struct thing *thing);       /* NULL: nil */
void push_record(lua_State *L, const struct record *record);
void push_date(lua_State *L, date_days date);
/* The thing at a stack index, or NULL. */
const struct thing *thing_at(lua_State *L, int index);
const struct record *record_at(lua_State *L, int index);        /* or NULL */
const struct list *list_at(lua_State *L, int index);            /* or NULL */
/* What a value is, in words: "a control", "a list", "nil". */
const char *what_at(lua_State *L, int index);
/* A text argument: strings and numbers. Raises otherwise; `who` names the function. */
struct str text_arg(lua_State *L, int index, const char *who);
const struct record *record_arg(lua_State *L, int index, const char *who);
/* The field of this name; raises when the type has none. */
const struct field *field_of(lua_State *L, const struct record_type *type, struct str name);
/* Pushes a field of a record; also id, type, source_file and source_line. */
void field_push(lua_State *L, const struct record *record, struct str name, const char *key);
/* types.c: pushes one field of a type or of a field. */
int type_index(lua_State *L, const struct record_type *type, struct str key);
int field_index(lua_State *L, const struct field *field, struct str key);
/* "an incident", "a row of 'requires'". */
const char *type_words(lua_State *L, const struct record_type *type);

/* --- numbers and texts, library_base.c --- */

/* A number as it is written: integers without a point, "nan" is an error. Returns the length. */
size_t number_text(lua_State *L, int index, char text[static 48]);
/* Appends a string, number or boolean; anything else raises. */
void put_text(lua_State *L, int index, struct buf *out, const char *who);

/* Pushes what was built in script->text and pays for it; raises when it is longer than a text may be. Returns 1. */
int push_text(lua_State *L);

/* --- libraries --- */

extern const luaL_Reg library_base[], library_text[], library_list[], library_string[], library_table[], library_model[], library_evidence[];
/* library_model.c: pushes one of these of the project; false: it has no such field. */
#define PROJECT_FIELDS "id, title, organization, language, as_of, frameworks, types, risk_scale, risk_appetite"
bool push_project_field(lua_State *L, struct str key);

#endif
